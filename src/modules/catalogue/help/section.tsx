import type { Deps } from '../../../platform/deps.ts';
import type { AuthorityParts, AuthoritySection, Placed } from '../../territories/index.ts';
import { resourceHref } from '../catalogues.ts';
import { taxonomy } from '../facets/taxonomy.ts';
import { helpFor } from './helping.ts';
import { HelpLink, HelpSection } from './views/help.tsx';

/** What may help an authority, on its page: with the measures that concern it, and in each catalogue. */
export const catalogueSection: AuthoritySection = {
  id: 'catalogue',
  order: 0.5,
  render: async (deps: Deps, place: Placed): Promise<AuthorityParts | null> => {
    if (place.authority.ended_at) return null;
    const [help, known] = await Promise.all([helpFor(deps, place), taxonomy(deps)]);
    if (help.counts.every(({ count }) => count === 0)) return null;
    return {
      lead: <HelpLink counts={help.counts} />,
      main: <HelpSection authority={place.authority} help={help} known={known} />,
    };
  },
  data: async (deps, place) => {
    if (place.authority.ended_at) return {};
    const { helping } = await helpFor(deps, place);
    return {
      resources: helping.map(({ resource, measure }) => ({
        slug: resource.slug,
        title: resource.title,
        catalogue: resource.catalogue,
        measure: measure.slug,
        url: deps.settings.publicUrl + resourceHref(resource),
      })),
    };
  },
};
