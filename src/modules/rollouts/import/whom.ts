import { type AuthoritySummary, couldName, distinctName } from '../../territories/index.ts';
import { BadCell, readCodeCell } from './cells.ts';
import type { Known } from './known.ts';
import type { LineNotes } from './troubles.ts';

/** The authority that a line speaks of: by its code, else by a name that it bears alone. Throws BadCell. */
export function authorityOf(
  { codes, names }: Known,
  { code: cell, name }: { code: string; name: string },
  notes: LineNotes,
): AuthoritySummary {
  if (cell === '') return bearerOf(names.get(name) ?? [], name);
  const { code, zeros } = readCodeCell(cell);
  const resolved = codes.get(code);
  if (!resolved) throw new BadCell(`Aucune collectivité n’a le code ${code}.`);
  const { authority, old } = resolved;
  if (authority.ended_at)
    throw new BadCell(`${authority.name} (${code}) n’existe plus, et rien ne dit qui la remplace.`);
  if (zeros) notes.note('code', `Lu ${code} : un tableur avait retiré le zéro du début.`);
  if (old) {
    const former = old.name ? `${old.name} (${old.code})` : old.code;
    notes.note(
      'code',
      `${former} fait partie de ${authority.name} (${authority.code}) : la ligne compte pour elle.`,
    );
  } else if (name !== '' && !couldName(authority, name))
    notes.warn(
      'nom',
      `Le code ${code} est celui de ${distinctName(authority)} : vérifiez que c’est bien elle.`,
    );
  return authority;
}

function bearerOf(bearers: readonly AuthoritySummary[], name: string): AuthoritySummary {
  if (name === '') throw new BadCell('Le code manque.');
  const [only, ...others] = bearers;
  if (!only) throw new BadCell(`Aucune collectivité ne s’appelle « ${name} » : mettez son code.`);
  if (others.length > 0)
    throw new BadCell(`${bearers.length} collectivités s’appellent « ${name} » : mettez le code.`);
  return only;
}

/** Who covers: an authority, by its code or by a name that it bears alone; else a body that is none. Throws BadCell. */
export function providerOf({ codes, names }: Known, cell: string): { id: string } | { name: string } {
  const coded = /\d/.test(cell) && !/\p{L}{3}/u.test(cell);
  if (coded) {
    const resolved = codes.get(readCodeCell(cell).code);
    if (!resolved || resolved.authority.ended_at)
      throw new BadCell(`Aucune collectivité n’a le code ${cell}.`);
    return { id: resolved.authority.id };
  }
  const [only, ...others] = names.get(cell) ?? [];
  if (only && others.length === 0) return { id: only.id };
  if (cell.length > 200) throw new BadCell('Ce nom est trop long.');
  return { name: cell };
}
