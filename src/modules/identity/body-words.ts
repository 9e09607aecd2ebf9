import type { AuthorityKind } from '../../platform/database/index.ts';
import { organisationLabel } from '../organisations/index.ts';

/** What a query selects to name an authority or an organisation; an alias of each table's own column. */
export const bodyColumns = [
  'authorities.name as authority',
  'authorities.kind as authority_kind',
  'authorities.place as authority_place',
  'organisations.name as organisation_name',
  'organisations.acronym as organisation_acronym',
] as const;

interface Row {
  authority: string | null;
  authority_kind: AuthorityKind | null;
  authority_place: string | null;
  organisation_name: string | null;
  organisation_acronym: string | null;
}

/** « Saint-Denis (La Réunion) », since many communes share a name; « DINUM – Direction… »; null for neither. */
export function bodyWords(row: Row): string | null {
  if (row.authority) {
    const place = row.authority_kind === 'commune' ? row.authority_place : null;
    return place ? `${row.authority} (${place})` : row.authority;
  }
  if (row.organisation_name) {
    return organisationLabel({ name: row.organisation_name, acronym: row.organisation_acronym });
  }
  return null;
}
