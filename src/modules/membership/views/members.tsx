import type { MembershipRole, Side } from '../../../platform/database/index.ts';
import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Badge,
  type BadgeKind,
  Button,
  ButtonGroup,
  EmptyState,
  ErrorSummary,
  Form,
  PageHeader,
  Pagination,
  PostButton,
  plural,
  RadioGroup,
  ReasonForm,
  SearchField,
  Section,
  SubmitRow,
  Time,
} from '../../../ui/index.ts';
import { SpaceFrame } from '../../groups/index.ts';
import type { Member } from '../membership-queries.ts';
import type { RemovedPerson } from '../removals.ts';
import { roleChoices, roleLabels, sideWords } from '../schemas.ts';

const roleKinds: Record<MembershipRole, BadgeKind> = {
  copilot: 'accent',
  member: 'neutral',
  observer: 'info',
};

/** "Copilote, côté État", "Membre". */
export function roleWords({ role, side }: { role: MembershipRole; side: Side | null }): string {
  return side ? `${roleLabels[role]}, ${sideWords[side]}` : roleLabels[role];
}

interface MemberLineProps {
  member: Member;
  /** Where to change the role or remove the person; none for whoever may not. */
  manageHref?: string;
}

/** A member as the others see them: name, function, place of work, role; never an address. */
function MemberLine({ member, manageHref }: MemberLineProps) {
  return (
    <li class="cd-person">
      <p class="cd-person__who">
        <strong>{member.name}</strong>
        <span>{[member.functionTitle, member.affiliation].filter(Boolean).join(' · ')}</span>
      </p>
      <div class="cd-meta">
        <Badge kind={roleKinds[member.role]}>{roleWords(member)}</Badge>
        <span>
          depuis le <Time value={member.joinedAt} />
        </span>
        {manageHref && (
          <a href={manageHref}>
            Gérer<span class="fr-sr-only"> la place de {member.name}</span>
          </a>
        )}
      </div>
    </li>
  );
}

export interface MembersPageProps {
  group: { slug: string; title: string };
  members: readonly (MemberLineProps & { member: Member })[];
  /** Those whom the reader may let come back. */
  removed: readonly RemovedPerson[];
  total: number;
  q: string;
  page: number;
  pages: number;
}

export function MembersPage({ group, members, removed, total, q, page, pages }: MembersPageProps) {
  const here = `/espace/groupes/${group.slug}/membres`;
  return (
    <SpaceFrame
      group={group}
      title="Membres"
      current="membres"
      lead={
        q
          ? `${plural(total, 'personne trouvée', 'personnes trouvées')} pour « ${q} »`
          : `${plural(total, 'personne participe', 'personnes participent')} à ce groupe. Les adresses électroniques ne sont pas montrées.`
      }
    >
      <Form method="get" action={here} label="Chercher un membre">
        <SearchField label="Chercher un membre par son nom" value={q} id="membre" />
      </Form>
      {members.length === 0 ? (
        <EmptyState
          title={q ? 'Personne de ce nom' : 'Personne pour l’instant'}
          action={
            q ? (
              <Button href={here}>Voir tous les membres</Button>
            ) : (
              <Button href={`/groupes/${group.slug}`}>Voir le groupe</Button>
            )
          }
        >
          <p>
            {q
              ? 'Essayez une partie du nom seulement.'
              : 'Les personnes apparaissent ici dès qu’elles rejoignent le groupe.'}
          </p>
        </EmptyState>
      ) : (
        <Section>
          <ul class="cd-people" aria-label="Membres du groupe">
            {members.map((one) => (
              <MemberLine {...one} />
            ))}
          </ul>
        </Section>
      )}
      <Pagination
        page={page}
        pages={pages}
        hrefOf={(n) => `${here}?${new URLSearchParams({ ...(q ? { q } : {}), page: String(n) })}`}
      />
      <RemovedPeople group={group} removed={removed} />
    </SpaceFrame>
  );
}

function RemovedPeople({ group, removed }: Pick<MembersPageProps, 'group' | 'removed'>) {
  if (removed.length === 0) return null;
  return (
    <Section
      title="Personnes retirées"
      id="retirees"
      intro="Elles ne peuvent plus rejoindre le groupe d’elles-mêmes, tant que personne ne leur permet de revenir."
    >
      <ul class="cd-people" aria-label="Personnes retirées du groupe">
        {removed.map(({ accountId, name, affiliation, removedAt, removedBy }) => (
          <li class="cd-person">
            <p class="cd-person__who">
              <strong>{name}</strong>
              {affiliation && <span>{affiliation}</span>}
            </p>
            <div class="cd-meta">
              <span>
                retirée le <Time value={removedAt} />
                {removedBy && ` par ${removedBy}`}
              </span>
              <PostButton
                action={`/espace/groupes/${group.slug}/membres/${accountId}/retour`}
                kind="secondary"
                size="sm"
                context={`: ${name}`}
              >
                Permettre de revenir
              </PostButton>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const roleTexts: Record<keyof typeof roleChoices, { label: string; hint: string }> = {
  'copilote-etat': {
    label: 'Copilote, côté État',
    hint: 'Anime le groupe : plan, points d’avancement, membres.',
  },
  'copilote-collectivites': { label: 'Copilote, côté collectivités', hint: 'Mêmes droits que l’autre côté.' },
  membre: { label: 'Membre', hint: 'Agent ou élu d’une collectivité : participe aux travaux.' },
  observateur: { label: 'Observateur', hint: 'Hors collectivité : suit les travaux et les échanges.' },
};

/** The choice that stands for a role. */
export function roleChoiceOf({ role, side }: { role: MembershipRole; side: Side | null }): string {
  const found = Object.entries(roleChoices).find(([, one]) => one.role === role && one.side === side);
  return found?.[0] ?? '';
}

export interface MemberPageProps {
  group: { slug: string; title: string };
  member: Member;
  /** Roles that the viewer may give. */
  roles: readonly MembershipRole[];
  mayRemove: boolean;
  form: FormState;
}

export function MemberPage({ group, member, roles, mayRemove, form }: MemberPageProps) {
  const here = `/espace/groupes/${group.slug}/membres`;
  const offered = Object.entries(roleTexts).filter(([choice]) =>
    roles.some((role) =>
      Object.entries(roleChoices).some(([name, one]) => name === choice && one.role === role),
    ),
  );
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        eyebrow={group.title}
        title={member.name}
        lead={[member.functionTitle, member.affiliation].filter(Boolean).join(' · ')}
        meta={<Badge kind={roleKinds[member.role]}>{roleWords(member)}</Badge>}
      />
      <Form formKey={form.key} action={`${here}/${member.accountId}`}>
        <RadioGroup
          name="role"
          label="Rôle dans le groupe"
          hint="Le changement vaut tout de suite ; la personne en est avertie par courriel."
          value={typedText(form.values, 'role')}
          choices={offered.map(([value, words]) => ({ value, ...words }))}
          error={form.errors.role}
        />
        <SubmitRow label="Changer le rôle" cancelHref={here} />
      </Form>
      {mayRemove && (
        <Section title="Retirer du groupe" id="retrait">
          <p>
            La personne garde son compte et ses messages restent ; elle lira le motif. Elle ne pourra revenir
            que si un copilote ou l’équipe du programme le permet.
          </p>
          <ButtonGroup>
            <Button href={`${here}/${member.accountId}/retrait`} kind="danger">
              Retirer {member.name} du groupe
            </Button>
          </ButtonGroup>
        </Section>
      )}
    </>
  );
}

export function RemovalPage({ group, member, form }: Omit<MemberPageProps, 'roles' | 'mayRemove'>) {
  const here = `/espace/groupes/${group.slug}/membres/${member.accountId}`;
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader eyebrow={group.title} title={`Retirer ${member.name} du groupe`} />
      <ReasonForm
        action={`${here}/retrait`}
        formKey={form.key}
        value={typedText(form.values, 'motif')}
        errors={form.errors}
        submit="Retirer du groupe"
        cancelHref={here}
      />
    </>
  );
}
