import type { GroupState, Side } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { pageCount } from '../../../platform/http/index.ts';
import { machineDate } from '../../../ui/index.ts';
import { type CharterLink, charterLinks } from '../../charters/index.ts';
import { countPublicDecisions } from '../../decisions/index.ts';
import {
  allGroups,
  findGroup,
  type Group,
  type LifeChange,
  listLifeChanges,
  listPlan,
  listProgress,
  type Participation,
  type PlanStep,
  type ProgressPoint,
  sidesOf,
} from '../../groups/index.ts';
import { type DeliverableSummary, deliverablesOfGroup } from '../../library/index.ts';
import { participation } from '../../membership/index.ts';
import { type SurveyLink, surveysOfGroup } from '../../surveys/index.ts';
import { stateOrder } from './states.ts';

export interface GroupInList {
  group: Group;
  participation: Participation | undefined;
}

type Reading = Pick<Deps, 'db' | 'pageCache'>;

/** The groups with who takes part in them; both are kept until the content changes. */
export async function listGroupsWithPeople(reading: Reading): Promise<GroupInList[]> {
  const [groups, people] = await Promise.all([allGroups(reading), participation(reading)]);
  return groups.map((group) => ({ group, participation: people.get(group.id) }));
}

export interface GroupPageOfList {
  /** In the order of the states, then of the numbers. */
  items: GroupInList[];
  /** How many there are in each state, whatever the filter. */
  counts: Map<GroupState, number>;
  /** How many pass the filter. */
  total: number;
  page: number;
  pages: number;
}

const pageSize = 24;

/** A page of the groups in this state, or in all. */
export async function pageOfGroups(
  reading: Reading,
  { state, page }: { state?: GroupState; page: number },
): Promise<GroupPageOfList> {
  const byState = Map.groupBy(await listGroupsWithPeople(reading), ({ group }) => group.state);
  const passing = (state ? [state] : stateOrder).flatMap((one) => byState.get(one) ?? []);
  const pages = pageCount(passing.length, pageSize);
  const shown = Math.min(page, pages);
  return {
    items: passing.slice((shown - 1) * pageSize, shown * pageSize),
    counts: new Map([...byState].map(([one, groups]) => [one, groups.length])),
    total: passing.length,
    page: shown,
    pages,
  };
}

/** All that the public may know of a group. */
export interface GroupFile extends GroupInList {
  lifeChanges: LifeChange[];
  plan: PlanStep[];
  progress: ProgressPoint[];
  deliverables: DeliverableSummary[];
  /** Those that it keeps. */
  charters: CharterLink[];
  /** Those that it asks, or asked. */
  surveys: SurveyLink[];
  /** How many are public. */
  decisions: number;
  /** Where somebody co-pilots it on Cordée. */
  sides: Side[];
}

/** Null when there is no group of this slug. */
export async function findGroupFile(
  reading: Reading & Pick<Deps, 'clock'>,
  slug: string,
): Promise<GroupFile | null> {
  const { db } = reading;
  const group = await findGroup(db, slug);
  if (!group) return null;
  const [people, lifeChanges, plan, progress, deliverables, charters, surveys, sides, decisions] =
    await Promise.all([
      participation(reading),
      listLifeChanges(db, group.id),
      listPlan(db, group.id),
      listProgress(db, group.id),
      deliverablesOfGroup(db, group.id),
      charterLinks(reading, group.slug),
      surveysOfGroup(db, group.id, machineDate(reading.clock.now())),
      sidesOf(db, group.id),
      countPublicDecisions(db, group.id),
    ]);
  return {
    group,
    participation: people.get(group.id),
    lifeChanges,
    plan,
    progress,
    deliverables,
    charters,
    surveys,
    sides,
    decisions,
  };
}
