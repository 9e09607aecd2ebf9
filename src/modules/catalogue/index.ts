/** The catalogues of resources: what helps authorities, described by one taxonomy. See README.md. */

export { type Keeping, keepingOf } from './contributions/keeping.ts';
export { type CatalogueReport, exportCatalogue, importCatalogue } from './import/by-command.ts';
export { loadCatalogues } from './load.ts';
export { findSelection, type ShownSelection } from './selections/selection.ts';
