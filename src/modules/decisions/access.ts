import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { authorise, found } from '../../platform/http/index.ts';
import { askToOpen, findGroup, type Group } from '../groups/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import type { Act } from './actions.ts';
import { can, type DecisionFacts, type DecisionVerb } from './policy.ts';
import { type Decision, findDecision } from './queries.ts';

export interface InGroup {
  actor: Actor;
  group: Group;
  facts: DecisionFacts;
}

export interface OnDecision extends InGroup {
  decision: Decision;
}

/** Checks the verb on the group of the address. The group is public; its register, as a whole, is for its members. */
export function inGroup(deps: Deps, verb: DecisionVerb) {
  return async (request: FastifyRequest, { slug }: { slug: string }): Promise<InGroup> => {
    const actor = signedIn(request);
    const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
    const facts = { groupId: group.id, groupClosed: group.state === 'closed' };
    askToOpen(actor, group);
    authorise(request, verb, can(actor, verb, facts));
    return { actor, group, facts };
  };
}

/** Checks the verb on the decision of the address; outside its group, the group's own refusal comes first. */
export function onDecision(deps: Deps, verb: DecisionVerb) {
  const within = inGroup(deps, verb);
  return async (request: FastifyRequest, params: { slug: string; number: number }): Promise<OnDecision> => {
    const access = await within(request, params);
    const decision = found(
      await findDecision(deps.db, access.group.id, params.number),
      'Cette décision n’existe pas.',
    );
    return { ...access, decision };
  };
}

export function actOf(deps: Deps, actor: Actor): Act {
  return { by: { id: actor.id, name: actor.name }, now: deps.clock.now() };
}
