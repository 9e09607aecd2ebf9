import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { keptWithContent } from '../../platform/http/index.ts';
import { goalOf } from './rates.ts';
import { listRollouts, type Rollout } from './rollout.ts';

/** How many authorities of each segment had reached their target's stage at the end of a quarter. */
export interface TrendPoint {
  /** The last day of the quarter. */
  day: string;
  /** By segment. */
  reached: ReadonlyMap<string, number>;
}

interface Change {
  segment: string;
  quarter: string;
  change: number;
}

async function readTrend(db: Db, rollout: Rollout): Promise<TrendPoint[]> {
  const goal = goalOf(rollout, null);
  const goals = rollout.segments.flatMap(({ slug }) => {
    const position = goal(slug);
    return position === null ? [] : [{ slug, position }];
  });
  // One reading of the history: each row enters in a quarter and leaves in another.
  const { rows } = await sql<Change>`
    with goals as (
      select * from unnest(${goals.map(({ slug }) => slug)}::text[], ${goals.map(({ position }) => position)}::smallint[])
        as goals (segment, position)
    ),
    met as materialized (
      select concerned.segment, states.from_day, states.until_day
      from rollout_states as states
      join rollout_concerned as concerned
        on concerned.rollout = states.rollout and concerned.authority_id = states.authority_id
      join goals on goals.segment = concerned.segment and states.position >= goals.position
      where states.rollout = ${rollout.slug}
    )
    select segment, date_trunc('quarter', day)::date as quarter, sum(change)::integer as change
    from (
      select segment, from_day as day, 1 as change from met
      union all
      select segment, until_day, -1 from met where until_day is not null
    ) as changes
    group by 1, 2 order by 2`.execute(db);
  return cumulated(rows);
}

/** Quarters without a change are told too: a line must not jump over them. */
function cumulated(changes: readonly Change[]): TrendPoint[] {
  const [first] = changes;
  const last = changes.at(-1);
  if (!first || !last) return [];
  const byQuarter = Map.groupBy(changes, ({ quarter }) => quarter);
  const reached = new Map<string, number>();
  const points: TrendPoint[] = [];
  for (let quarter = first.quarter; quarter <= last.quarter; quarter = quarterAfter(quarter)) {
    for (const { segment, change } of byQuarter.get(quarter) ?? [])
      reached.set(segment, (reached.get(segment) ?? 0) + change);
    points.push({ day: dayBefore(quarterAfter(quarter)), reached: new Map(reached) });
  }
  return points;
}

function quarterAfter(day: string): string {
  const date = new Date(day);
  date.setUTCMonth(date.getUTCMonth() + 3);
  return date.toISOString().slice(0, 10);
}

function dayBefore(day: string): string {
  const date = new Date(day);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

const trends = keptWithContent(async (db) => {
  const rollouts = await listRollouts(db);
  return new Map(
    await Promise.all(rollouts.map(async (rollout) => [rollout.slug, await readTrend(db, rollout)] as const)),
  );
});

/** Over time, oldest first; empty while nobody has reached anything. Kept until the content changes. */
export async function trendOf(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  rollout: string,
): Promise<readonly TrendPoint[]> {
  return (await trends(deps)).get(rollout) ?? [];
}
