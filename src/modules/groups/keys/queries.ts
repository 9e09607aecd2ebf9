import type { Db, KeyAct, KeyRequestState, Side } from '../../../platform/database/index.ts';
import { settledPerPage } from './paging.ts';

/** What was asked with one key, and what came of it. */
export interface KeyRequest {
  id: string;
  groupId: string;
  act: KeyAct;
  thingId: string;
  thingLabel: string;
  input: unknown;
  side: Side;
  askedBy: { id: string; name: string };
  askedAt: Date;
  expiresAt: Date;
  state: KeyRequestState;
  settledBy: string | null;
  settledAt: Date | null;
  reason: string | null;
}

function selectRequests(db: Db) {
  return db
    .selectFrom('key_requests')
    .innerJoin('accounts as askers', 'askers.id', 'key_requests.asked_by')
    .leftJoin('accounts as settlers', 'settlers.id', 'key_requests.settled_by')
    .select([
      'key_requests.id',
      'group_id',
      'act',
      'thing_id',
      'thing_label',
      'input',
      'side',
      'asked_by',
      'asked_at',
      'expires_at',
      'key_requests.state',
      'settled_at',
      'reason',
      'askers.name as asker',
      'settlers.name as settler',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRequests>['executeTakeFirstOrThrow']>>;

const toRequest = (row: Row): KeyRequest => ({
  id: row.id,
  groupId: row.group_id,
  act: row.act,
  thingId: row.thing_id,
  thingLabel: row.thing_label,
  input: row.input,
  side: row.side,
  askedBy: { id: row.asked_by, name: row.asker },
  askedAt: row.asked_at,
  expiresAt: row.expires_at,
  state: row.state,
  settledBy: row.settler,
  settledAt: row.settled_at,
  reason: row.reason,
});

/** What waits for its second key: in a group, or on some things. The last asked first. */
export async function awaitingKeys(
  db: Db,
  now: Date,
  of: { groupId: string } | { thingIds: readonly string[] },
): Promise<KeyRequest[]> {
  const rows = await selectRequests(db)
    .where('key_requests.state', '=', 'awaiting')
    .where('expires_at', '>', now)
    .where((eb) =>
      'groupId' in of
        ? eb('group_id', '=', of.groupId)
        : eb('thing_id', '=', eb.fn.any(eb.val([...of.thingIds]))),
    )
    .orderBy('asked_at', 'desc')
    .limit(50)
    .execute();
  return rows.map(toRequest);
}

/** A page of those that wait no more, the last ended first. */
export async function settledKeys(
  db: Db,
  groupId: string,
  page: number,
): Promise<{ requests: KeyRequest[]; total: number }> {
  const [rows, { total }] = await Promise.all([
    selectRequests(db)
      .where('group_id', '=', groupId)
      .where('key_requests.state', '<>', 'awaiting')
      .orderBy('settled_at', 'desc')
      .orderBy('key_requests.id')
      .limit(settledPerPage)
      .offset((page - 1) * settledPerPage)
      .execute(),
    db
      .selectFrom('key_requests')
      .where('group_id', '=', groupId)
      .where('state', '<>', 'awaiting')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { requests: rows.map(toRequest), total };
}

/** Null when this group has no such request. */
export async function findKeyRequest(db: Db, groupId: string, id: string): Promise<KeyRequest | null> {
  const row = await selectRequests(db)
    .where('key_requests.id', '=', id)
    .where('group_id', '=', groupId)
    .executeTakeFirst();
  return row ? toRequest(row) : null;
}
