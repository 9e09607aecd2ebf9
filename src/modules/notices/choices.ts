import { sql } from 'kysely';
import type { Db, MailRhythm } from '../../platform/database/index.ts';
import { unfollowThreadsOf } from '../discussions/index.ts';
import { setMails, silenceGroups } from '../membership/index.ts';

/** Mails of a day, digest aside, for who chose nothing; the same as the table's own. */
export const usualMost = 10;

/** Whom a mail goes to. */
export interface Recipient {
  id: string;
  email: string;
  /** The secret of the addresses that stop these mails. */
  stopId: string;
}

/** The active ones of these people, with their address and their secret, made when it is first needed. */
export async function recipientsOf(tx: Db, accountIds: readonly string[]): Promise<Recipient[]> {
  if (accountIds.length === 0) return [];
  // In one order, so that two that do this at once do not wait for each other.
  const ids = accountIds.toSorted();
  await sql`insert into mail_choices (account_id) select unnest(${ids}::uuid[]) on conflict do nothing`.execute(
    tx,
  );
  const rows = await tx
    .selectFrom('accounts')
    .innerJoin('mail_choices', 'mail_choices.account_id', 'accounts.id')
    .where((eb) => eb('accounts.id', '=', eb.fn.any(eb.val(ids))))
    .where('accounts.state', '=', 'active')
    .select(['accounts.id', 'accounts.email', 'mail_choices.stop_id as stopId'])
    .execute();
  return rows.flatMap(({ email, ...one }) => (email ? [{ ...one, email }] : []));
}

/** How a person hears of each of their groups, and how many mails a day they want at most. */
export interface MailChoices {
  most: number;
  groups: { id: string; slug: string; title: string; mail: MailRhythm }[];
}

export async function readChoices(db: Db, accountId: string): Promise<MailChoices> {
  const [groups, choice] = await Promise.all([
    db
      .selectFrom('memberships')
      .innerJoin('groups', 'groups.id', 'memberships.group_id')
      .where('memberships.account_id', '=', accountId)
      .select(['groups.id', 'groups.slug', 'groups.title', 'memberships.mail'])
      .orderBy('groups.number')
      .orderBy('groups.title')
      .execute(),
    db.selectFrom('mail_choices').select('most_a_day').where('account_id', '=', accountId).executeTakeFirst(),
  ]);
  return { most: choice?.most_a_day ?? usualMost, groups };
}

export async function saveChoices(
  tx: Db,
  accountId: string,
  { most, rhythms }: { most: number; rhythms: readonly { groupId: string; mail: MailRhythm }[] },
): Promise<void> {
  await tx
    .insertInto('mail_choices')
    .values({ account_id: accountId, most_a_day: most })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ most_a_day: most }))
    .execute();
  await setMails(tx, accountId, rhythms);
}

/** Whose mails an address stops; undefined when it stops nothing any more. */
export async function ownerOfStop(db: Db, stopId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('mail_choices')
    .select('account_id')
    .where('stop_id', '=', stopId)
    .executeTakeFirst();
  return row?.account_id;
}

/** No more mail of that group, or of any, threads that the person followed included. They stay members. */
export async function stopMails(tx: Db, accountId: string, groupId: string | null): Promise<void> {
  await unfollowThreadsOf(tx, accountId, groupId);
  await silenceGroups(tx, accountId, groupId);
}

/** What a person who leaves chose, and what they were told, is nobody's business any more. */
export async function forgetChoices(tx: Db, accountId: string): Promise<void> {
  await tx.deleteFrom('mail_choices').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('notice_deliveries').where('account_id', '=', accountId).execute();
  await tx.updateTable('notice_events').set({ author_id: null }).where('author_id', '=', accountId).execute();
}
