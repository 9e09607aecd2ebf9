import { type RawBuilder, sql } from 'kysely';
import type { AuthorityKind, Db } from '../../platform/database/index.ts';
import { type AuthoritySummary, readCode, summaryColumns } from './queries.ts';
import { distinctiveWord, nameAlone, nameRanks, searchKey, typedKeys } from './search-key.ts';

export interface AuthorityHit extends AuthoritySummary {
  /** The name or the code typed is this one's, whole. */
  exact: boolean;
  /** The former commune whose name was found, when it is not the authority's own. */
  former_name: string | null;
}

export interface SearchOptions {
  limit?: number;
  /** False when names that merely look like what was typed are of no use: they take the longest to find. */
  likeness?: boolean;
  kinds?: readonly AuthorityKind[];
}

/** What was typed: words of a name, and maybe the code of a place at the end (« Saint-Denis 93 »). */
export interface Typed {
  keys: string[];
  place: string | null;
}

const placeAtTheEnd = /^(.*[a-z].*) (\d{5}|\d{2,3}|2[ab])$/;

export function readTyped(query: string): Typed {
  const key = searchKey(query);
  const [, name, place] = placeAtTheEnd.exec(key) ?? [];
  return name && place
    ? { keys: [name], place: place.toUpperCase() }
    : { keys: typedKeys(query), place: null };
}

/**
 * What a person means by a few letters or a code, best first: the very name, then names that begin so, then names
 * that hold words that begin so, then (when there is little else) names that look like it; the larger first among
 * equals. Understands « st », missing accents and articles, postcodes, INSEE codes, SIREN and SIRET.
 */
export async function searchAuthorities(
  db: Db,
  query: string,
  options: SearchOptions = {},
): Promise<AuthorityHit[]> {
  const { limit = 10, kinds, likeness = true } = options;
  const coded = await byCode(db, query, limit, kinds);
  if (coded) return coded;
  const typed = readTyped(query);
  const [key] = typed.keys;
  if (!key) return [];
  const found = await byName(db, typed, limit, kinds);
  const alone = nameAlone(key);
  if (found.length === 0 && alone !== key) {
    merge(found, await byName(db, { ...typed, keys: [alone] }, limit, kinds), limit);
  }
  // One word mistyped may well begin another name; several words that are all found are no mistake.
  const doubtful = found.length === 0 || (found.length < 3 && !found[0]?.exact && !key.includes(' '));
  if (doubtful && likeness) merge(found, await byLikeness(db, typed, limit, kinds), limit);
  return found;
}

async function byName(
  db: Db,
  typed: Typed,
  limit: number,
  kinds?: readonly AuthorityKind[],
): Promise<AuthorityHit[]> {
  const found: AuthorityHit[] = [];
  merge(found, await pick(db, beginsSo(typed), typed, limit, kinds), limit);
  if (found.length >= limit) return found;
  const words = holdsWords(typed);
  if (words) merge(found, await pick(db, words, typed, limit, kinds), limit);
  return found;
}

/** The name begins as what was typed: a range rather than `like`, so that only the ordered index can serve it. */
export function beginsSo({ keys }: Typed): RawBuilder<unknown> {
  // `{` comes just after the letters.
  const ranges = keys.map((key) => sql`(name_key >= ${key} and name_key < ${`${key}{`})`);
  return sql`(${sql.join(ranges, sql` or `)})`;
}

/** The name is what was typed; leaving out its article does not count as the same. */
export function isExactly({ keys }: Typed): RawBuilder<unknown> {
  return sql`(name_key = any(${keys}::text[]) and rank <> ${nameRanks.withoutArticle})`;
}

/** Every word typed begins a word of the name, or, after the first, of the place. Null when too short to tell. */
export function holdsWords({ keys }: Typed): RawBuilder<unknown> | null {
  const alternatives = keys.flatMap((key) => {
    const words = key.split(' ');
    if (!words.some((word) => word.length > 1)) return [];
    const all = words.map((word) => sql`with_place like ${`% ${word}%`}`);
    return [sql`(${sql.join(all, sql` and `)} and ' ' || name_key like ${`% ${words[0]}%`})`];
  });
  return alternatives.length > 0 ? sql`(${sql.join(alternatives, sql` or `)})` : null;
}

/** The best of those that match; a few more than asked for, as one authority may have several names. */
async function pick(
  db: Db,
  matches: RawBuilder<unknown>,
  typed: Typed,
  limit: number,
  kinds?: readonly AuthorityKind[],
): Promise<AuthorityHit[]> {
  const order = sql`exact desc, closeness, weight desc, kind, name_key`;
  const best = sql`
    select name_key, authority_id, kind, weight, ${isExactly(typed)} as exact, greatest(rank, ${nameRanks.withoutArticle}) as closeness
    from authority_names
    where ${matches} ${ofKinds(kinds)} ${inPlace(typed.place)}
    order by ${order} limit ${limit * 2}`;
  const { rows } = await sql<AuthorityHit>`
    select ${columns}, exact, names.former_name
    from (${best}) as best
    join authority_names as names using (name_key, authority_id)
    join authorities on authorities.id = authority_id
    where authorities.ended_at is null
    order by exact desc, closeness, best.weight desc, best.kind, name_key`.execute(db);
  return rows;
}

export const columns = sql.join(summaryColumns.map((column) => sql.ref(column)));

export function ofKinds(kinds?: readonly AuthorityKind[]): RawBuilder<unknown> {
  return kinds ? sql`and kind = any(${kinds}::authority_kind[])` : sql``;
}

export function inPlace(place: string | null): RawBuilder<unknown> {
  if (!place) return sql``;
  if (place.length === 5) {
    return sql`and authority_id in (select authority_id from authority_postcodes where postcode = ${place}
      union all select ${`commune:${place}`})`;
  }
  return sql`and exists (select from authorities where authorities.id = authority_id
    and (${`departement:${place}`} = any(ancestors || authorities.id) or ${`com:${place}`} = any(ancestors || authorities.id)))`;
}

/** Typing mistakes: names that hold something like the word that tells the most, those most like the whole first. */
async function byLikeness(
  db: Db,
  typed: Typed,
  limit: number,
  kinds?: readonly AuthorityKind[],
): Promise<AuthorityHit[]> {
  const key = typed.keys[0] ?? '';
  const word = distinctiveWord(key);
  if (word.length < 4) return [];
  const { rows } = await sql<AuthorityHit>`
    select ${columns}, false as exact, near.former_name
    from (select *, similarity(name_key, ${key}) as likeness from near_authority_names(${word})
      where similarity(name_key, ${key}) > 0.2 ${ofKinds(kinds)} ${inPlace(typed.place)}
      order by likeness desc, weight desc limit ${limit * 2}) as near
    join authorities on authorities.id = authority_id
    where authorities.ended_at is null
    order by likeness desc, near.weight desc`.execute(db);
  return rows;
}

/** What digits lead to; null when these are not digits. */
async function byCode(
  db: Db,
  query: string,
  limit: number,
  kinds?: readonly AuthorityKind[],
): Promise<AuthorityHit[] | null> {
  const typed = query.replace(/[\s.\u00a0\u202f]/g, '').toUpperCase();
  if (!/^\d[\dAB]?\d*$/.test(typed)) return null;
  const code = readCode(typed);
  const siren = code && 'siren' in code ? code.siren : null;
  // Nearest first: the code itself, the postcode, a code that is no longer in use.
  const { rows } = await sql<AuthorityHit>`
    select ${columns}, matching.place = 0 as exact, matching.former_name
    from (
      select distinct on (authority_id) * from (
        select id as authority_id, 0 as place, null as former_name from authorities
          where code = ${typed} and kind <> 'region'
        union all
        select id, 0, null from authorities where siren = ${siren} and ended_at is null
        union all
        select authority_id, 2, name from authority_old_codes where code = ${typed}
        union all
        select authority_id, 1, null from authority_postcodes
          where ${typed.length >= 2 && typed.length <= 5} and postcode like ${`${typed}%`}
      ) as every order by authority_id, place
    ) as matching
    join authorities on authorities.id = authority_id
    where authorities.ended_at is null ${kinds ? sql`and authorities.kind = any(${kinds}::authority_kind[])` : sql``}
    order by matching.place, authorities.population desc nulls last, authorities.id
    limit ${limit}`.execute(db);
  return rows;
}

/** Adds those that are not there yet, up to the limit. */
function merge(found: AuthorityHit[], more: readonly AuthorityHit[], limit: number): void {
  for (const hit of more) {
    if (found.length >= limit) return;
    if (!found.some(({ id }) => id === hit.id)) found.push(hit);
  }
}
