import type { Codebook } from '../engine/codebook.ts';
import { inOrder, isSpecial, type Question, type Questionnaire } from '../engine/question.ts';
import { smallestGroup } from './protect.ts';
import { type RankedLine, rankedOf } from './ranking.ts';
import type { Sample } from './sample.ts';
import { type Breakdown, type Told, tell } from './telling.ts';

export type QuestionResult = { question: Question } & (
  | { kind: 'breakdown'; breakdown: Breakdown }
  | { kind: 'rows'; rows: readonly Breakdown[] }
  | { kind: 'ranking'; breakdown: Breakdown; ranked: readonly RankedLine[] }
  | { kind: 'texts'; answered: Told }
  /** Counted apart from the answers. */
  | { kind: 'consent' }
);

/** Everything that the answers to a questionnaire say of this sample. */
export function resultsOf(
  questionnaire: Questionnaire,
  codebook: Codebook,
  sample: Sample,
): QuestionResult[] {
  const byQuestion = Map.groupBy(codebook.dimensions, ({ question }) => question);
  return inOrder(questionnaire).flatMap((question): QuestionResult[] => {
    const dimensions = byQuestion.get(question.id) ?? [];
    const [first] = dimensions;
    if (!first) return [];
    if (question.type === 'consent') return [{ question, kind: 'consent' }];
    if (question.type === 'text')
      return [{ question, kind: 'texts', answered: tell(first, sample).answered }];
    if (question.type === 'matrix')
      return [{ question, kind: 'rows', rows: dimensions.map((one) => tell(one, sample)) }];
    const breakdown = tell(first, sample);
    if (question.type === 'ranking') {
      const codes = codebook.places.get(question.id)?.codes ?? new Map<string, readonly number[]>();
      return [{ question, kind: 'ranking', breakdown, ranked: rankedOf(breakdown, codes, sample) }];
    }
    return [{ question, kind: 'breakdown', breakdown: { ...breakdown, mean: meanOf(question, breakdown) } }];
  });
}

/** Of what is told: a mean beside two hidden lines would give them away. */
function meanOf(question: Question, { lines }: Breakdown): number | null {
  if (question.type !== 'rating' && question.type !== 'scale') return null;
  const marks = lines.filter(({ value }) => !isSpecial(value));
  let sum = 0;
  let total = 0;
  for (const { value, count } of marks) {
    if (count === null) return null;
    sum += Number(value) * count;
    total += count;
  }
  return total < smallestGroup ? null : sum / total;
}
