import { sql } from 'kysely';
import type { Db } from '../database/index.ts';

/** A word of a title, with the letters that it has, a bit each. */
export interface KnownWord {
  word: string;
  letters: number;
}

const shortest = 4;

export function lettersOf(word: string): number {
  let letters = 0;
  for (const letter of word) letters |= 1 << (letter.charCodeAt(0) % 32);
  return letters;
}

async function wordsOfTitles(db: Db, audiences: readonly string[]): Promise<KnownWord[]> {
  const { rows } = await sql<{ words: string | null }>`
    select string_agg(distinct word, ' ' order by word) as words
    from search_entries, string_to_table(translate(named, E'\n', ' '), ' ') as word
    where audience = any(${audiences}::text[]) and length(word) >= ${shortest} and word !~ '^[0-9]+$'`.execute(
    db,
  );
  return (rows[0]?.words?.split(' ') ?? []).map((word) => ({ word, letters: lettersOf(word) }));
}

const kept = new WeakMap<Db, { changed: string; words: Promise<KnownWord[]> }>();

/**
 * The words of the titles that these readers may find. Those that everybody may find are many, and are kept in memory
 * until one of their entries changes.
 */
export async function knownWords(db: Db, audiences: readonly string[]): Promise<KnownWord[]> {
  const others = audiences.filter((audience) => audience !== 'public');
  const [known, own] = await Promise.all([
    audiences.includes('public') ? publicWords(db) : [],
    others.length > 0 ? wordsOfTitles(db, others) : [],
  ]);
  return own.length === 0 ? known : [...known, ...own];
}

async function publicWords(db: Db): Promise<KnownWord[]> {
  const { rows } = await sql<{ changed: string | null }>`
    select max(updated_at)::text as changed from search_entries where audience = 'public'`.execute(db);
  const changed = rows[0]?.changed ?? '';
  const known = kept.get(db);
  if (known?.changed === changed) return known.words;
  const words = wordsOfTitles(db, ['public']);
  kept.set(db, { changed, words });
  words.catch(() => kept.delete(db));
  return words;
}
