import { TypedFastBitSet as Bits } from 'typedfastbitset';
import type { Deps } from '../../../platform/deps.ts';
import { type Measure, publishedMeasures, ruleWords } from '../../agenda/index.ts';
import { evaluate, factsOf } from '../../audience/index.ts';
import type { Placed } from '../../territories/index.ts';
import { type CatalogueSlug, catalogueSlugs } from '../catalogues.ts';
import { type Indexed, inBoth, resourcesAt, type Suited, suitable, suitedAs } from '../facets/facet-index.ts';
import { resourceIndex } from '../facets/kept-index.ts';
import { compareScores } from '../guide/rule.ts';
import { nearnessOf, nearnessRank } from '../nearness.ts';
import { type Resource, resourcesByIds } from '../resources/resource.ts';

type Reading = Pick<Deps, 'db' | 'pageCache'>;

/** A resource that suits an authority, and a measure that concerns it and that the resource helps. */
export interface Helping {
  resource: Resource;
  measure: { slug: string; title: string };
}

export interface HelpForAuthority {
  helping: readonly Helping[];
  /** How many resources of each catalogue suit it. */
  counts: readonly { slug: CatalogueSlug; count: number }[];
}

const mostHelping = 5;

/** The surest first, then the nearest, then what costs nothing. */
const scoreOf = (one: Indexed, within: Suited['within']): readonly number[] => [
  one.terms.includes('confidence:high') ? 1 : 0,
  nearnessRank(nearnessOf(one, within)),
  one.terms.includes('cost:gratuit') ? 1 : 0,
];

const bestFirst = (resources: readonly Indexed[], within: Suited['within']): Indexed[] =>
  resources
    .map((one) => ({ one, score: scoreOf(one, within) }))
    .sort((a, b) => compareScores(a.score, b.score))
    .map(({ one }) => one);

/** The first of `bestFirst`, found without putting the others in order. */
function bestOf(resources: readonly Indexed[], within: Suited['within']): Indexed | undefined {
  let best: { one: Indexed; score: readonly number[] } | undefined;
  for (const one of resources) {
    const score = scoreOf(one, within);
    if (!best || compareScores(score, best.score) < 0) best = { one, score };
  }
  return best?.one;
}

const isOver = ({ status }: Pick<Measure, 'status'>): boolean => status === 'ended' || status === 'repealed';

/**
 * What helps an authority with the measures that concern it: of each measure the best resource, a handful in all, local
 * ones first, then those that help with an obligation.
 */
export async function helpFor(deps: Reading, place: Placed): Promise<HelpForAuthority> {
  const [index, measures, words] = await Promise.all([
    resourceIndex(deps),
    publishedMeasures(deps),
    ruleWords(deps),
  ]);
  const whom = suitedAs(place);
  const fitting = suitable(index, whom);
  const facts = factsOf(place.authority, place.ancestors, { stages: words.reachedBy(place.authority.id) });
  const pairs = measures
    .filter((measure) => index.byMeasure.has(measure.slug) && !isOver(measure))
    .filter(({ audience }) => evaluate(audience, facts).verdict === 'yes')
    .flatMap((measure) => {
      const helping = inBoth(index.byMeasure.get(measure.slug) ?? new Bits(), fitting);
      const best = bestOf(resourcesAt(index, helping), whom.within);
      return best ? [{ best, measure, near: nearnessRank(nearnessOf(best, whom.within)) }] : [];
    })
    .sort((a, b) => b.near - a.near || binding(b.measure) - binding(a.measure));
  const chosen = new Map<string, { slug: string; title: string }>();
  for (const { best, measure } of pairs) {
    if (chosen.size < mostHelping && !chosen.has(best.id)) chosen.set(best.id, measure);
  }
  const resources = await resourcesByIds(deps.db, [...chosen.keys()]);
  return {
    helping: resources.flatMap((resource) => {
      const measure = chosen.get(resource.id);
      return measure ? [{ resource, measure }] : [];
    }),
    counts: catalogueSlugs.map((slug) => ({
      slug,
      count: index.byCatalogue.get(slug)?.intersection_size(fitting) ?? 0,
    })),
  };
}

const binding = ({ nature }: Pick<Measure, 'nature'>): number => (nature === 'obligation' ? 1 : 0);

/** The best resources that help a measure all over France, and how many do so in some places only, by catalogue. */
export async function helpForMeasure(
  deps: Reading,
  slug: string,
  most: number,
): Promise<{ resources: readonly Resource[]; local: readonly { slug: CatalogueSlug; count: number }[] }> {
  const index = await resourceIndex(deps);
  const helping = resourcesAt(index, index.byMeasure.get(slug) ?? new Bits());
  const [national, local] = [true, false].map((isOpen) =>
    helping.filter(({ territories }) => (territories.length === 0) === isOpen),
  );
  const best = bestFirst(national ?? [], new Set()).slice(0, most);
  return {
    resources: await resourcesByIds(
      deps.db,
      best.map(({ id }) => id),
    ),
    local: catalogueSlugs
      .map((of) => ({ slug: of, count: local?.filter(({ catalogue }) => catalogue === of).length ?? 0 }))
      .filter(({ count }) => count > 0),
  };
}
