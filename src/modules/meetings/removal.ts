import type { Db } from '../../platform/database/index.ts';
import { cancelMails } from '../../platform/mail/index.ts';
import { deletedName } from '../identity/index.ts';
import { forgetMeetings } from './search-entry.ts';

/** What a person answered and subscribed to is nobody's business once they leave; that somebody came stays, without a name. */
export async function forgetParticipant(tx: Db, accountId: string): Promise<void> {
  await tx.deleteFrom('meeting_links').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('meeting_invitations').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('meeting_calendars').where('account_id', '=', accountId).execute();
  await tx
    .updateTable('meeting_attendance')
    .set({ account_id: null, name: deletedName })
    .where('account_id', '=', accountId)
    .execute();
}

/** Removes the meetings that fictional people called, and their traces in those of others. */
export async function removeMeetingsOf(tx: Db, accountIds: readonly string[]): Promise<void> {
  const meetings = await tx
    .deleteFrom('meetings')
    .where('created_by', 'in', accountIds)
    .returning('id')
    .execute();
  for (const { id } of meetings) {
    await cancelMails(tx, `meeting:${id}:`);
    await cancelMails(tx, `minutes:${id}:`);
    await forgetMeetings(tx, [id]);
  }
  await tx.deleteFrom('meeting_attendance').where('account_id', 'in', accountIds).execute();
  await tx
    .updateTable('meeting_attendance')
    .set({ noted_by: null })
    .where('noted_by', 'in', accountIds)
    .execute();
  await tx
    .updateTable('meetings')
    .set({ proposed_by: null })
    .where('proposed_by', 'in', accountIds)
    .execute();
  await tx
    .updateTable('meeting_items')
    .set({ written_by: null })
    .where('written_by', 'in', accountIds)
    .execute();
  await tx
    .updateTable('meeting_item_versions')
    .set({ written_by: null })
    .where('written_by', 'in', accountIds)
    .execute();
  await tx
    .updateTable('meeting_outcomes')
    .set({ created_by: null })
    .where('created_by', 'in', accountIds)
    .execute();
  await tx
    .updateTable('meeting_approvals')
    .set({ account_id: null })
    .where('account_id', 'in', accountIds)
    .execute();
  await tx.deleteFrom('meeting_corrections').where('author_id', 'in', accountIds).execute();
  await tx
    .updateTable('meeting_corrections')
    .set({ answered_by: null })
    .where('answered_by', 'in', accountIds)
    .execute();
}
