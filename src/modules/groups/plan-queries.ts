import { sql } from 'kysely';
import type { Db, StepState } from '../../platform/database/index.ts';
import { organisationLabel } from '../organisations/index.ts';
import type { Group } from './queries.ts';

export type StepOwner =
  | { kind: 'organisation'; slug: string; name: string; acronym: string | null }
  /** A person is named to the members of the group, never to the public. */
  | { kind: 'person'; id: string; name: string };

export interface PlanStep {
  id: string;
  title: string;
  state: StepState;
  dueOn: string | null;
  owner: StepOwner | null;
  version: number;
}

/** The work plan of a group, in the order that its copilots chose. */
export async function listPlan(db: Db, groupId: string): Promise<PlanStep[]> {
  const rows = await selectSteps(db, groupId)
    .orderBy('plan_steps.position')
    .orderBy('plan_steps.created_at')
    .execute();
  return rows.map(toStep);
}

/** Null when the group has no such step. */
export async function findStep(db: Db, groupId: string, stepId: string): Promise<PlanStep | null> {
  const row = await selectSteps(db, groupId).where('plan_steps.id', '=', stepId).executeTakeFirst();
  return row ? toStep(row) : null;
}

function selectSteps(db: Db, groupId: string) {
  return db
    .selectFrom('plan_steps')
    .leftJoin('organisations', 'organisations.slug', 'plan_steps.owner_organisation_slug')
    .leftJoin('accounts', 'accounts.id', 'plan_steps.owner_account_id')
    .where('plan_steps.group_id', '=', groupId)
    .select([
      'plan_steps.id',
      'plan_steps.title',
      'plan_steps.state',
      'plan_steps.due_on',
      'plan_steps.version',
      'organisations.slug as organisation_slug',
      'organisations.name as organisation_name',
      'organisations.acronym as organisation_acronym',
      'accounts.id as person_id',
      'accounts.name as person_name',
    ]);
}

type StepRow = Awaited<ReturnType<ReturnType<typeof selectSteps>['executeTakeFirstOrThrow']>>;

function toStep(row: StepRow): PlanStep {
  return {
    id: row.id,
    title: row.title,
    state: row.state,
    dueOn: row.due_on,
    version: row.version,
    owner: ownerOf(row),
  };
}

function ownerOf(row: StepRow): StepOwner | null {
  if (row.organisation_slug && row.organisation_name) {
    return {
      kind: 'organisation',
      slug: row.organisation_slug,
      name: row.organisation_name,
      acronym: row.organisation_acronym,
    };
  }
  if (row.person_id) return { kind: 'person', id: row.person_id, name: row.person_name ?? '' };
  return null;
}

export function ownerValue(owner: StepOwner | null): string {
  if (!owner) return '';
  return owner.kind === 'organisation' ? `organisme:${owner.slug}` : `personne:${owner.id}`;
}

/** As the list of those who may own a step names them. */
export function ownerLabel(owner: StepOwner): string {
  return owner.kind === 'organisation' ? organisationLabel(owner) : owner.name;
}

/** Who may own a step: co-piloting organisations first, then the people of the group, then other organisations. */
export async function listStepOwners(db: Db, group: Group): Promise<{ value: string; label: string }[]> {
  const [people, organisations] = await Promise.all([
    // Memberships belong to a module above, which could not be asked from here.
    db
      .selectFrom('memberships')
      .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
      .where('memberships.group_id', '=', group.id)
      .where('accounts.state', '=', 'active')
      .select(['accounts.id', 'accounts.name', 'memberships.role'])
      .orderBy(sql`memberships.role = 'copilot'`, 'desc')
      .orderBy(sql`plain(accounts.name)`)
      .limit(1000)
      .execute(),
    db.selectFrom('organisations').select(['slug', 'name', 'acronym']).orderBy(sql`plain(name)`).execute(),
  ]);
  const copiloting = new Set(group.copilots.map(({ slug }) => slug));
  const asChoice = (organisation: { slug: string; name: string; acronym: string | null }) => ({
    value: `organisme:${organisation.slug}`,
    label: organisationLabel(organisation),
  });
  return [
    ...group.copilots.map(asChoice),
    ...people.map(({ id, name, role }) => ({
      value: `personne:${id}`,
      label: role === 'copilot' ? `${name} (copilote)` : name,
    })),
    ...organisations.filter(({ slug }) => !copiloting.has(slug)).map(asChoice),
  ];
}
