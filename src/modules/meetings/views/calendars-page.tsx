import { PostButton, Section, Table, Time } from '../../../ui/index.ts';
import { calendarsPath } from '../addresses.ts';
import type { CalendarChoice } from '../calendars.ts';

/** The calendars that one may subscribe to, and the address that was just made. */
export function CalendarsPage({
  calendars,
  made,
}: {
  calendars: readonly CalendarChoice[];
  /** Shown this once: nothing keeps it. */
  made: string | null;
}) {
  return (
    <>
      {made && (
        <Section title="Votre adresse" id="adresse">
          <p>
            Copiez-la maintenant dans votre agenda (« s’abonner à un calendrier »). Elle ne sera plus montrée
            ; vous pourrez en demander une autre.
          </p>
          <p class="cd-verbatim">
            <code>{made}</code>
          </p>
        </Section>
      )}
      <p>
        Qui connaît une de ces adresses lit vos réunions sans mot de passe : ne la donnez à personne. Si elle
        a circulé, renouvelez-la : l’ancienne ne sert plus.
      </p>
      <Table
        id="calendriers"
        caption="Calendriers"
        captionHidden
        columns={[{ label: 'Calendrier' }, { label: 'Adresse' }, { label: 'Agir' }]}
        rows={calendars.map(({ groupId, title, since }) => [
          title,
          since ? (
            <>
              depuis le <Time value={since} />
            </>
          ) : (
            'aucune'
          ),
          <>
            <PostButton
              action={calendarsPath}
              fields={{ groupe: groupId ?? undefined }}
              kind="secondary"
              size="sm"
              context={`: ${title}`}
            >
              {since ? 'Renouveler l’adresse' : 'Obtenir une adresse'}
            </PostButton>
            {since && (
              <PostButton
                action={`${calendarsPath}/fermeture`}
                fields={{ groupe: groupId ?? undefined }}
                kind="tertiary"
                size="sm"
                context={`: ${title}`}
              >
                Supprimer l’adresse
              </PostButton>
            )}
          </>,
        ])}
      />
    </>
  );
}
