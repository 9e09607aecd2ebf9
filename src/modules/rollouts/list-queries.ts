import { type RawBuilder, sql } from 'kysely';
import type { AssertionSource, Db } from '../../platform/database/index.ts';
import { pageCount } from '../../platform/http/index.ts';
import type { Looking, StandingRow } from './looking.ts';
import { standingsAt } from './looking.ts';
import { basisCodes, type ListQuery, type StandingCode } from './looking-query.ts';
import type { Goal } from './rates.ts';
import type { Rollout } from './rollout.ts';

/** An authority of the list, with where it stands. */
export interface Listed extends StandingRow {
  code: string;
  siren: string | null;
  name: string;
  place: string;
  /** Who says so, and who does it for it: of today only. */
  source: AssertionSource | null;
  provider: string | null;
}

export interface ListedPage {
  items: readonly Listed[];
  total: number;
  page: number;
  pages: number;
}

/** The authorities that a rollout concerns, under the filters of the address, the most populated first. */
export async function listStandings(
  db: Db,
  rollout: Rollout,
  looking: Looking,
  query: ListQuery,
  goal: Goal,
  perPage: number,
): Promise<ListedPage> {
  const found = await readPage(db, rollout, looking, query, goal, perPage);
  // Beyond the last page nothing says how many there are.
  if (found.items.length > 0 || query.page === 1) return { ...found, page: query.page };
  return { ...(await readPage(db, rollout, looking, { ...query, page: 1 }, goal, perPage)), page: 1 };
}

async function readPage(
  db: Db,
  rollout: Rollout,
  looking: Looking,
  query: ListQuery,
  goal: Goal,
  perPage: number,
): Promise<Omit<ListedPage, 'page'>> {
  const { rows } = await sql<Listed & { total: number }>`
    select found.*, authorities.code, authorities.siren, authorities.name, authorities.place, states.source,
      coalesce(providers.name, coverages.provider_name) as provider
    from (
      select standings.*, count(*) over ()::integer as total
      from ${standingsAt(rollout.slug, looking)} as standings
      where ${sql.join(conditions(rollout, query, goal), sql` and `)}
      order by population desc nulls last, authority_id
      limit ${perPage} offset ${(query.page - 1) * perPage}
    ) as found
    join authorities on authorities.id = found.authority_id
    left join rollout_states as states on ${looking.on === null && looking.knownOn === null}
      and states.rollout = ${rollout.slug} and states.authority_id = found.authority_id and states.until_day is null
    left join coverages on coverages.id = states.coverage_id
    left join authorities as providers on providers.id = coverages.provider_id
    order by found.population desc nulls last, found.authority_id`.execute(db);
  const total = rows[0]?.total ?? 0;
  return { items: rows.map(({ total: _, ...row }) => row), total, pages: pageCount(total, perPage) };
}

function conditions(rollout: Rollout, query: ListQuery, goal: Goal): RawBuilder<boolean>[] {
  const { segment, etat, preuve, region, departement, q } = query;
  const wanted: RawBuilder<boolean>[] = [sql<boolean>`true`];
  if (segment) wanted.push(sql`segment = ${segment}`);
  if (region) wanted.push(sql`region_id = ${`region:${region}`}`);
  if (departement)
    wanted.push(sql`department_id = any(${[`departement:${departement}`, `com:${departement}`]}::text[])`);
  if (preuve) wanted.push(sql`basis = ${basisCodes[preuve]}::state_basis`);
  // What has no letter nor digit is looked for in no name.
  if (q) {
    wanted.push(sql`(plain(${q}) = '' or authority_id in (
      select authority_id from authority_names where rank <> 2 and name_key like '%' || plain(${q}) || '%'))`);
  }
  if (etat) wanted.push(...stateConditions(rollout, etat, goal));
  return wanted;
}

/** The same as in `tallyOf`: a number and the list that it leads to must agree. */
function stateConditions(rollout: Rollout, etat: StandingCode, goal: Goal): RawBuilder<boolean>[] {
  if (etat === 'bloque') return [expectedIn(rollout, goal), sql`blocked`];
  if (etat === 'contredit') return [expectedIn(rollout, goal), sql`contradicted`];
  const expected = expectedPlace(rollout, goal);
  if (etat === 'non-renseigne') return [expectedIn(rollout, goal), sql`(basis is null or position is null)`];
  return [etat === 'atteint' ? sql`position >= ${expected}` : sql`position < ${expected}`];
}

/** The place expected of the authority, null when nothing is. */
function expectedPlace({ segments }: Rollout, goal: Goal): RawBuilder<number | null> {
  const cases = segments.map(({ slug }) => sql`when segment = ${slug} then ${goal(slug)}::smallint`);
  return sql`(case ${sql.join(cases, sql` `)} else ${goal(null)}::smallint end)`;
}

const expectedIn = (rollout: Rollout, goal: Goal): RawBuilder<boolean> =>
  sql`${expectedPlace(rollout, goal)} is not null`;
