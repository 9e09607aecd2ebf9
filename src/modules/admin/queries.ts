import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { AccountState, DB, Db, MailState } from '../../platform/database/index.ts';
import { inFrenchOrder } from '../../ui/index.ts';
import { bodyColumns } from '../identity/index.ts';

/** What waits for the programme team. */
export async function overview(db: Db) {
  return db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('registrations')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .where('state', '=', 'waiting')
        .$asScalar()
        .$notNull()
        .as('registrations'),
      eb
        .selectFrom('pages')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .where('published', '=', false)
        .$asScalar()
        .$notNull()
        .as('drafts'),
      eb
        .selectFrom('accounts')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .where('state', '=', 'active')
        .$asScalar()
        .$notNull()
        .as('accounts'),
      eb
        .selectFrom('accounts')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .where('address_to_check_since', 'is not', null)
        .$asScalar()
        .$notNull()
        .as('addresses'),
      eb
        .selectFrom('outbox')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .where((inner) =>
          inner.or([inner('state', 'in', ['failed', 'uncertain']), inner(mailCondition, '=', 'delayed')]),
        )
        .$asScalar()
        .$notNull()
        .as('mailTroubles'),
    ])
    .executeTakeFirstOrThrow();
}

/** The verbs and the people that the journal speaks of. */
export async function journalFilters(db: Db) {
  const [verbs, actors] = await Promise.all([
    db.selectFrom('audit_events').select('verb').distinct().orderBy('verb').execute(),
    db
      .selectFrom('audit_events')
      .select('actor_id')
      .select((eb) => eb.fn.max('actor_label').as('label'))
      .where('actor_id', 'is not', null)
      .groupBy('actor_id')
      .orderBy('label')
      .limit(200)
      .execute(),
  ]);
  return {
    verbs: verbs.map(({ verb }) => verb),
    actors: actors
      .flatMap(({ actor_id, label }) => (actor_id ? [{ id: actor_id, name: label }] : []))
      .sort((a, b) => inFrenchOrder(a.name, b.name)),
  };
}

export interface AccountFilter {
  text?: string;
  /** `suspended` and `refused` are told apart here; `address` is those whose address has to be looked at. */
  state?: AccountState | 'suspended' | 'address';
  /** Only those who hold a role over the whole site. */
  withRole?: boolean;
}

/** Accounts with their addresses: for the programme team's eyes only. */
export async function listAccounts(db: Db, filter: AccountFilter & { limit: number; offset: number }) {
  const matching = (eb: ExpressionBuilder<DB, 'accounts'>): Expression<SqlBool> => {
    const tests: Expression<SqlBool>[] = [eb('accounts.state', '<>', 'deleted')];
    if (filter.state === 'suspended') tests.push(eb('accounts.suspended_at', 'is not', null));
    else if (filter.state === 'address') tests.push(eb('accounts.address_to_check_since', 'is not', null));
    else if (filter.state) {
      tests.push(eb('accounts.state', '=', filter.state), eb('accounts.suspended_at', 'is', null));
    }
    if (filter.text) {
      tests.push(
        sql<boolean>`position(plain(${filter.text}) in plain(accounts.name || ' ' || coalesce(accounts.email, ''))) > 0`,
      );
    }
    if (filter.withRole) {
      tests.push(
        eb.exists(
          eb
            .selectFrom('account_roles')
            .select('role')
            .whereRef('account_roles.account_id', '=', 'accounts.id'),
        ),
      );
    }
    return eb.and(tests);
  };
  const [items, count] = await Promise.all([
    accountRows(db)
      .where(matching)
      .orderBy(sql`plain(accounts.name)`)
      .orderBy('accounts.id')
      .limit(filter.limit)
      .offset(filter.offset)
      .execute(),
    db
      .selectFrom('accounts')
      .where(matching)
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { items, total: count.total };
}

export async function findAccount(db: Db, id: string) {
  return accountRows(db)
    .where('accounts.id', '=', id)
    .where('accounts.state', '<>', 'deleted')
    .executeTakeFirst();
}

function accountRows(db: Db) {
  return db
    .selectFrom('accounts')
    .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .leftJoin('accounts as suspenders', 'suspenders.id', 'accounts.suspended_by')
    .select([
      'accounts.id',
      'accounts.name',
      'accounts.email',
      'accounts.state',
      'accounts.demonstration',
      'accounts.function_title',
      'accounts.affiliation_label',
      'accounts.last_seen_at',
      'accounts.created_at',
      'accounts.suspended_at',
      'accounts.suspension_reason',
      'accounts.address_to_check_since',
      'accounts.vouched_domain',
      'accounts.version',
      'suspenders.name as suspended_by',
      'accounts.quality',
      ...bodyColumns,
    ])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('account_roles')
          .select('account_roles.role')
          .whereRef('account_roles.account_id', '=', 'accounts.id')
          .orderBy('account_roles.role'),
      ).as('roles'),
      jsonArrayFrom(
        eb
          .selectFrom('memberships')
          .innerJoin('groups', 'groups.id', 'memberships.group_id')
          .select(['groups.title', 'groups.slug', 'memberships.role'])
          .whereRef('memberships.account_id', '=', 'accounts.id')
          .orderBy('groups.number'),
      ).as('memberships'),
    ]);
}

/** A state, save that a mail which waits because it could not be delivered is told apart. */
export type MailCondition = MailState | 'delayed';

const mailCondition = sql<MailCondition>`case
  when outbox.state = 'queued' and outbox.delayed_since is not null then 'delayed'
  else outbox.state::text end`;

/** How many mails are in each condition. */
export async function mailCounts(db: Db): Promise<Partial<Record<MailCondition, number>>> {
  const rows = await db
    .selectFrom('outbox')
    .select([mailCondition.as('condition'), (eb) => eb.fn.countAll<number>().as('n')])
    .groupBy(mailCondition)
    .execute();
  return Object.fromEntries(rows.map(({ condition, n }) => [condition, n]));
}

/** Kept from the programme team: what groups write to their people bears the titles of what is inside. */
const ofGroups = '^(message|deliverable|decision|meeting|minutes|task-asked|key|moderation|contact)[.:]';
const subject = sql<string>`case
  when outbox.subject <> '' and outbox.key ~ ${sql.lit(ofGroups)} then 'Courriel d’un groupe'
  else outbox.subject end`;

/** Mails without what they say: a sign-in link is its addressee's alone. */
export async function listMails(
  db: Db,
  filter: { condition?: MailCondition; limit: number; offset: number },
) {
  const { condition } = filter;
  return db
    .selectFrom('outbox')
    .select(['id', 'recipient', subject.as('subject'), 'attempts', 'last_error', 'created_at', 'sent_at'])
    .select(mailCondition.as('condition'))
    .$if(condition !== undefined, (query) => query.where(mailCondition, '=', condition ?? 'queued'))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
}

export async function findMail(db: Db, id: string) {
  return db
    .selectFrom('outbox')
    .select(['id', 'recipient', subject.as('subject'), 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
}
