import type { Db } from '../../../platform/database/index.ts';
import { Refusal, type TypedValues } from '../../../platform/http/index.ts';
import { machineDate } from '../../../ui/index.ts';
import type { Actor } from '../../identity/index.ts';
import { findOrganisation, organisationLabel } from '../../organisations/index.ts';
import { distinctName, findAuthority } from '../../territories/index.ts';
import { type CatalogueSlug, catalogues } from '../catalogues.ts';
import { valuesOfFacets } from '../editing/facets.ts';
import { sourcesOf, valuesOfSources } from '../editing/input.ts';
import type { FacetValues, ResourceContent } from '../resources/content.ts';
import type { Contributor } from './contributing.ts';
import { mostOwnSources, type ProposalInput, simpleFacets, type WhoInput } from './fields.ts';

/** What was said of a resource; the rest is as it was, or for those who keep the catalogue to complete. */
export function contentProposed(
  input: ProposalInput,
  facets: FacetValues,
  current: ResourceContent | null,
  { catalogue, slug, now }: { catalogue: CatalogueSlug; slug: string; now: Date },
): ResourceContent {
  const said = {
    title: input.title,
    url: input.url,
    producer: input.producer,
    summary: input.summary,
  };
  const own = sourcesOf(input);
  if (current) {
    const simple = simpleFacets(catalogues[catalogue]);
    const others = Object.entries(current.facets).filter(([code]) => !simple.includes(code));
    return {
      ...current,
      ...said,
      facets: { ...Object.fromEntries(others), ...facets },
      // More of them than the form shows stay.
      sources: [...own, ...current.sources.slice(mostOwnSources)],
    };
  }
  return {
    catalogue,
    slug,
    ...said,
    facets,
    least_people: null,
    most_people: null,
    territories: [],
    effort: null,
    start: null,
    skills: [],
    language: 'fr',
    sources: own,
    confidence: 'medium',
    note: null,
    measures: [],
    checked_on: machineDate(now),
  };
}

/** What the form shows of a resource to correct. */
export const valuesOfProposal = (content: ResourceContent): TypedValues => ({
  title: content.title,
  url: content.url,
  producer: content.producer,
  summary: content.summary,
  ...valuesOfSources(content.sources.slice(0, mostOwnSources)),
  ...valuesOfFacets(content.facets),
});

/** Whoever is signed in with an account that was let in: their address is known. */
export const knownContributor = (actor: Actor | null): Actor | null =>
  actor?.state === 'active' ? actor : null;

/** Who contributes. Throws Refusal, by field. */
export function whoOf(input: WhoInput, actor: Actor | null, network: string): Contributor {
  const known = knownContributor(actor);
  const errors: Record<string, string> = {};
  if (!known && input.courriel === '') errors.courriel = 'Indiquez votre adresse électronique.';
  if (input.nomination === 'name' && input.nom === '') errors.nom = 'Indiquez votre prénom et votre nom.';
  if (input.nomination !== 'nobody' && input.organisme === '')
    errors.organisme = 'Indiquez votre collectivité ou votre organisme.';
  if (Object.keys(errors).length > 0) throw new Refusal(errors);
  // What is not to be shown is not kept.
  return {
    accountId: known?.id ?? null,
    email: known ? '' : input.courriel,
    naming: input.nomination,
    name: input.nomination === 'name' ? input.nom : null,
    body: input.nomination === 'nobody' ? null : input.organisme,
    network,
  };
}

/** How somebody signed in is named, before they choose otherwise. */
export async function valuesOfWho(db: Db, actor: Actor | null): Promise<TypedValues> {
  const known = knownContributor(actor);
  if (!known) return {};
  const [authority, organisation] = await Promise.all([
    known.authorityId ? findAuthority(db, known.authorityId) : undefined,
    known.organisation ? findOrganisation(db, known.organisation) : null,
  ]);
  const body = authority ? distinctName(authority) : organisation ? organisationLabel(organisation) : '';
  return { nom: known.name, organisme: body };
}
