import type { Rollout } from './rollout.ts';

/** A page about a rollout that a module above owns. */
export interface PageAbove {
  /** A word or two, for the row of pages; null to be only told of on the first. */
  label: string | null;
  title: string;
  href: string;
  summary: string;
}

/** The pages that modules above have about a rollout, in the order to be shown. */
export type PagesOf = (rollout: Pick<Rollout, 'slug' | 'group'>) => readonly PageAbove[];
