/** The catalogues of resources: what helps authorities, described by one taxonomy. See README.md. */
export { keeperOf } from './access.ts';
export { catalogueCounts } from './catalogue-counts.ts';
export { type CatalogueSlug, catalogueHref, catalogues, keptBy, resourceHref } from './catalogues.ts';
export { termsOf } from './content.ts';
export { type Keeping, keepingOf } from './contributions/keeping.ts';
export { emergencyHref } from './emergency-href.ts';
export { narrow, type Suited, suits } from './facet-index.ts';
export { type CatalogueReport, exportCatalogue, importCatalogue } from './import/by-command.ts';
export { resourceIndex } from './kept-index.ts';
export { suitedOf } from './listing.ts';
export { loadCatalogues } from './load.ts';
export { measureHelp } from './measure-help.tsx';
export type { CataloguePagesAbove } from './pages-above.ts';
export { removeCatalogueWorkOf } from './removal.ts';
export { findResource, type Resource, resourcesByIds, resourcesBySlugs } from './resource.ts';
export { catalogueSection } from './section.tsx';
export {
  /** @public */
  findSelection,
  type ShownSelection,
} from './selections/selection.ts';
export { type Taxonomy, taxonomy, valueLabel } from './taxonomy.ts';
export { CatalogueCards } from './views/cards.tsx';
export { ResourceFacts } from './views/labels.tsx';
