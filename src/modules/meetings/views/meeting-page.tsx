import type { ComponentChildren } from 'preact';
import type { Side } from '../../../platform/database/index.ts';
import type { FormState } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  Columns,
  DescriptionList,
  ErrorSummary,
  LinkList,
  Panel,
  plural,
  Section,
  spanLine,
  Table,
  Time,
} from '../../../ui/index.ts';
import { listHrefOf, meetingHref, minutesHref } from '../addresses.ts';
import { pointWords } from '../mails.ts';
import type { Invitation, Item, Meeting } from '../meeting.ts';
import type { AnswerCount } from '../people.ts';
import { audienceLabels, minutesLabels, sideWords } from '../words.ts';
import { AnswerForm } from './answer-form.tsx';

export interface MeetingPageProps {
  meeting: Meeting;
  items: readonly Item[];
  counts: readonly AnswerCount[];
  invitation: Invitation | null;
  form: FormState;
  previous: { id: string; title: string } | null;
  next: { id: string; startsAt: Date } | null;
  over: boolean;
  may: { edit: boolean; answer: boolean; join: boolean; attend: boolean; call: boolean };
}

export function MeetingPage(props: MeetingPageProps) {
  const { meeting, items, may, form } = props;
  return (
    <>
      <ErrorSummary errors={form.errors} />
      {meeting.state === 'cancelled' && (
        <Alert kind="warning" title="Cette réunion est annulée">
          <p>{meeting.cancelledReason}</p>
        </Alert>
      )}
      <Columns aside={<Aside {...props} />}>
        <DescriptionList
          items={[
            { term: 'Quand', value: spanLine(meeting) },
            { term: 'Où', value: meeting.place },
            {
              term: 'À distance',
              value:
                meeting.link &&
                (may.join ? (
                  <a href={meeting.link} rel="noreferrer">
                    Rejoindre la réunion
                  </a>
                ) : (
                  'Le lien est donné aux personnes invitées'
                )),
            },
            { term: 'Invités', value: audienceLabels[meeting.audience] },
          ]}
        />
        <Section title="Ordre du jour" id="ordre-du-jour">
          <ol>
            {items.map((item) => (
              <li>
                {pointWords(item)}
                {item.postponed && ' : reporté'}
              </li>
            ))}
          </ol>
        </Section>
        <Counts counts={props.counts} />
      </Columns>
    </>
  );
}

function Aside({ meeting, items, invitation, form, previous, next, over, may }: MeetingPageProps) {
  const here = meetingHref(meeting.id);
  const ways = [
    may.edit && { label: 'Modifier la convocation', href: `${here}/modifier` },
    may.edit && { label: 'Voir et compléter les invités', href: `${here}/invites` },
    may.attend && { label: 'Noter les présences', href: `${here}/presence` },
    may.edit && !over && { label: 'Annuler la réunion', href: `${here}/annulation` },
  ].filter((way) => way !== false);
  return (
    <>
      {may.answer && (
        <div id="reponse">
          <Panel title="Votre réponse">
            <AnswerForm form={form} action={here} given={invitation?.answer ?? null} />
          </Panel>
        </div>
      )}
      {meeting.state === 'called' && (
        <Panel title="Compte rendu">
          <p>
            {items.every(({ version }) => version === 0)
              ? 'Rien n’y est encore écrit.'
              : `${minutesLabels[meeting.minutesState]}.`}
          </p>
          <Button href={minutesHref(meeting.id)} kind={may.answer ? 'secondary' : 'primary'}>
            Ouvrir le compte rendu
          </Button>
        </Panel>
      )}
      {ways.length > 0 && (
        <Panel title="Conduire la réunion">
          <LinkList links={ways} />
        </Panel>
      )}
      {(previous || next || may.call) && (
        <Panel title="Avant, après">
          {previous && (
            <p>
              Fait suite à <a href={meetingHref(previous.id)}>{previous.title}</a>
            </p>
          )}
          {next ? (
            <p>
              <a href={meetingHref(next.id)}>
                La réunion suivante, le <Time value={next.startsAt} />
              </a>
            </p>
          ) : (
            may.call && (
              <Button
                href={`${listHrefOf(meeting.group.slug)}/nouvelle?suite=${meeting.id}`}
                kind="secondary"
              >
                Convoquer la suivante
              </Button>
            )
          )}
        </Panel>
      )}
    </>
  );
}

/** Who comes, by side; in words first. */
function Counts({ counts }: { counts: readonly AnswerCount[] }): ComponentChildren {
  const total = (answer: AnswerCount['answer'], side?: Side | null) =>
    counts
      .filter((count) => count.answer === answer && (side === undefined || count.side === side))
      .reduce((sum, { count }) => sum + count, 0);
  const sides = (['etat', 'collectivites', null] as const).filter((side) =>
    counts.some((count) => count.side === side),
  );
  if (sides.length === 0) return null;
  return (
    <Section title="Réponses" id="reponses">
      <p>
        {plural(total('yes'), 'personne vient', 'personnes viennent')}, {total('maybe')} peut-être,{' '}
        {total('no')} non ; {plural(total(null), 'réponse attendue', 'réponses attendues')}.
      </p>
      <Table
        id="reponses-par-cote"
        caption="Réponses par côté"
        columns={[
          { label: 'Côté' },
          { label: 'Oui', numeric: true },
          { label: 'Peut-être', numeric: true },
          { label: 'Non', numeric: true },
          { label: 'Sans réponse', numeric: true },
        ]}
        rows={sides.map((side) => [
          sideWords(side),
          total('yes', side),
          total('maybe', side),
          total('no', side),
          total(null, side),
        ])}
      />
    </Section>
  );
}

/** What a link of a mail opens: just what is needed to answer. */
export function AnswerPage({
  meeting,
  name,
  invitation,
  open,
  form,
}: {
  meeting: Meeting;
  /** For whom it answers. */
  name: string;
  invitation: Invitation | null;
  open: boolean;
  form: FormState;
}) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <DescriptionList
        items={[
          { term: 'Quand', value: spanLine(meeting) },
          { term: 'Où', value: meeting.place ?? 'À distance' },
          { term: 'Vous répondez pour', value: name },
        ]}
      />
      {open ? (
        <AnswerForm form={form} given={invitation?.answer ?? null} />
      ) : (
        <Alert
          kind="info"
          title={meeting.state === 'cancelled' ? 'Cette réunion est annulée' : 'Cette réunion a eu lieu'}
        >
          <p>{meeting.cancelledReason ?? 'Il n’est plus temps de répondre.'}</p>
        </Alert>
      )}
      <p>
        <a href={meetingHref(meeting.id)}>La page de la réunion</a> (avec votre compte)
      </p>
    </>
  );
}

/** What the form holds when the page opens. */
export const answerValues = (invitation: Invitation | null): FormState['values'] => ({
  reponse: invitation?.answer ?? '',
  mot: invitation?.word ?? '',
});
