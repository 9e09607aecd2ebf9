import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '../../../platform/database/index.ts';
import { limitAttempts } from '../../../platform/http/index.ts';
import { queueMail } from '../../../platform/mail/index.ts';
import { hashToken, newToken } from '../../../platform/tokens.ts';
import type { By } from '../access.ts';
import type { TrainingSession } from '../sessions/session.ts';
import { confirmationMail } from './mails.ts';
import { type Asked, type Person, register } from './places.ts';

/** How long an address has to be confirmed; then nothing of what was asked is kept. */
export const hoursToConfirm = 48;
/** The same form sent again so soon brings no second mail. */
const minutesBetweenMails = 10;

const hourMs = 3_600_000;

/** What somebody without an account asks for. */
export interface Request {
  name: string;
  email: string;
  body: string;
  /** Who asks included, if they come. */
  people: readonly Person[];
}

/**
 * Keeps what was asked until the reader of the address confirms it; nobody else is told meanwhile. The same work and the same
 * answer whoever is registered already.
 */
export async function askForPlaces(
  tx: Db,
  act: By,
  session: TrainingSession,
  asked: Request,
  network: string,
): Promise<void> {
  const token = newToken();
  const content = {
    name: asked.name,
    body: asked.body,
    people: JSON.stringify(asked.people),
    digest: createHash('sha256').update(JSON.stringify(asked)).digest(),
    token_hash: hashToken(token),
    asked_at: act.now,
  };
  const written = await tx
    .insertInto('training_requests')
    .values({ session_id: session.id, email: asked.email, ...content })
    .onConflict((conflict) =>
      conflict
        .constraint('training_requests_one_per_address')
        .doUpdateSet(content)
        .where((eb) =>
          eb.or([
            eb('training_requests.digest', '<>', content.digest),
            eb('training_requests.asked_at', '<', new Date(act.now.getTime() - minutesBetweenMails * 60_000)),
          ]),
        ),
    )
    .returning('id')
    .executeTakeFirst();
  // Somebody just sent the same: their mail is on its way.
  if (!written) return;
  const { now } = act;
  // In the transaction: past the limit all is undone, and the count stays at the limit.
  await limitAttempts(tx, { name: 'training mail ip', of: network, max: 30, seconds: 3600, now });
  await limitAttempts(tx, { name: 'training mail', of: asked.email, max: 8, seconds: 86_400, now });
  await queueMail(tx, {
    to: asked.email,
    key: `training-confirm:${written.id}:${token.slice(0, 12)}`,
    expiresAt: new Date(now.getTime() + hoursToConfirm * hourMs),
    ...confirmationMail({ session, token, publicUrl: act.publicUrl, hours: hoursToConfirm }),
  });
}

const peopleSchema = z.array(z.strictObject({ name: z.string(), email: z.string() }));

/** What a link would confirm, without using it. */
export async function readRequest(
  db: Db,
  sessionId: string,
  token: string,
  now: Date,
): Promise<(Request & { id: string }) | undefined> {
  const row = await db
    .selectFrom('training_requests')
    .select(['id', 'name', 'email', 'body', 'people'])
    .where('session_id', '=', sessionId)
    .where('token_hash', '=', hashToken(token))
    .where('asked_at', '>', new Date(now.getTime() - hoursToConfirm * hourMs))
    .executeTakeFirst();
  return row && { ...row, people: peopleSchema.parse(row.people) };
}

/** Uses the link, once. Null when it no longer serves; throws Refusal when nobody can register any more. */
export async function confirmRequest(
  tx: Db,
  act: By,
  sessionId: string,
  token: string,
): Promise<(Asked & { email: string }) | null> {
  const read = await readRequest(tx, sessionId, token, act.now);
  if (!read) return null;
  // Two clicks at once: one of them finds nothing.
  const { numDeletedRows } = await tx
    .deleteFrom('training_requests')
    .where('id', '=', read.id)
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (numDeletedRows === 0n) return null;
  const { people, name, email, body } = read;
  const asked = await register(tx, act, sessionId, { asker: { name, email, body, accountId: null }, people });
  return { ...asked, email };
}

/** What was never confirmed goes away. */
export async function purgeRequests(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('training_requests')
    .where('asked_at', '<', new Date(now.getTime() - hoursToConfirm * hourMs))
    .execute();
  await db.deleteFrom('training_links').where('expires_at', '<', now).execute();
}
