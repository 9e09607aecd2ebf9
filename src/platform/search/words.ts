import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import { synonymsIn } from './synonyms.ts';

/** A word looked for. */
export interface Term {
  /** Without capitals nor accents. */
  plain: string;
  /** What the words found begin with, nearly always. */
  starts: string[];
  /** The text of a tsquery: the word as it stems, or the start of a word. */
  query: string;
  /** The same without the start of a word, which an index answers slowly when many words have it. */
  whole: string;
}

/** What was typed, read. */
export interface Typed {
  /** The words as they follow one another, in plain form. */
  text: string;
  /** Those that tell something: "de" and "la" are in no document's index. */
  terms: Term[];
  /**
   * The same said otherwise: two words that follow one another written as one (« cyber securite »), or several by their
   * synonyms (« mot de passe »).
   */
  joined: Term[][];
}

const mostWords = 12;
/** Of a longer query, each pair would be one more long question. */
const mostJoined = 5;

export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, mostWords) ?? []
  );
}

export async function readWords(db: Db, words: readonly string[]): Promise<Typed> {
  const pairs =
    words.length > mostJoined ? [] : words.slice(1).map((word, index) => `${words[index]}${word}`);
  const { rows } = await sql<Term & { telling: boolean }>`
    select plain, numnode(stems) > 0 as telling,
      plain || tsvector_to_array(to_tsvector('public.french_plain', word)) as starts,
      '(' || whole ||
      -- "forma" finds "formation" while typing, but 5 is not 50.
      case when plain ~ '^[0-9]+$' then '' else ' | ' || quote_literal(plain) || ':*' end || ')' as query, whole
    from (
      select *, '(' || coalesce(nullif(stems::text, ''), quote_literal(plain)) || ')' as whole
      from (
      select n, word, plainto_tsquery('public.french_plain', word) as stems,
        coalesce(nullif(trim(plain(word)), ''), word) as plain
      from unnest(${[...words, ...pairs]}::text[]) with ordinality as typed (word, n)
      ) as stemmed
    ) as read
    order by n`.execute(db);
  const single = rows.slice(0, words.length);
  const synonyms = await synonymsIn(
    db,
    single.map(({ plain }) => plain),
  );
  for (const { from, to, term } of synonyms) {
    const [word] = single.slice(from, to);
    if (!word || to - from > 1) continue;
    word.query = `(${word.query} | ${term.query})`;
    word.whole = `(${word.whole} | ${term.whole})`;
    word.starts = [...word.starts, ...term.starts];
    word.telling = true;
  }
  const someTell = single.some(({ telling }) => telling);
  const kept = someTell ? single.filter(({ telling }) => telling) : single;
  const joined = rows.slice(words.length).flatMap((pair, index) => {
    const both = single.slice(index, index + 2);
    if (both.some(({ plain, telling }) => plain.length < 3 || !telling)) return [];
    return [kept.flatMap((term) => (term === both[0] ? [pair] : term === both[1] ? [] : [term]))];
  });
  const renamed = synonyms.flatMap(({ from, to, term }) => {
    if (to - from < 2) return [];
    const said = single.slice(from, to);
    const first = kept.find((word) => said.includes(word));
    return [kept.flatMap((word) => (word === first ? [term] : said.includes(word) ? [] : [word]))];
  });
  return { text: textOf(single), terms: kept, joined: [...joined, ...renamed] };
}

/** As titles are kept in `search_entries.named`. */
export function textOf(terms: readonly Term[]): string {
  return terms
    .map(({ plain }) => plain)
    .join(' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** `whole`: the words that are looked for as they are, rather than as the start of one. */
export function allOf({ terms, joined }: Typed, whole: ReadonlySet<Term> = new Set()): string {
  const said = (term: Term) => (whole.has(term) ? term.whole : term.query);
  return [terms, ...joined].map((some) => `(${some.map(said).join(' & ')})`).join(' | ');
}

export function anyOf({ terms }: Typed): string {
  return terms.map(({ query }) => query).join(' | ');
}

/** What is left when any of the words will do: a letter or a small number alone would find anything. */
export function withoutShortTerms(typed: Typed): Typed {
  const terms = typed.terms.filter(({ plain }) => plain.length >= 3);
  return { ...typed, terms };
}

/** Regular expressions that find the words in a text as it is written: one after the other, or any of them. */
export function patternsOf({ text, terms }: Typed): { together: string; any: string } {
  const starts = terms.flatMap((term) => term.starts.map(asWritten));
  return {
    together: `(?i)\\m${text.split(' ').map(asWritten).join('\\W+')}`,
    any: `(?i)\\m(${starts.join('|')})`,
  };
}

const accented = new Map([
  ['a', '[aàâä]'],
  ['c', '[cç]'],
  ['e', '[eéèêë]'],
  ['i', '[iîï]'],
  ['o', '[oôö]'],
  ['u', '[uùûü]'],
]);

function asWritten(plain: string): string {
  return plain
    .replace(/[^a-z0-9]/g, '.')
    .replace(/[aceiou]/g, (letter) => accented.get(letter) ?? letter)
    .replaceAll('[oôö][eéèêë]', '(?:[oôö][eéèêë]|œ)');
}
