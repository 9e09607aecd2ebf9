/** A page about a rollout that a module above owns. */
export interface PageAbove {
  /** A word or two, for the row of pages. */
  label: string;
  title: string;
  href: string;
  summary: string;
}

/** The pages that modules above have about the rollout of this slug, in the order to be shown. */
export type PagesOf = (slug: string) => readonly PageAbove[];
