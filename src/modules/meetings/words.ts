import type { MeetingAnswer, MeetingAudience, MinutesState, Side } from '../../platform/database/index.ts';
import { formatDate } from '../../ui/index.ts';
import type { Outcome } from './outcomes.ts';

export const audienceLabels: Readonly<Record<MeetingAudience, string>> = {
  members: 'Tous les membres du groupe',
  copilots: 'Les copilotes seulement',
  chosen: 'Des personnes choisies',
};

export const answerLabels: Readonly<Record<MeetingAnswer, string>> = {
  yes: 'Oui, j’y serai',
  maybe: 'Peut-être',
  no: 'Non, je n’y serai pas',
};

export const minutesLabels: Readonly<Record<MinutesState, string>> = {
  draft: 'Compte rendu en cours de rédaction',
  proposed: 'Compte rendu proposé',
  approved: 'Compte rendu approuvé',
};

const sideLabels: Readonly<Record<Side, string>> = { etat: 'État', collectivites: 'Collectivités' };

/** « Autre » for those who speak for neither. */
export const sideWords = (side: Side | null): string => (side === null ? 'Autre' : sideLabels[side]);

/** « du côté de l’État » */
export const ofSide: Readonly<Record<Side, string>> = {
  etat: 'du côté de l’État',
  collectivites: 'du côté des collectivités',
};

/** « Relire la note (Camille Roche, pour le 1er mars 2027) » */
export function outcomeWords({ text, owner, dueOn }: Pick<Outcome, 'text' | 'owner' | 'dueOn'>): string {
  const facts = [owner, dueOn && `pour le ${formatDate(dueOn)}`].filter(Boolean).join(', ');
  return facts === '' ? text : `${text} (${facts})`;
}
