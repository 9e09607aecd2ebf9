import type { Db } from '../../platform/database/index.ts';
import { distinctName } from './labels.ts';
import { type AuthoritySummary, authoritiesByIds, resolveAuthority } from './queries.ts';
import { searchAuthorities } from './search.ts';

/** A place that cannot be told from what was typed: why, in French. */
export interface PlaceTrouble {
  problem: string;
}

/** What was typed, taken apart: by commas outside brackets, semicolons and line ends. */
export function typedPlaces(text: string): string[] {
  return text
    .split(/[;\n\r]|,(?![^()]*\))/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** The territories meant by names, codes and ids: « Haute-Savoie, 74, region:84, Grand Annecy ». */
export async function placesNamed(db: Db, typed: readonly string[]): Promise<string[] | PlaceTrouble> {
  const ids: string[] = [];
  for (const one of typed) {
    const place = await placeNamed(db, one);
    if (typeof place !== 'string') return place;
    ids.push(place);
  }
  return [...new Set(ids)];
}

const mostChoices = 6;

async function placeNamed(db: Db, typed: string): Promise<string | PlaceTrouble> {
  if (/^france$/i.test(typed)) return 'france';
  const coded = await resolveAuthority(db, ofDepartement(typed));
  if (coded && !coded.ended_at) return coded.id;
  const hits = await searchAuthorities(db, typed, { limit: mostChoices, likeness: false });
  const exact = hits.filter((hit) => hit.exact && hit.former_name === null);
  const [first, ...others] = exact.length > 0 ? exact : hits;
  if (!first) return { problem: `« ${shown(typed)} » ne désigne aucun territoire connu.` };
  if (others.length === 0) return first.id;
  const choices = [first, ...others].map(distinctName).join(' ; ');
  return {
    problem: `« ${shown(typed)} » peut désigner plusieurs territoires. Écrivez l’un d’eux : ${choices}.`,
  };
}

/** « 74 », « 2A », « 974 » are départements. */
function ofDepartement(typed: string): string {
  return /^(?:\d{2}|2[ab]|97[1-6])$/i.test(typed) ? `departement:${typed.toUpperCase()}` : typed;
}

/** What a field shows of these territories: names that lead back to them. */
export async function placeNames(db: Db, ids: readonly string[]): Promise<string> {
  const known = await authoritiesByIds(db, ids);
  return ids.map((id) => nameOf(id, known.get(id))).join(', ');
}

function nameOf(id: string, authority: AuthoritySummary | undefined): string {
  if (id === 'france') return 'France';
  // A name in several parts would be read as several names.
  return authority && !/[,;()]/.test(authority.name) ? distinctName(authority) : id;
}

const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
