/** The catalogues of resources: what helps authorities, described by one taxonomy. See README.md. */
export { catalogueCounts } from './catalogue-counts.ts';
export { loadCatalogues } from './load.ts';
export { measureHelp } from './measure-help.tsx';
export { catalogueSection } from './section.tsx';
export { removeUsesOf } from './uses.ts';
export { CatalogueCards } from './views/cards.tsx';
