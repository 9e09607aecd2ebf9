import { sql } from 'kysely';
import type { Db } from '../database/index.ts';

/** Something that can be found by its words, written by the module that owns it, in the same transaction. */
export interface SearchEntry {
  /** What it is: `page`, `news`, `group`, `deliverable`, `organisation`, `thread`… */
  kind: string;
  /** Names it among its kind. */
  key: string;
  url: string;
  title: string;
  summary?: string;
  body?: string;
  /** `public`, or the scope that a reader must hold, such as `group:<id>`. */
  audience?: string;
}

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
}

export async function indexEntry(tx: Db, entry: SearchEntry): Promise<void> {
  const values = {
    kind: entry.kind,
    key: entry.key,
    url: entry.url,
    title: entry.title,
    summary: entry.summary ?? '',
    // A tsvector holds 1 MB at most; nobody looks for the end of a longer text.
    body: (entry.body ?? '').slice(0, 200_000),
    audience: entry.audience ?? 'public',
  };
  await tx
    .insertInto('search_entries')
    .values(values)
    .onConflict((conflict) =>
      conflict.constraint('search_entries_once').doUpdateSet({ ...values, updated_at: sql`now()` }),
    )
    .execute();
}

export async function removeEntry(tx: Db, kind: string, key: string): Promise<void> {
  await tx.deleteFrom('search_entries').where('kind', '=', kind).where('key', '=', key).execute();
}

/**
 * Finds entries by their words: French stems, accents or not, word starts; failing that, near titles (typos).
 * @param audiences the scopes that the reader holds; `public` for everybody.
 */
export async function searchEntries(
  db: Db,
  query: string,
  options: { audiences: readonly string[]; kind?: string; limit: number; offset: number },
): Promise<SearchResult> {
  const words =
    query
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 12) ?? [];
  if (words.length === 0) return { hits: [], total: 0, counts: {}, approximate: false };
  const exact = await byWords(db, words, options);
  return exact.total > 0 ? exact : nearTitles(db, words.join(' '), options);
}

type Options = Parameters<typeof searchEntries>[2];

async function byWords(db: Db, words: string[], options: Options): Promise<SearchResult> {
  // Each word as it stems, or as the start of a word: "forma" finds "formation" while typing.
  const tsquery = sql`(select tsquery(string_agg(
    '(' || coalesce(nullif(plainto_tsquery('public.french_plain', word)::text, ''), quote_literal(plain(word))) ||
    ' | ' || quote_literal(plain(word)) || ':*)', ' & '))
    from unnest(${words}::text[]) as word
    where ${isMeaningful(sql`word`)}
      or not exists (select from unnest(${words}::text[]) as other where ${isMeaningful(sql`other`)}))`;
  const matching = sql`search_entries.document @@ ${tsquery} and search_entries.audience = any(${options.audiences}::text[])`;
  return select(db, options, {
    matching,
    rank: sql`ts_rank_cd(document, ${tsquery}, 1)`,
    // The summary says what the thing is, whole when it is short; the body is shown when only it has the words.
    excerpt: sql`(select ts_headline('public.french_plain', shown, ${tsquery},
        'StartSel=\u0001, StopSel=\u0002, ' || case when length(shown) <= 240 then 'HighlightAll=true'
          else 'MaxWords=30, MinWords=15, MaxFragments=1' end)
      from (select case when summary = '' or (not to_tsvector('public.french_plain', title || ' ' || summary) @@ ${tsquery}
        and to_tsvector('public.french_plain', body) @@ ${tsquery}) then body else summary end as shown) as passage)`,
    approximate: false,
  });
}

/** "de" and "la" are in no document's index: asking for them would find nothing. */
function isMeaningful(word: ReturnType<typeof sql>) {
  return sql`numnode(plainto_tsquery('public.french_plain', ${word})) > 0`;
}

async function nearTitles(db: Db, text: string, options: Options): Promise<SearchResult> {
  return select(db, options, {
    matching: sql`word_similarity(plain(${text}), plain(title)) >= 0.5 and audience = any(${options.audiences}::text[])`,
    rank: sql`word_similarity(plain(${text}), plain(title))`,
    excerpt: sql`left(coalesce(nullif(summary, ''), body), 200)`,
    approximate: true,
  });
}

async function select(
  db: Db,
  options: Options,
  parts: {
    matching: ReturnType<typeof sql>;
    rank: ReturnType<typeof sql>;
    excerpt: ReturnType<typeof sql>;
    approximate: boolean;
  },
): Promise<SearchResult> {
  const counted = await sql<{ kind: string; total: number }>`
    select kind, count(*) as total from search_entries where ${parts.matching} group by kind`.execute(db);
  const counts = Object.fromEntries(counted.rows.map((row) => [row.kind, row.total]));
  const total = options.kind
    ? (counts[options.kind] ?? 0)
    : counted.rows.reduce((sum, row) => sum + row.total, 0);
  if (total === 0) return { hits: [], total, counts, approximate: parts.approximate };
  const hits = await sql<SearchHit>`
    select kind, key, url, title, ${parts.excerpt} as excerpt
    from (
      select *, ${parts.rank} as rank from search_entries
      where ${parts.matching} and (${options.kind ?? null}::text is null or kind = ${options.kind ?? null})
      order by rank desc, title, key
      limit ${options.limit} offset ${options.offset}
    ) as best
    order by rank desc, title, key`.execute(db);
  return { hits: hits.rows, total, counts, approximate: parts.approximate };
}
