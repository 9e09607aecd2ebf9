/** The catalogues of resources: what helps authorities, described by one taxonomy. See README.md. */

export { resourceHref } from './catalogues.ts';
export { termsOf } from './content.ts';
export { narrow, type Suited, suits } from './facet-index.ts';
export { resourceIndex } from './kept-index.ts';
export { suitedOf } from './listing.ts';
export { loadCatalogues } from './load.ts';
export { type Resource, resourcesByIds, resourcesBySlugs } from './resource.ts';
export { type Taxonomy, taxonomy } from './taxonomy.ts';
export { ResourceFacts } from './views/labels.tsx';
