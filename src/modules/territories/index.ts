// The door: find, resolve and name the local authorities of France.

export {
  authorityDetail,
  authorityLabel,
  authorityUrl,
  countLabel,
  kindLabel,
  kindPlural,
} from './labels.ts';
export { type LoadProgress, loadTerritories } from './load.ts';
export {
  type Authority,
  type AuthorityPage,
  type AuthoritySummary,
  ancestorsOf,
  authoritiesByIds,
  childrenOf,
  countChildren,
  findAuthority,
  listAuthorities,
  type OldCode,
  resolveAuthority,
} from './queries.ts';
export { type AuthorityHit, type SearchOptions, searchAuthorities } from './search.ts';
export type { AuthoritySection } from './sections.ts';
