import type { ComponentChildren } from 'preact';
import { type FormState, typedList } from '../../../../platform/http/index.ts';
import {
  Alert,
  Button,
  Confirmation,
  EmptyState,
  ErrorSummary,
  Form,
  formatDateTime,
  PageHeader,
  plural,
  Section,
  spanLine,
  Table,
} from '../../../../ui/index.ts';
import { sessionHref } from '../../addresses.ts';
import { monthsKept } from '../../registrations/mails.ts';
import type { TrainingSession } from '../../sessions/session.ts';
import type { Participant } from '../participants.ts';

export function ParticipantsPage({
  session,
  people,
  form,
  now,
}: {
  session: TrainingSession;
  people: readonly Participant[];
  form: FormState;
  now: Date;
}) {
  const here = `${sessionHref(session.slug)}/participants`;
  const placed = people.filter(({ state }) => state === 'registered');
  const waiting = people.filter(({ state }) => state === 'waiting');
  const begun = session.startsAt <= now && session.status === 'published';
  const present = typedList(form.values, 'present');
  const removable = !begun && session.status === 'published';
  return (
    <>
      <PageHeader
        eyebrow={session.title}
        title="Participants et présence"
        lead={spanLine(session)}
        meta={
          <>
            <span>
              {plural(placed.length, 'personne inscrite', 'personnes inscrites')}
              {session.capacity !== null && ` sur ${plural(session.capacity, 'place')}`}
            </span>
            {waiting.length > 0 && (
              <span>{plural(waiting.length, 'personne en attente', 'personnes en attente')}</span>
            )}
          </>
        }
        actions={
          people.length > 0 && (
            <Button href={`${here}.csv`} kind="secondary" icon="download">
              Télécharger la liste (CSV)
            </Button>
          )
        }
      />
      <ErrorSummary errors={form.errors} title={'' in form.errors ? 'Ce n’est pas possible' : undefined} />
      <Alert kind="info">
        <p>
          Cette liste contient des données personnelles : ne l’utilisez que pour cette session. Elle est
          effacée {monthsKept} mois après.
        </p>
      </Alert>
      {people.length === 0 ? (
        <EmptyState
          title="Personne n’est inscrit pour l’instant"
          action={<Button href={sessionHref(session.slug)}>Voir la session</Button>}
        >
          <p>Les personnes inscrites paraîtront ici, dès leur confirmation.</p>
        </EmptyState>
      ) : begun ? (
        <Section
          id="presence"
          title="Qui est venu ?"
          intro="Cochez les personnes présentes, puis enregistrez : chacune reçoit une fois un courriel avec son attestation. Vous pouvez corriger ensuite."
        >
          <Form formKey={form.key}>
            <Marks title="Personnes inscrites" id="inscrites" people={placed} present={present} />
            {waiting.length > 0 && (
              <Marks
                title="Liste d’attente, venues quand même"
                id="attente"
                people={waiting}
                present={present}
              />
            )}
            <div class="cd-submit">
              <button class="fr-btn" type="submit">
                <span>Enregistrer la présence</span>
              </button>
            </div>
          </Form>
        </Section>
      ) : (
        <>
          <People
            title="Personnes inscrites"
            id="inscrites"
            people={placed}
            here={here}
            removable={removable}
          />
          {waiting.length > 0 && (
            <People
              title="Liste d’attente, dans l’ordre"
              id="attente"
              people={waiting}
              here={here}
              removable={removable}
            />
          )}
          {session.status === 'published' && <p>La présence se note ici dès que la session a commencé.</p>}
        </>
      )}
    </>
  );
}

function Marks({
  title,
  id,
  people,
  present,
}: {
  title: string;
  id: string;
  people: readonly Participant[];
  present: readonly string[];
}) {
  return (
    <Table
      id={id}
      caption={title}
      columns={[{ label: 'Présence' }, { label: 'Adresse' }, { label: 'Organisme' }]}
      rows={people.map((person) => [
        <div class="fr-checkbox-group fr-checkbox-group--sm">
          <input type="hidden" name="sur" value={person.id} />
          <input
            type="checkbox"
            id={`present-${person.id}`}
            name="present"
            value={person.id}
            checked={present.includes(person.id)}
          />
          <label class="fr-label" for={`present-${person.id}`}>
            {person.name}
          </label>
        </div>,
        person.email,
        person.body,
      ])}
    />
  );
}

function People({
  title,
  id,
  people,
  here,
  removable,
}: {
  title: string;
  id: string;
  people: readonly Participant[];
  here: string;
  removable: boolean;
}) {
  return (
    <Table
      id={id}
      caption={title}
      columns={[
        { label: 'Nom' },
        { label: 'Adresse' },
        { label: 'Organisme' },
        { label: 'Demande' },
        ...(removable ? [{ label: 'Actions' }] : []),
      ]}
      rows={people.map((person) => [
        person.name,
        person.email,
        person.body,
        <>
          {formatDateTime(person.askedAt)}
          {person.askedByName && `, par ${person.askedByName}`}
        </>,
        ...(removable
          ? [
              <Button href={`${here}/${person.id}/retrait`} kind="tertiary" size="sm" context={person.name}>
                Retirer
              </Button>,
            ]
          : []),
      ])}
    />
  );
}

export function RemoveForm({
  session,
  person,
  form,
  children,
}: {
  session: TrainingSession;
  person: Participant;
  form: FormState;
  children: ComponentChildren;
}) {
  return (
    <Confirmation
      about={session.title}
      question={`Annuler l’inscription de ${person.name} ?`}
      warning="La personne en est prévenue par courriel, avec votre motif. Sa place va à la première personne de la liste d’attente."
      act="Annuler l’inscription"
      form={form}
      cancelHref={`${sessionHref(session.slug)}/participants`}
    >
      {children}
    </Confirmation>
  );
}
