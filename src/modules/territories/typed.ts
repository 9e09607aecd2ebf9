import type { AuthorityKind } from '../../platform/database/index.ts';
import { aliasesOf } from './aliases.ts';
import { nameAlone, searchKey, typedKeys } from './search-key.ts';

/** What was typed, taken apart. */
export interface Typed {
  /** The forms that the name may have; none when a code says it all. */
  keys: string[];
  /** The code of a place, before or after the name: « Saint-Denis 93 », « 74000 Annecy ». */
  place: string | null;
  /** The kind that was named: « EPT Plaine Commune ». */
  kinds: readonly AuthorityKind[] | null;
  /** Authorities meant by another name than their own, or by a code in words: « PACA », « département 74 ». */
  ids: readonly string[];
  /** The arrondissement that was named, as INSEE codes it. */
  oldCode: string | null;
}

const placeAtTheEnd = /^(.*[a-z].*) (\d{5}|2[ab]\d{3}|\d{2,3}|2[ab])$/;
const placeAtTheStart = /^(\d{5}|2[ab]\d{3}|\d{2,3}|2[ab]) ([a-z].*)$/;

const namedKinds: readonly (readonly [RegExp, readonly AuthorityKind[]])[] = [
  [/^(?:ept|etablissement public territorial) (?:de la |de l |de |du |des |d )?(?=.)/, ['ept']],
  [/^(?:epci|intercommunalite) (?:de la |de l |de |du |des |d )?(?=.)/, ['epci', 'ept']],
];

export function readTyped(query: string): Typed {
  const nothing: Typed = { keys: [], place: null, kinds: null, ids: [], oldCode: null };
  // The post writes it after the town; no name holds it.
  const text = query.replace(/(?<=\S\s+)cedex\b(?:\s+\d{1,2}(?!\d))?/i, '');
  const key = searchKey(text);
  const oldCode = arrondissementOf(key);
  if (oldCode) return { ...nothing, oldCode };
  const coded = codeInWords(key);
  if (coded) return { ...nothing, ids: coded };
  const ids = aliasesOf(key);
  if (ids.length > 0) return { ...nothing, keys: typedKeys(text), ids };

  const [, before, after] = placeAtTheStart.exec(key) ?? [];
  const [, name = after, code = before] = placeAtTheEnd.exec(key) ?? [];
  if (name && code) {
    // The postcodes of « cedex » are in no list.
    const place = text === query ? code.toUpperCase() : departmentOfPlace(code);
    return { ...nothing, ...ofKind([name]), place };
  }
  return { ...nothing, ...ofKind(typedKeys(text)) };
}

function ofKind(keys: string[]): Pick<Typed, 'keys' | 'kinds'> {
  for (const [words, kinds] of namedKinds) {
    if (keys[0] && words.test(keys[0])) return { keys: keys.map((key) => key.replace(words, '')), kinds };
  }
  return { keys, kinds: null };
}

/**
 * The same, then understood more and more freely, to be tried in turn until something is found: without « mairie de »,
 * anywhere in the département of the postcode, of any kind.
 */
export function readings(typed: Typed): Typed[] {
  const all = [typed];
  const freer = (change: Partial<Typed>): void => {
    all.push({ ...(all.at(-1) ?? typed), ...change });
  };
  const [key] = typed.keys;
  if (key && nameAlone(key) !== key) freer({ keys: [nameAlone(key)] });
  if (typed.place?.length === 5) freer({ place: departmentOfPlace(typed.place) });
  if (typed.kinds) freer({ kinds: null });
  return all;
}

/** Null when it cannot be told: Corsican postcodes begin with neither 2A nor 2B. */
function departmentOfPlace(code: string): string | null {
  if (code.length < 5) return code.toUpperCase();
  if (code.startsWith('20')) return null;
  return code.slice(0, /^9[78]/.test(code) ? 3 : 2).toUpperCase();
}

/** How many arrondissements each town has, and the code before the first. */
const towns: Record<string, { before: number; count: number }> = {
  paris: { before: 75_100, count: 20 },
  lyon: { before: 69_380, count: 9 },
  marseille: { before: 13_200, count: 16 },
};

const rank = String.raw`(?:le )?(\d{1,2}) ?(?:er|ere|e|eme|ieme)?`;
const townFirst = new RegExp(`^(paris|lyon|marseille) ${rank}(?: arr?[a-z]*)?$`);
const townLast = new RegExp(`^${rank}(?: arr?[a-z]*)? (?:de |a )?(paris|lyon|marseille)$`);

/** « Paris 15e arrondissement », « lyon 3 », « 13e arrondissement de Marseille » */
function arrondissementOf(key: string): string | null {
  const [, townBefore, numberAfter] = townFirst.exec(key) ?? [];
  const [, number = numberAfter, town = townBefore] = townLast.exec(key) ?? [];
  const codes = town === undefined ? undefined : towns[town];
  const index = Number(number);
  return codes && index >= 1 && index <= codes.count ? String(codes.before + index) : null;
}

/** « département 74 », « conseil départemental 74 », « région 84 » */
function codeInWords(key: string): string[] | null {
  const [, words, given] =
    /^(departement|dept|dpt|dep|cd|conseil departemental|region|conseil regional) ?(?:de |du )?(\d{1,3}|2[ab])$/.exec(
      key,
    ) ?? [];
  if (!words || !given) return null;
  const code = given.toUpperCase().padStart(2, '0');
  if (words.endsWith('region') || words.endsWith('regional')) return [`region:${code}`];
  if (code === '20') return ['departement:2A', 'departement:2B'];
  return [`departement:${code}`, `com:${code}`];
}
