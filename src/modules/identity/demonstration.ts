import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { AccountQuality, Db, MembershipRole, Side } from '../../platform/database/index.ts';
import { forgetRecipient } from '../../platform/mail/index.ts';
import { emptied } from './account-deletion.ts';
import { notSuspended } from './accounts.ts';
import { openSession } from './sessions.ts';

/** A demonstration account that a visitor may take for their own. */
export interface Seat {
  id: string;
  name: string;
  quality: AccountQuality | null;
  /** Where this person works, in words. */
  affiliation: string | null;
  team: boolean;
  memberships: { role: MembershipRole; side: Side | null; group: string }[];
}

/** Those who may do the most come first. */
export async function listSeats(db: Db): Promise<Seat[]> {
  const rows = await db
    .selectFrom('accounts')
    .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .where('accounts.demonstration', '=', true)
    .where('accounts.state', '=', 'active')
    .select([
      'accounts.id',
      'accounts.name',
      'accounts.quality',
      'authorities.name as authority',
      'organisations.name as organisation',
    ])
    .select((eb) => [
      eb
        .exists(eb.selectFrom('account_roles').select('role').whereRef('account_id', '=', 'accounts.id'))
        .as('team'),
      // Owned by modules above; read here as for the actor, since a seat is its rights.
      jsonArrayFrom(
        eb
          .selectFrom('memberships')
          .innerJoin('groups', 'groups.id', 'memberships.group_id')
          .select(['memberships.role', 'memberships.side', 'groups.title as group'])
          .whereRef('memberships.account_id', '=', 'accounts.id')
          .orderBy('memberships.role')
          .orderBy('groups.number'),
      ).as('memberships'),
    ])
    .orderBy('accounts.created_at')
    .orderBy('accounts.name')
    .execute();
  const rank = (seat: Seat) =>
    seat.team ? 0 : seat.memberships.some(({ role }) => role === 'copilot') ? 1 : 2;
  return rows
    .map((row) => ({
      id: row.id,
      name: row.name,
      quality: row.quality,
      affiliation: row.authority ?? row.organisation,
      team: Boolean(row.team),
      memberships: row.memberships,
    }))
    .sort((a, b) => rank(a) - rank(b));
}

/** Opens a session of a demonstration account, and of no other; null when there is no such seat. */
export async function takeSeat(
  tx: Db,
  seat: { accountId: string; userAgent: string; replaces: string | null; now: Date },
): Promise<{ token: string; name: string } | null> {
  const account = await tx
    .selectFrom('accounts')
    .select('name')
    .where('id', '=', seat.accountId)
    .where('demonstration', '=', true)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (!account) return null;
  if (seat.replaces) await tx.deleteFrom('sessions').where('id', '=', seat.replaces).execute();
  const { token } = await openSession(tx, seat);
  return { token, name: account.name };
}

/** A fictional person, let in or still waiting. */
export interface DemonstrationPerson {
  name: string;
  email: string;
  quality: AccountQuality;
  authorityId: string | null;
  organisation: string | null;
  functionTitle: string;
  state: 'pending' | 'active';
  programmeTeam: boolean;
  since: Date;
}

/** Opens a demonstration account; returns its id. */
export async function openDemonstrationAccount(tx: Db, person: DemonstrationPerson): Promise<string> {
  const { id } = await tx
    .insertInto('accounts')
    .values({
      name: person.name,
      email: person.email,
      quality: person.quality,
      authority_id: person.authorityId,
      organisation_slug: person.organisation,
      function_title: person.functionTitle,
      state: person.state,
      demonstration: true,
      email_confirmed_at: person.since,
      informed_at: person.since,
      created_at: person.since,
      updated_at: person.since,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (person.programmeTeam) {
    await tx
      .insertInto('account_roles')
      .values({ account_id: id, role: 'programme-team', granted_at: person.since })
      .execute();
  }
  return id;
}

/** Whether nobody is behind this account: what it makes is fictional too. */
export async function isFictional(db: Db, accountId: string | null): Promise<boolean> {
  if (accountId === null) return false;
  const account = await db
    .selectFrom('accounts')
    .select('demonstration')
    .where('id', '=', accountId)
    .executeTakeFirst();
  return account?.demonstration ?? false;
}

/** The ids of all the demonstration accounts. */
export async function listDemonstrationAccounts(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('accounts').select('id').where('demonstration', '=', true).execute();
  return rows.map(({ id }) => id);
}

/**
 * Removes the demonstration accounts with their sessions, links and roles, and the domains that they trusted.
 * One that something still names, such as a page it edited, becomes a deleted account, as a person's does.
 */
export async function removeDemonstrationAccounts(tx: Db, now: Date): Promise<void> {
  const accounts = await tx
    .selectFrom('accounts')
    .select(['id', 'email'])
    .where('demonstration', '=', true)
    .forUpdate()
    .execute();
  const ids = accounts.map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.deleteFrom('trusted_domains').where('confirmed_by', 'in', ids).execute();
  // Anybody may take their seats: whom they kept out comes back.
  await tx
    .updateTable('accounts')
    .set({ ...notSuspended, state: 'active', updated_at: now })
    .where('suspended_by', 'in', ids)
    .execute();
  await tx
    .deleteFrom('suspension_proposals')
    .where((eb) => eb.or([eb('proposed_by', 'in', ids), eb('decided_by', 'in', ids)]))
    .execute();
  for (const table of ['account_roles', 'sign_in_links', 'email_changes', 'sessions'] as const) {
    await tx.deleteFrom(table).where('account_id', 'in', ids).execute();
  }
  for (const { id, email } of accounts) {
    if (email) await forgetRecipient(tx, email);
    await sql`savepoint one_account`.execute(tx);
    try {
      await tx.deleteFrom('accounts').where('id', '=', id).execute();
    } catch (error) {
      if (!isStillNamed(error)) throw error;
      await sql`rollback to savepoint one_account`.execute(tx);
      await tx
        .updateTable('accounts')
        .set({ ...emptied, demonstration: false, updated_at: now })
        .where('id', '=', id)
        .execute();
    }
    await sql`release savepoint one_account`.execute(tx);
  }
}

/** PostgreSQL's code for a row that another one refers to. */
const isStillNamed = (error: unknown) => error instanceof Error && 'code' in error && error.code === '23503';
