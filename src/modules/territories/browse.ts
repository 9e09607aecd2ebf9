import { sql } from 'kysely';
import type { AuthorityKind, Db } from '../../platform/database/index.ts';
import {
  type AuthorityHit,
  beginsSo,
  columns,
  holdsWords,
  inPlace,
  isExactly,
  ofKinds,
  searchAuthorities,
  standing,
} from './search.ts';
import { readTyped, type Typed } from './typed.ts';

export interface FoundAuthorities {
  authorities: AuthorityHit[];
  /** How many of each kind, whatever the kind asked for. */
  counts: Partial<Record<AuthorityKind, number>>;
  /** Nothing has this name: these are the nearest. */
  approximate: boolean;
}

interface BrowseOptions {
  kind?: AuthorityKind;
  page: number;
  perPage: number;
}

/** All that `searchAuthorities` would find, a page at a time and counted by kind. */
export async function browseAuthorities(
  db: Db,
  query: string,
  options: BrowseOptions,
): Promise<FoundAuthorities> {
  const typed = readTyped(query);
  const found =
    typed.keys.length > 0 && /[a-z]/.test(typed.keys[0] ?? '') ? await byName(db, typed, options) : null;
  if (found && Object.keys(found.counts).length > 0) return found;
  const few = await searchAuthorities(db, query, { limit: 100 });
  const counts: FoundAuthorities['counts'] = {};
  for (const { kind } of few) counts[kind] = (counts[kind] ?? 0) + 1;
  const start = (options.page - 1) * options.perPage;
  return {
    authorities: few
      .filter(({ kind }) => !options.kind || kind === options.kind)
      .slice(start, start + options.perPage),
    counts,
    approximate: found !== null && few.length > 0 && !few[0]?.exact,
  };
}

async function byName(
  db: Db,
  typed: Typed,
  { kind, page, perPage }: BrowseOptions,
): Promise<FoundAuthorities> {
  const begins = beginsSo(typed);
  const words = holdsWords(typed);
  const alias = sql`authority_id = any(${typed.ids}::text[])`;
  const found = sql`select authority_id, kind, bool_or(${isExactly(typed)} or ${alias}) as exact,
      min(case when ${alias} then -1 else ${standing(typed)} end) as standing, bool_or(${begins}) as begins,
      min(greatest(rank, 1)) as closeness, max(weight) as weight, min(former_name) as former_name,
      bool_and(former_name is not null) as only_former
    from authority_names where (${words ? sql`${begins} or ${words}` : begins} or ${alias}) ${ofKinds(typed.kinds)} ${inPlace(typed.place)}
    group by authority_id, kind`;
  const counted = await sql<{ kind: AuthorityKind; total: number }>`
    select found.kind, count(*) as total from (${found}) as found
    join authorities on id = authority_id where ended_at is null group by found.kind`.execute(db);
  const { rows } = await sql<AuthorityHit>`
    select ${columns}, exact, case when only_former then former_name end as former_name
    from (select * from (${found}) as every where true ${ofKinds(kind && [kind])}) as found
    join authorities on authorities.id = authority_id
    where authorities.ended_at is null
    order by standing, begins desc, closeness, found.weight desc, found.kind, authorities.sort_key, authorities.id
    limit ${perPage} offset ${(page - 1) * perPage}`.execute(db);
  return {
    authorities: rows,
    counts: Object.fromEntries(counted.rows.map((row) => [row.kind, row.total])),
    approximate: false,
  };
}
