import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { addingPairs } from '../results/tallies.ts';

/** Takes the answers that these people sent for authorities out of the results: they are nobody's. */
export async function takeBackAnswersOf(tx: Db, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  const gone = await tx
    .deleteFrom('survey_authority_responses')
    .where('account_id', 'in', accountIds)
    .returning(['survey_id', 'codes', 'sent_at'])
    .execute();
  for (const { survey_id, codes, sent_at } of gone) {
    await addingPairs(survey_id, sql`(select ${codes}::smallint[] as codes)`, -1).execute(tx);
    await tx
      .updateTable('surveys')
      .set((eb) => ({ counted: eb('counted', '-', 1) }))
      .where('id', '=', survey_id)
      .execute();
    // It was counted on the day when it was first sent: that day or an earlier one.
    await sql`
      update survey_days set n = n - 1 where survey_id = ${survey_id} and day = (
        select max(day) from survey_days where survey_id = ${survey_id} and day <= ${sent_at}::date
      )`.execute(tx);
  }
  await tx.deleteFrom('survey_days').where('n', '<=', 0).execute();
}
