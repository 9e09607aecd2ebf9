import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';

export interface Person {
  id: string;
  name: string;
}

/** More people of one name are narrowed by typing more of it. */
const mostPeople = 20;

/** People of these groups whose names hold what is typed, without accents, or the one of this id. */
export async function peopleOf(
  db: Db,
  groupIds: readonly string[],
  who: { named: string } | { id: string },
  limit = mostPeople,
): Promise<Person[]> {
  if (groupIds.length === 0) return [];
  return db
    .selectFrom('accounts')
    .select(['accounts.id', 'accounts.name'])
    .where('accounts.state', '=', 'active')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('memberships')
          .select(sql`1`.as('one'))
          .whereRef('memberships.account_id', '=', 'accounts.id')
          .where(sql<boolean>`memberships.group_id = any(${groupIds}::uuid[])`),
      ),
    )
    .$if('id' in who, (query) => query.where('accounts.id', '=', 'id' in who ? who.id : ''))
    .$if('named' in who, (query) =>
      query.where(sql<boolean>`strpos(plain(accounts.name), plain(${'named' in who ? who.named : ''})) > 0`),
    )
    .orderBy(sql`plain(accounts.name)`)
    .orderBy('accounts.id')
    .limit(limit)
    .execute();
}

/** The names of these people, by id; those whose account is gone are left out. */
export async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('accounts').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
