import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';

/** What is remembered of an address whose account was deleted while its owner was kept out of something. */
export interface Departure {
  suspended: boolean;
  /** Ids of the groups that somebody took the person out of. */
  removedFrom: readonly string[];
}

/**
 * Remembers, under a hash of the address, that somebody leaves who was suspended or kept out of a group: deleting one's
 * account would otherwise undo what others decided. Does nothing for anybody else.
 */
export async function rememberDeparture(
  tx: Db,
  { accountId, email, now }: { accountId: string; email: string; now: Date },
): Promise<void> {
  const { suspended, removedFrom } = await departureNow(tx, accountId);
  if (!suspended && removedFrom.length === 0) return;
  await tx
    .insertInto('departed_addresses')
    .values({
      address_hash: hashAddress(await hashKey(tx), email),
      suspended,
      removed_from: sql<string[]>`${removedFrom}::uuid[]`,
      left_at: now,
    })
    .onConflict((conflict) =>
      conflict.constraint('departed_addresses_once').doUpdateSet({
        suspended: sql<boolean>`departed_addresses.suspended or excluded.suspended`,
        removed_from: sql<
          string[]
        >`array(select distinct unnest(departed_addresses.removed_from || excluded.removed_from))`,
        left_at: now,
      }),
    )
    .execute();
}

/** What would be remembered of this person if they left now. */
export async function departureNow(db: Db, accountId: string): Promise<Departure> {
  const [account, removals] = await Promise.all([
    db.selectFrom('accounts').select('suspended_at').where('id', '=', accountId).executeTakeFirst(),
    db
      .selectFrom('membership_removals as removals')
      .leftJoin('memberships as places', (join) =>
        join
          .onRef('places.group_id', '=', 'removals.group_id')
          .onRef('places.account_id', '=', 'removals.account_id'),
      )
      .where('removals.account_id', '=', accountId)
      // Somebody may have let them in again another way.
      .where('places.account_id', 'is', null)
      .select('removals.group_id')
      .execute(),
  ]);
  return {
    suspended: account?.suspended_at != null,
    removedFrom: removals.map(({ group_id }) => group_id),
  };
}

/** Of these addresses, those that are remembered, with why. */
export async function departuresOf(db: Db, emails: readonly string[]): Promise<Map<string, Departure>> {
  if (emails.length === 0) return new Map();
  const key = await hashKey(db);
  const byHash = new Map(emails.map((email) => [hashAddress(key, email).toString('hex'), email]));
  const rows = await db
    .selectFrom('departed_addresses')
    .select(['address_hash', 'suspended', 'removed_from'])
    .where(
      'address_hash',
      'in',
      [...byHash.keys()].map((hash) => Buffer.from(hash, 'hex')),
    )
    .execute();
  return new Map(
    rows.map((row) => [
      byHash.get(row.address_hash.toString('hex')) ?? '',
      { suspended: row.suspended, removedFrom: row.removed_from },
    ]),
  );
}

/** Once somebody who saw it let the person in again. */
export async function forgetDeparture(tx: Db, email: string): Promise<void> {
  const hash = hashAddress(await hashKey(tx), email);
  await tx.deleteFrom('departed_addresses').where('address_hash', '=', hash).execute();
}

async function hashKey(db: Db): Promise<Buffer> {
  const { key } = await db.selectFrom('departed_addresses_key').select('key').executeTakeFirstOrThrow();
  return key;
}

/** The same mailbox gives the same hash, whatever is written after a `+`. */
function hashAddress(key: Buffer, email: string): Buffer {
  const mailbox = email.toLowerCase().replace(/\+[^@]*(?=@)/, '');
  return createHmac('sha256', key).update(mailbox).digest();
}
