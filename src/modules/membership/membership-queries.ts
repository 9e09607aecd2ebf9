import { type RawBuilder, sql } from 'kysely';
import type { Db, MailRhythm, MembershipRole, Side } from '../../platform/database/index.ts';
import { keptWithContent } from '../../platform/http/index.ts';
import type { Participation } from '../groups/index.ts';
import { affiliationColumns, affiliationWords } from './affiliation-words.ts';

/** A person as the other members of a group see them: never with an e-mail address. */
export interface Member {
  accountId: string;
  name: string;
  functionTitle: string;
  /** In what quality they take part: where the person works, or what else they represent, in words. */
  affiliation: string | null;
  role: MembershipRole;
  /** Of a copilot only. */
  side: Side | null;
  joinedAt: Date;
}

/** The people of a group, each in the quality chosen for it: their main affiliation, or another of theirs. */
export function peopleOf(db: Db, groupId: string) {
  return db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .leftJoin('account_affiliations as chosen', 'chosen.id', 'memberships.affiliation_id')
    .leftJoin('authorities', (join) => join.on('authorities.id', '=', bodyOf('authority_id')))
    .leftJoin('organisations', (join) => join.on('organisations.slug', '=', bodyOf('organisation_slug')))
    .where('memberships.group_id', '=', groupId)
    .where('accounts.state', '=', 'active');
}

const bodyOf = (column: 'authority_id' | 'organisation_slug') =>
  sql<string>`case when chosen.id is null then ${sql.ref(`accounts.${column}`)} else ${sql.ref(`chosen.${column}`)} end`;

/** What people do where they work, in the quality chosen for the group. */
export const functionHere = sql<string>`coalesce(chosen.function_title, accounts.function_title)`;

function selectMembers(db: Db, groupId: string) {
  return peopleOf(db, groupId).select([
    'memberships.account_id',
    'memberships.role',
    'memberships.side',
    'memberships.joined_at',
    'accounts.name',
    functionHere.as('function_title'),
    ...affiliationColumns,
  ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectMembers>['executeTakeFirstOrThrow']>>;

function toMember(row: Row): Member {
  return {
    accountId: row.account_id,
    name: row.name,
    functionTitle: row.function_title,
    affiliation: affiliationWords(row),
    role: row.role,
    side: row.side,
    joinedAt: row.joined_at,
  };
}

/** Looks in the names of accounts, without accents; everybody when nothing is looked for. */
export function nameHolds(q: string): RawBuilder<boolean> {
  return q.trim() === ''
    ? sql<boolean>`true`
    : sql<boolean>`strpos(plain(accounts.name), plain(${q.trim()})) > 0`;
}

/** The members of a group: copilots first, then by name. `q` looks in names, without accents. */
export async function membersOf(
  db: Db,
  groupId: string,
  { page = 1, perPage = 50, q = '' }: { page?: number; perPage?: number; q?: string } = {},
): Promise<{ members: Member[]; total: number }> {
  const named = nameHolds(q);
  const [rows, { total }] = await Promise.all([
    selectMembers(db, groupId)
      .where(named)
      .orderBy('memberships.role')
      .orderBy(sql`plain(accounts.name)`)
      .orderBy('memberships.account_id')
      .limit(Math.min(perPage, 100))
      .offset((page - 1) * perPage)
      .execute(),
    db
      .selectFrom('memberships')
      .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
      .where('memberships.group_id', '=', groupId)
      .where('accounts.state', '=', 'active')
      .where(named)
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { members: rows.map(toMember), total };
}

/** One member of a group; null when there is no such person there. */
export async function findMember(db: Db, groupId: string, accountId: string): Promise<Member | null> {
  const row = await selectMembers(db, groupId)
    .where('memberships.account_id', '=', accountId)
    .executeTakeFirst();
  return row ? toMember(row) : null;
}

/**
 * How many people take part, really, in each group, and how many authorities they come from; by group, those with
 * nobody left out. Kept with the content: counting thousands of people for each page would cost more than the page.
 */
export const participation = keptWithContent(async (db): Promise<Map<string, Participation>> => {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .where('accounts.state', '=', 'active')
    .groupBy('memberships.group_id')
    .select((eb) => [
      'memberships.group_id',
      eb.fn.countAll<number>().as('people'),
      // Compared as bytes: several times as fast as in the order of a language.
      sql<number>`count(distinct accounts.authority_id collate "C")`.as('authorities'),
    ])
    .execute();
  return new Map(rows.map(({ group_id, people, authorities }) => [group_id, { people, authorities }]));
});

/** How one's own membership stands; null for whoever is no member. */
export async function membershipOf(
  db: Db,
  groupId: string,
  accountId: string,
): Promise<{
  role: MembershipRole;
  side: Side | null;
  mail: MailRhythm;
  lastVisitAt: Date | null;
  joinedAt: Date;
  /** When the person saw the group's welcome page. */
  welcomedAt: Date | null;
} | null> {
  const row = await db
    .selectFrom('memberships')
    .select([
      'role',
      'side',
      'mail',
      'last_visit_at as lastVisitAt',
      'joined_at as joinedAt',
      'welcomed_at as welcomedAt',
    ])
    .where('group_id', '=', groupId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row ?? null;
}

/** Somebody who decides for a group. */
export interface Decider {
  id: string;
  email: string | null;
  isMember: boolean;
}

/**
 * Who decides of what is sent to a group, by its slug: its copilots, and the programme team. Whoever chose to receive nothing of
 * that group is left out: they are asked by mail.
 */
export async function decidersOf(db: Db, group: string): Promise<Decider[]> {
  return db
    .selectFrom('accounts')
    .leftJoin('groups', (join) => join.on('groups.slug', '=', group))
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.account_id', '=', 'accounts.id')
        .onRef('memberships.group_id', '=', 'groups.id'),
    )
    .where('accounts.state', '=', 'active')
    .where((eb) =>
      eb.or([
        eb('memberships.role', '=', 'copilot'),
        eb('accounts.id', 'in', eb.selectFrom('account_roles').select('account_id')),
      ]),
    )
    .where((eb) => eb.or([eb('memberships.mail', 'is', null), eb('memberships.mail', '<>', 'never')]))
    .select(['accounts.id', 'accounts.email', sql<boolean>`memberships.mail is not null`.as('isMember')])
    .execute();
}
