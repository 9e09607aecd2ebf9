import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/index.ts';
import { corrected } from './typos.ts';
import { allOf, anyOf, patternsOf, readWords, type Typed, withoutShortTerms, wordsOf } from './words.ts';

export { indexEntry, removeEntry, type SearchEntry } from './entries.ts';

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
  const words = wordsOf(query);
  if (words.length === 0) return nothing;
  const typed = await readWords(db, words);
  const exact = await select(db, typed, 'all', options);
  if (isFound(exact)) return exact;
  const near = await corrected(db, typed, options.audiences);
  if (near) {
    const found = await select(db, near, 'all', options);
    if (isFound(found)) return { ...found, approximate: true };
  }
  const best = withoutShortTerms(near ?? typed);
  if (best.terms.length === 0 || typed.terms.length < 2) return nothing;
  const some = await select(db, best, 'any', options);
  return isFound(some) ? { ...some, approximate: near !== null, partial: true } : nothing;
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
  const counted = how === 'all' ? [] : typed.terms.map(({ query }) => query);
  const place = sql`array_position(${first}::text[], kind)`;
  const order = sql`words desc, closeness desc, place nulls last, rank desc, title, key`;
  const { rows } = await sql<{ counts: Record<string, number>; hits: SearchHit[] }>`
    with matching as materialized (
      select kind, key, title, ${place} as place,
        (select count(*) from unnest(${counted}::text[]) as term
          where document @@ term::tsquery) as words,
        case
          when position(${`\n${typed.text}\n`} in named) > 0 then 4
          when position(${`\n${typed.text} `} in named) > 0 then 3
          when ts_filter(document, '{a}') @@ ${asked} then 2
          when ts_filter(document, '{a,b}') @@ ${asked} then 1
          else 0
        end as closeness,
        ts_rank_cd(document, ${asked}, 1) as rank
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

/** The summary says what the thing is, whole when it is short; the body is shown when only it has the words. */
function excerpt(typed: Typed, asked: RawBuilder<unknown>) {
  return sql`(select ts_headline('public.french_plain', shown, ${asked},
      'StartSel=\u0001, StopSel=\u0002, ' || case when length(shown) <= 240 then 'HighlightAll=true'
        else 'MaxWords=30, MinWords=15, MaxFragments=1' end)
    from (select case when summary = '' or (not ts_filter(document, '{a,b}') @@ ${asked}
      and ts_filter(document, '{c}') @@ ${asked}) then ${passage(typed)} else summary end as shown) as passage)`;
}

/** The part of a long body that holds the words: reading it whole for an excerpt is what a search would cost most. */
function passage(typed: Typed) {
  const { together, any } = patternsOf(typed);
  return sql`case when length(body) <= 700 then body else (
    select regexp_replace(substr(body, greatest(1, start), 600), case when start > 1 then '^\\S*\\s+' else '^' end, '')
    from (select coalesce(nullif(regexp_instr(body, ${together}), 0), regexp_instr(body, ${any})) - 200 as start) as cut) end`;
}
