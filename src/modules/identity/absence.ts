import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { formatLongDate } from '../../ui/index.ts';
import { deleteAccount } from './account-deletion.ts';

/** Deleted after so long without a visit, warned so long before: the page on personal data promises both. */
const monthsKept = 24;
const monthsWarned = 1;
const atOnce = 500;

/** Warns, then deletes, the accounts that nobody has used for two years. */
export async function forgetTheAbsent(
  db: Db,
  { now, publicUrl }: { now: Date; publicUrl: string },
): Promise<void> {
  const absent = await db
    .selectFrom('accounts')
    .select([
      'id',
      'email',
      'absence_warned_at as warnedAt',
      sql<Date>`coalesce(last_seen_at, created_at)`.as('seen'),
    ])
    .where((eb) => eb.or([eb('state', '=', 'active'), eb('suspended_at', 'is not', null)]))
    .where('demonstration', '=', false)
    .where(sql<Date>`coalesce(last_seen_at, created_at)`, '<', monthsBefore(now, monthsKept - monthsWarned))
    .orderBy('created_at')
    .limit(atOnce)
    .execute();
  for (const { id, email, seen, warnedAt } of absent) {
    if (!email) continue;
    if (!warnedAt || warnedAt < seen) await warn(db, { id, email, now, publicUrl });
    // Whoever we could only warn late has a full month from then.
    else if (warnedAt <= monthsBefore(now, monthsWarned)) await forget(db, id, now);
  }
}

async function warn(
  db: Db,
  { id, email, now, publicUrl }: { id: string; email: string; now: Date; publicUrl: string },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('accounts').set({ absence_warned_at: now }).where('id', '=', id).execute();
    const mail = warningMail(publicUrl, monthsBefore(now, -monthsWarned));
    await queueMail(tx, { to: email, key: `absence:${id}:${now.toISOString()}`, ...mail });
  });
}

async function forget(db: Db, accountId: string, now: Date): Promise<void> {
  try {
    await db.transaction().execute((tx) => deleteAccount(tx, { accountId, now }));
  } catch (error) {
    // The last administrator or copilot stays until somebody else takes over.
    if (!(error instanceof Refusal)) throw error;
  }
}

function monthsBefore(date: Date, months: number): Date {
  const moved = new Date(date);
  moved.setUTCMonth(moved.getUTCMonth() - months);
  return moved;
}

function warningMail(publicUrl: string, on: Date): { subject: string; text: string } {
  return {
    subject: 'Votre compte Cordée va être supprimé',
    text: [
      'Bonjour,',
      '',
      `Vous ne vous êtes pas connecté à Cordée depuis près de deux ans. Votre compte sera supprimé après le ${formatLongDate(on)} : nous ne gardons pas de données qui ne servent plus.`,
      '',
      `Pour le garder, il suffit de vous connecter une fois : ${publicUrl}/connexion`,
      '',
      'Ce que vous avez écrit dans les groupes restera, sans votre nom.',
    ].join('\n'),
  };
}
