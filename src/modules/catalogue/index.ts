/** The catalogues of resources: what helps authorities, described by one taxonomy. See README.md. */
export { keptBy } from './catalogues.ts';
export { type Keeping, keepingOf } from './contributions/keeping.ts';
export { type CatalogueReport, exportCatalogue, importCatalogue } from './import/by-command.ts';
export { loadCatalogues } from './load.ts';
export { removeCatalogueWorkOf } from './removal.ts';
export {
  /** @public */
  findSelection,
  type ShownSelection,
} from './selections/selection.ts';
