import type { Db } from '../../platform/database/index.ts';
import { eraseDigests } from './digest.ts';

/** No mail keeps the words of these fictional people; to be called before what they wrote is removed. */
export async function removeDigestsQuoting(tx: Db, accountIds: readonly string[]): Promise<void> {
  const events = await tx
    .selectFrom('notice_events')
    .select('id')
    .where('author_id', 'in', accountIds)
    .execute();
  await eraseDigests(
    tx,
    events.map(({ id }) => id),
  );
}
