import type { Db } from '../../platform/database/index.ts';

export interface Correction {
  question: string;
  before: string;
  after: string;
  reason: string;
}

/** What was reworded since the opening, the last first: everybody may read it. */
export async function listCorrections(db: Db, surveyId: string): Promise<(Correction & { at: Date })[]> {
  return db
    .selectFrom('survey_corrections')
    .select(['question', 'before', 'after', 'reason', 'at'])
    .where('survey_id', '=', surveyId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}

export async function recordCorrections(
  tx: Db,
  surveyId: string,
  corrections: readonly Correction[],
  { accountId, now }: { accountId: string; now: Date },
): Promise<void> {
  if (corrections.length === 0) return;
  await tx
    .insertInto('survey_corrections')
    .values(corrections.map((one) => ({ survey_id: surveyId, account_id: accountId, at: now, ...one })))
    .execute();
}
