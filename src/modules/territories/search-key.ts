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
  return text
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
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

/** All that an intercommunal body may be called: whole name, form in full, name alone, acronym given in brackets. */
export function intercommunalKeys(name: string): { key: string; rank: 0 | 1 }[] {
  const acronym = /\(([^()]+)\)/.exec(name)?.[1];
  const key = searchKey(name.replace(/\([^()]*\)/g, ' '));
  const [, form, rest] = /^(cc|ca|cu|metropole|eurometropole) (.+)$/.exec(key) ?? [];
  const keys: { key: string; rank: 0 | 1 }[] = [{ key, rank: 0 }];
  if (form && rest) {
    const inFull = intercommunalForms[form.toUpperCase()];
    if (inFull) keys.push({ key: `${inFull} ${rest}`, rank: 1 });
    keys.push({ key: withoutArticle(rest), rank: 1 });
  }
  if (acronym) keys.push({ key: searchKey(acronym), rank: 1 });
  return keys;
}
