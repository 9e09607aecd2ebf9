import type { GroupState } from '../../../platform/database/index.ts';

/** How addresses and headings name the states, in the order of the list. */
export const stateFilters = [
  { state: 'active', code: 'actifs', label: 'Actifs', heading: 'Groupes actifs' },
  { state: 'proposed', code: 'proposes', label: 'Proposés', heading: 'Groupes proposés' },
  { state: 'paused', code: 'en-pause', label: 'En pause', heading: 'Groupes en pause' },
  { state: 'closed', code: 'clos', label: 'Clos', heading: 'Groupes clos' },
] as const satisfies readonly { state: GroupState; code: string; label: string; heading: string }[];

export type StateCode = (typeof stateFilters)[number]['code'];

export const stateCodes = ['actifs', 'proposes', 'en-pause', 'clos'] as const satisfies readonly StateCode[];

export const stateOrder: readonly GroupState[] = stateFilters.map(({ state }) => state);

/** Address of the list in this state. */
export function groupsHref(code: StateCode | undefined, page = 1): string {
  const query = new URLSearchParams({
    ...(code ? { etat: code } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return query.size > 0 ? `/groupes?${query}` : '/groupes';
}
