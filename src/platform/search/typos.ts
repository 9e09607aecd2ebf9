import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import { type KnownWord, knownWords, lettersOf } from './vocabulary.ts';
import { readWords, type Term, type Typed, textOf } from './words.ts';

const mostNear = 3;

/**
 * The same query with each word that is nowhere replaced by the nearest words of the titles that the reader may find.
 * Null when no word has near ones.
 */
export async function corrected(db: Db, typed: Typed, audiences: readonly string[]): Promise<Typed | null> {
  const unknown = await unknownWords(db, typed.terms, audiences);
  if (unknown.length === 0) return null;
  const words = await knownWords(db, audiences);
  const nearest = new Map(unknown.map((word) => [word, nearestOf(word, words)]));
  const near = [...new Set([...nearest.values()].flat())];
  if (near.length === 0) return null;
  const known = new Map((await readWords(db, near)).terms.map((term) => [term.plain, term]));
  const terms = typed.terms.map((term) => {
    const words = (nearest.get(term.plain) ?? []).flatMap((word) => known.get(word) ?? []);
    const [best] = words;
    if (!best) return term;
    const anyOf = (queries: string[]) => `(${queries.join(' | ')})`;
    return {
      plain: best.plain,
      starts: words.flatMap(({ starts }) => starts),
      query: anyOf(words.map(({ query }) => query)),
      whole: anyOf(words.map(({ whole }) => whole)),
    };
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

/** Those at the least distance, when that is near enough; a few, the likeliest first. */
export function nearestOf(typed: string, words: readonly KnownWord[]): string[] {
  const most = mistakesIn(typed);
  if (most === 0) return [];
  const letters = lettersOf(typed);
  let least = most;
  let found: string[] = [];
  for (const known of words) {
    const { word } = known;
    // A mistake changes two letters at most: most words are told apart without being compared.
    if (Math.abs(word.length - typed.length) > least || bits(known.letters ^ letters) > 2 * least) continue;
    const far = distance(word, typed);
    if (far > least) continue;
    if (far < least) found = [];
    least = far;
    if (!found.includes(word)) found.push(word);
  }
  return found
    .sort((one, other) => commonStart(other, typed) - commonStart(one, typed) || (one < other ? -1 : 1))
    .slice(0, mostNear);
}

/** How many letters two words begin with: slips come later more often than first. */
function commonStart(one: string, other: string): number {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count += 1;
  return count;
}

function bits(mask: number): number {
  let count = 0;
  for (let left = mask; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Short words are near too many others; numbers are never mistaken. */
function mistakesIn(word: string): number {
  if (word.length < 4 || /\d/.test(word)) return 0;
  return Math.min(3, Math.floor(word.length / 4));
}

/**
 * Letters added, left out, changed, or swapped with the next, between two words. Our own: the ready-made ones
 * (fuzzystrmatch, fastest-levenshtein) count a swap, the commonest slip, for two.
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
