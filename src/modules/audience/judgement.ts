import { nearestChange, questionOf } from './change.ts';
import { evaluate, type Verdict } from './evaluate.ts';
import type { Facts } from './facts.ts';
import type { Rule } from './rule.ts';
import { changeWords, reasonOf, type TraceLine, traceLines, type Vocabulary } from './words.ts';

/** All that there is to say of a rule for one authority. */
export interface Judgement {
  verdict: Verdict;
  /** Why, in one sentence. */
  reason: string;
  trace: readonly TraceLine[];
  /** The number of people that would change the verdict, in words. */
  change: string | null;
  /** Code of the fact to ask, when the verdict is unknown. */
  question: string | null;
}

export function judge(rule: Rule, facts: Facts, vocabulary: Vocabulary): Judgement {
  const trace = evaluate(rule, facts);
  const change = nearestChange(rule, facts);
  return {
    verdict: trace.verdict,
    reason: reasonOf(trace, facts, vocabulary),
    trace: traceLines(trace, facts, vocabulary),
    change: change && changeWords(change, facts.kind),
    question: questionOf(rule, facts),
  };
}
