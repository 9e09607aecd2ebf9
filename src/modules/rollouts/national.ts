import type { Deps } from '../../platform/deps.ts';
import { inFrenchOrder } from '../../ui/index.ts';
import { authoritiesByIds } from '../territories/index.ts';
import { type Slice, slicesOf } from './counts.ts';
import type { Looking } from './looking.ts';
import type { LookingQuery } from './looking-query.ts';
import { type Goal, goalOf, missingFor, reachedOf, type Tally, tallyOf } from './rates.ts';
import { type Rollout, type Segment, stageOf, type Target } from './rollout.ts';

/** A segment, what is expected of it, and how far it is. */
export interface SegmentRate {
  segment: Segment;
  /** Null when one stage is asked for all, or when nothing is aimed at. */
  target: Target | null;
  tally: Tally;
  /** How many authorities are missing to meet the target; null without one. */
  missing: number | null;
  /** The départements where most of those that have not reached it are, the most first. */
  held: readonly { id: string; name: string; count: number }[];
}

/** A région or a département with how far it is. */
export interface PlaceRate {
  id: string;
  code: string;
  name: string;
  region: string | null;
  tally: Tally;
}

export interface National {
  whole: Tally;
  segments: readonly SegmentRate[];
  regions: readonly PlaceRate[];
  departements: readonly PlaceRate[];
}

const mostHolding = 5;

/** What is counted: the stage that the address asks, that of each target otherwise; and in which segment. */
export function countedOf(
  rollout: Rollout,
  query: Pick<LookingQuery, 'etape' | 'segment'>,
): {
  goal: Goal;
  stage: string | null;
  segment: string | null;
} {
  const stage = stageOf(rollout, query.etape ?? null)?.slug ?? null;
  const segment = rollout.segments.find(({ slug }) => slug === query.segment)?.slug ?? null;
  return { goal: goalOf(rollout, stage), stage, segment };
}

/** How far a rollout is, over the country. */
export async function nationalOf(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  rollout: Rollout,
  looking: Looking,
  query: Pick<LookingQuery, 'etape' | 'segment'>,
): Promise<National> {
  const { goal, stage, segment: only } = countedOf(rollout, query);
  const slices = await slicesOf(deps, rollout.slug, looking);
  const shown = only === null ? slices : slices.filter(({ segment }) => segment === only);
  const ids = new Set(
    slices.flatMap(({ department_id, region_id }) => [department_id ?? [], region_id ?? []].flat()),
  );
  const names = new Map(
    [...(await authoritiesByIds(deps.db, [...ids]))].map(([id, { name }]) => [id, name] as const),
  );
  const placesBy = (idOf: (slice: Slice) => string | null): PlaceRate[] =>
    [...Map.groupBy(shown, idOf)]
      .flatMap(([id, those]) =>
        id === null
          ? []
          : {
              id,
              code: id.split(':')[1] ?? '',
              name: names.get(id) ?? id,
              region: those[0]?.region_id ?? null,
              tally: tallyOf(those, goal),
            },
      )
      .filter(({ tally }) => tally.authorities > 0);
  return {
    whole: tallyOf(shown, goal),
    segments: rollout.segments
      .filter(({ slug }) => only === null || slug === only)
      .map((segment) => segmentRate(segment, rollout, slices, goal, stage, names)),
    regions: placesBy(({ region_id }) => region_id).sort((one, other) => inFrenchOrder(one.name, other.name)),
    departements: placesBy(({ department_id }) => department_id).sort((one, other) =>
      one.code < other.code ? -1 : 1,
    ),
  };
}

function segmentRate(
  segment: Segment,
  { targets }: Rollout,
  slices: readonly Slice[],
  goal: Goal,
  stage: string | null,
  names: ReadonlyMap<string, string>,
): SegmentRate {
  const those = slices.filter((slice) => slice.segment === segment.slug);
  const target = targets.find((one) => one.segment === segment.slug) ?? null;
  const counted = target !== null && (stage === null || stage === target.stage) ? target : null;
  const tally = tallyOf(those, goal);
  const byDepartement = [...Map.groupBy(those, ({ department_id }) => department_id)].flatMap(
    ([id, slicesThere]) => {
      const there = tallyOf(slicesThere, goal);
      const count = there.authorities - reachedOf(there);
      return id === null || count === 0 ? [] : { id, name: names.get(id) ?? id, count };
    },
  );
  return {
    segment,
    target: counted,
    tally,
    missing: counted && missingFor(counted, tally),
    held: byDepartement.sort((one, other) => other.count - one.count).slice(0, mostHolding),
  };
}
