import { fields } from '../../../platform/http/index.ts';
import { plainWords } from '../../../platform/plain-letters.ts';
import { hasRightKey } from '../../../platform/registry-key.ts';
import { readDay } from '../../../platform/sheets/index.ts';
import type { Rollout } from '../rollout.ts';

// What the cells of a file of statements say.

/** A cell that cannot be read; says why in French. */
export class BadCell extends Error {}

/** A code as the territories know it, and whether zeros that a spreadsheet took off were put back. */
export interface CodeRead {
  code: string;
  zeros: boolean;
}

/** INSEE code, SIREN or SIRET. A SIRET, which nothing else checks to its last digits, must have the right key. */
export function readCodeCell(cell: string): CodeRead {
  const typed = cell.replace(/[\s.\u00a0\u202f]/g, '').toUpperCase();
  if (/^(?:COMMUNE|EPCI|EPT|DEPARTEMENT|REGION):[\dAB]+$/.test(typed)) return { code: typed, zeros: false };
  if (/^\d[\dAB]\d{3}$/.test(typed)) return { code: typed, zeros: false };
  if (/^\d{4}$|^\d{8}$|^\d{13}$/.test(typed)) {
    const code = `0${typed}`;
    if (code.length === 5 || hasRightKey(code)) return { code, zeros: true };
  }
  if (/^\d{9}$|^\d{14}$/.test(typed)) {
    if (hasRightKey(typed)) return { code: typed, zeros: false };
    const what = typed.length === 9 ? 'SIREN' : 'SIRET';
    throw new BadCell(`Le ${what} ${typed} comporte une erreur : ses chiffres ne s’accordent pas entre eux.`);
  }
  throw new BadCell(`« ${cell} » n’est ni un code INSEE, ni un SIREN, ni un SIRET.`);
}

const nothingBegun = ['0', 'aucune', 'rien', 'rien n est commence', 'non commence', 'non commencee'];

/** Reads the stage that a cell names by its slug, its title or its number; null: nothing has begun. */
export function stageReader({ stages }: Pick<Rollout, 'stages'>): (cell: string) => string | null {
  const known = new Map<string, string | null>(nothingBegun.map((words) => [words, null]));
  for (const { slug, title, position } of stages) {
    for (const words of [slug, title, String(position), `${position} ${title}`, `etape ${position}`])
      known.set(plainWords(words), slug);
  }
  return (cell) => {
    const stage = known.get(plainWords(cell));
    if (stage === undefined)
      throw new BadCell(`« ${cell} » n’est pas une étape de ce déploiement : celles du modèle le sont.`);
    return stage;
  };
}

/** A day that has come. */
export function readSince(cell: string, today: string): string {
  const day = readDay(cell);
  if (day === null)
    throw new BadCell(
      `La date « ${cell} » n’est pas comprise, ou n’existe pas. Exemples : 31/03/2024, 2024-03-31.`,
    );
  if (day > today)
    throw new BadCell(`La date « ${cell} » est à venir : ce qui n’est pas arrivé ne se déclare pas.`);
  return day;
}

const yes = new Set(['oui', 'o', 'x', '1', 'vrai', 'true', 'yes', 'bloquee', 'bloque']);
const no = new Set(['', 'non', 'n', '0', 'faux', 'false', 'no']);

export function readBlocked(cell: string): boolean {
  const words = plainWords(cell);
  if (yes.has(words)) return true;
  if (no.has(words)) return false;
  throw new BadCell(`« ${cell} » ne dit ni oui ni non.`);
}

const webAddress = fields.webAddress();

/** Null when there is none. */
export function readAddress(cell: string): string | null {
  const { data, error } = webAddress.safeParse(cell);
  if (error) throw new BadCell(error.issues[0]?.message ?? 'Cette adresse est incorrecte.');
  return data || null;
}

export const longestNote = 2000;

export function readNote(cell: string): string | null {
  if (cell.length > longestNote)
    throw new BadCell(`Cette note est trop longue : ${longestNote} caractères au plus.`);
  return cell || null;
}
