import type { Group } from '../../groups/index.ts';
import type { Organisation } from '../../organisations/index.ts';

export function organisationData(organisation: Organisation, publicUrl: string) {
  const { slug, name, acronym, side, kind, website, role, inGovernance, sources, confidence, note } =
    organisation;
  return {
    slug,
    url: `${publicUrl}/organismes/${slug}`,
    name,
    acronym,
    side,
    kind,
    website,
    role,
    in_governance: inGovernance,
    sources,
    confidence,
    note,
  };
}

/** The same as the organisation's page. */
export function organisationPageData(
  organisation: Organisation,
  groups: readonly Group[],
  publicUrl: string,
) {
  return {
    ...organisationData(organisation, publicUrl),
    groups: groups.map(({ slug, number, title, state, copilots }) => ({
      slug,
      number,
      title,
      state,
      side: copilots.find((copilot) => copilot.slug === organisation.slug)?.side ?? null,
      url: `${publicUrl}/groupes/${slug}`,
    })),
  };
}
