import { sql } from 'kysely';
import { monthsBefore } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMail, queueMails } from '../../platform/mail/index.ts';
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
    .where(seenAt, '<', monthsBefore(now, monthsKept - monthsWarned))
    // Those who were warned and have their month to answer take nobody's turn.
    .where((eb) => eb.or([isWarned(false), eb('absence_warned_at', '<=', monthsBefore(now, monthsWarned))]))
    .orderBy(sql`absence_warned_at`, (order) => order.asc().nullsFirst())
    .orderBy('created_at')
    .limit(atOnce)
    .execute();
  const kept: string[] = [];
  for (const { id, email, seen, warnedAt } of absent) {
    if (!email) continue;
    // Whoever we could only warn late has a full month from then.
    if (!warnedAt || warnedAt < seen) await warn(db, { id, email, now, publicUrl });
    else if ((await forget(db, id, now)) === 'kept') kept.push(id);
  }
  if (kept.length > 0) await tellTeam(db, { kept, now, publicUrl });
}

const seenAt = sql<Date>`coalesce(last_seen_at, created_at)`;
/** Warned of this absence, not of an earlier one. */
const isWarned = (warned: boolean) =>
  sql<boolean>`(coalesce(absence_warned_at >= coalesce(last_seen_at, created_at), false)) = ${warned}`;

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

/** Deletes the account, unless its owner came back meanwhile, or somebody has to take over from them first. */
async function forget(db: Db, accountId: string, now: Date): Promise<'gone' | 'back' | 'kept'> {
  try {
    return await db.transaction().execute(async (tx) => {
      const absent = await tx
        .selectFrom('accounts')
        .select('id')
        .where('id', '=', accountId)
        .where(seenAt, '<', monthsBefore(now, monthsKept - monthsWarned))
        .where(isWarned(true))
        .forUpdate()
        .executeTakeFirst();
      if (!absent) return 'back';
      await deleteAccount(tx, { accountId, now });
      return 'gone';
    });
  } catch (error) {
    // The last administrator or copilot stays until somebody else takes over.
    if (error instanceof Refusal) return 'kept';
    throw error;
  }
}

/** The promise to erase waits for somebody who takes over: the team is told, once a month. */
async function tellTeam(
  db: Db,
  { kept, now, publicUrl }: { kept: readonly string[]; now: Date; publicUrl: string },
): Promise<void> {
  const team = await db
    .selectFrom('accounts')
    .select(['id', 'email'])
    .where('state', '=', 'active')
    .where('id', 'in', (eb) => eb.selectFrom('account_roles').select('account_id'))
    .where('id', 'not in', kept)
    .execute();
  const lines = kept.map((id) => `${publicUrl}/administration/comptes/${id}`).join('\n');
  await db.transaction().execute((tx) =>
    queueMails(
      tx,
      team.flatMap(({ id, email }) => {
        if (!email) return [];
        return {
          to: email,
          key: `absence:kept:${now.toISOString().slice(0, 7)}:${id}`,
          subject: 'Des comptes inutilisés attendent un successeur',
          text: `Bonjour,

Ces comptes ne servent plus depuis 24 mois et devraient être effacés, mais leur titulaire est le seul copilote d’un groupe ou le seul administrateur. Nommez quelqu’un d’autre : ils seront alors effacés la nuit suivante.

${lines}
`,
        };
      }),
    ),
  );
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
