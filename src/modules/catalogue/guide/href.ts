import type { CatalogueSlug } from '../catalogues.ts';

export interface GuideAsked {
  qui?: string;
  besoin?: string;
  temps?: number;
  /** Id of an authority. */
  collectivite?: string;
}

/** Address of the three questions of a catalogue, answered. */
export function guideHref(catalogue: CatalogueSlug, asked: GuideAsked = {}): string {
  const search = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  const path = `/catalogues/${catalogue}/guide`;
  return search.size > 0 ? `${path}?${search}` : path;
}
