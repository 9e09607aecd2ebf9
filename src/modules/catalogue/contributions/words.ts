import type { ContributionState, ReportSubject } from '../../../platform/database/index.ts';
import type { BadgeKind } from '../../../ui/index.ts';
import type { Contribution } from './contribution.ts';

export const subjectLabels: Readonly<Record<ReportSubject, string>> = {
  dead_link: 'Le lien ne mène plus à la ressource',
  error: 'Une information de la fiche est fausse',
  outdated: 'La ressource est dépassée, ou n’existe plus',
  other: 'Autre chose',
};

const proposalStates: Readonly<Record<ContributionState, readonly [string, BadgeKind]>> = {
  unconfirmed: ['À confirmer', 'neutral'],
  waiting: ['À traiter', 'info'],
  accepted: ['Retenue', 'success'],
  refused: ['Non retenue', 'neutral'],
};

const reportStates: Readonly<Record<ContributionState, readonly [string, BadgeKind]>> = {
  ...proposalStates,
  accepted: ['Pris en compte', 'success'],
  refused: ['Sans changement', 'neutral'],
};

export const stateWords = ({ kind, state }: Pick<Contribution, 'kind' | 'state'>) =>
  (kind === 'report' ? reportStates : proposalStates)[state];
