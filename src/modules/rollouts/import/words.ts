import type { RolloutImportState } from '../../../platform/database/index.ts';
import { formatNumber, plural } from '../../../ui/index.ts';

export const stateLabels: Readonly<Record<RolloutImportState, string>> = {
  checked: 'Essai',
  applying: 'En cours d’écriture',
  applied: 'Appliqué',
  undoing: 'En cours d’annulation',
  undone: 'Annulé',
};

/** `12 000 lignes sur 34 120` */
export const progressWords = (done: number, work: number): string =>
  `${formatNumber(done)} sur ${plural(work, 'déclaration')}`;
