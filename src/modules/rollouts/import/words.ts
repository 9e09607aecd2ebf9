import type { RolloutImportState } from '../../../platform/database/index.ts';
import { formatNumber, plural } from '../../../ui/index.ts';
import type { Counts } from './statements.ts';

export const stateLabels: Readonly<Record<RolloutImportState, string>> = {
  checked: 'Essai',
  applying: 'En cours d’écriture',
  applied: 'Appliqué',
  undoing: 'En cours d’annulation',
  undone: 'Annulé',
};

/** `34 120 déclarations à écrire, 12 lignes en erreur` */
export function countsWords({ lines, statements, coverages, unchanged, errors, warnings }: Counts): string {
  return [
    plural(lines, 'ligne lue', 'lignes lues'),
    plural(statements + coverages, 'déclaration à écrire', 'déclarations à écrire'),
    unchanged > 0 && plural(unchanged, 'ligne déjà déclarée', 'lignes déjà déclarées'),
    errors > 0 && plural(errors, 'ligne en erreur', 'lignes en erreur'),
    warnings > 0 && plural(warnings, 'ligne à vérifier', 'lignes à vérifier'),
  ]
    .filter(Boolean)
    .join(', ');
}

/** `12 000 lignes sur 34 120` */
export const progressWords = (done: number, work: number): string =>
  `${formatNumber(done)} sur ${plural(work, 'déclaration')}`;
