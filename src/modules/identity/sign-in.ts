import { createHash, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { AccountState, Db } from '../../platform/database/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import { addressConfirmed } from './address-confirmation.ts';
import { openSession } from './sessions.ts';
import { linkMinutes, type SignInPurpose, signInMail } from './sign-in-mail.ts';

/** How many codes may be tried against one mail. */
const codeAttempts = 5;

/**
 * Bound to its link, so that equal codes have different hashes. A slow hash would add nothing: the mail that
 * carries the code waits in the same database.
 */
function hashCode(linkId: string, code: string): Buffer {
  return createHash('sha256').update(`${linkId}:${code}`).digest();
}

/**
 * Mails a link and a code that prove that the address is read, in the caller's transaction. They replace those
 * of any earlier mail to this person. `key` names the mail when a job that runs twice must not send it twice.
 */
export async function sendSignInMail(
  tx: Db,
  mail: {
    account: { id: string; email: string };
    purpose: SignInPurpose;
    now: Date;
    publicUrl: string;
    returnTo?: string | null;
    key?: string;
  },
): Promise<void> {
  const id = randomUUID();
  const token = newToken();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const expiresAt = new Date(mail.now.getTime() + linkMinutes * 60_000);
  const link = {
    id,
    token_hash: hashToken(token),
    code_hash: hashCode(id, code),
    code_attempts: 0,
    return_to: mail.returnTo ?? null,
    created_at: mail.now,
    expires_at: expiresAt,
  };
  await tx
    .insertInto('sign_in_links')
    .values({ ...link, account_id: mail.account.id })
    .onConflict((conflict) => conflict.constraint('sign_in_links_one_per_account').doUpdateSet(link))
    .execute();
  await queueMail(tx, {
    to: mail.account.email,
    key: mail.key ?? `sign-in:${id}`,
    expiresAt,
    ...signInMail({
      purpose: mail.purpose,
      url: `${mail.publicUrl}/connexion/lien/${token}`,
      code,
      publicUrl: mail.publicUrl,
    }),
  });
}

export interface SignInRequest {
  /** Names the request, so that a job that runs twice mails once. */
  request: string;
  email: string;
  returnTo: string | null;
}

/** Mails a link to whoever has this address, if anybody; run by a job, so that the page takes as long for all. */
export async function answerSignInRequest(
  db: Db,
  { request, email, returnTo }: SignInRequest,
  { now, publicUrl }: { now: Date; publicUrl: string },
): Promise<void> {
  const key = `sign-in:${request}`;
  await db.transaction().execute(async (tx) => {
    const account = await tx
      .selectFrom('accounts')
      .select(['id', 'email', 'email_confirmed_at', 'state'])
      .where('email', '=', email)
      .where('state', '<>', 'deleted')
      .where('demonstration', '=', false)
      // Two requests at once: the second waits here, and its mail is the one that counts.
      .forUpdate()
      .executeTakeFirst();
    if (!account?.email) return;
    const done = await tx.selectFrom('outbox').select('id').where('key', '=', key).executeTakeFirst();
    if (done) return;
    const confirming = isConfirming(account.state, account.email_confirmed_at);
    await sendSignInMail(tx, {
      account: { id: account.id, email: account.email },
      purpose: confirming ? 'sign-up' : 'sign-in',
      now,
      publicUrl,
      returnTo,
      key,
    });
  });
}

export interface LinkedAccount {
  name: string;
  email: string;
  /** The link is the first proof that this person reads their mail. */
  confirming: boolean;
}

/** Whose link this is, without using it; null when it leads nowhere (any more). */
export async function readLink(db: Db, token: string, now: Date): Promise<LinkedAccount | null> {
  const row = await db
    .selectFrom('sign_in_links')
    .innerJoin('accounts', 'accounts.id', 'sign_in_links.account_id')
    .where('sign_in_links.token_hash', '=', hashToken(token))
    .where('sign_in_links.expires_at', '>', now)
    .select(['accounts.name', 'accounts.email', 'accounts.state', 'accounts.email_confirmed_at'])
    .executeTakeFirst();
  if (!row?.email) return null;
  const { name, email, state, email_confirmed_at: confirmedAt } = row;
  return { name, email, confirming: isConfirming(state, confirmedAt) };
}

/** What a link or a code that was just used up gives. */
export interface Proof {
  accountId: string;
  returnTo: string | null;
}

const isConfirming = (state: AccountState, confirmedAt: Date | null) =>
  state === 'pending' && confirmedAt === null;

/** Uses a link up: of two who do so at once, one gets it. */
export async function useLink(tx: Db, token: string, now: Date): Promise<Proof | null> {
  const row = await tx
    .deleteFrom('sign_in_links')
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', now)
    .returning(['account_id', 'return_to'])
    .executeTakeFirst();
  return row ? { accountId: row.account_id, returnTo: row.return_to } : null;
}

/**
 * Counts a try against the mail last sent to this address, outside the transaction that a wrong code undoes and
 * before any code is looked at: however many are tried at once, no more than five are.
 */
export async function countCodeAttempt(db: Db, email: string): Promise<void> {
  await db
    .updateTable('sign_in_links')
    .set({ code_attempts: sql`code_attempts + 1` })
    .where('account_id', '=', (eb) => eb.selectFrom('accounts').select('id').where('email', '=', email))
    .execute();
}

/** Uses a code up, after `countCodeAttempt`; null when it is wrong, or tried too often. */
export async function useCode(
  tx: Db,
  { email, code, now }: { email: string; code: string; now: Date },
): Promise<Proof | null> {
  const link = await tx
    .selectFrom('sign_in_links')
    .innerJoin('accounts', 'accounts.id', 'sign_in_links.account_id')
    .where('accounts.email', '=', email)
    .where('sign_in_links.expires_at', '>', now)
    .where('sign_in_links.code_attempts', '<=', codeAttempts)
    .select(['sign_in_links.id', 'sign_in_links.code_hash', 'account_id', 'return_to'])
    .forUpdate('sign_in_links')
    .executeTakeFirst();
  const hash = hashCode(link?.id ?? '', code);
  if (!link || !timingSafeEqual(hash, link.code_hash)) return null;
  await tx.deleteFrom('sign_in_links').where('id', '=', link.id).execute();
  return { accountId: link.account_id, returnTo: link.return_to };
}

/**
 * Opens a session for whoever proved to read the account's mail, always a new one, in place of the one that
 * this browser had. The first proof confirms the address of a person who signs up, and may let them in.
 */
export async function signIn(
  tx: Db,
  person: { accountId: string; userAgent: string; replaces: string | null; now: Date; publicUrl: string },
): Promise<{ token: string; state: AccountState }> {
  const { accountId, now, publicUrl } = person;
  const confirmed = await tx
    .updateTable('accounts')
    .set({ email_confirmed_at: now })
    .where('id', '=', accountId)
    .where('email_confirmed_at', 'is', null)
    .returning('state')
    .executeTakeFirst();
  if (confirmed?.state === 'pending') await addressConfirmed(tx, accountId, { now, publicUrl });
  const account = await tx
    .updateTable('accounts')
    .set({ last_seen_at: now })
    .where('id', '=', accountId)
    .returning('state')
    .executeTakeFirstOrThrow();
  if (person.replaces) await tx.deleteFrom('sessions').where('id', '=', person.replaces).execute();
  const { token } = await openSession(tx, { accountId, userAgent: person.userAgent, now });
  return { token, state: account.state };
}
