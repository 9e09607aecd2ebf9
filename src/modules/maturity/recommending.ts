import { type Resource, type Suited, suits, termsOf } from '../catalogue/index.ts';
import { type Answers, standingAnswers } from '../surveys/index.ts';
import type { Axis, Model, ModelQuestion } from './model.ts';
import { levelOf, lowestFirst, type Scores } from './scoring.ts';

/** What of a resource decides whether it is proposed. */
export type Candidate = Pick<Resource, 'slug' | 'facets' | 'leastPeople' | 'mostPeople' | 'territories'>;

/** The answer because of which something is proposed, and what to aim at. */
export interface Reason {
  question: ModelQuestion;
  /** In words. */
  answer: string;
  /** The level to aim at, in words; null at the top. */
  target: string | null;
}

export interface Recommendation<R> {
  resource: R;
  reason: Reason;
  /** Open elsewhere only: shown for what it is. */
  example: boolean;
}

export interface AxisAdvice<R> {
  axis: Axis;
  score: number;
  recommendations: readonly Recommendation<R>[];
}

export interface Advice<R> {
  /** The lowest axes. */
  first: readonly AxisAdvice<R>[];
  /** For small authorities: whom to lean on; null for the others, and where the population is not known. */
  mutualisation: { below: number; resources: readonly R[] } | null;
  others: readonly AxisAdvice<R>[];
}

interface Situation<R> {
  /** Published resources by slug: what is gone is skipped. */
  resources: ReadonlyMap<string, R>;
  /** Resources about mutualisation that suit the authority, the nearest first. */
  mutualising: readonly R[];
  /** Null when nobody said which authority it is. */
  suited: Suited | null;
}

/** What the rule of the questionnaire proposes after these answers. Nothing is proposed twice. */
export function adviceFor<R extends Candidate>(
  model: Model,
  given: Answers,
  scores: Scores,
  { resources, mutualising, suited }: Situation<R>,
): Advice<R> {
  const { lowest_axes, per_axis, mutualisation_below } = model.method.recommendations;
  const answers = standingAnswers(model.questionnaire, given);
  const taken = new Set<string>();
  const advise = ({ axis, score }: { axis: Axis; score: number }): AxisAdvice<R> => {
    const found = [
      ...candidatesOf(model, axis, answers, resources, suited, false),
      // Only where the others leave room.
      ...candidatesOf(model, axis, answers, resources, suited, true),
    ];
    const recommendations: Recommendation<R>[] = [];
    for (const one of found) {
      if (recommendations.length === per_axis) break;
      if (taken.has(one.resource.slug)) continue;
      taken.add(one.resource.slug);
      recommendations.push(one);
    }
    return { axis, score, recommendations };
  };
  const ordered = lowestFirst(model, scores);
  const first = ordered.slice(0, lowest_axes).map(advise);
  const isSmall = suited?.population != null && suited.population < mutualisation_below;
  const leanOn = isSmall ? mutualising.filter(({ slug }) => !taken.has(slug)).slice(0, per_axis) : [];
  for (const { slug } of leanOn) taken.add(slug);
  return {
    first,
    mutualisation: isSmall ? { below: mutualisation_below, resources: leanOn } : null,
    others: ordered.slice(lowest_axes).map(advise),
  };
}

/**
 * What the questions of an axis propose: the first resource of each, the lowest answers first, then the second of each, so that
 * one question does not take all the room.
 */
function candidatesOf<R extends Candidate>(
  model: Model,
  { code }: Axis,
  answers: Answers,
  resources: ReadonlyMap<string, R>,
  suited: Suited | null,
  examples: boolean,
): Recommendation<R>[] {
  const byQuestion = model.questions
    .flatMap((question) => {
      const level = question.axis === code ? levelOf(answers[question.id]) : null;
      return level === null ? [] : [{ question, level }];
    })
    .sort((one, other) => one.level - other.level)
    .map(({ question, level }) => {
      const reason = reasonOf(question, answers[question.id] === 'unknown' ? null : level);
      return slugsAt(question, level).flatMap((slug) => {
        const resource = resources.get(slug);
        const fit = resource && fitOf(resource, suited);
        return resource && fit === (examples ? 'example' : 'suits')
          ? [{ resource, reason, example: examples }]
          : [];
      });
    });
  const most = Math.max(0, ...byQuestion.map(({ length }) => length));
  return Array.from({ length: most }, (_, turn) =>
    byQuestion.flatMap((own) => own.slice(turn, turn + 1)),
  ).flat();
}

const slugsAt = ({ recommendations }: ModelQuestion, level: number): string[] =>
  recommendations
    .filter(({ min_level = 0, max_level = 4 }) => level >= min_level && level <= max_level)
    .flatMap(({ slugs }) => slugs);

/** Level 1 is seldom something to wish for: one aims at being organised at least. */
function reasonOf(question: ModelQuestion, level: number | null): Reason {
  const labelAt = (at: number) => question.scale.find((one) => one.level === at)?.label ?? null;
  return {
    question,
    answer: level === null ? 'Ne sait pas' : (labelAt(level) ?? String(level)),
    target: labelAt(Math.max((level ?? 0) + 1, 2)),
  };
}

type Fit = 'suits' | 'example' | 'unfit';

function fitOf(resource: Candidate, suited: Suited | null): Fit {
  const { territories, leastPeople, mostPeople } = resource;
  const terms = termsOf(resource.facets);
  if (suited && !suits({ terms, leastPeople, mostPeople, territories: [] }, suited)) return 'unfit';
  const isNear = territories.length === 0 || territories.some((id) => suited?.within.has(id) ?? false);
  return isNear ? 'suits' : 'example';
}
