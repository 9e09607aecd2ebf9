import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { AccountQuality, Db, MembershipRole, Side } from '../../platform/database/index.ts';
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
