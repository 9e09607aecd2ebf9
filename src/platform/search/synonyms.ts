import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { Term } from './words.ts';

/** Adds groups of words that mean the same to whoever searches: « hameçonnage », « phishing ». */
export async function writeSynonyms(tx: Db, groups: readonly (readonly string[])[]): Promise<void> {
  if (groups.length === 0) return;
  await tx
    .insertInto('search_synonyms')
    .values(
      groups.map((words) => ({
        words: [...words],
        plain_words: sql<string[]>`array(select plain(word) from unnest(${[...words]}::text[]) as word)`,
      })),
    )
    .execute();
}

/** A group of words that mean the same. */
export interface SynonymGroup {
  id: string;
  words: string[];
  version: number;
}

/** All of them, in the order of their first words. */
export async function listSynonyms(db: Db): Promise<SynonymGroup[]> {
  return db
    .selectFrom('search_synonyms')
    .select(['id', 'words', 'version'])
    .orderBy(sql`plain_words`)
    .orderBy('id')
    .execute();
}

export async function findSynonyms(db: Db, id: string): Promise<SynonymGroup | undefined> {
  return db
    .selectFrom('search_synonyms')
    .select(['id', 'words', 'version'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Says a group anew. Returns false when `version` is not the last: somebody else did, or took it out. */
export async function editSynonyms(tx: Db, { id, words, version }: SynonymGroup): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('search_synonyms')
    .set({
      words: [...words],
      plain_words: sql<string[]>`array(select plain(word) from unnest(${[...words]}::text[]) as word)`,
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function removeSynonyms(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom('search_synonyms').where('id', '=', id).execute();
}

/** Words that follow one another in what was typed, and what else they are called. */
export interface Synonym {
  /** Of the first of them and of the one after the last, among the words typed. */
  from: number;
  to: number;
  /** All the ways to say it, itself included. */
  term: Term;
}

/** Of the longest name that somebody would type. */
const mostWordsOfName = 6;

/** The synonyms of words, and of words that follow one another. */
export async function synonymsIn(db: Db, words: readonly string[]): Promise<Synonym[]> {
  const runs = words.flatMap((_, from) =>
    Array.from({ length: Math.min(mostWordsOfName, words.length - from) }, (__, more) => ({
      from,
      to: from + more + 1,
      plain: words.slice(from, from + more + 1).join(' '),
    })),
  );
  if (runs.length === 0) return [];
  const { rows } = await sql<{ plain_words: string[]; queries: string[]; starts: string[] }>`
    select plain_words, queries, starts from search_synonyms, lateral (
      select array_agg(query::text) filter (where numnode(query) > 0) as queries, array_agg(split_part(plain, ' ', 1)) as starts
      from unnest(words, plain_words) as name (word, plain),
        lateral phraseto_tsquery('public.french_plain', word) as query
    ) as names
    where plain_words && ${[...new Set(runs.map(({ plain }) => plain))]}::text[]
    order by id`.execute(db);
  return runs.flatMap(({ from, to, plain }) => {
    const groups = rows.filter(({ plain_words }) => plain_words.includes(plain));
    const queries = groups.flatMap((group) => group.queries);
    if (queries.length === 0) return [];
    const starts = groups.flatMap((group) => group.starts);
    const query = `(${queries.map((one) => `(${one})`).join(' | ')})`;
    return [{ from, to, term: { plain, starts, query, whole: query } }];
  });
}
