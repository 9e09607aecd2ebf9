import { sql } from 'kysely';
import type { CallOutcome, Db, StateBasis } from '../../platform/database/index.ts';
import { pageCount } from '../../platform/http/index.ts';
import { deletedName } from '../identity/index.ts';
import type { CallQuery } from './call-schemas.ts';
import { goalOf } from './rates.ts';
import type { Rollout } from './rollout.ts';

/** Why an authority should be called. */
export type CallReason = 'blocked' | 'contradicted' | 'unknown' | 'short';

/** An authority to call, with what to know before. */
export interface ToCall {
  authority_id: string;
  kind: 'commune' | 'epci' | 'ept' | 'departement' | 'region' | 'com';
  code: string;
  name: string;
  place: string;
  segment: string | null;
  population: number | null;
  basis: StateBasis | null;
  position: number | null;
  reason: CallReason;
  /** Its intercommunal body, and how many others to call are in it: one call may settle them all. */
  epci_id: string | null;
  epci_name: string | null;
  epci_others: number;
  /** Who tells that it equips it with a product of this rollout, and how many others to call it equips. */
  vendors: { slug: string; name: string; others: number }[];
  /** How many of its people have an account here. */
  accounts: number;
  last_at: Date | null;
  last_outcome: CallOutcome | null;
  again_on: string | null;
}

export interface ToCallPage {
  items: readonly ToCall[];
  total: number;
  page: number;
  pages: number;
}

/**
 * Whom to call next: those that are blocked or of whom nothing is known, then those that sources disagree on or that are not there
 * yet, the most populated first. Left out: those called less than `quietDays` ago, to be
 * called again later, or who asked not to be.
 * @param today a day, `2026-11-26`
 */
export async function listToCall(
  db: Db,
  rollout: Rollout,
  query: CallQuery,
  { today, perPage }: { today: string; perPage: number },
): Promise<ToCallPage> {
  const goal = goalOf(rollout, null);
  const goals = rollout.segments.flatMap(({ slug }) => {
    const position = goal(slug);
    return position === null ? [] : [{ slug, position }];
  });
  const { motif, segment, departement, epci, editeur, appeles } = query;
  const { rows } = await sql<ToCall & { total: number }>`
    with goals as (
      select * from unnest(${goals.map(({ slug }) => slug)}::text[], ${goals.map(({ position }) => position)}::smallint[])
        as goals (segment, goal)
    ),
    -- Tables of the module of vendors, which alone writes them.
    equipped as materialized (
      select distinct authority_id, vendor
      from counted_equipments
      join vendor_product_rollouts on vendor_product_rollouts.product_id = counted_equipments.product_id
      where rollout = ${rollout.slug}
    ),
    wanted as materialized (
      select concerned.*, authorities.epci_id,
        case when authorities.epci_id is not null then count(*) over (partition by authorities.epci_id)::integer end as of_epci,
        case
          when blocked then 'blocked'
          when basis is null or position is null then 'unknown'
          when contradicted then 'contradicted'
          else 'short'
        end as reason
      from rollout_concerned as concerned
      join goals on goals.segment = concerned.segment
      join authorities on authorities.id = concerned.authority_id
      where concerned.rollout = ${rollout.slug}
        and (blocked or contradicted or basis is null or position is null or position < goals.goal)
        and (${segment ?? null}::text is null or concerned.segment = ${segment ?? null})
        and (${departement ?? null}::text is null or concerned.department_id = ${`departement:${departement ?? ''}`})
        and (${epci ?? null}::text is null or authorities.epci_id = ${`epci:${epci ?? ''}`})
        and (${editeur ?? null}::text is null or concerned.authority_id in (
          select authority_id from equipped where vendor = ${editeur ?? null}))
    ),
    last as (
      select distinct on (authority_id) authority_id, at, outcome, again_on
      from rollout_calls where rollout = ${rollout.slug} order by authority_id, at desc
    ),
    chosen as (
      select wanted.*, last.at as last_at, last.outcome as last_outcome, last.again_on, count(*) over ()::integer as total
      from wanted left join last using (authority_id)
      where (${motif ?? null}::text is null or reason = ${motif ?? null})
        and (${appeles === 'oui'} or last.at is null
          or (last.outcome <> 'not_interested' or last.again_on is not null) and (coalesce(last.again_on, (last.at at time zone 'Europe/Paris')::date + ${quietDays}::integer) <= ${today}::date))
      order by reason not in ('blocked', 'unknown'), population desc nulls last, authority_id
      limit ${perPage} offset ${(query.page - 1) * perPage}
    ),
    vendor_counts as (select vendor, count(*)::integer as count from wanted join equipped using (authority_id) group by 1),
    equipping as (
      select authority_id, json_agg(json_build_object('slug', vendor, 'name', organisations.name, 'others', vendor_counts.count - 1)
        order by plain(organisations.name)) as vendors
      from equipped join chosen using (authority_id) join vendor_counts using (vendor)
        join organisations on organisations.slug = vendor
      group by authority_id
    ),
    registered as (
      select authority_id, count(*)::integer as accounts
      from accounts join chosen using (authority_id) where state = 'active' group by authority_id
    )
    select chosen.authority_id, chosen.kind, chosen.segment, chosen.population, chosen.basis, chosen.position, chosen.reason,
      chosen.epci_id, chosen.last_at, chosen.last_outcome, chosen.again_on, chosen.total,
      authorities.code, authorities.name, authorities.place, epci.name as epci_name,
      coalesce(chosen.of_epci - 1, 0) as epci_others, coalesce(equipping.vendors, '[]') as vendors,
      coalesce(registered.accounts, 0) as accounts
    from chosen
    join authorities on authorities.id = chosen.authority_id
    left join authorities as epci on epci.id = chosen.epci_id
    left join equipping on equipping.authority_id = chosen.authority_id
    left join registered on registered.authority_id = chosen.authority_id
    order by chosen.reason not in ('blocked', 'unknown'), chosen.population desc nulls last, chosen.authority_id`.execute(
    db,
  );
  const total = rows[0]?.total ?? 0;
  return {
    items: rows.map(({ total: _, ...row }) => row),
    total,
    page: query.page,
    pages: pageCount(total, perPage),
  };
}

/** The vendors that tell that they equip somebody with a product of a rollout, by their names. */
export async function callableVendors(db: Db, rollout: string): Promise<{ slug: string; name: string }[]> {
  return db
    .selectFrom('organisations')
    .select(['slug', 'name'])
    .where('slug', 'in', (eb) =>
      eb
        .selectFrom('counted_equipments')
        .innerJoin(
          'vendor_product_rollouts',
          'vendor_product_rollouts.product_id',
          'counted_equipments.product_id',
        )
        .select(sql<string>`vendor`.as('vendor'))
        .where('rollout', '=', rollout),
    )
    .orderBy(sql`plain(name)`)
    .execute();
}

/** Nobody is called twice within. */
const quietDays = 30;

/** A call, as those who accompany see it. */
export interface Call {
  id: string;
  at: Date;
  by: string;
  outcome: CallOutcome;
  note: string;
  again_on: string | null;
}

/** The calls to an authority about a rollout, the latest first. Who may read them is for the caller to check. */
export async function callsTo(db: Db, rollout: string, authorityId: string): Promise<Call[]> {
  return db
    .selectFrom('rollout_calls')
    .leftJoin('accounts', 'accounts.id', 'rollout_calls.account_id')
    .select(['rollout_calls.id', 'at', 'outcome', 'note', 'again_on'])
    .select(sql<string>`coalesce(accounts.name, ${deletedName})`.as('by'))
    .where('rollout', '=', rollout)
    .where('rollout_calls.authority_id', '=', authorityId)
    .orderBy('at', 'desc')
    .limit(100)
    .execute();
}
