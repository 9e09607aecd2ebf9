import type { SurveyMode } from '../../platform/database/index.ts';
import { type BadgeKind, formatDate } from '../../ui/index.ts';
import { draftDays } from './answering/drafts.ts';
import type { Standing, Survey } from './survey.ts';

export const standingWords: Record<Standing, { label: string; badge: BadgeKind }> = {
  draft: { label: 'Brouillon', badge: 'neutral' },
  announced: { label: 'À venir', badge: 'info' },
  open: { label: 'Ouverte', badge: 'success' },
  closed: { label: 'Fermée', badge: 'neutral' },
};

export const modeWords: Record<SurveyMode, string> = {
  anonymous: 'Réponses anonymes',
  authority: 'Une réponse par collectivité',
};

/** « jusqu’au 1er mars 2027 inclus », « à partir du 1er février 2027 » */
export function datesWords(
  { opensOn, closesOn }: Pick<Survey, 'opensOn' | 'closesOn'>,
  standing: Standing,
): string | null {
  if (standing === 'announced' && opensOn) return `à partir du ${formatDate(opensOn)}`;
  if (standing === 'open' && closesOn) return `jusqu’au ${formatDate(closesOn)} inclus`;
  if (standing === 'closed' && closesOn) return `jusqu’au ${formatDate(closesOn)}`;
  return null;
}

/** What is promised to whoever answers: true by the way it is built, whatever the words of the survey. */
export function promises({
  mode,
  oncePerAccount,
  questionnaire,
}: Pick<Survey, 'mode' | 'oncePerAccount' | 'questionnaire'>): string[] {
  if (mode === 'authority') {
    return [
      'Votre collectivité donne une seule réponse : vos collègues inscrits sur Cordée la voient, la complètent, et la dernière envoyée compte.',
      'Les copilotes du groupe et l’équipe du programme lisent la réponse de chaque collectivité, avec le nom de qui l’a envoyée.',
      'Dans ce qui est publié, aucun nombre de moins de cinq collectivités n’est montré.',
    ];
  }
  return [
    'Votre réponse est anonyme : elle est gardée sans nom, sans compte, sans adresse et sans date.',
    'Les résultats ne changent que par groupes de cinq réponses au moins, et aucun nombre de moins de cinq réponses n’est montré, même à qui mène l’enquête.',
    ...(oncePerAccount
      ? [
          'Nous notons que vous avez participé, à part et avant que vous ne répondiez, pour que chacun ne réponde qu’une fois.',
        ]
      : []),
    ...(questionnaire.questions.some(({ type }) => type === 'consent')
      ? [
          'Si vous laissez une adresse électronique, c’est sur une autre page, et elle est gardée sans lien avec votre réponse.',
        ]
      : []),
    ...(questionnaire.questions.some(({ type }) => type === 'text')
      ? [
          'Ce que vous écrivez en toutes lettres est lu par qui mène l’enquête : ne donnez ni votre nom ni celui de quelqu’un d’autre.',
        ]
      : []),
    `Une réponse que vous n’envoyez pas est effacée ${draftDays} jours après que vous l’avez commencée.`,
  ];
}
