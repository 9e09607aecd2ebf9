import { sql } from 'kysely';
import type { Db, MailRhythm } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type Mail, queueMails } from '../../platform/mail/index.ts';
import { goodFor } from './at-once.ts';
import { recipientsOf } from './choices.ts';
import { arranged } from './digest-content.ts';
import { type DigestRun, lastRun, openRun } from './digest-runs.ts';
import { groupsNamed, newsOf } from './events.ts';
import type { News } from './kinds/kind.ts';
import { digestMail, Excerpts } from './mails/digest-mail.tsx';
import { eventsOfMembers, followMoves, horizonOf, isNews, stillOwed } from './owed.ts';

/** People read, told and written together. */
const batch = 400;

/** What a run needs of the product. */
type Digesting = Pick<Deps, 'db' | 'clock'> & { settings: Pick<Deps['settings'], 'publicUrl'> };

const prefix = 'digest:';
const keyOf = (day: string, accountId: string) => `${prefix}${day}:${accountId}`;

/**
 * Writes the digests of this morning, if they are due and not all written. Each batch of people is one transaction
 * with its place in the run: cut anywhere, the rest follows next time, and nobody has two. Returns how many were written.
 */
export async function writeDigests(deps: Digesting, signal?: AbortSignal): Promise<number> {
  const excerpts = new Excerpts();
  let written = 0;
  let run = await openRun(deps.db, deps.clock.now());
  while (run && !signal?.aborted) {
    const { day } = run;
    const done = await deps.db.transaction().execute((tx) => writeBatch(tx, deps, day, excerpts));
    if (done === null) run = await openRun(deps.db, deps.clock.now());
    else written += done;
  }
  return written;
}

/** How many digests this batch gave; null when nobody is left. */
async function writeBatch(tx: Db, deps: Digesting, day: string, excerpts: Excerpts): Promise<number | null> {
  const now = deps.clock.now();
  // Held: another process that works at the same run waits, then goes on from where this one ends.
  const run = await lastRun(tx, { held: true });
  if (run?.day !== day || run.finishedAt) return null;
  if (run.afterAccount === nobody) await followMoves(tx, now);
  const people = await tx
    .selectFrom('accounts')
    .select('id')
    .where('id', '>', run.afterAccount)
    .where('state', '=', 'active')
    .where('email', 'is not', null)
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('memberships')
            .whereRef('memberships.account_id', '=', 'accounts.id')
            .where('memberships.mail', 'in', rhythmsOf(run)),
        ),
        // Threads that they follow speak to them whatever the rhythm of the group.
        eb.exists(
          eb
            .selectFrom('thread_follows')
            .whereRef('thread_follows.account_id', '=', 'accounts.id')
            .where('thread_follows.following', '=', true),
        ),
      ]),
    )
    .orderBy('id')
    .limit(batch)
    .execute();
  const ids = people.map(({ id }) => id);
  const last = ids.at(-1);
  if (last === undefined) {
    await tx.updateTable('digest_runs').set({ finished_at: now }).where('day', '=', day).execute();
    return null;
  }
  await tx.updateTable('digest_runs').set({ after_account: last }).where('day', '=', day).execute();
  const told = await deliver(tx, run, ids, now);
  return writeMails(tx, deps, { day, told, excerpts });
}

/** Who hears of things at once finds in a digest what their day's ceiling held back. */
const rhythmsOf = ({ weekly }: DigestRun): MailRhythm[] => [
  'daily',
  'at_once',
  ...(weekly ? (['weekly'] as const) : []),
];

const nobody = '00000000-0000-0000-0000-000000000000';

/** Notes what each of these people is told this morning: what is news to them, and no mail told them. */
async function deliver(
  tx: Db,
  run: DigestRun,
  accountIds: readonly string[],
  now: Date,
): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ account_id: string; event_ids: number[] }>`
    with told as (
      insert into notice_deliveries (event_id, account_id, digest_on, at)
      select e.id, m.account_id, ${run.day}::date, ${now}
      from ${eventsOfMembers}
      where m.account_id = any(${[...accountIds]}::uuid[])
        and e.at > ${horizonOf(now)} and e.at >= m.joined_at
        and ${isNews}
        and (m.mail = any(${rhythmsOf(run)}::mail_rhythm[]) or f.following)
      -- what a mail told already meets its own key
      on conflict on constraint notice_deliveries_once do nothing
      returning event_id, account_id
    )
    select account_id, json_agg(event_id) as event_ids from told group by account_id`.execute(tx);
  return new Map(rows.map(({ account_id, event_ids }) => [account_id, event_ids]));
}

async function writeMails(
  tx: Db,
  { clock, settings }: Digesting,
  { day, told, excerpts }: { day: string; told: ReadonlyMap<string, number[]>; excerpts: Excerpts },
): Promise<number> {
  const eventIds = [...new Set([...told.values()].flat())];
  if (eventIds.length === 0) return 0;
  const news = await newsOf(tx, eventIds);
  const gone = eventIds.filter((id) => !news.has(id));
  if (gone.length > 0) {
    // Nobody was told: should it come back, they may be.
    await sql`delete from notice_deliveries where event_id = any(${gone}::bigint[]) and digest_on = ${day}
      and account_id = any(${[...told.keys()]}::uuid[])`.execute(tx);
  }
  const groups = await groupsNamed(
    tx,
    [...news.values()].map(({ groupId }) => groupId),
  );
  const expiresAt = new Date(clock.now().getTime() + goodFor);
  const mails = (await recipientsOf(tx, [...told.keys()])).flatMap((recipient): Mail[] => {
    const its = newsAmong(news, told.get(recipient.id) ?? []);
    if (its.length === 0) return [];
    const content = digestMail(settings.publicUrl, arranged(its, groups), recipient, excerpts);
    return [{ to: recipient.email, key: keyOf(day, recipient.id), expiresAt, ...content }];
  });
  return queueMails(tx, mails);
}

const newsAmong = (news: ReadonlyMap<number, News>, ids: readonly number[]): News[] =>
  ids.flatMap((id) => news.get(id) ?? []);

/** What a digest says when it leaves: what its reader has still not read, as it is then. Null when nothing is left. */
async function reviseDigest({ clock, settings }: Digesting, db: Db, key: string) {
  const [day = '', accountId = ''] = key.slice(prefix.length).split(':');
  const events = await db
    .selectFrom('notice_deliveries')
    .select('event_id')
    .where('account_id', '=', accountId)
    .where('digest_on', '=', day)
    .execute();
  const ids = await stillOwed(
    db,
    accountId,
    events.map(({ event_id }) => event_id),
    clock.now(),
  );
  const its = newsAmong(await newsOf(db, ids), ids);
  const [recipient] = its.length > 0 ? await recipientsOf(db, [accountId]) : [];
  if (!recipient) return null;
  const groups = await groupsNamed(
    db,
    its.map(({ groupId }) => groupId),
  );
  return digestMail(settings.publicUrl, arranged(its, groups), recipient, new Excerpts());
}

export const digestRevision = (deps: Deps) => ({
  prefix,
  revise: (db: Db, key: string) => reviseDigest(deps, db, key),
});

/**
 * The digests that quote these events no longer keep their words: neither those that left nor those that wait, which
 * are written anew when they leave.
 */
export async function eraseDigests(tx: Db, eventIds: readonly number[]): Promise<void> {
  await sql`update outbox set body_html = null,
      body_text = 'Un message que ce récapitulatif citait a été supprimé : son texte n’est plus gardé.'
    where key in (select ${prefix}::text || d.digest_on || ':' || d.account_id from notice_deliveries d
      where d.event_id = any(${[...eventIds]}::bigint[]) and d.digest_on is not null)`.execute(tx);
}
