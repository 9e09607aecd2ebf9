import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { authorise } from '../../platform/http/index.ts';
import { allGroups } from '../groups/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import { type Charter, charterAt } from './charter.ts';
import { type CharterFacts, type CharterVerb, can, type SignedBy } from './policy.ts';

/** What rights on a charter depend on. */
export async function factsOf(
  deps: Deps,
  { group }: Pick<Charter, 'group'>,
  signedBy: SignedBy | null = null,
): Promise<CharterFacts> {
  const groupId = (await allGroups(deps)).find(({ slug }) => slug === group)?.id ?? null;
  return { groupId, signedBy };
}

/** Whether this person keeps the charter: its pages then lead to the work. */
export async function keeps(
  deps: Deps,
  { actor }: Pick<FastifyRequest, 'actor'>,
  charter: Pick<Charter, 'group'>,
): Promise<boolean> {
  return actor !== null && can(actor, 'charter.review', await factsOf(deps, charter));
}

export interface OnCharter {
  charter: Charter;
  actor: Actor;
}

/** Loads the charter of the address, and checks a verb on it that is about no signature in particular. */
export function onCharter(deps: Deps, verb: Exclude<CharterVerb, 'charter.decide'>) {
  return async (request: FastifyRequest, { slug }: { slug: string }): Promise<OnCharter> => {
    const charter = await charterAt(deps, slug);
    authorise(request, verb, can(request.actor, verb, await factsOf(deps, charter)));
    return { charter, actor: signedIn(request) };
  };
}
