import { z } from 'zod';
import { type Answer, type Answers, standingAnswers } from '../surveys/index.ts';
import type { Axis, Level, Model } from './model.ts';

/** From 0 to 4 in tenths; null where nothing applies. */
export const scoresSchema = z.strictObject({
  overall: z.number().nullable(),
  axes: z.record(z.string(), z.number().nullable()),
});

export type Scores = z.infer<typeof scoresSchema>;

/** What an answer counts for: nobody knows counts as nothing done, what does not apply is left out. */
export function levelOf(answer: Answer | undefined): number | null {
  if (typeof answer === 'number') return answer;
  return answer === 'unknown' ? 0 : null;
}

/**
 * The score of each axis is the weighted mean of its answers, to the nearest tenth; the overall score the mean of the axes
 * that have one.
 */
export function scoresOf(
  { axes, questions, questionnaire }: Pick<Model, 'axes' | 'questions' | 'questionnaire'>,
  given: Answers,
): Scores {
  const answers = standingAnswers(questionnaire, given);
  const byAxis = axes.map(({ code }): [string, number | null] => {
    const counted = questions.flatMap(({ id, axis, weight }) => {
      const level = axis === code ? levelOf(answers[id]) : null;
      return level === null ? [] : [{ level, weight }];
    });
    const weights = counted.reduce((sum, { weight }) => sum + weight, 0);
    const sum = counted.reduce((total, { level, weight }) => total + level * weight, 0);
    return [code, weights === 0 ? null : inTenths(sum / weights)];
  });
  const known = byAxis.flatMap(([, score]) => (score === null ? [] : [score]));
  return { overall: meanOf(known), axes: Object.fromEntries(byAxis) };
}

const inTenths = (value: number): number => Math.round(value * 10) / 10;

/** Of scores in tenths, which are added as whole numbers: tenths do not add up exactly. */
export function meanOf(scores: readonly number[]): number | null {
  if (scores.length === 0) return null;
  const tenths = scores.reduce((sum, score) => sum + Math.round(score * 10), 0);
  return Math.round(tenths / scores.length) / 10;
}

/** « En structuration » */
export const bandOf = ({ method }: Pick<Model, 'method'>, score: number): string =>
  method.bands.findLast(({ min }) => score >= min)?.label ?? '';

/** The level that a score has reached whole. */
export function reachedLevel({ method }: Pick<Model, 'method'>, score: number): Level {
  const level = method.levels.findLast((one) => score >= one.level) ?? method.levels[0];
  if (!level) throw new Error('a model without levels');
  return level;
}

export interface ScoredAxis {
  axis: Axis;
  score: number;
}

/** The axes that have a score, the lowest first; equal ones in the order of the questionnaire. */
export function lowestFirst({ axes }: Pick<Model, 'axes'>, scores: Scores): ScoredAxis[] {
  return axes
    .flatMap((axis) => {
      const score = scores.axes[axis.code] ?? null;
      return score === null ? [] : [{ axis, score }];
    })
    .sort((one, other) => one.score - other.score);
}
