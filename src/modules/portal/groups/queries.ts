import type { Deps } from '../../../platform/deps.ts';
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
import { participation } from '../../membership/index.ts';

export interface GroupInList {
  group: Group;
  participation: Participation | undefined;
}

type Reading = Pick<Deps, 'db' | 'pageCache'>;

/** The groups with who takes part in them. */
export async function listGroupsWithPeople(reading: Reading): Promise<GroupInList[]> {
  const [groups, people] = await Promise.all([listGroups(reading.db), participation(reading)]);
  return groups.map((group) => ({ group, participation: people.get(group.id) }));
}

/** All that the public may know of a group. */
export interface GroupFile extends GroupInList {
  lifeChanges: LifeChange[];
  plan: PlanStep[];
  progress: ProgressPoint[];
  deliverables: DeliverableSummary[];
}

/** Null when there is no group of this slug. */
export async function findGroupFile(reading: Reading, slug: string): Promise<GroupFile | null> {
  const { db } = reading;
  const group = await findGroup(db, slug);
  if (!group) return null;
  const [people, lifeChanges, plan, progress, deliverables] = await Promise.all([
    participation(reading),
    listLifeChanges(db, group.id),
    listPlan(db, group.id),
    listProgress(db, group.id),
    deliverablesOfGroup(db, group.id),
  ]);
  return { group, participation: people.get(group.id), lifeChanges, plan, progress, deliverables };
}
