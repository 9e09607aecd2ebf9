import type { AuthorityKind } from '../../platform/database/index.ts';
import { organisationLabel } from '../organisations/index.ts';

/** What a query selects to name where a person works; an alias of each table's own column. */
export const affiliationColumns = [
  'accounts.affiliation_label',
  'authorities.name as authority',
  'authorities.kind as authority_kind',
  'authorities.place as authority_place',
  'organisations.name as organisation_name',
  'organisations.acronym as organisation_acronym',
] as const;

interface Row {
  affiliation_label: string | null;
  authority: string | null;
  authority_kind: AuthorityKind | null;
  authority_place: string | null;
  organisation_name: string | null;
  organisation_acronym: string | null;
}

/** « Saint-Denis (La Réunion) », since many communes share a name; « DINUM – Direction… »; or what was typed. */
export function affiliationWords(row: Row): string | null {
  if (row.authority) {
    const place = row.authority_kind === 'commune' ? row.authority_place : null;
    return place ? `${row.authority} (${place})` : row.authority;
  }
  if (row.organisation_name) {
    return organisationLabel({ name: row.organisation_name, acronym: row.organisation_acronym });
  }
  return row.affiliation_label;
}
