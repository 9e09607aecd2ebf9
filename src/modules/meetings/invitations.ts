import { type SqlBool, sql } from 'kysely';
import type { Db, MeetingAudience } from '../../platform/database/index.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';

export interface Invited {
  id: string;
  name: string;
  email: string;
}

/**
 * Those of these invitations who are written to: people who are in the group now. Whoever wants no mail of the group gets
 * none for a meeting of all its members either; a copilot, or a person chosen by name, is asked in person.
 */
export function selectInvited(db: Db, meetingId: string) {
  return db
    .selectFrom('meeting_invitations as its')
    .innerJoin('meetings', 'meetings.id', 'its.meeting_id')
    .innerJoin('accounts', 'accounts.id', 'its.account_id')
    .innerJoin('memberships', (join) =>
      join
        .onRef('memberships.account_id', '=', 'its.account_id')
        .onRef('memberships.group_id', '=', 'meetings.group_id'),
    )
    .where('its.meeting_id', '=', meetingId)
    .where('accounts.state', '=', 'active')
    .where('accounts.email', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('its.by_name', '=', true),
        eb('memberships.role', '=', 'copilot'),
        eb('memberships.mail', '<>', 'never'),
      ]),
    )
    .select(['accounts.id', 'accounts.name', sql<string>`accounts.email`.as('email')]);
}

/** Those who were invited and are written to; `only` some of them. */
export async function invitedTo(db: Db, meetingId: string, only?: readonly string[]): Promise<Invited[]> {
  if (only && only.length === 0) return [];
  let query = selectInvited(db, meetingId);
  if (only) query = query.where('accounts.id', '=', sql<string>`any(${only}::uuid[])`);
  return query.execute();
}

/** Those of these people who are in the group, invited or not. */
async function inGroup(tx: Db, groupId: string, ids: readonly string[]): Promise<Invited[]> {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .where('memberships.group_id', '=', groupId)
    .where('accounts.id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('accounts.state', '=', 'active')
    .where('accounts.email', 'is not', null)
    .select(['accounts.id', 'accounts.name', sql<string>`accounts.email`.as('email')])
    .execute();
}

/**
 * Makes those invited to a meeting the people whom its audience means now, with those chosen by name. Gives the ids of the
 * new ones, and those who are no longer invited but still in the group.
 */
export async function invite(
  tx: Db,
  meeting: { id: string; groupId: string; audience: MeetingAudience },
  byName: readonly string[],
  now: Date,
): Promise<{ added: string[]; withdrawn: Invited[] }> {
  const named = sql<SqlBool>`memberships.account_id = any(${byName}::uuid[])`;
  const wanted = {
    members: sql<SqlBool>`memberships.role <> 'observer' or ${named}`,
    copilots: sql<SqlBool>`memberships.role = 'copilot' or ${named}`,
    chosen: named,
  }[meeting.audience];
  const people = () =>
    tx
      .selectFrom('memberships')
      .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
      .where('memberships.group_id', '=', meeting.groupId)
      .where('accounts.state', '=', 'active')
      .where(wanted);
  const gone = await tx
    .deleteFrom('meeting_invitations')
    .where('meeting_id', '=', meeting.id)
    .where('account_id', 'not in', people().select('accounts.id'))
    .returning('account_id')
    .execute();
  await tx
    .updateTable('meeting_invitations')
    .set({ by_name: sql<boolean>`account_id = any(${byName}::uuid[])` })
    .where('meeting_id', '=', meeting.id)
    .execute();
  const added = await tx
    .insertInto('meeting_invitations')
    .columns(['meeting_id', 'account_id', 'invited_at', 'by_name'])
    .expression(
      people().select([
        sql<string>`${meeting.id}::uuid`.as('meeting_id'),
        'accounts.id',
        sql<Date>`${now}::timestamptz`.as('invited_at'),
        sql<boolean>`${named}`.as('by_name'),
      ]),
    )
    .onConflict((conflict) => conflict.constraint('meeting_invitations_once').doNothing())
    .returning('account_id')
    .execute();
  const ids = gone.map(({ account_id }) => account_id);
  if (ids.length > 0)
    await tx
      .deleteFrom('meeting_links')
      .where('meeting_id', '=', meeting.id)
      .where('account_id', 'in', ids)
      .execute();
  return {
    added: added.map(({ account_id }) => account_id),
    withdrawn: await inGroup(tx, meeting.groupId, ids),
  };
}

/** Those who were chosen by name. */
export async function chosenFor(db: Db, meetingId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('meeting_invitations')
    .select('account_id')
    .where('meeting_id', '=', meetingId)
    .where('by_name', '=', true)
    .execute();
  return rows.map(({ account_id }) => account_id);
}

/** A new link for each of these people, for their mails to carry; the database keeps their hashes. */
export async function linksFor(
  tx: Db,
  meetingId: string,
  people: readonly { id: string }[],
): Promise<Map<string, string>> {
  const tokens = new Map(people.map(({ id }) => [id, newToken()]));
  const rows = [...tokens].map(([account_id, token]) => ({
    token_hash: hashToken(token),
    meeting_id: meetingId,
    account_id,
  }));
  for (let start = 0; start < rows.length; start += 500)
    await tx
      .insertInto('meeting_links')
      .values(rows.slice(start, start + 500))
      .execute();
  return tokens;
}

/** Whom a link of a mail answers for; null when they are no longer invited, or no longer in the group. */
export async function readLink(
  db: Db,
  token: string,
): Promise<{ meetingId: string; account: { id: string; name: string } } | null> {
  const row = await db
    .selectFrom('meeting_links as links')
    .innerJoin('meetings', 'meetings.id', 'links.meeting_id')
    .innerJoin('meeting_invitations as its', (join) =>
      join.onRef('its.meeting_id', '=', 'links.meeting_id').onRef('its.account_id', '=', 'links.account_id'),
    )
    .innerJoin('memberships', (join) =>
      join
        .onRef('memberships.account_id', '=', 'links.account_id')
        .onRef('memberships.group_id', '=', 'meetings.group_id'),
    )
    .innerJoin('accounts', 'accounts.id', 'links.account_id')
    .where('links.token_hash', '=', hashToken(token))
    .where('accounts.state', '=', 'active')
    .select(['links.meeting_id as meetingId', 'accounts.id', 'accounts.name'])
    .executeTakeFirst();
  return row ? { meetingId: row.meetingId, account: { id: row.id, name: row.name } } : null;
}
