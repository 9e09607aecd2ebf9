import type { MeasureNature, MeasureStatus } from '../../platform/database/index.ts';
import { plainLetters } from '../../platform/plain-letters.ts';
import { evaluate, type Facts, type Rule, type Verdict } from '../audience/index.ts';
import {
  type FilterName,
  filterNames,
  type KindWord,
  kindWords,
  natureWords,
  statusWords,
} from './list-query.ts';
import type { Measure, Milestone } from './measure.ts';
import { mightConcern, type Place } from './might-concern.ts';
import { endOf, startOf } from './period.ts';

/** The filters, understood. */
export interface Wanted {
  /** Words in plain form: all must be there. */
  q?: readonly string[];
  theme?: string;
  nature?: MeasureNature;
  statut?: MeasureStatus;
  type?: KindWord;
  population?: number;
  territoire?: Place;
  /** Years, both included. */
  de?: number;
  a?: number;
  /** One authority, by its facts: what concerns it. */
  collectivite?: Facts;
}

/** A milestone that passed, and whether it concerns the authority that was named; null when none was. */
export interface Kept<T> {
  of: T;
  verdict: Verdict | null;
}

export interface Selected {
  measure: Measure;
  verdict: Verdict | null;
  milestones: readonly Kept<Milestone>[];
}

export interface FacetValue {
  value: string;
  count: number;
}

export const facetNames = ['theme', 'nature', 'statut', 'type'] as const;
export type Facet = (typeof facetNames)[number];

export interface Selection {
  /** In the order in which the measures came. */
  items: readonly Selected[];
  /** Values of each facet with how many measures they would leave beside the other filters. */
  values: Record<Facet, FacetValue[]>;
  /** Of each filter in use, how many measures there would be without it. */
  without: { name: FilterName; count: number }[];
}

type Places = ReadonlyMap<string, readonly string[]>;

export function selectFrom(measures: readonly Measure[], wanted: Wanted, places: Places): Selection {
  const beside = (name: FilterName) => passing(measures, { ...wanted, [name]: undefined }, places);
  return {
    items: passing(measures, wanted, places),
    values: {
      theme: tally(beside('theme').map(({ measure }) => measure.theme.code)),
      nature: tally(beside('nature').map(({ measure }) => natureWords[measure.nature])),
      statut: tally(beside('statut').map(({ measure }) => statusWords[measure.status])),
      type: kindWords
        .map((value) => ({ value, count: passing(measures, { ...wanted, type: value }, places).length }))
        .filter(({ count }) => count > 0),
    },
    without: filterNames
      .filter((name) => wanted[name] !== undefined)
      .map((name) => ({ name, count: beside(name).length })),
  };
}

function tally(values: readonly string[]): FacetValue[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count }));
}

function passing(measures: readonly Measure[], wanted: Wanted, places: Places): Selected[] {
  return measures.flatMap((measure) => {
    const { theme, nature, statut, q } = wanted;
    if (theme !== undefined && measure.theme.code !== theme) return [];
    if (nature !== undefined && measure.nature !== nature) return [];
    if (statut !== undefined && measure.status !== statut) return [];
    if (q !== undefined && !q.every((word) => textOf(measure).includes(word))) return [];
    const verdict = concerned(measure.audience, wanted, places);
    if (verdict === 'no') return [];
    const milestones = measure.milestones.flatMap((milestone) => {
      if (!inPeriod(milestone, wanted)) return [];
      // Narrower than the measure's: it takes both.
      const own = milestone.audience
        ? concerned({ all: [measure.audience, milestone.audience] }, wanted, places)
        : verdict;
      return own === 'no' ? [] : [{ of: milestone, verdict: own }];
    });
    if (milestones.length === 0 && (wanted.de !== undefined || wanted.a !== undefined)) return [];
    return [{ measure, verdict, milestones }];
  });
}

/** Null when no authority was named, and one that fits the other filters might be. */
function concerned(rule: Rule, wanted: Wanted, places: Places): Verdict | null {
  const { collectivite, type, population, territoire } = wanted;
  const sketched = type !== undefined || population !== undefined || territoire !== undefined;
  if (sketched && !mightConcern(rule, wanted, places)) return 'no';
  return collectivite ? evaluate(rule, collectivite).verdict : null;
}

function inPeriod(milestone: Milestone, { de, a }: Wanted): boolean {
  if (de === undefined && a === undefined) return true;
  const [start, end] = [startOf(milestone), endOf(milestone)];
  if (start === null || end === null) return false;
  return (de === undefined || end >= `${de}-01-01`) && (a === undefined || start <= `${a}-12-31`);
}

/** As people type: without accents, and with the apostrophe of the keyboard. */
export const plainText = (text: string): string => plainLetters(text).replaceAll('’', "'");

const texts = new WeakMap<Measure, string>();

/** All that a measure is looked for by. Measures are kept in memory, and so are their texts. */
function textOf(measure: Measure): string {
  const known = texts.get(measure);
  if (known !== undefined) return known;
  const text = plainText(
    [
      measure.title,
      measure.summary,
      measure.pilot,
      measure.theme.label,
      ...measure.consequences,
      ...measure.legalBases.flatMap(({ text: law, article }) => [law, article ?? '']),
      ...measure.milestones.map(({ label }) => label),
    ].join('\n'),
  );
  texts.set(measure, text);
  return text;
}
