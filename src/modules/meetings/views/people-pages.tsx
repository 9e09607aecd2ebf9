import { type FormState, pageCount, typedField } from '../../../platform/http/index.ts';
import {
  Button,
  Checkboxes,
  EmptyState,
  ErrorSummary,
  Form,
  Pagination,
  PostButton,
  plural,
  RadioGroup,
  SearchField,
  Section,
  SubmitRow,
  Table,
  TextField,
} from '../../../ui/index.ts';
import { meetingHref } from '../addresses.ts';
import { type Attendee, byOrganisation } from '../attendance.ts';
import type { Person } from '../people.ts';
import { sideWords } from '../words.ts';

export const peoplePerPage = 50;

export interface PeopleList {
  people: readonly Person[];
  total: number;
  page: number;
  q: string;
}

const answers = { yes: 'Oui', maybe: 'Peut-être', no: 'Non' } as const;

/** Who is invited, with what they answered, and whom else to invite. */
export function InvitedPage({
  id,
  invited,
  others,
  q,
  editable,
}: {
  id: string;
  invited: PeopleList;
  /** Members who are not invited, whose names hold `q`; none while nothing is looked for. */
  others: readonly Person[];
  q: string;
  editable: boolean;
}) {
  const base = `${meetingHref(id)}/invites`;
  const look = { kind: 'tertiary', size: 'sm' } as const;
  return (
    <>
      <p>{plural(invited.total, 'personne invitée', 'personnes invitées')}.</p>
      {invited.people.length > 0 && (
        <Table
          id="invites"
          caption="Personnes invitées et leurs réponses"
          captionHidden
          columns={[
            { label: 'Personne' },
            { label: 'Côté' },
            { label: 'Réponse' },
            { label: 'Compte rendu' },
            ...(editable ? [{ label: 'Invitation' }] : []),
          ]}
          rows={invited.people.map((person) => [
            <>
              {person.name}
              {person.body && (
                <>
                  <br />
                  <small>{person.body}</small>
                </>
              )}
            </>,
            sideWords(person.side),
            <>
              {person.answer === null ? 'Attendue' : answers[person.answer]}
              {person.word && ` : ${person.word}`}
            </>,
            editable ? (
              <PostButton
                action={`${base}/redaction`}
                fields={{ personne: person.id, redige: person.writes ? 'non' : 'oui' }}
                context={`à ${person.name}`}
                {...look}
              >
                {person.writes ? 'Ne plus confier' : 'Confier la rédaction'}
              </PostButton>
            ) : person.writes ? (
              'Le rédige'
            ) : (
              ''
            ),
            ...(editable
              ? [
                  person.byName ? (
                    <PostButton
                      action={`${base}/retrait`}
                      fields={{ personne: person.id }}
                      context={`de ${person.name}`}
                      {...look}
                    >
                      Retirer l’invitation
                    </PostButton>
                  ) : (
                    'Invité avec les autres'
                  ),
                ]
              : []),
          ])}
        />
      )}
      <Pagination
        page={invited.page}
        pages={pageCount(invited.total, peoplePerPage)}
        hrefOf={(n) => `${base}?page=${n}`}
        label="Pages de personnes invitées"
      />
      {editable && (
        <Section title="Inviter quelqu’un d’autre" id="inviter">
          <Form method="get" action={`${base}#inviter`}>
            <SearchField label="Nom d’un membre ou d’un observateur du groupe" value={q} />
          </Form>
          {q !== '' && others.length === 0 && (
            <p>Personne de ce nom dans le groupe n’attend d’être invité.</p>
          )}
          {others.length > 0 && (
            <ul>
              {others.map((person) => (
                <li>
                  {person.name}
                  {person.body && `, ${person.body}`}
                  <PostButton
                    action={base}
                    fields={{ personne: person.id }}
                    context={person.name}
                    kind="secondary"
                    size="sm"
                  >
                    Inviter
                  </PostButton>
                </li>
              ))}
            </ul>
          )}
        </Section>
      )}
    </>
  );
}

/** Who was there: the table, and for those who note it, the people to mark. */
export function AttendancePage({
  id,
  attendees,
  unmarked,
  form,
}: {
  id: string;
  attendees: readonly Attendee[];
  unmarked: PeopleList;
  form: FormState;
}) {
  const base = `${meetingHref(id)}/presence`;
  return (
    <>
      <ErrorSummary errors={form.errors} />
      {attendees.length === 0 ? (
        <EmptyState title="Personne n’est encore noté">
          <p>Cochez ci-dessous celles et ceux qui sont là, y compris à distance.</p>
        </EmptyState>
      ) : (
        <>
          <AttendanceTable attendees={attendees} />
          <Table
            id="presences"
            caption="Personnes notées"
            columns={[
              { label: 'Personne' },
              { label: 'Organisme' },
              { label: 'Côté' },
              { label: 'Présence' },
              { label: 'Corriger' },
            ]}
            rows={attendees.map((attendee) => [
              attendee.name,
              attendee.organisation,
              sideWords(attendee.side),
              attendee.presence === 'present' ? 'Présente' : 'Excusée',
              <PostButton
                action={`${base}/retrait`}
                fields={{ presence: attendee.id }}
                kind="tertiary"
                size="sm"
                context={attendee.name}
              >
                Retirer
              </PostButton>,
            ])}
          />
        </>
      )}
      <Section title="Membres du groupe" id="membres">
        <Form method="get" action={`${base}#membres`}>
          <SearchField label="Chercher par nom" value={unmarked.q} />
        </Form>
        {unmarked.people.length === 0 ? (
          <p>
            {unmarked.q === ''
              ? 'Tous les membres du groupe sont notés.'
              : 'Personne de ce nom n’est à noter.'}
          </p>
        ) : (
          <Form formKey={form.key} action={base}>
            <Checkboxes
              {...typedField(form, 'personnes')}
              label="Personnes"
              hint="D’abord celles qui ont répondu qu’elles viendraient."
              values={[form.values.personnes ?? []].flat()}
              choices={unmarked.people.map((person) => ({
                value: person.id,
                label: person.name,
                hint:
                  [person.body, person.answer && `a répondu : ${answers[person.answer].toLowerCase()}`]
                    .filter(Boolean)
                    .join(' · ') || undefined,
              }))}
            />
            <RadioGroup
              {...typedField(form, 'presence')}
              label="Ces personnes sont"
              inline
              choices={[
                { value: 'present', label: 'Présentes' },
                { value: 'excused', label: 'Excusées' },
              ]}
            />
            <SubmitRow label="Noter" />
          </Form>
        )}
        <Pagination
          page={unmarked.page}
          pages={pageCount(unmarked.total, peoplePerPage)}
          hrefOf={(n) => `${base}?${new URLSearchParams({ q: unmarked.q, page: String(n) })}#membres`}
          label="Pages de membres"
        />
      </Section>
      <p>
        <Button href={`${base}/personne`} kind="secondary" icon="plus">
          Ajouter une personne sans compte
        </Button>
      </p>
    </>
  );
}

export function GuestForm({ form, cancelHref }: { form: FormState; cancelHref: string }) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <TextField {...typedField(form, 'nom')} label="Prénom et nom" maxLength={120} />
        <TextField {...typedField(form, 'organisme')} label="Collectivité ou organisme" maxLength={200} />
        <RadioGroup
          {...typedField(form, 'cote')}
          label="Côté"
          choices={[
            { value: 'etat', label: 'État' },
            { value: 'collectivites', label: 'Collectivités' },
            { value: 'autre', label: 'Autre (éditeur, expert…)' },
          ]}
        />
        <SubmitRow label="Ajouter" cancelHref={cancelHref} />
      </Form>
    </>
  );
}

/** How many people came, by organisation and by side. */
export function AttendanceTable({ attendees }: { attendees: readonly Attendee[] }) {
  const present = attendees.filter(({ presence }) => presence === 'present').length;
  const excused = attendees.length - present;
  return (
    <Table
      id="presences-par-organisme"
      caption={`${plural(present, 'personne présente', 'personnes présentes')}${excused > 0 ? `, ${plural(excused, 'excusée')}` : ''}`}
      columns={[
        { label: 'Organisme' },
        { label: 'Côté' },
        { label: 'Présents', numeric: true },
        { label: 'Excusés', numeric: true },
      ]}
      rows={byOrganisation(attendees).map((row) => [
        row.organisation || 'Non précisé',
        sideWords(row.side),
        row.present,
        row.excused,
      ])}
    />
  );
}
