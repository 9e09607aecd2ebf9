/** The catalogues of resources: what helps authorities, described by one taxonomy. See README.md. */
export { keeperOf } from './access.ts';
export { type CatalogueSlug, catalogueHref, catalogues, resourceHref } from './catalogues.ts';
export { loadCatalogues } from './load.ts';
export type { CataloguePagesAbove } from './pages-above.ts';
export { findResource, type Resource, resourcesBySlugs } from './resource.ts';
export { type Taxonomy, taxonomy, valueLabel } from './taxonomy.ts';
