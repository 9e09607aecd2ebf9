/** State bodies, associations, syndicates and vendors. See README.md. */
export { createOrganisation, editOrganisation, removeOrganisation } from './actions.ts';
export { sideLabels, vendorKind } from './content.ts';
export { loadOrganisations } from './load.ts';
export {
  findOrganisation,
  listOrganisations,
  type Organisation,
  organisationLabel,
  searchOrganisations,
} from './queries.ts';
export { organisationFields } from './schemas.ts';
