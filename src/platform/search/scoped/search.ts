import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/index.ts';
import { headline, passage } from '../excerpts.ts';
import { corrected } from '../typos.ts';
import { allOf, anyOf, readWords, type Typed, withoutShortTerms, wordsOf } from '../words.ts';

/** A scope that a person reads, and how far in it they are. */
export interface Scope {
  id: string;
  level: number;
}

export interface ScopedSearch {
  /** Nothing else is found. */
  scopes: readonly Scope[];
  kinds?: readonly string[];
  authorIds?: readonly string[];
  /** At or after; before. */
  from?: Date | null;
  until?: Date | null;
  withFiles?: boolean;
  newestFirst?: boolean;
  limit: number;
  offset: number;
}

export interface ScopedHit {
  kind: string;
  scopeId: string;
  authorId: string | null;
  at: Date;
  url: string;
  title: string;
  /** Of the file where the words are. */
  fileName: string | null;
  /** With the words found between \u0001 and \u0002. */
  excerpt: string;
}

export interface ScopedResult {
  hits: ScopedHit[];
  /** `mostFound` at most. */
  total: number;
  /** There are more: these are the newest. */
  more: boolean;
  /** Of the total, by kind and by scope. */
  byKind: Record<string, number>;
  byScope: Record<string, number>;
  approximate: boolean;
  partial: boolean;
}

/** So many of the newest are compared: putting a hundred thousand in order would take seconds, and nobody reads so far. */
export const mostFound = 300;

/** How many of the newest entries tell whether words are common. */
const sampled = 500;
/** Of the sample: with so many, reading the newest until enough have the words costs less than asking the index for all that have them. */
const common = 10;
/** An index is asked for each scope, and PostgreSQL plans each of these apart: past that, it is cheaper to look at the entries. */
const mostScopesInIndex = 8;

const nothing: ScopedResult = {
  hits: [],
  total: 0,
  more: false,
  byKind: {},
  byScope: {},
  approximate: false,
  partial: false,
};

/**
 * Finds entries of these scopes by their words, as `searchEntries` does; without words, by what narrows them. Past `mostFound`, only
 * the newest are put in order.
 */
export async function searchScopes(db: Db, query: string, search: ScopedSearch): Promise<ScopedResult> {
  // A list of none allows nothing.
  if ([search.scopes, search.kinds, search.authorIds].some((list) => list?.length === 0)) return nothing;
  const words = wordsOf(query);
  if (words.length === 0) return query.trim() === '' ? find(db, null, 'all', search) : nothing;
  const typed = await readWords(db, words);
  const exact = await find(db, typed, 'all', search);
  if (exact.total > 0) return exact;
  const near = await corrected(db, typed, ['public']);
  if (near) {
    const result = await find(db, near, 'all', search);
    if (result.total > 0) return { ...result, approximate: true };
  }
  const best = withoutShortTerms(near ?? typed);
  if (best.terms.length === 0 || typed.terms.length < 2) return nothing;
  return { ...(await find(db, best, 'any', search)), approximate: near !== null, partial: true };
}

async function find(
  db: Db,
  typed: Typed | null,
  how: 'all' | 'any',
  search: ScopedSearch,
): Promise<ScopedResult> {
  const words = typed && (how === 'all' ? allOf(typed) : anyOf(typed));
  const asked = sql`${words ?? ''}::tsquery`;
  // The function behind `@@`: the operator would have the planner choose an index of its own.
  const fits = sql`${words === null ? sql`true` : sql`ts_match_vq(document, ${asked})`} and ${narrowed(search)}`;
  const terms = typed?.terms ?? [];
  const ofTerm = terms.map(
    ({ whole }) => sql`count(*) filter (where ts_match_vq(document, ${whole}::tsquery))::int`,
  );
  const { rows } = await sql<{ hits: number; ofTerms: number[] }>`
    select count(*) filter (where ${fits})::int as hits, array[${sql.join(ofTerm)}]::int[] as "ofTerms"
    from (${newest(search, sampled)}) as sample`.execute(db);
  const { hits = 0, ofTerms = [] } = rows[0] ?? {};
  if (hits >= common) {
    // As many as should have enough of the words, and half as many again: asked for more, PostgreSQL puts all of them in order.
    const enough = Math.ceil((mostFound * sampled * 1.5) / hits);
    const read = sql`select * from (${newest(search, enough)}) as newest where ${fits} limit ${mostFound + 1}`;
    const result = await shown(db, read, { typed, how, asked }, search);
    // Fewer: older ones were not read.
    if (result.more) return result;
  }
  // The index reads all that begins as a common word, even when another word is rare.
  const whole = new Set(terms.filter((_, index) => (ofTerms[index] ?? 0) >= common));
  const sought = typed && how === 'all' ? allOf(typed, whole) : words;
  return shown(db, indexed(sought, search), { typed, how, asked }, search);
}

/** The newest entries of the scopes. */
function newest(search: ScopedSearch, limit: number): RawBuilder<unknown> {
  const { scopes } = search;
  const within = (one: RawBuilder<unknown>) => sql`select * from scoped_entries where ${one}
      ${inDates(search)} order by at desc limit ${limit}`;
  if (scopes.length > mostScopesInIndex) return within(inScopes(scopes));
  // Each in its order and with its end: they are read side by side, no further than asked.
  const legs = scopes.map((scope) => sql`(${within(inScopes([scope]))})`);
  return sql`select * from (${sql.join(legs, sql` union all `)}) as legs order by at desc limit ${limit}`;
}

/** Those of one level together: PostgreSQL looks a scope up in a list at once, and reads one scope alone in the order of its index. */
function inScopes(scopes: readonly Scope[]): RawBuilder<unknown> {
  const levels = [...new Set(scopes.map(({ level }) => level))];
  const arms = levels.map((level) => {
    const ids = scopes.filter((scope) => scope.level === level).map(({ id }) => id);
    const scope = ids.length === 1 ? sql`${ids[0]}::uuid` : sql`any(${ids}::uuid[])`;
    return sql`level <= ${level}::int and scope_id = ${scope}`;
  });
  return sql`(${sql.join(arms, sql` or `)})`;
}

const inDates = ({ from, until }: ScopedSearch): RawBuilder<unknown> =>
  sql`${from ? sql`and at >= ${from}` : sql``} ${until ? sql`and at < ${until}` : sql``}`;

function narrowed({ kinds, authorIds, withFiles }: ScopedSearch): RawBuilder<unknown> {
  return sql`true
    ${kinds ? sql`and kind = any(${kinds}::text[])` : sql``}
    ${authorIds ? sql`and author_id = any(${authorIds}::uuid[])` : sql``}
    ${withFiles ? sql`and has_files` : sql``}`;
}

/** All that has the words, from the index that also knows what narrows them; the newest of it. */
function indexed(words: string | null, search: ScopedSearch): RawBuilder<unknown> {
  const { scopes, kinds, authorIds, withFiles } = search;
  const anyNamed = (name: string, values: readonly string[]) =>
    `(${values.map((value) => `'=${name}:${value}'`).join(' | ')})`;
  const narrow = [
    ...(words === null ? [] : [`(${words})`]),
    ...(kinds ? [anyNamed('kind', kinds)] : []),
    ...(authorIds ? [anyNamed('author', authorIds)] : []),
    ...(withFiles ? ["'=files'"] : []),
  ];
  const places = anyNamed(
    'scope',
    scopes.map(({ id }) => id),
  );
  const all = scopes.length <= mostScopesInIndex || narrow.length === 0 ? [...narrow, places] : narrow;
  return sql`select * from
      (select * from scoped_entries where document @@ ${all.join(' & ')}::tsquery offset 0) as entry
    where ${inScopes(scopes)} and ${narrowed(search)} ${inDates(search)}
    order by at desc limit ${mostFound + 1}`;
}

interface Asked {
  typed: Typed | null;
  how: 'all' | 'any';
  asked: RawBuilder<unknown>;
}

/** Puts what was found in order, counts it and makes the excerpts of one page. */
async function shown(
  db: Db,
  found: RawBuilder<unknown>,
  { typed, how, asked }: Asked,
  { newestFirst, limit, offset }: ScopedSearch,
): Promise<ScopedResult> {
  const byWords = typed !== null && !newestFirst;
  const order = byWords
    ? sql`words desc, closeness desc, rank desc, at desc, key, part`
    : sql`at desc, key, part`;
  const counted = how === 'any' && typed ? typed.terms.map(({ query }) => query) : [];
  const closeness = byWords
    ? sql`, (select count(*) from unnest(${counted}::text[]) as term where document @@ term::tsquery) as words,
        case when ts_filter(document, '{a}') @@ ${asked} then 1 else 0 end as closeness,
        ts_rank(document, ${asked}, 1) as rank`
    : sql``;
  const body = typed
    ? sql`(select ${headline(sql`shown`, asked)} from (select ${passage(typed)} as shown) as passage)`
    : sql`left(body, 240)`;
  const { rows } = await sql<{
    total: number;
    byKind: Record<string, number>;
    byScope: Record<string, number>;
    hits: (Omit<ScopedHit, 'at'> & { at: string })[];
  }>`
    with found as materialized (${found}),
    ranked as materialized (
      select source, key, part, kind, scope_id, at ${closeness} from (select * from found limit ${mostFound}) as kept
    ), page as (select * from ranked order by ${order} limit ${limit} offset ${offset})
    select (select count(*)::int from found) as total,
      (select coalesce(json_object_agg(kind, total), '{}') from (select kind, count(*) as total from ranked group by kind) as by_kind)
        as "byKind",
      (select coalesce(json_object_agg(scope_id, total), '{}')
        from (select scope_id, count(*) as total from ranked group by scope_id) as by_scope) as "byScope",
      (select coalesce(json_agg(json_build_object('kind', page.kind, 'scopeId', page.scope_id, 'authorId', author_id,
          'at', page.at, 'url', url, 'title', title, 'fileName', file_name, 'excerpt', ${body}) order by ${order}), '[]')
        from page join (select source, key, part, author_id, url, title, file_name, body from scoped_entries) as entry
          using (source, key, part)) as hits`.execute(db);
  const [row] = rows;
  if (!row) return nothing;
  return {
    ...nothing,
    total: Math.min(row.total, mostFound),
    more: row.total > mostFound,
    byKind: row.byKind,
    byScope: row.byScope,
    hits: row.hits.map((hit) => ({ ...hit, at: new Date(hit.at) })),
  };
}
