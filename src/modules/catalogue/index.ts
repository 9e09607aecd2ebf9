/** The catalogues of resources: what helps authorities, described by one taxonomy. See README.md. */
export { keeperOf } from './access.ts';
export { catalogueCounts } from './catalogue-counts.ts';
export { type CatalogueSlug, catalogueHref, catalogues, keptBy, resourceHref } from './catalogues.ts';
export { type Keeping, keepingOf } from './contributions/keeping.ts';
export { narrow, type Suited, suits } from './facets/facet-index.ts';
export { resourceIndex } from './facets/kept-index.ts';
export { type Taxonomy, taxonomy, valueLabel } from './facets/taxonomy.ts';
export { measureHelp } from './help/measure-help.tsx';
export { catalogueSection } from './help/section.tsx';
export { type CatalogueReport, exportCatalogue, importCatalogue } from './import/by-command.ts';
export { suitedOf } from './list/listing.ts';
export { loadCatalogues } from './load.ts';
export type { CataloguePagesAbove } from './pages-above.ts';
export { removeCatalogueWorkOf } from './removal.ts';
export { termsOf } from './resources/content.ts';
export { findResource, type Resource, resourcesByIds, resourcesBySlugs } from './resources/resource.ts';
export { ResourceFacts } from './resources/views/labels.tsx';
export { CatalogueCards } from './views/cards.tsx';
