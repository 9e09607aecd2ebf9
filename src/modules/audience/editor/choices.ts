import type { Db } from '../../../platform/database/index.ts';
import { type Flag, listFlags } from '../flags.ts';
import { flagsOf, type Rule } from '../rule.ts';
import { listStages, type StageNames, stageKey, stagesOf } from '../stages.ts';

/** What the form of a rule lets choose from its lists. */
export interface RuleChoices {
  /** The questions that a condition may be about, by code. */
  flags: ReadonlyMap<string, Flag>;
  /** The stages of rollouts that a rule may ask, by `rollout/stage`. */
  stages: ReadonlyMap<string, StageNames>;
}

export async function ruleChoices(db: Db): Promise<RuleChoices> {
  const [flags, stages] = await Promise.all([listFlags(db), listStages(db)]);
  return { flags, stages };
}

/** What a rule names that the lists do not have: codes of questions, and stages by `rollout/stage`. */
export function missingChoices(
  rule: Rule,
  { flags, stages }: RuleChoices,
): { flags: string[]; stages: string[] } {
  return {
    flags: flagsOf(rule).filter((flag) => !flags.has(flag)),
    stages: stagesOf(rule)
      .map(stageKey)
      .filter((stage) => !stages.has(stage)),
  };
}
