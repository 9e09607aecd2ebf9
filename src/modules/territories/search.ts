import { type RawBuilder, sql } from 'kysely';
import type { AuthorityKind, Db } from '../../platform/database/index.ts';
import { distinctName } from './labels.ts';
import { type AuthoritySummary, readCode, summaryColumns } from './queries.ts';
import { distinctiveWord, nameRanks, searchKey } from './search-key.ts';
import { readings, readTyped, type Typed } from './typed.ts';

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
  const chosen = await byDistinctName(db, query, kinds);
  if (chosen.length > 0) return chosen;
  const typed = readTyped(query);
  const found = await byOtherName(db, typed, kinds);
  const [key] = typed.keys;
  if (found.length === 0) {
    const coded = await byCode(db, query, limit, kinds);
    if (coded) return coded;
  }
  if (!key) return found;
  for (const reading of readings(typed)) {
    merge(found, await byName(db, reading, limit, kinds), limit);
    if (found.length > 0) break;
  }
  if (found.length === 0) {
    merge(found, await byWordsInOne(db, typed, limit, kinds), limit);
    if (found.length > 0) return found;
  }
  // One word mistyped may well begin another name; several words that are all found are no mistake.
  const doubtful = found.length === 0 || (found.length < 3 && !found[0]?.exact && !key.includes(' '));
  if (doubtful && likeness && !strangeToNames.test(query)) {
    merge(found, await byLikeness(db, typed, limit, kinds), limit);
  }
  return found;
}

/** Signs that no one types for a name, even by mistake: what remains without them looks like nothing. */
const strangeToNames = /[<>{}[\]=$;|\\^~`]/;

/** The one whose name was chosen in a list: « Saint-Denis (La Réunion) ». */
async function byDistinctName(
  db: Db,
  query: string,
  kinds?: readonly AuthorityKind[],
): Promise<AuthorityHit[]> {
  const name = /^(.*\S)\s*\([^()]+\)\s*$/.exec(query)?.[1];
  if (name === undefined) return [];
  // Names are kept without the acronym that some give in brackets.
  const keys = [searchKey(name), searchKey(name.replace(/\([^()]*\)/g, ' '))];
  const { rows } = await sql<AuthorityHit>`
    select ${columns}, true as exact, null as former_name
    from authorities
    where authorities.id in (select authority_id from authority_names where name_key = any(${keys}::text[])
        and rank = ${nameRanks.name})
      and ended_at is null ${kinds ? sql`and authorities.kind = any(${kinds}::authority_kind[])` : sql``}`.execute(
    db,
  );
  return rows.filter((row) => searchKey(distinctName(row)) === searchKey(query));
}

/** Those meant by an alias, by a code in words or by one of their arrondissements. */
async function byOtherName(
  db: Db,
  { ids, oldCode }: Typed,
  kinds?: readonly AuthorityKind[],
): Promise<AuthorityHit[]> {
  if (ids.length === 0 && !oldCode) return [];
  const { rows } = await sql<AuthorityHit>`
    select ${columns}, true as exact, old.name as former_name
    from authorities left join authority_old_codes as old on old.authority_id = authorities.id and old.code = ${oldCode}
    where (authorities.id = any(${ids}::text[])
        or authorities.id = (select authority_id from authority_old_codes where code = ${oldCode}))
      and ended_at is null ${kinds ? sql`and authorities.kind = any(${kinds}::authority_kind[])` : sql``}
    order by array_position(${ids}::text[], authorities.id)`.execute(db);
  return rows;
}

/** Names that begin so; where they are too few, those that hold the words too, in the same round trip. */
async function byName(
  db: Db,
  typed: Typed,
  limit: number,
  kinds?: readonly AuthorityKind[],
): Promise<AuthorityHit[]> {
  const words = holdsWords(typed);
  const begun = typed.keys.some(beginMany)
    ? bestThatBegin(typed, limit, kinds)
    : names(beginsSo(typed), typed, kinds);
  const others =
    words &&
    sql`union all (select *, ${sql.lit(theOthers)} as standing, 1 as step
      from (${names(words, typed, kinds)} and not ${beginsSo(typed)}
        and (select count(distinct authority_id) from begun) < ${limit}
        order by ${closeness}, weight desc, kind, name_key limit ${limit * 2}) as others)`;
  // A few more than asked for, as one authority may have several names.
  const { rows } = await sql<AuthorityHit>`
    with begun as materialized (select matching.*, ${standing(typed)} as standing, 0 as step from (${begun}) as matching
        order by standing, ${closeness}, weight desc, kind, name_key limit ${limit * 2}),
      best as (select * from begun ${others ?? sql``})
    select ${columns}, standing = ${sql.lit(theVeryName)} as exact, best.former_name
    from best join authorities on authorities.id = authority_id
    where authorities.ended_at is null
    order by step, standing, ${closeness}, best.weight desc, best.kind, name_key`.execute(db);
  const found: AuthorityHit[] = [];
  merge(found, rows, limit);
  return found;
}

/** The names that match. */
function names(
  matches: RawBuilder<unknown>,
  typed: Typed,
  kinds?: readonly AuthorityKind[],
): RawBuilder<unknown> {
  return sql`select name_key, authority_id, kind, weight, rank, former_name from authority_names
    where ${matches} ${ofKinds(kinds)} ${ofKinds(typed.kinds)} ${inPlace(typed.place)}`;
}

/** A letter or two, and « saint », begin thousands of names: too many to be read and sorted at each letter typed. */
function beginMany(key: string): boolean {
  return key.length < 3 || 'saint'.startsWith(key);
}

/** As many of those that begin so as can be shown, in the order of an index, and with them the very name. */
function bestThatBegin(typed: Typed, limit: number, kinds?: readonly AuthorityKind[]): RawBuilder<unknown> {
  const best = typed.keys.map((key) => {
    const begins = sql`left(name_key, 1) = ${key.slice(0, 1)} and left(name_key, ${key.length}) = ${key}`;
    return sql`(${names(begins, typed, kinds)}
      order by ${closeness}, weight desc, kind, name_key limit ${limit * 2})`;
  });
  return sql.join([names(isExactly(typed), typed, kinds), ...best], sql` union `);
}

/** An article left out makes no difference. Spelt as in the index `authority_names_best`. */
const closeness = sql`greatest(rank, ${sql.lit(nameRanks.withoutArticle)})`;

/** The name begins as what was typed: a range rather than `like`, so that only the ordered index can serve it. */
export function beginsSo({ keys }: Typed): RawBuilder<unknown> {
  // `{` comes just after the letters.
  const ranges = keys.map((key) => sql`(name_key >= ${key} and name_key < ${`${key}{`})`);
  return sql`(${sql.join(ranges, sql` or `)})`;
}

/** Names whose words were typed in one: « saintjeandeluz », or its beginning. An index of its own serves it. */
async function byWordsInOne(
  db: Db,
  typed: Typed,
  limit: number,
  kinds?: readonly AuthorityKind[],
): Promise<AuthorityHit[]> {
  const joined = typed.keys[0]?.replaceAll(' ', '') ?? '';
  if (joined.length < 5) return [];
  const { rows } = await sql<AuthorityHit>`
    select ${columns}, false as exact, best.former_name
    from (select *, replace(name_key, ' ', '') = ${joined} as whole from authority_names
      where rank <> ${sql.lit(nameRanks.otherForm)} and replace(name_key, ' ', '') between ${joined} and ${`${joined}{`}
        ${ofKinds(kinds)} ${ofKinds(typed.kinds)} ${inPlace(typed.place)}
      order by whole desc, rank, weight desc, name_key limit ${limit * 2}) as best
    join authorities on authorities.id = authority_id
    where authorities.ended_at is null
    order by whole desc, rank, best.weight desc, name_key`.execute(db);
  return rows;
}

/** The name is what was typed; leaving out its article does not count as the same. */
export function isExactly({ keys }: Typed): RawBuilder<unknown> {
  return sql`(name_key = any(${keys}::text[]) and rank <> ${nameRanks.withoutArticle})`;
}

/**
 * Who comes first: the very name; yet before it a commune whose name it begins, a hundred times as large
 * (Évry-Courcouronnes and Évry, in the Yonne), or just larger when the very name is only that of a former commune.
 */
export function standing(typed: Typed): RawBuilder<unknown> {
  const { keys } = typed;
  // When no one bears the very name, nothing is larger than the largest integer.
  const largerThan = sql`coalesce((select max(weight * case rank when ${nameRanks.name} then 100 else 1 end)
    from authority_names where ${isExactly(typed)}), 2147483647)`;
  const longer = sql.join(
    keys.map((key) => sql`starts_with(name_key, ${`${key} `})`),
    sql` or `,
  );
  return sql`case when ${isExactly(typed)} then ${sql.lit(theVeryName)}
    when kind = 'commune' and weight > ${largerThan} and rank <= ${nameRanks.withoutArticle} and (${longer}) then 0
    else ${sql.lit(theOthers)} end`;
}

const theVeryName = 1;
const theOthers = 2;

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

export const columns = sql.join(summaryColumns.map((column) => sql.ref(column)));

export function ofKinds(kinds?: readonly AuthorityKind[] | null): RawBuilder<unknown> {
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
  const like = (
    look: string,
  ) => sql`select *, similarity(name_key, ${key}) as likeness from ${sql.ref(look)}(${word})
    where similarity(name_key, ${key}) > 0.2 ${ofKinds(kinds)} ${ofKinds(typed.kinds)} ${inPlace(typed.place)}
    order by likeness desc, weight desc limit ${limit * 2}`;
  // For a long word a stricter look does in most cases, four times as fast.
  const found =
    word.length < 8
      ? like('near_authority_names')
      : sql`with nearer as materialized (${like('nearer_authority_names')}),
          surest as (select coalesce(max(likeness), 0) as likeness from nearer)
        select * from nearer where (select likeness from surest) >= ${sureLikeness}
        union all select * from (${like('near_authority_names')}) as further
          where (select likeness from surest) < ${sureLikeness}`;
  const { rows } = await sql<AuthorityHit>`
    select ${columns}, false as exact, near.former_name
    from (${found}) as near join authorities on authorities.id = authority_id
    where authorities.ended_at is null
    order by likeness desc, near.weight desc`.execute(db);
  return rows;
}

/** Of names this much like what was typed, one is most probably meant: no need to look further. */
const sureLikeness = 0.5;

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
