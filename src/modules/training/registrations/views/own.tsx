import { type FormState, typedField } from '../../../../platform/http/index.ts';
import {
  Badge,
  Button,
  ButtonGroup,
  Confirmation,
  EmptyState,
  ErrorSummary,
  Fact,
  Form,
  ItemList,
  ListItem,
  PageHeader,
  Section,
  SubmitRow,
  spanLine,
  TextField,
} from '../../../../ui/index.ts';
import { attestationHref, sessionHref, sessionsPath } from '../../addresses.ts';
import { codeWords } from '../../attendance/attestation.ts';
import { placeWords } from '../../words.ts';
import type { OwnRegistration } from '../own.ts';
import { keptWords } from './register.tsx';

export function AskLinkForm({ form }: { form: FormState }) {
  return (
    <>
      <PageHeader
        title="Mes inscriptions"
        lead="Donnez l’adresse électronique de vos inscriptions : un lien pour les voir et les annuler y sera envoyé."
      />
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <TextField
          {...typedField(form, 'courriel')}
          type="email"
          label="Adresse électronique"
          autocomplete="email"
        />
        <SubmitRow label="Recevoir le lien" cancelHref={sessionsPath} />
      </Form>
      <p>
        Vous avez un compte ? <a href="/connexion?retour=%2Fformations%2Fmes-inscriptions">Connectez-vous</a>{' '}
        : vos inscriptions s’affichent ici.
      </p>
    </>
  );
}

export function OwnPage({
  registrations,
  base,
  now,
  alone,
}: {
  registrations: readonly OwnRegistration[];
  /** Under which the acts are. */
  base: string;
  now: Date;
  /** The link is that of one registration. */
  alone: boolean;
}) {
  const coming = registrations.filter(({ session }) => session.endsAt > now).toReversed();
  const past = registrations.filter(({ session }) => session.endsAt <= now);
  return (
    <>
      <PageHeader
        title={alone ? 'Mon inscription' : 'Mes inscriptions'}
        lead={
          alone
            ? undefined
            : 'Les sessions où vous êtes inscrit, et celles où vous avez inscrit des collègues. Qui était déjà inscrit garde sa propre inscription et n’est pas dans cette liste.'
        }
        meta={<a href={sessionsPath}>Voir les sessions à venir</a>}
      />
      {registrations.length === 0 && (
        <EmptyState
          title="Aucune inscription"
          action={<Button href={sessionsPath}>Voir les sessions à venir</Button>}
        >
          <p>Les sessions auxquelles vous vous inscrirez, ou inscrirez des collègues, seront ici.</p>
        </EmptyState>
      )}
      {coming.length > 0 && (
        <Section id="a-venir" title="À venir">
          <Registrations items={coming} base={base} now={now} />
        </Section>
      )}
      {past.length > 0 && (
        <Section id="passees" title="Passées">
          <Registrations items={past} base={base} now={now} />
        </Section>
      )}
      {registrations.length > 0 && <p class="cd-meta">{keptWords}</p>}
    </>
  );
}

function Registrations({ items, base, now }: { items: readonly OwnRegistration[]; base: string; now: Date }) {
  return (
    <ItemList label="Inscriptions">
      {items.map((own) => (
        <ListItem title={own.session.title} href={sessionHref(own.session.slug)}>
          <p>
            <Fact icon="calendar">
              <strong>{spanLine(own.session)}</strong>
            </Fact>
          </p>
          <div class="cd-meta">
            <StateBadge own={own} now={now} />
            {own.forColleague ? (
              <Fact icon="user">
                {own.name} ({own.email})
              </Fact>
            ) : (
              own.registeredBy && <span>inscrit par {own.registeredBy.name}</span>
            )}
            <Fact icon="map">{placeWords(own.session)}</Fact>
          </div>
          <Details own={own} base={base} now={now} />
        </ListItem>
      ))}
    </ItemList>
  );
}

function StateBadge({
  own: { state, session, before, attended, forColleague },
  now,
}: {
  own: OwnRegistration;
  now: Date;
}) {
  if (session.status === 'cancelled') return <Badge kind="error">Session annulée</Badge>;
  if (state === 'cancelled') return <Badge>Inscription annulée</Badge>;
  if (session.endsAt <= now) {
    // Whether a colleague came is between them and the organiser.
    if (attended === null || forColleague) return <Badge>Session passée</Badge>;
    return attended ? <Badge kind="success">Présence confirmée</Badge> : <Badge>Noté absent</Badge>;
  }
  if (state === 'registered') return <Badge kind="success">Place réservée</Badge>;
  return <Badge kind="info">{`Liste d’attente, n° ${(before ?? 0) + 1}`}</Badge>;
}

function Details({ own, base, now }: { own: OwnRegistration; base: string; now: Date }) {
  const { session, state, code, forColleague } = own;
  const about = forColleague
    ? `l’inscription de ${own.name} à ${session.title}`
    : `l’inscription à ${session.title}`;
  const cancellable = state !== 'cancelled' && session.status === 'published' && session.startsAt > now;
  return (
    <>
      {state === 'registered' && !forColleague && session.remoteUrl && session.endsAt > now && (
        <p>
          Rejoindre à distance : <a href={session.remoteUrl}>{session.remoteUrl}</a>
        </p>
      )}
      {code && (
        <p>
          Chacun peut vérifier cette attestation : <a href={attestationHref(code)}>{codeWords(code)}</a>
        </p>
      )}
      {(cancellable || code) && (
        <ButtonGroup>
          {code && (
            <Button
              href={`${base}/${own.id}/attestation.pdf`}
              size="sm"
              icon="file"
              context={`: ${session.title}`}
            >
              Attestation (PDF)
            </Button>
          )}
          {cancellable && (
            <Button href={`${base}/${own.id}/annulation`} kind="danger" size="sm" context={about}>
              Annuler
            </Button>
          )}
        </ButtonGroup>
      )}
    </>
  );
}

export function CancelForm({
  own,
  form,
  cancelHref,
}: {
  own: OwnRegistration;
  form: FormState;
  cancelHref: string;
}) {
  return (
    <Confirmation
      about={own.session.title}
      question={own.forColleague ? `Annuler l’inscription de ${own.name} ?` : 'Annuler votre inscription ?'}
      warning={
        own.state === 'registered'
          ? 'La place ira à la première personne de la liste d’attente. Pour revenir, il faudra s’inscrire de nouveau.'
          : 'La demande quitte la liste d’attente. Pour revenir, il faudra s’inscrire de nouveau, en fin de liste.'
      }
      act="Annuler l’inscription"
      form={form}
      cancelHref={cancelHref}
    >
      <p>{spanLine(own.session)}</p>
    </Confirmation>
  );
}
