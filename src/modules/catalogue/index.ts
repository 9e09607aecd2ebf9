/** The catalogues of resources: what helps authorities, described by one taxonomy. See README.md. */
export { catalogueCounts } from './catalogue-counts.ts';
export { keptBy } from './catalogues.ts';
export { type Keeping, keepingOf } from './contributions/keeping.ts';
export { type CatalogueReport, exportCatalogue, importCatalogue } from './import/by-command.ts';
export { loadCatalogues } from './load.ts';
export { measureHelp } from './measure-help.tsx';
export { removeCatalogueWorkOf } from './removal.ts';
export { catalogueSection } from './section.tsx';
export {
  /** @public */
  findSelection,
  type ShownSelection,
} from './selections/selection.ts';
export { CatalogueCards } from './views/cards.tsx';
