import type { FastifyRequest } from 'fastify';
import type { ComponentChild } from 'preact';
import type { Deps } from '../../platform/deps.ts';
import type { CatalogueSlug } from './catalogues.ts';
import type { Resource } from './resources/resource.ts';

/** What modules above add to the pages of the catalogues. Given to `routes` where modules are listed. */
export interface CataloguePagesAbove {
  /**
   * A section with its h2 on the page of a resource; null when there is nothing to say. `reader` is the request of someone who
   * has a cookie; without one the page is kept in memory, the same for all.
   */
  section?(deps: Deps, resource: Resource, reader: FastifyRequest | null): Promise<ComponentChild>;
  /** Links under the title of a catalogue. */
  links?(catalogue: CatalogueSlug): readonly { label: string; href: string }[];
}
