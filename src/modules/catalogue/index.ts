/** The catalogues of resources: what helps authorities, described by one taxonomy. See README.md. */
export { loadCatalogues } from './load.ts';
