import type { Db } from '../../platform/database/index.ts';
import { returnToPending } from '../identity/index.ts';
import { keepInvitation } from './invitations/actions.ts';

/** Files the request of a fictional person, as if the address were confirmed: it waits for somebody's decision. */
export async function fileDemonstrationRequest(
  tx: Db,
  request: { accountId: string; groupIds: readonly string[]; at: Date },
): Promise<void> {
  const { id } = await tx
    .insertInto('registrations')
    .values({
      account_id: request.accountId,
      state: 'waiting',
      created_at: request.at,
      submitted_at: request.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (request.groupIds.length === 0) return;
  await tx
    .insertInto('registration_groups')
    .values(request.groupIds.map((groupId) => ({ registration_id: id, group_id: groupId })))
    .execute();
}

/** An invitation that waits for its answer, which nobody gets: its link is told to nobody. */
export async function fileDemonstrationInvitation(
  tx: Db,
  invitation: {
    groupId: string;
    by: string;
    email: string;
    role: 'member' | 'observer';
    word: string;
    at: Date;
  },
): Promise<void> {
  await keepInvitation(tx, { ...invitation, side: null, now: invitation.at });
}

/**
 * Takes fictional people out of their groups, with their requests. A decision of theirs holds for nobody: who was
 * let in by one waits again, out of the groups.
 */
export async function removeDemonstrationPlaces(
  tx: Db,
  accountIds: readonly string[],
  now: Date,
): Promise<void> {
  await tx.deleteFrom('registrations').where('account_id', 'in', accountIds).execute();
  const decided = await tx
    .updateTable('registrations')
    .set({ state: 'waiting', decided_by: null, decided_at: null, decision_reason: null })
    .where('decided_by', 'in', accountIds)
    .returning('account_id')
    .execute();
  const waiting = decided.map(({ account_id }) => account_id);
  await tx.deleteFrom('account_affiliations').where('account_id', 'in', accountIds).execute();
  await tx.deleteFrom('invitations').where('invited_by', 'in', accountIds).execute();
  await tx
    .deleteFrom('memberships')
    .where('account_id', 'in', [...accountIds, ...waiting])
    .execute();
  await returnToPending(tx, waiting, now);
}
