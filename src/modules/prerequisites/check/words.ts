import type { Report } from './engine.ts';
import type { Outcome } from './tests.ts';

export const outcomeLabels: Record<Outcome, string> = {
  wrong: 'À corriger',
  check: 'À vérifier',
  not_told: 'Non renseigné',
  conform: 'Conforme',
};

/** What the whole comes to. Conform is said of what was looked at, and of nothing else. */
export const conclusionLabels: Record<Report['conclusion'], string> = {
  wrong: 'Des points sont à corriger',
  check: 'Rien de faux, des points restent à vérifier',
  conform: 'Tout ce qui a été examiné est conforme',
  nothing: 'Aucun champ connu dans cette configuration',
};

export const secretAdvice =
  'Cette configuration contient un secret. Nous ne l’avons ni gardé, ni écrit dans un journal, ni réaffiché. Il a pourtant quitté votre poste : renouvelez-le auprès de FranceConnect, et retirez-le avant de recommencer.';

/** The same where nothing was sent. */
export const secretHereAdvice =
  'Ce fichier contient un secret. Il n’a pas quitté votre poste ; retirez-le avant de partager le fichier.';
