import { daysBefore } from '../../platform/clock.ts';
import type { ModerationState, ReportMotive } from '../../platform/database/index.ts';

/** Why somebody reports a thing, in the order of the choices. */
export const motives = [
  { code: 'illicite', motive: 'unlawful', label: 'Propos illicite ou haineux' },
  { code: 'attaque', motive: 'attack', label: 'Attaque d’une personne' },
  { code: 'donnee-personnelle', motive: 'personal_data', label: 'Donnée personnelle divulguée' },
  { code: 'publicite', motive: 'spam', label: 'Publicité ou hameçonnage' },
  { code: 'hors-sujet', motive: 'off_topic', label: 'Hors sujet' },
  { code: 'autre', motive: 'other', label: 'Autre' },
] as const satisfies readonly { code: string; motive: ReportMotive; label: string }[];

export const motiveCodes = motives.map(({ code }) => code);

export function motiveWords(motive: ReportMotive): string {
  return motives.find((one) => one.motive === motive)?.label ?? 'Autre';
}

export const stateWords: Record<ModerationState, string> = {
  waiting: 'À examiner',
  dismissed: 'Laissé en place',
  hidden: 'Masqué',
  restored: 'Rétabli',
};

/** For how long what was hidden may be contested. */
export const contestDays = 30;

/** After how long a report that copilots left unanswered is the programme team's too. */
export const patienceDays = 7;

export const contestUntil = (decidedAt: Date): Date => daysBefore(decidedAt, -contestDays);
