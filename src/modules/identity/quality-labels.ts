import type { AccountQuality } from '../../platform/database/index.ts';

/** In what quality a person takes part, in words. */
export const qualityLabels: Readonly<Record<AccountQuality, string>> = {
  agent: 'Agent d’une collectivité',
  elu: 'Élu d’une collectivité',
  agent_etat: 'Agent de l’État',
  association: 'Membre d’une association',
  editeur: 'Éditeur de logiciels',
};
