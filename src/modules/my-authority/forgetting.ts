import type { Db } from '../../platform/database/index.ts';

/** When an account is deleted: its answers and what its address followed go; marks stay for colleagues, under no name. */
export async function forgetPerson(tx: Db, accountId: string): Promise<void> {
  await tx.deleteFrom('authority_answers').where('account_id', '=', accountId).execute();
  await tx
    .updateTable('authority_marks')
    .set({ account_id: null })
    .where('account_id', '=', accountId)
    .execute();
  await tx
    .deleteFrom('authority_followers')
    .where('email', '=', (eb) => eb.selectFrom('accounts').select('email').where('id', '=', accountId))
    .execute();
}
