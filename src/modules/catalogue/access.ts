import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { authorise, found, notFound } from '../../platform/http/index.ts';
import { allGroups } from '../groups/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import { type Catalogue, type CatalogueSlug, catalogues } from './catalogues.ts';
import { can, type ResourceVerb } from './policy.ts';
import { findResource, type Resource } from './resources/resource.ts';
import type { By } from './resources/saving.ts';

/** The group that keeps a catalogue; null when it is gone. */
export async function keeperOf(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  { groupSlug }: Catalogue,
): Promise<{ id: string; slug: string; title: string } | null> {
  return (await allGroups(deps)).find(({ slug }) => slug === groupSlug) ?? null;
}

/** Whether somebody may do that in a catalogue. */
export async function mayIn(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  actor: Actor | null,
  verb: ResourceVerb,
  slug: CatalogueSlug,
): Promise<boolean> {
  const keeper = await keeperOf(deps, catalogues[slug]);
  return can(actor, verb, keeper?.id ?? null);
}

const unknownResource = 'Cette ressource n’existe pas.';

/** The resource of the address: under the catalogue that it is in, whoever asks, withdrawn ones included. */
export async function seen(
  { db }: Pick<Deps, 'db'>,
  { catalogue, slug }: { catalogue: CatalogueSlug; slug: string },
): Promise<Resource> {
  const resource = found(await findResource(db, slug), unknownResource);
  if (resource.catalogue !== catalogue) notFound(unknownResource);
  return resource;
}

/** Checks a verb in the catalogue of the address. */
export function asKeeper(deps: Deps, verb: ResourceVerb) {
  return async (request: FastifyRequest, { catalogue }: { catalogue: CatalogueSlug }): Promise<Actor> => {
    authorise(request, verb, await mayIn(deps, request.actor, verb, catalogue));
    return signedIn(request);
  };
}

export interface OnResource {
  resource: Resource;
  actor: Actor;
}

/** The resource of the address, and the verb checked in its catalogue. */
export function onResource(deps: Deps, verb: ResourceVerb) {
  return async (
    request: FastifyRequest,
    params: { catalogue: CatalogueSlug; slug: string },
  ): Promise<OnResource> => {
    const resource = await seen(deps, params);
    return { resource, actor: await asKeeper(deps, verb)(request, params) };
  };
}

export const byOf = (deps: Pick<Deps, 'clock'>, actor: Actor): By => ({
  by: { id: actor.id, name: actor.name },
  now: deps.clock.now(),
});
