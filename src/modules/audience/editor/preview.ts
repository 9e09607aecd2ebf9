import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import {
  type FieldErrors,
  limitAttempts,
  Refusal,
  TooMany,
  type TypedValues,
} from '../../../platform/http/index.ts';
import type { AuthoritySummary } from '../../territories/index.ts';
import { type Concerned, countConcerned, examplesOf } from '../queries.ts';
import type { Rule } from '../rule.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { describe } from '../words.ts';
import { afterButton } from './buttons.ts';
import { readRule } from './fields.ts';

/** Who is concerned by a rule as it is typed, or what keeps it from being read. */
export type Preview = Found | { errors: FieldErrors };

export interface PreviewOptions {
  /** The rule that the form keeps. */
  kept?: Rule;
  /** Only authorities that this rule may concern are counted. */
  among?: Rule;
}

export interface Found {
  rule: Rule;
  words: string;
  concerned: Concerned;
  examples: readonly AuthoritySummary[];
}

const mostExamples = 10;

/** For the fields of a rule, when `apercu` was pressed or at once with a script. */
export async function previewOf(
  db: Db,
  values: TypedValues,
  { kept, among }: PreviewOptions = {},
): Promise<Preview> {
  try {
    const rule = await readRule(db, afterButton(values), kept);
    const counted: Rule = among ? { all: [among, rule] } : rule;
    const [vocabulary, concerned, examples] = await Promise.all([
      vocabularyOf(db, [rule]),
      countConcerned(db, counted),
      examplesOf(db, counted, mostExamples),
    ]);
    return { rule, words: describe(rule, vocabulary), concerned, examples };
  } catch (error) {
    if (error instanceof Refusal) return { errors: error.errors };
    throw error;
  }
}

/** The same for whoever asks, each in turn: counting takes the database a while. */
export async function previewInTurn(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  accountId: string,
  values: TypedValues,
  options: PreviewOptions = {},
): Promise<{ preview: Preview; tooMany: TooMany | null }> {
  try {
    await limitAttempts(db, {
      name: 'rule preview',
      of: accountId,
      max: 60,
      seconds: 60,
      now: clock.now(),
      message: 'Beaucoup d’aperçus en peu de temps : continuez, il reviendra d’ici une minute.',
    });
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
    return { preview: { errors: { '': error.message } }, tooMany: error };
  }
  return { preview: await previewOf(db, values, options), tooMany: null };
}
