// The door: find, resolve and name the local authorities of France. What the parts to come will need is marked public.

export {
  authorityDetail,
  /** @public */
  authorityLabel,
  authorityUrl,
  distinctName,
  formerWords,
  kindCount,
  kindLabel,
  kindPlural,
  populationSourceOf,
  type SourceLink,
} from './labels.ts';
export { loadTerritories } from './load.ts';
export { type MapShapes, readMapShapes } from './map-shapes.ts';
export { authorityNamed } from './named.ts';
export { placeNames, placesNamed, typedPlaces } from './places.ts';
export {
  type Authority,
  type AuthoritySummary,
  /** @public */
  authoritiesByIds,
  /** @public */
  childrenOf,
  findAuthority,
  type Placed,
  placedAuthorities,
  resolveAuthority,
  type Surroundings,
  similarAuthorities,
  surroundingsOf,
} from './queries.ts';
export { authoritiesBearing, couldName, type Resolved, resolveCodes } from './resolving.ts';
export { kindAtSegment } from './schemas.ts';
export { type AuthorityHit, searchAuthorities } from './search.ts';
export type { AuthorityParts, AuthoritySection } from './sections.ts';
export { AuthorityChoices } from './views/authority-choices.tsx';
export { DepartmentMap } from './views/department-map.tsx';
