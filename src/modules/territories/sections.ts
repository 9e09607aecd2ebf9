import type { ComponentChild } from 'preact';
import type { Deps } from '../../platform/deps.ts';
import type { Authority } from './queries.ts';

/**
 * What another module shows on the page of an authority. Given to `territoryRoutes` where modules are listed,
 * so that this module needs not know those above it.
 */
export interface AuthoritySection {
  /** Unique; name of its part in the `.json` twin. */
  id: string;
  /** Smaller first. */
  order: number;
  /** Sections with their h2; null when there is nothing to say. Anonymous pages are kept in memory: say nothing about who reads. */
  render(deps: Deps, authority: Authority): Promise<ComponentChild | null>;
  /** The same as data. */
  data?(deps: Deps, authority: Authority): Promise<unknown>;
}
