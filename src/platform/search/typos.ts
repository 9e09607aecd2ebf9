import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import { readWords, type Term, type Typed, textOf } from './words.ts';

const mostNear = 3;

/**
 * The same query with each word that is nowhere replaced by the nearest words of the titles that the reader may find.
 * Null when no word has near ones.
 */
export async function corrected(db: Db, typed: Typed, audiences: readonly string[]): Promise<Typed | null> {
  const unknown = await unknownWords(db, typed.terms, audiences);
  if (unknown.length === 0) return null;
  const { rows } = await sql<{ typed: string; word: string }>`
    select typed, near.word from unnest(${unknown}::text[]) as typed, lateral (
      select word from (
        select distinct regexp_split_to_table(named, '[^a-z0-9]+') as word
        from search_entries where audience = any(${audiences}::text[])
      ) as words
      where length(word) >= 4 and similarity(word, typed) > 0.2
      order by similarity(word, typed) desc, word limit 40
    ) as near`.execute(db);
  const nearest = new Map<string, string[]>();
  for (const word of unknown)
    nearest.set(
      word,
      nearestOf(
        word,
        rows.filter((row) => row.typed === word).map((row) => row.word),
      ),
    );
  const near = [...new Set([...nearest.values()].flat())];
  if (near.length === 0) return null;
  const known = new Map((await readWords(db, near)).terms.map((term) => [term.plain, term]));
  const terms = typed.terms.map((term) => {
    const words = (nearest.get(term.plain) ?? []).flatMap((word) => known.get(word) ?? []);
    const [best] = words;
    if (!best) return term;
    const query = `(${words.map((word) => word.query).join(' | ')})`;
    return { plain: best.plain, starts: words.flatMap(({ starts }) => starts), query };
  });
  return { text: textOf(terms), terms, joined: [] };
}

async function unknownWords(db: Db, terms: readonly Term[], audiences: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ place: number }>`
    select place::int from unnest(${terms.map(({ query }) => query)}::text[]) with ordinality as term (query, place)
    where not exists (select from search_entries
      where document @@ query::tsquery and audience = any(${audiences}::text[]))`.execute(db);
  return rows.flatMap(({ place }) => terms[place - 1]?.plain ?? []);
}

function nearestOf(typed: string, words: readonly string[]): string[] {
  const most = mistakesIn(typed);
  const measured = words.map((word) => ({ word, distance: distance(typed, word) }));
  const least = Math.min(...measured.map((one) => one.distance));
  if (least > most) return [];
  return measured
    .filter((one) => one.distance === least)
    .slice(0, mostNear)
    .map(({ word }) => word);
}

/** Short words are near too many others; numbers are never mistaken. */
function mistakesIn(word: string): number {
  if (word.length < 4 || /\d/.test(word)) return 0;
  return Math.min(3, Math.floor(word.length / 4));
}

/**
 * Letters added, left out, changed, or swapped with the next, between two words. Our own: the ready-made ones
 * (fuzzystrmatch, fastest-levenshtein) count a swap, the commonest slip, for two; pg_trgm only chooses the candidates.
 */
export function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= other.length; j++) {
      const changed = at(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const swapped =
        one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
          ? at(i - 2, j - 2) + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min(changed, swapped, at(i - 1, j) + 1, at(i, j - 1) + 1));
    }
  }
  return at(one.length, other.length);
}
