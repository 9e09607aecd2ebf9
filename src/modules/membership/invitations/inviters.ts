import type { Db } from '../../../platform/database/index.ts';

/** What a person sent who no longer runs the group is worth nothing any more. */
export async function revokeInvitationsOf(
  tx: Db,
  { accountId, groupId, now }: { accountId: string; groupId?: string; now: Date },
): Promise<void> {
  let query = tx
    .updateTable('invitations')
    .set({ revoked_at: now })
    .where('invited_by', '=', accountId)
    .where('accepted_at', 'is', null)
    .where('declined_at', 'is', null)
    .where('revoked_at', 'is', null);
  if (groupId) query = query.where('group_id', '=', groupId);
  await query.execute();
}

/** Leaves nothing of the address under which a person was invited. */
export async function forgetInvited(tx: Db, accountId: string): Promise<void> {
  await tx
    .updateTable('invitations')
    .from('accounts')
    .set({ email: null, word: '' })
    .where('accounts.id', '=', accountId)
    .where((eb) =>
      eb.or([
        eb('invitations.accepted_by', '=', accountId),
        eb('invitations.email', '=', eb.ref('accounts.email')),
      ]),
    )
    .execute();
}
