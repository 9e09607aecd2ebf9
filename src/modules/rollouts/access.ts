import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { authorise } from '../../platform/http/index.ts';
import { allGroups } from '../groups/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import { can, type RolloutFacts, type RolloutVerb } from './policy.ts';
import { type Rollout, rolloutAt } from './rollout.ts';

/** What rights on a rollout depend on. */
export async function factsOf(
  deps: Deps,
  { group }: Pick<Rollout, 'group'>,
  authorityId: string | null = null,
): Promise<RolloutFacts> {
  const groupId = (await allGroups(deps)).find(({ slug }) => slug === group)?.id ?? null;
  return { groupId, authorityId };
}

/** Whether this person accompanies a rollout: its pages then lead to the work. */
export async function worksOn(
  deps: Deps,
  { actor }: Pick<FastifyRequest, 'actor'>,
  rollout: Pick<Rollout, 'group'>,
): Promise<boolean> {
  return actor !== null && can(actor, 'rollout.accompany', await factsOf(deps, rollout));
}

export interface OnRollout {
  rollout: Rollout;
  facts: RolloutFacts;
  actor: Actor;
}

/** Loads the rollout of the address, and checks a verb on it that is about no authority in particular. */
export function onRollout(deps: Deps, verb: RolloutVerb) {
  return async (request: FastifyRequest, { slug }: { slug: string }): Promise<OnRollout> => {
    const rollout = await rolloutAt(deps, slug);
    const facts = await factsOf(deps, rollout);
    authorise(request, verb, can(request.actor, verb, facts));
    return { rollout, facts, actor: signedIn(request) };
  };
}
