import type { Looking } from './looking.ts';
import type { National, PlaceRate, SegmentRate } from './national.ts';
import { rateOf, reachedOf, type Tally } from './rates.ts';
import type { Rollout } from './rollout.ts';

/** A tally as data: the rate never goes without its unknowns. */
export function tallyAsData(tally: Tally) {
  return {
    concerned: tally.authorities,
    reached: reachedOf(tally),
    observed: tally.reached.observed,
    declared: tally.reached.declared,
    covered: tally.reached.covered,
    not_yet: tally.short,
    unknown: tally.unknown,
    rate: rateOf(tally),
    people_reached: tally.peopleReached,
    people: tally.people,
    blocked: tally.blocked,
    contradicted: tally.contradicted,
  };
}

export const tallyColumns = [
  'concernees',
  'atteintes',
  'observees',
  'declarees',
  'couvertes',
  'pas_encore',
  'non_renseignees',
  'taux',
  'habitants_atteints',
  'habitants',
] as const;

export function tallyCells(tally: Tally): (number | null)[] {
  const { concerned, reached, observed, declared, covered, not_yet, unknown, rate, people_reached, people } =
    tallyAsData(tally);
  return [concerned, reached, observed, declared, covered, not_yet, unknown, rate, people_reached, people];
}

const placeAsData = ({ id, name, tally }: PlaceRate) => ({ id, name, ...tallyAsData(tally) });

const segmentAsData = ({ segment, target, tally, missing, held }: SegmentRate) => ({
  segment: segment.slug,
  label: segment.label,
  target: target && {
    stage: target.stage,
    percent: target.percent,
    date: target.date,
    kind: target.kind,
    sources: target.sources,
  },
  missing,
  most_missing_in: held,
  ...tallyAsData(tally),
});

/** A rollout and how far it is, as `/deploiements/:slug.json` gives it. */
export function nationalAsData(
  rollout: Rollout,
  { on, knownOn }: Looking,
  national: National,
  publicUrl: string,
) {
  return {
    slug: rollout.slug,
    title: rollout.title,
    url: `${publicUrl}/deploiements/${rollout.slug}`,
    as_of: on,
    as_known_on: knownOn,
    stages: rollout.stages.map(({ slug, title, position, description }) => ({
      slug,
      title,
      position,
      description,
    })),
    ...tallyAsData(national.whole),
    segments: national.segments.map(segmentAsData),
    regions: national.regions.map(placeAsData),
    departements: national.departements.map(placeAsData),
    indicators: rollout.indicators,
  };
}
