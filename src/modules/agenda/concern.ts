import type { Deps } from '../../platform/deps.ts';
import {
  evaluate,
  type Facts,
  factsOf,
  type Judgement,
  judge,
  type Verdict,
  verdictWords,
} from '../audience/index.ts';
import {
  type AuthorityHit,
  type AuthoritySummary,
  authorityNamed,
  distinctName,
  surroundingsOf,
} from '../territories/index.ts';
import type { Measure, Milestone } from './measure.ts';
import type { RuleWords } from './rule-words.ts';

/** Whether a measure concerns an authority, and why. */
export interface Answer extends Omit<Judgement, 'question'> {
  authority: AuthoritySummary;
  /** « Concernée », « À préciser » */
  words: string;
  /** What to know, when the answer depends on it. */
  question: { question: string; help: string | null } | null;
  /** Milestones with an audience of their own that leave it aside. */
  spared: readonly Milestone[];
  /** Those of which we cannot tell. */
  open: readonly Milestone[];
}

/** What became of the name typed on the page of a measure. */
export interface Asking {
  /** As the field shows it. */
  typed: string;
  answer: Answer | null;
  choices: readonly AuthorityHit[];
}

export async function askConcern(
  { db }: Pick<Deps, 'db'>,
  measure: Measure,
  typed: string,
  words: RuleWords,
): Promise<Asking> {
  const found = await authorityNamed(db, typed);
  if (!('authority' in found)) return { typed, answer: null, choices: found.choices };
  const { authority } = found;
  const { ancestors } = await surroundingsOf(db, authority.id);
  return {
    typed: distinctName(authority),
    answer: answerOf(
      measure,
      authority,
      factsOf(authority, ancestors, { stages: words.reachedBy(authority.id) }),
      words,
    ),
    choices: [],
  };
}

function answerOf(measure: Measure, authority: AuthoritySummary, facts: Facts, words: RuleWords): Answer {
  const { question, ...judgement } = judge(measure.audience, facts, words);
  const ofVerdict = (verdict: Verdict) =>
    judgement.verdict === 'no'
      ? []
      : measure.milestones.filter(
          ({ audience, cancelledAt }) =>
            audience && cancelledAt === null && evaluate(audience, facts).verdict === verdict,
        );
  return {
    ...judgement,
    authority,
    words: verdictWords(judgement.verdict, facts.kind),
    question: (question !== null && words.flags.get(question)) || null,
    spared: ofVerdict('no'),
    open: ofVerdict('unknown'),
  };
}
