import type { FastifyRequest } from 'fastify';
import type { ComponentChild } from 'preact';
import type { Deps } from '../../platform/deps.ts';
import type { Placed } from './queries.ts';

/** What a module has to say on the page of an authority. */
export interface AuthorityParts {
  /** Before everything else. */
  lead?: ComponentChild;
  /** Sections with their h2, in the main column. */
  main?: ComponentChild;
  /** The same, after what all the others say: where else to look. */
  tail?: ComponentChild;
}

/**
 * What another module shows on the page of an authority. Given to `territoryRoutes` where modules are listed,
 * so that this module needs not know those above it.
 */
export interface AuthoritySection {
  /** Unique. */
  id: string;
  /** Smaller first. */
  order: number;
  /**
   * Null when there is nothing to say. `reader` is the request of someone who has a cookie; without one the page is kept
   * in memory, the same for all.
   */
  render(deps: Deps, place: Placed, reader: FastifyRequest | null): Promise<AuthorityParts | null>;
  /** The same as data: what it adds to the `.json` twin, by name. Kept in memory, the same for all. */
  data?(deps: Deps, place: Placed): Promise<Readonly<Record<string, unknown>>>;
  /** The same for other programs: calendars, feeds. */
  alternates?(place: Placed): readonly { type: string; href: string; title: string }[];
}
