import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { countForEach, describe, verdictsOf, vocabularyOf } from '../audience/index.ts';
import type { Survey } from './survey.ts';

/** Whether a survey is for this authority; what cannot be told does not keep anybody out. */
export async function isFor(
  db: Db,
  { audience }: Pick<Survey, 'audience'>,
  authorityId: string,
): Promise<boolean> {
  if (!audience) return true;
  const { rows } = await sql<{ verdict: boolean | null }>`
    select verdicts[1] as verdict from (${verdictsOf([audience.rule])}) as decided where id = ${authorityId}`.execute(
    db,
  );
  return rows.length > 0 && rows[0]?.verdict !== false;
}

/** Whom it is for, in words; null when it is for all. */
export async function audienceWords(db: Db, { audience }: Pick<Survey, 'audience'>): Promise<string | null> {
  return audience && describe(audience.rule, await vocabularyOf(db, [audience.rule]));
}

/** How many authorities it is for. */
export async function countFor(db: Db, { audience }: Pick<Survey, 'audience'>): Promise<number | null> {
  if (!audience) return null;
  const [share] = await countForEach(db, [audience.rule]);
  return share?.yes ?? null;
}
