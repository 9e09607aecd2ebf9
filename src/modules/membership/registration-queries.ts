import { type ExpressionBuilder, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { AccountQuality, DB, Db, GroupState, RegistrationState } from '../../platform/database/index.ts';
import { affiliationColumns, affiliationWords } from './affiliation-words.ts';

/** Requests whose groups this person copilots, or all of them. */
export type ReviewScope = 'all' | { groupIds: readonly string[] };

interface RegistrationGroup {
  id: string;
  slug: string;
  title: string;
  state: GroupState;
  openToAuthorities: boolean;
}

export interface RegistrationCard {
  id: string;
  state: RegistrationState;
  name: string;
  email: string;
  quality: AccountQuality | null;
  functionTitle: string;
  /** Where the person works, in words. */
  affiliation: string | null;
  submittedAt: Date | null;
  decidedAt: Date | null;
  groups: RegistrationGroup[];
}

export interface RegistrationDetail extends RegistrationCard {
  accountId: string;
  /** Of the account: it changes with what the person says of themselves. */
  version: number;
  authorityId: string | null;
  organisation: string | null;
  /** Null when a trusted domain decided, or when nobody did. */
  decidedBy: string | null;
  reason: string | null;
  /** Through which the person signed up, if any. */
  invitationId: string | null;
}

function selectRegistrations(db: Db) {
  return db
    .selectFrom('registrations')
    .innerJoin('accounts', 'accounts.id', 'registrations.account_id')
    .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .leftJoin('accounts as deciders', 'deciders.id', 'registrations.decided_by')
    .select([
      'registrations.id',
      'registrations.state',
      'registrations.submitted_at',
      'registrations.decided_at',
      'registrations.decision_reason',
      'registrations.invitation_id',
      'registrations.account_id',
      'accounts.name',
      'accounts.email',
      'accounts.quality',
      'accounts.function_title',
      'accounts.version',
      'accounts.authority_id',
      'accounts.organisation_slug',
      ...affiliationColumns,
      'deciders.name as decided_by',
    ])
    .select((eb) => groupsAsked(eb).as('groups'));
}

function groupsAsked(eb: ExpressionBuilder<DB, 'registrations'>) {
  return jsonArrayFrom(
    eb
      .selectFrom('registration_groups')
      .innerJoin('groups', 'groups.id', 'registration_groups.group_id')
      .whereRef('registration_groups.registration_id', '=', 'registrations.id')
      .select([
        'groups.id',
        'groups.slug',
        'groups.title',
        'groups.state',
        'groups.open_to_authorities as openToAuthorities',
      ])
      .orderBy('groups.number')
      .orderBy('groups.title'),
  );
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRegistrations>['executeTakeFirstOrThrow']>>;

function toDetail(row: Row): RegistrationDetail {
  return {
    id: row.id,
    accountId: row.account_id,
    version: row.version,
    state: row.state,
    name: row.name,
    email: row.email ?? '',
    quality: row.quality,
    functionTitle: row.function_title,
    authorityId: row.authority_id,
    organisation: row.organisation_slug,
    affiliation: affiliationWords(row),
    submittedAt: row.submitted_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    reason: row.decision_reason,
    invitationId: row.invitation_id,
    groups: row.groups,
  };
}

/** A request whose address is confirmed, if this reviewer may see it. */
export async function findForReview(
  db: Db,
  scope: ReviewScope,
  id: string,
): Promise<RegistrationDetail | null> {
  let query = selectRegistrations(db)
    .where('registrations.id', '=', id)
    .where('registrations.state', '<>', 'unconfirmed');
  if (scope !== 'all') query = query.where((eb) => asksFor(eb, scope.groupIds));
  const row = await query.executeTakeFirst();
  return row ? toDetail(row) : null;
}

/** The request of this person, whatever its state. */
export async function registrationOf(db: Db, accountId: string): Promise<RegistrationDetail | null> {
  const row = await selectRegistrations(db).where('account_id', '=', accountId).executeTakeFirst();
  return row ? toDetail(row) : null;
}

function asksFor(eb: ExpressionBuilder<DB, 'registrations'>, groupIds: readonly string[]) {
  return eb.exists(
    eb
      .selectFrom('registration_groups')
      .select(sql`1`.as('one'))
      .whereRef('registration_groups.registration_id', '=', 'registrations.id')
      .where('registration_groups.group_id', '=', sql<string>`any(${groupIds}::uuid[])`),
  );
}

/** Those that wait come first, the oldest at the top; then what was decided, the newest first. */
export async function listForReview(
  db: Db,
  scope: ReviewScope,
  { page, perPage }: { page: number; perPage: number },
): Promise<{ registrations: RegistrationCard[]; total: number; waiting: number }> {
  let counts = db.selectFrom('registrations').where('registrations.state', '<>', 'unconfirmed');
  let rows = selectRegistrations(db).where('registrations.state', '<>', 'unconfirmed');
  if (scope !== 'all') {
    counts = counts.where((eb) => asksFor(eb, scope.groupIds));
    rows = rows.where((eb) => asksFor(eb, scope.groupIds));
  }
  const [counted, listed] = await Promise.all([
    counts
      .select((eb) => [
        eb.fn.countAll<number>().as('total'),
        eb.fn.countAll<number>().filterWhere('registrations.state', '=', 'waiting').as('waiting'),
      ])
      .executeTakeFirstOrThrow(),
    rows
      .orderBy(sql`registrations.state = 'waiting'`, 'desc')
      .orderBy(sql`case when registrations.state = 'waiting' then registrations.submitted_at end`)
      .orderBy('registrations.decided_at', 'desc')
      .orderBy('registrations.id')
      .limit(perPage)
      .offset((page - 1) * perPage)
      .execute(),
  ]);
  return { registrations: listed.map(toDetail), ...counted };
}

/** How many requests wait for this reviewer. */
export async function countWaiting(db: Db, scope: ReviewScope): Promise<number> {
  let query = db.selectFrom('registrations').where('registrations.state', '=', 'waiting');
  if (scope !== 'all') query = query.where((eb) => asksFor(eb, scope.groupIds));
  const row = await query.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return row.count;
}

/** The programme team and the copilots of these groups, each once. */
export async function reviewersOf(
  db: Db,
  groupIds: readonly string[],
): Promise<{ id: string; email: string }[]> {
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'email'])
    .where('state', '=', 'active')
    .where((eb) =>
      eb.or([
        eb('id', 'in', eb.selectFrom('account_roles').select('account_id')),
        eb(
          'id',
          'in',
          eb
            .selectFrom('memberships')
            .select('account_id')
            .where('role', '=', 'copilot')
            .where('group_id', '=', sql<string>`any(${groupIds}::uuid[])`),
        ),
      ]),
    )
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.flatMap(({ id, email }) => (email ? [{ id, email }] : []));
}

/** What is known of the place where a person says to work. */
export interface KnownBody {
  authority: {
    id: string;
    kind: string;
    code: string;
    population: number | null;
    department: string | null;
    epci: string | null;
  } | null;
  /** People of the same body who were let in before. */
  colleagues: { name: string; functionTitle: string }[];
  colleagueCount: number;
}

const colleaguesShown = 10;

export async function whatIsKnown(db: Db, registration: RegistrationDetail): Promise<KnownBody> {
  const { authorityId, organisation } = registration;
  const authority = authorityId
    ? await db
        .selectFrom('authorities')
        .leftJoin('authorities as departments', 'departments.id', 'authorities.department_id')
        .leftJoin('authorities as intercommunal', 'intercommunal.id', 'authorities.epci_id')
        .where('authorities.id', '=', authorityId)
        .select([
          'authorities.id',
          'authorities.kind',
          'authorities.code',
          'authorities.population',
          'departments.name as department',
          'intercommunal.name as epci',
        ])
        .executeTakeFirst()
    : undefined;
  if (!authorityId && !organisation) return { authority: null, colleagues: [], colleagueCount: 0 };
  const same = db
    .selectFrom('accounts')
    .where('state', '=', 'active')
    .where('id', '<>', registration.accountId)
    .where((eb) =>
      authorityId ? eb('authority_id', '=', authorityId) : eb('organisation_slug', '=', organisation),
    );
  const [colleagues, { count }] = await Promise.all([
    same
      .select(['name', 'function_title as functionTitle'])
      .orderBy(sql`plain(name)`)
      .limit(colleaguesShown)
      .execute(),
    same.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
  ]);
  return { authority: authority ?? null, colleagues, colleagueCount: count };
}
