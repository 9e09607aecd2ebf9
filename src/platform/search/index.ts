import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/index.ts';
import { headline, passage } from './excerpts.ts';
import { mostPromising } from './promise.ts';
import { corrected } from './typos.ts';
import { allOf, anyOf, readWords, type Typed, withoutShortTerms, wordsOf } from './words.ts';

export { indexEntry, removeEntry, type SearchEntry } from './entries.ts';
export {
  indexInScope,
  removeFromScope,
  type ScopedEntry,
  type ScopedRows,
  writeScoped,
} from './scoped/entries.ts';
export {
  type Scope,
  type ScopedHit,
  type ScopedResult,
  type ScopedSearch,
  searchScopes,
} from './scoped/search.ts';
export {
  editSynonyms,
  findSynonyms,
  listSynonyms,
  removeSynonyms,
  type SynonymGroup,
  writeSynonyms,
} from './synonyms.ts';

export interface SearchHit {
  kind: string;
  key: string;
  url: string;
  title: string;
  /** The passage that matches, with the words found between \u0001 and \u0002. */
  excerpt: string;
}

export interface SearchResult {
  hits: SearchHit[];
  total: number;
  /** Hits by kind, whatever the kind asked for. */
  counts: Record<string, number>;
  /** True when nothing had these words, and near ones were taken instead. */
  approximate: boolean;
  /** True when nothing had all the words, and those that have some of them were taken. */
  partial: boolean;
}

export interface SearchOptions {
  /** The scopes that the reader holds; `public` for everybody. */
  audiences: readonly string[];
  kind?: string;
  /** Kinds that come before the others where the words are found in the same place. */
  first?: readonly string[];
  limit: number;
  offset: number;
}

const nothing: SearchResult = { hits: [], total: 0, counts: {}, approximate: false, partial: false };

/**
 * Finds entries by their words: French stems, accents or not, word starts, two words for one. Failing that, near
 * words of titles (typos); failing that, any of the words.
 */
export async function searchEntries(db: Db, query: string, options: SearchOptions): Promise<SearchResult> {
  const found = await firstFound(
    db,
    query,
    options.audiences,
    (typed, how) => select(db, typed, how, options),
    isFound,
  );
  return found ? { ...found.result, approximate: found.approximate, partial: found.partial } : nothing;
}

export interface MatchingKeys {
  /** In no order. */
  keys: string[];
  approximate: boolean;
  partial: boolean;
  /**
   * Puts some of these keys in order, the best first. Past a hundred, those whose titles promise most are compared in
   * earnest, and the others follow by what their titles promise, otherwise as they are given.
   * @param titleOf in plain words, as `plainWords` gives them
   */
  ranked(keys: readonly string[], titleOf: (key: string) => string): Promise<string[]>;
}

/** Nobody reads so far; comparing one costs the database up to 70 µs. */
const mostCompared = 100;

/** All the entries of one kind that have these words, found as `searchEntries` does; null when nothing was typed. */
export async function matchingKeys(
  db: Db,
  query: string,
  { kind, audiences }: { kind: string; audiences: readonly string[] },
): Promise<MatchingKeys | null> {
  if (wordsOf(query).length === 0) return null;
  const found = await firstFound(
    db,
    query,
    audiences,
    async (typed, how) => {
      const asked = how === 'all' ? allOf(typed) : anyOf(typed);
      // One text: ten thousand rows would cost more to read than to find.
      const { rows } = await sql<{ keys: string | null }>`
        select string_agg(key, E'\n') as keys from search_entries
        where document @@ ${asked}::tsquery and kind = ${kind} and audience = any(${audiences}::text[])`.execute(
        db,
      );
      return { keys: rows[0]?.keys?.split('\n') ?? [], typed, asked, how };
    },
    ({ keys }) => keys.length > 0,
  );
  if (!found) return { keys: [], approximate: false, partial: false, ranked: async () => [] };
  const { result, ...how } = found;
  return {
    ...how,
    keys: result.keys,
    async ranked(keys, titleOf) {
      const promising = mostPromising(keys, result.typed, titleOf);
      const { rows } = await sql<{ key: string }>`
        select key ${closenessOf(result.typed, result.how, sql`${result.asked}::tsquery`)}
        from search_entries where kind = ${kind} and key = any(${promising.slice(0, mostCompared)}::text[])
        order by words desc, closeness desc, rank desc, title, key`.execute(db);
      return [...rows.map(({ key }) => key), ...promising.slice(mostCompared)];
    },
  };
}

/** What has all the words; failing that, near words (typos); failing that, any of the words. */
async function firstFound<T>(
  db: Db,
  query: string,
  audiences: readonly string[],
  run: (typed: Typed, how: 'all' | 'any') => Promise<T>,
  found: (result: T) => boolean,
): Promise<{ result: T; approximate: boolean; partial: boolean } | null> {
  const words = wordsOf(query);
  if (words.length === 0) return null;
  const typed = await readWords(db, words);
  const exact = await run(typed, 'all');
  if (found(exact)) return { result: exact, approximate: false, partial: false };
  const near = await corrected(db, typed, audiences);
  if (near) {
    const result = await run(near, 'all');
    if (found(result)) return { result, approximate: true, partial: false };
  }
  const best = withoutShortTerms(near ?? typed);
  if (best.terms.length === 0 || typed.terms.length < 2) return null;
  const some = await run(best, 'any');
  return found(some) ? { result: some, approximate: near !== null, partial: true } : null;
}

/** Whatever the kind asked for: « none of this kind » is an answer too. */
function isFound({ counts }: SearchResult): boolean {
  return Object.keys(counts).length > 0;
}

async function select(
  db: Db,
  typed: Typed,
  how: 'all' | 'any',
  options: SearchOptions,
): Promise<SearchResult> {
  const { kind = null, first = [], limit, offset } = options;
  const asked = sql`${how === 'all' ? allOf(typed) : anyOf(typed)}::tsquery`;
  const place = sql`array_position(${first}::text[], kind)`;
  const order = sql`words desc, closeness desc, place nulls last, rank desc, title, key`;
  const { rows } = await sql<{ counts: Record<string, number>; hits: SearchHit[] }>`
    with matching as materialized (
      select kind, key, title, ${place} as place ${closenessOf(typed, how, asked)}
      from search_entries
      where document @@ ${asked} and audience = any(${options.audiences}::text[])
    ), best as (
      select * from matching where ${kind}::text is null or kind = ${kind}
      order by ${order} limit ${limit} offset ${offset}
    )
    select
      (select coalesce(json_object_agg(kind, total), '{}')
        from (select kind, count(*) as total from matching group by kind) as by_kind) as counts,
      (select coalesce(json_agg(json_build_object('kind', kind, 'key', key, 'url', url, 'title', title,
          'excerpt', ${excerpt(typed, asked)}) order by ${order}), '[]')
        from best join (select kind, key, url, summary, body, document from search_entries) as entry
          using (kind, key)) as hits`.execute(db);
  const [{ counts, hits } = nothing] = rows;
  const total = kind ? (counts[kind] ?? 0) : Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { ...nothing, hits, total, counts };
}

/** How well an entry answers, as columns: how many of the words it has, where, how near one another. */
function closenessOf(typed: Typed, how: 'all' | 'any', asked: RawBuilder<unknown>) {
  const counted = how === 'all' ? [] : typed.terms.map(({ query }) => query);
  return sql`, (select count(*) from unnest(${counted}::text[]) as term where document @@ term::tsquery) as words,
    case
      when position(${`\n${typed.text}\n`} in named) > 0 then 4
      when position(${`\n${typed.text} `} in named) > 0 then 3
      when ts_filter(document, '{a}') @@ ${asked} then 2
      when ts_filter(document, '{a,b}') @@ ${asked} then 1
      else 0
    end as closeness,
    ts_rank_cd(document, ${asked}, 1) as rank`;
}

/** The summary says what the thing is, whole when it is short; the body is shown when only it has the words. */
function excerpt(typed: Typed, asked: RawBuilder<unknown>) {
  return sql`(select ${headline(sql`shown`, asked)}
    from (select case when summary = '' or (not ts_filter(document, '{a,b}') @@ ${asked}
      and ts_filter(document, '{c}') @@ ${asked}) then ${passage(typed)} else summary end as shown) as passage)`;
}
