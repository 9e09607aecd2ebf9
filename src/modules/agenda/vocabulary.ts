import type {
  ExperienceKind,
  MeasureLinkKind,
  MeasureNature,
  MeasureStatus,
  MilestoneKind,
} from '../../platform/database/index.ts';
import type { Confidence } from '../../platform/provenance.ts';

export const natureLabels: Record<MeasureNature, string> = {
  obligation: 'Obligation',
  opportunity: 'Opportunité',
  experiment: 'Expérimentation',
};

export const statusLabels: Record<MeasureStatus, string> = {
  proposed: 'En discussion',
  announced: 'À venir',
  rolling_out: 'En cours de déploiement',
  in_force: 'En vigueur',
  postponed: 'Reportée',
  ended: 'Terminée',
  repealed: 'Abrogée',
};

export const milestoneKindLabels: Record<MilestoneKind, string> = {
  text: 'Texte publié',
  entry_into_force: 'Entrée en vigueur',
  deadline: 'Échéance',
  step: 'Étape',
  opening: 'Ouverture',
  end: 'Fin',
  forecast: 'Prévision',
};

export const linkKindLabels: Record<MeasureLinkKind, string> = {
  depends_on: 'Dépend de',
  same_work: 'Même chantier que',
  eased_by: 'Facilitée par',
};

export const experienceKindLabels: Record<ExperienceKind, string> = {
  obstacle: 'Blocage',
  cost: 'Coût',
  question: 'Question',
  good_practice: 'Bonne pratique',
  improvement: 'Amélioration constatée',
};

export const confidenceLabels: Record<Confidence, string> = {
  high: 'Sûre',
  medium: 'À confirmer',
  low: 'À vérifier',
};
