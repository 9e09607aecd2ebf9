import { z } from 'zod';
import { plainWords } from '../../../platform/plain-letters.ts';
import { readDay } from '../../../platform/sheets/index.ts';
import type { Facet } from '../facets/taxonomy.ts';

// What the cells of a table of resources say.

/** A cell that cannot be read; says why in French. */
export class BadCell extends Error {}

const bar = ' | ';

export const linesOf = (cell: string): string[] =>
  cell
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

export const listOf = (cell: string): string[] =>
  cell
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter(Boolean);

/** One a line, its name then its address: an address holds no space, so the last bar parts them. */
export const sourcesOf = (cell: string): { label: string; url: string }[] =>
  linesOf(cell).map((line) => {
    const at = line.lastIndexOf(bar);
    if (at < 1) throw new BadCell('Une source s’écrit : nom | adresse.');
    return { label: line.slice(0, at).trim(), url: addressOf(line.slice(at + bar.length)) };
  });

export const sourcesCell = (sources: readonly { label: string; url: string }[]): string =>
  sources.map(({ label, url }) => `${label.replace(/\s*[\r\n]+\s*/g, ' ')}${bar}${url}`).join('\n');

const address = z.url({ protocol: /^https?$/, hostname: z.regexes.domain });

/** Only pages of the web, as they are written. */
export function addressOf(cell: string): string {
  const text = cell.trim();
  const isPage = /^https?:\/\/\S+$/i.test(text) && address.safeParse(text).success;
  const { username, password } = isPage ? new URL(text) : { username: '', password: '' };
  if (!isPage || username !== '' || password !== '')
    throw new BadCell(`« ${shown(text)} » n’est pas une adresse. Exemple : https://www.exemple.fr/page`);
  return text;
}

const shown = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** Codes of a facet, in the order of the cell; its labels do as well. */
export function codesOf({ label, multiple, values }: Facet, cell: string): string[] {
  const codes = listOf(cell).map((typed) => {
    if (values.has(typed)) return typed;
    const wanted = plainWords(typed);
    const named = [...values.values()].find((one) => plainWords(one.label) === wanted);
    if (!named) throw new BadCell(`« ${shown(typed)} » n’est pas dans « ${label} ».`);
    return named.code;
  });
  const once = [...new Set(codes)];
  if (!multiple && once.length > 1) throw new BadCell(`« ${label} » n’a qu’une valeur.`);
  return once;
}

/** A whole number; null when the cell is empty. */
export function countOf(cell: string): number | null {
  const digits = cell.replace(/\s/g, '');
  if (digits === '') return null;
  if (!/^\d{1,9}$/.test(digits)) throw new BadCell(`« ${shown(cell)} » n’est pas un nombre.`);
  return Number(digits);
}

export function dayOf(cell: string): string {
  if (cell === '') throw new BadCell('Il manque la date.');
  const day = readDay(cell);
  if (day === null) throw new BadCell(`« ${shown(cell)} » n’est pas une date. Exemple : 2027-01-31`);
  return day;
}

/** A code of a closed list, by itself or by its label. */
export function oneOf<Code extends string>(labels: Readonly<Record<Code, string>>, cell: string): string {
  const wanted = plainWords(cell);
  const found = Object.entries<string>(labels).find(
    ([code, label]) => code === cell || plainWords(label) === wanted,
  );
  if (found) return found[0];
  throw new BadCell(
    `« ${shown(cell)} » n’est pas dans la liste : ${Object.values<string>(labels).join(', ')}.`,
  );
}

/** No character that PostgreSQL or a page could not hold, and no text without end. */
export function textOf(cell: string, most: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly the ones refused
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(cell) || !cell.isWellFormed())
    throw new BadCell('Cette cellule contient un caractère interdit.');
  if (cell.length > most) throw new BadCell(`Ce texte est trop long : ${most} caractères au plus.`);
  return cell.replace(/\r\n?/g, '\n');
}
