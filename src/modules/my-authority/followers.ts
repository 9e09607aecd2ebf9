import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { cancelMails, queueMail } from '../../platform/mail/index.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import type { Authority } from '../territories/index.ts';
import { confirmationMail, mailKey } from './follow-mails.ts';
import type { Told } from './news.ts';

/** How long an address has to be confirmed; then nothing of it is kept. */
export const daysToConfirm = 7;

const earliest = (now: Date): Date => new Date(now.getTime() - daysToConfirm * 86_400_000);

/**
 * Asks the reader of an address whether they want to follow an authority. Whoever follows it already gets the same mail:
 * who asked sees no difference, and no more rows than one are ever kept of an address and an authority.
 */
export async function askToFollow(
  tx: Db,
  ask: { email: string; authority: Authority; now: Date; publicUrl: string },
): Promise<void> {
  const { email, authority, now, publicUrl } = ask;
  const token = newToken();
  const asked = { asked_at: now, token_hash: hashToken(token) };
  const { id } = await tx
    .insertInto('authority_followers')
    .values({ ...asked, email, authority_id: authority.id })
    .onConflict((conflict) => conflict.constraint('authority_followers_once').doUpdateSet(asked))
    .returning('id')
    .executeTakeFirstOrThrow();
  await queueMail(tx, {
    to: email,
    key: mailKey(id, randomUUID()),
    expiresAt: new Date(now.getTime() + daysToConfirm * 86_400_000),
    ...confirmationMail({ authority, token, publicUrl }),
  });
}

export interface Follower {
  id: string;
  email: string;
  authorityId: string;
  confirmed: boolean;
}

/** Whose link this is, without using it. */
export async function readConfirmation(db: Db, token: string, now: Date): Promise<Follower | undefined> {
  return selectFollower(db)
    .where('token_hash', '=', hashToken(token))
    .where('asked_at', '>', earliest(now))
    .executeTakeFirst();
}

export async function findFollower(db: Db, id: string): Promise<Follower | undefined> {
  return selectFollower(db).where('id', '=', id).executeTakeFirst();
}

function selectFollower(db: Db) {
  return db
    .selectFrom('authority_followers')
    .select(['id', 'email', 'authority_id as authorityId'])
    .select(sql<boolean>`confirmed_at is not null`.as('confirmed'));
}

/** Starts telling: what holds today is known, only what changes is news. A second click changes nothing. */
export async function confirmFollower(tx: Db, id: string, told: Told, now: Date): Promise<void> {
  await tx
    .updateTable('authority_followers')
    .set({ confirmed_at: now, told: JSON.stringify(told) })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .execute();
}

/** Stops at once: mails that wait do not leave, and nothing is kept of the address. */
export async function unfollow(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom('authority_followers').where('id', '=', id).execute();
  await cancelMails(tx, mailKey(id, ''));
}

/** Forgets addresses that nobody confirmed. */
export async function purgeUnconfirmed(db: Db, now: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('authority_followers')
    .where('confirmed_at', 'is', null)
    .where('asked_at', '<', earliest(now))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
