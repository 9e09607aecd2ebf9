import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { authorise, notFound } from '../../platform/http/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import type { Act } from './cases.ts';
import { interestOf } from './moderators.ts';
import { type CaseVerb, can, type Interest, standingOn } from './policy.ts';
import { findCase, type ModerationCase } from './queries.ts';

export interface OnCase {
  actor: Actor;
  one: ModerationCase;
  as: 'copilot' | 'team';
  interest: Interest;
}

/** Checks the verb on the case of the address; for those who do not look at it, its author first, it does not exist. */
export async function onCase(
  deps: Deps,
  request: FastifyRequest,
  id: string,
  verb: CaseVerb,
): Promise<OnCase> {
  const actor = signedIn(request);
  const one = await findCase(deps.db, id, deps.clock.now());
  const as = one ? standingOn(actor, one) : null;
  if (!one || as === null) return notFound('Ce signalement n’existe pas.');
  const interest = await interestOf(deps.db, one, actor.id);
  authorise(request, verb, can(actor, verb, one, interest));
  return { actor, one, as, interest };
}

export function actOf({ clock, settings }: Deps, { id, name }: Pick<Actor, 'id' | 'name'>): Act {
  return { by: { id, name }, now: clock.now(), publicUrl: settings.publicUrl };
}
