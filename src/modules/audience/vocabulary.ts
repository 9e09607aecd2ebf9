import type { Db } from '../../platform/database/index.ts';
import { authoritiesByIds } from '../territories/index.ts';
import { listFlags } from './flags.ts';
import { type Rule, territoriesOf } from './rule.ts';
import { stageNames, stagesOf } from './stages.ts';
import type { Vocabulary } from './words.ts';

/** What these rules name by a code, in words. */
export async function vocabularyOf(db: Db, rules: readonly Rule[]): Promise<Vocabulary> {
  const [flags, territories, stages] = await Promise.all([
    listFlags(db),
    authoritiesByIds(db, rules.flatMap(territoriesOf)),
    stageNames(db, rules.flatMap(stagesOf)),
  ]);
  return { flags, territories: new Map([...territories].map(([id, { name }]) => [id, name])), stages };
}
