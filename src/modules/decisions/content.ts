import type { DecisionMode, DecisionState } from '../../platform/database/index.ts';

export const stateLabels: Readonly<Record<DecisionState, string>> = {
  proposed: 'Proposée',
  open: 'En cours',
  adopted: 'Adoptée',
  rejected: 'Rejetée',
  dropped: 'Sans suite',
  replaced: 'Remplacée',
};

/** Of several. */
export const statePlurals: Readonly<Record<DecisionState, string>> = {
  proposed: 'Proposées',
  open: 'En cours',
  adopted: 'Adoptées',
  rejected: 'Rejetées',
  dropped: 'Sans suite',
  replaced: 'Remplacées',
};

export const modeLabels: Readonly<Record<DecisionMode, string>> = {
  recorded: 'Consignée',
  advice: 'Pour avis',
  vote: 'Par un vote',
};

/** How addresses name the states. */
export const stateCodes = {
  proposees: 'proposed',
  'en-cours': 'open',
  adoptees: 'adopted',
  rejetees: 'rejected',
  'sans-suite': 'dropped',
  remplacees: 'replaced',
} as const satisfies Readonly<Record<string, DecisionState>>;
export type StateCode = keyof typeof stateCodes;

export const isStateCode = (code: string): code is StateCode => Object.hasOwn(stateCodes, code);

export const perPage = 20;
export const voicesPerPage = 50;
