import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import type { Actor } from '../../identity/index.ts';
import type { Survey } from '../survey.ts';

/** Notes that this person takes part, once. Nothing here, nor in the answer, leads from one to the other. */
export async function participate(db: Db, survey: Pick<Survey, 'id'>, actor: Actor | null): Promise<void> {
  if (actor?.state !== 'active')
    throw new Refusal('Connectez-vous pour répondre : chacun ne répond qu’une fois.');
  const row = await db
    .insertInto('survey_participations')
    .values({ survey_id: survey.id, account_id: actor.id })
    .onConflict((conflict) => conflict.constraint('survey_participations_once').doNothing())
    .returning('survey_id')
    .executeTakeFirst();
  if (!row) {
    throw new Refusal(
      'Vous avez déjà commencé ou envoyé une réponse. Commencée ailleurs, elle se reprend par le lien que la page « Reprendre plus tard » vous a donné.',
    );
  }
}

export async function hasParticipated(
  db: Db,
  survey: Pick<Survey, 'id'>,
  accountId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('survey_participations')
    .select('survey_id')
    .where('survey_id', '=', survey.id)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Of an account that is deleted, nothing tells that it took part. */
export const forgetParticipant = (tx: Db, accountId: string): Promise<void> =>
  forgetParticipants(tx, [accountId]);

export async function forgetParticipants(tx: Db, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  await tx.deleteFrom('survey_participations').where('account_id', 'in', accountIds).execute();
  await tx
    .updateTable('survey_authority_responses')
    .set({ account_id: null })
    .where('account_id', 'in', accountIds)
    .execute();
  await tx
    .updateTable('survey_corrections')
    .set({ account_id: null })
    .where('account_id', 'in', accountIds)
    .execute();
}
