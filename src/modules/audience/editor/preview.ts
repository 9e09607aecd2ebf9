import type { Db } from '../../../platform/database/index.ts';
import { type FieldErrors, Refusal, type TypedValues } from '../../../platform/http/index.ts';
import type { AuthoritySummary } from '../../territories/index.ts';
import { type Concerned, countConcerned, examplesOf } from '../queries.ts';
import type { Rule } from '../rule.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { describe } from '../words.ts';
import { readRule } from './fields.ts';

/** Who is concerned by a rule as it is typed, or what keeps it from being read. */
export type Preview = Found | { errors: FieldErrors };

export interface Found {
  rule: Rule;
  words: string;
  concerned: Concerned;
  examples: readonly AuthoritySummary[];
}

const mostExamples = 10;

/** For the fields of a rule, when `apercu` was pressed or at once with a script. */
export async function previewOf(db: Db, values: TypedValues, kept?: Rule): Promise<Preview> {
  try {
    const rule = await readRule(db, values, kept);
    const [vocabulary, concerned, examples] = await Promise.all([
      vocabularyOf(db, [rule]),
      countConcerned(db, rule),
      examplesOf(db, rule, mostExamples),
    ]);
    return { rule, words: describe(rule, vocabulary), concerned, examples };
  } catch (error) {
    if (error instanceof Refusal) return { errors: error.errors };
    throw error;
  }
}
