import { formatDate } from '../../ui/index.ts';
import { sourceWords } from './precedence.ts';
import { type Rollout, type Stage, stageOf, stageWords } from './rollout.ts';
import type { Standing } from './standing.ts';

/**
 * Where an authority stands, in one sentence: « Étape 4 sur 8, « Ouvrir la téléprocédure », déclaré par la collectivité, depuis le
 * 1er mars 2026. » Nobody is said to stand anywhere when nobody says so.
 */
export function standingSentence(rollout: Pick<Rollout, 'stages'>, standing: Standing | null): string {
  if (standing === null) return 'Personne n’a encore dit où en est cette collectivité.';
  const since = `depuis le ${formatDate(standing.since)}`;
  const where = placeWords(rollout, standing);
  if (standing.provider !== null && standing.basis === 'covered') {
    return `${standing.provider.name} s’en charge pour elle, ${since}. ${where}.`;
  }
  return `${where}, ${sourceWords[standing.source].says}, ${since}${standing.blocked ? ' : bloquée' : ''}.`;
}

function placeWords({ stages }: Pick<Rollout, 'stages'>, { stage, position, basis }: Standing): string {
  const found = stageOf({ stages }, stage);
  if (found) return `Étape ${found.position} sur ${stages.length}, « ${found.title} »`;
  return position === null && basis === 'covered'
    ? 'Son avancement n’est pas renseigné'
    : stageWords({ stages }, null);
}

/** What there is to do next. */
export type NextStep =
  | { to: 'reach'; stage: Stage }
  /** Somebody does it for it. */
  | { to: 'rely'; on: string }
  | { to: 'tell' }
  /** All stages are reached. */
  | { to: 'keep' };

export function nextStep({ stages }: Pick<Rollout, 'stages'>, standing: Standing | null): NextStep {
  if (standing === null) return { to: 'tell' };
  if (standing.basis === 'covered' && standing.provider) return { to: 'rely', on: standing.provider.name };
  const stage = stages[standing.position ?? 0];
  return stage ? { to: 'reach', stage } : { to: 'keep' };
}
