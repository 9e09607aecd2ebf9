import { plainLetters } from './plain-letters.ts';

/** Part of an address made from a title: `Données & territoires` gives `donnees-territoires`. Never empty. */
export function slugOf(title: string, fallback: string): string {
  const words = plainLetters(title).match(/[a-z0-9]+/g);
  let slug = '';
  for (const word of words ?? []) {
    if (slug.length + word.length >= 80) break;
    slug = slug ? `${slug}-${word}` : word;
  }
  return slug || fallback;
}

/** The wanted slug, or the first of `slug-2`, `slug-3`… that nobody has. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  let slug = wanted;
  for (let next = 2; taken.has(slug); next += 1) slug = `${wanted}-${next}`;
  return slug;
}
