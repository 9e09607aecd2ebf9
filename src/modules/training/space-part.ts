import type { Deps } from '../../platform/deps.ts';
import type { Actor } from '../identity/index.ts';
import { may } from './access.ts';
import { type Begun, begunPaths } from './paths/progress.ts';

/** What the space of a person tells of trainings. */
export interface SpacePart {
  /** Registrations to sessions that are not over. */
  coming: number;
  /** Paths to take up again. */
  begun: readonly Begun[];
  /** Whether they keep sessions. */
  keeps: boolean;
}

export async function trainingPart(deps: Deps, actor: Actor): Promise<SpacePart> {
  const [{ coming }, begun, keeps] = await Promise.all([
    deps.db
      .selectFrom('training_registrations as its')
      .innerJoin('training_sessions as sessions', 'sessions.id', 'its.session_id')
      .select((eb) => eb.fn.countAll<number>().as('coming'))
      .where('its.state', '<>', 'cancelled')
      .where('sessions.status', '=', 'published')
      .where('sessions.ends_at', '>', deps.clock.now())
      .where((eb) => eb.or([eb('its.account_id', '=', actor.id), eb('its.email', '=', actor.email)]))
      .executeTakeFirstOrThrow(),
    begunPaths(deps, actor.id),
    may(deps, actor, 'training.create'),
  ]);
  return { coming, begun, keeps };
}
