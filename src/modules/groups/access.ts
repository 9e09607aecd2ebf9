import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { authorise, found } from '../../platform/http/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import type { Act } from './act.ts';
import { askToOpen } from './openings/asking.ts';
import { can, type GroupVerb } from './policy.ts';
import { findGroup, type Group } from './queries.ts';

/** The group of the address, on which the verb was checked, and the person who asks. */
export interface Allowed {
  group: Group;
  actor: Actor;
}

/** Loads the group that the address names, and checks the verb on it. */
export function allowed(deps: Deps, verb: GroupVerb) {
  return async (request: FastifyRequest, { slug }: { slug: string }): Promise<Allowed> => {
    const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
    const may = can(request.actor, verb, group);
    // Steering is its copilots' alone, however open it is.
    if (!may && verb !== 'group.steer') askToOpen(request.actor, group);
    authorise(request, verb, may);
    return { group, actor: signedIn(request) };
  };
}

export function actOf(deps: Deps, actor: Actor): Act {
  return { by: { id: actor.id, name: actor.name }, now: deps.clock.now() };
}
