import { plainLetters } from '../../platform/plain-letters.ts';

/** What stands for `Saint`, `Sainte`… when people are in a hurry. */
const abbreviations = new Map([
  ['st', 'saint'],
  ['ste', 'sainte'],
  ['sts', 'saints'],
  ['stes', 'saintes'],
]);

const intercommunal =
  /^(cc|ca|cu|metropole|eurometropole|communaute de communes|communaute d agglomeration|communaute urbaine) (?:de la|de l|de|du|des|d) (?=.)/;

/**
 * The plain form in which names are kept and looked for: no capitals, accents, hyphens, apostrophes nor ligatures,
 * `saint` in full, nothing between the form of an intercommunal body and its name.
 */
export function searchKey(text: string): string {
  return plainWords(text)
    .map((word) => abbreviations.get(word) ?? word)
    .join(' ')
    .replace(intercommunal, '$1 ')
    .replace(/^(?:comcom|com com) (?=.)/, 'cc ')
    .replace(/^agglo (?=.)/, 'ca ');
}

/**
 * The forms that a text being typed may be the beginning of. `st` may become Saint-Étienne or Strasbourg: both.
 */
export function typedKeys(text: string): string[] {
  const key = searchKey(text);
  const last = plainWords(text).at(-1) ?? '';
  const inFull = abbreviations.get(last);
  if (!inFull || !key.endsWith(inFull)) return key ? [key] : [];
  return [key, key.slice(0, -inFull.length) + last];
}

function plainWords(text: string): string[] {
  return plainLetters(text)
    .replace(/\bs\//g, 'sur ')
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

const article = /^(?:le|la|les|l|las|los|aux) (?=.)/;
const ofWhat = /^(?:de la|de l|de|du|des|d) (?=.)/;
const heads =
  /^(?:commune|ville|mairie|departement|region|conseil (?:departemental|regional|municipal)|collectivite) (?=.)/;

/** A key without the article that opens it. */
export function withoutArticle(key: string): string {
  return key.replace(article, '');
}

/** « mairie d’Annecy », « département de l’Ain », « l’Annecy »: what is left when only the name counts. */
export function nameAlone(key: string): string {
  return withoutArticle(key.replace(heads, '').replace(ofWhat, ''));
}

const intercommunalForms: Record<string, string> = {
  CC: 'communaute de communes',
  CA: 'communaute d agglomeration',
  CU: 'communaute urbaine',
};

/** How close to the official name a form is; mirrored in the comment of the table. */
export const nameRanks = { name: 0, withoutArticle: 1, otherForm: 2, former: 3 } as const;
export type NameRank = (typeof nameRanks)[keyof typeof nameRanks];

/** All that an intercommunal body may be called: whole name, form in full, name alone, acronym given in brackets. */
export function intercommunalKeys(name: string): { key: string; rank: NameRank }[] {
  const acronym = /\(([^()]+)\)/.exec(name)?.[1];
  const whole = name.replace(/\([^()]*\)/g, ' ');
  const keys: { key: string; rank: NameRank }[] = [{ key: searchKey(whole), rank: nameRanks.name }];
  // Capitals tell the article of a name (« CA de La Rochelle ») from ours (« CC de la Plaine de l'Ain »).
  const [, form, rest] =
    /^(CC|CA|CU|Métropole|Eurométropole) (?:de la |de l'|de |du |des |d')?(.+)$/.exec(whole) ?? [];
  if (form && rest) {
    const inFull = intercommunalForms[form];
    if (inFull) keys.push({ key: searchKey(`${inFull} ${rest}`), rank: nameRanks.otherForm });
    keys.push({ key: searchKey(rest), rank: nameRanks.otherForm });
    keys.push({ key: withoutArticle(searchKey(rest)), rank: nameRanks.withoutArticle });
  }
  if (acronym) keys.push({ key: searchKey(acronym), rank: nameRanks.otherForm });
  return keys;
}

const commonWords = new Set(
  'saint sainte saints saintes communaute communes commune agglomeration metropole departement region pays ville mairie'.split(
    ' ',
  ),
);

/** The word of a key that tells the most: its longest, but for those that half the names share. */
export function distinctiveWord(key: string): string {
  const words = key.split(' ').sort((one, other) => other.length - one.length);
  return words.find((word) => !commonWords.has(word)) ?? words[0] ?? '';
}
