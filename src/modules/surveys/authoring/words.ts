import type { QuestionType } from '../engine/question.ts';
import type { surveyTypes } from './question-input.ts';

export const typeWords: Record<QuestionType, string> = {
  single: 'Choix unique',
  multiple: 'Choix multiples',
  likert: 'Échelle d’accord en cinq points',
  rating: 'Note',
  ranking: 'Classement',
  matrix: 'Tableau à une réponse par ligne',
  number: 'Nombre',
  text: 'Texte libre',
  consent: 'Case de consentement',
  scale: 'Échelle de niveaux',
};

export type SurveyType = (typeof surveyTypes)[number];

export const typeHints: Record<SurveyType, string> = {
  single: 'Une réponse parmi une liste.',
  multiple: 'Plusieurs réponses parmi une liste, avec un maximum si vous voulez.',
  likert: 'De « Pas du tout d’accord » à « Tout à fait d’accord ».',
  rating: 'Une note, de 0 à 10 par exemple.',
  ranking: 'Les choix les plus importants, dans l’ordre.',
  matrix: 'Plusieurs lignes, la même échelle pour toutes.',
  number: 'Un nombre, comptable par tranches.',
  text: 'Une réponse en toutes lettres ; vous seuls la lisez.',
  consent: 'Accord pour être recontacté : l’adresse est demandée après l’envoi, sur une page séparée.',
};
