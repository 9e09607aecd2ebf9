import type { Db, KeyAct, Side } from '../../../platform/database/index.ts';
import { keyExpiry } from './actions.ts';

/** A key given by a fictional copilot, which waits for the other side; nobody is written to. */
export async function fileDemonstrationKey(
  tx: Db,
  key: {
    groupId: string;
    name: KeyAct;
    thing: { id: string; label: string; mark: string };
    side: Side;
    by: string;
    at: Date;
  },
): Promise<void> {
  await tx
    .insertInto('key_requests')
    .values({
      group_id: key.groupId,
      act: key.name,
      thing_id: key.thing.id,
      thing_label: key.thing.label,
      mark: key.thing.mark,
      side: key.side,
      asked_by: key.by,
      asked_at: key.at,
      expires_at: keyExpiry(key.at),
    })
    .execute();
}
