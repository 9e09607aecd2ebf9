import type { Db } from '../../../platform/database/index.ts';
import {
  findGroup,
  type Group,
  type LifeChange,
  listGroups,
  listLifeChanges,
  listPlan,
  listProgress,
  type Participation,
  type PlanStep,
  type ProgressPoint,
} from '../../groups/index.ts';
import { type DeliverableSummary, deliverablesOfGroup } from '../../library/index.ts';

export interface GroupInList {
  group: Group;
  participation: Participation | undefined;
}

/** The groups with who takes part in them: two queries, however many groups. */
export async function listGroupsWithPeople(db: Db): Promise<GroupInList[]> {
  const [groups, participation] = await Promise.all([listGroups(db), countParticipation(db)]);
  return groups.map((group) => ({ group, participation: participation.get(group.id) }));
}

/** People whose account is active, and the authorities they come from, by group. */
async function countParticipation(db: Db, groupId?: string): Promise<Map<string, Participation>> {
  let query = db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .where('accounts.state', '=', 'active');
  if (groupId) query = query.where('memberships.group_id', '=', groupId);
  const rows = await query
    .select((eb) => [
      'memberships.group_id',
      eb.fn.countAll<number>().as('people'),
      eb.fn.count<number>('accounts.authority_id').distinct().as('authorities'),
    ])
    .groupBy('memberships.group_id')
    .execute();
  return new Map(rows.map(({ group_id, people, authorities }) => [group_id, { people, authorities }]));
}

/** All that the public may know of a group. */
export interface GroupFile extends GroupInList {
  lifeChanges: LifeChange[];
  plan: PlanStep[];
  progress: ProgressPoint[];
  deliverables: DeliverableSummary[];
}

/** Null when there is no group of this slug. */
export async function findGroupFile(db: Db, slug: string): Promise<GroupFile | null> {
  const group = await findGroup(db, slug);
  if (!group) return null;
  const [participation, lifeChanges, plan, progress, deliverables] = await Promise.all([
    countParticipation(db, group.id),
    listLifeChanges(db, group.id),
    listPlan(db, group.id),
    listProgress(db, group.id),
    deliverablesOfGroup(db, group.id),
  ]);
  return { group, participation: participation.get(group.id), lifeChanges, plan, progress, deliverables };
}
