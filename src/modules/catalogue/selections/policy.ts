import type { Deps } from '../../../platform/deps.ts';
import { type Actor, isProgrammeTeam } from '../../identity/index.ts';
import { findOrganisation, type Organisation, organisationLabel } from '../../organisations/index.ts';
import { mayIn } from '../access.ts';
import { type CatalogueSlug, catalogueSlugs } from '../catalogues.ts';
import { type Author, catalogueAuthor, type Selection, teamAuthor } from './selection.ts';

/** What somebody may write selections for. */
export interface Keeping {
  /** The programme team: those of everybody. */
  all: boolean;
  /** Catalogues that they keep. */
  catalogues: readonly CatalogueSlug[];
  /** Their association, by its slug. */
  organisation: { slug: string; name: string } | null;
}

/** An association of local governments, a federation or a network of theirs: on their side, neither of the State nor a vendor. */
export const isAssociation = ({ side }: Pick<Organisation, 'side'>): boolean => side === 'collectivites';

export async function selectionsKeptBy(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  actor: Actor | null,
): Promise<Keeping> {
  if (actor?.state !== 'active') return { all: false, catalogues: [], organisation: null };
  const [may, organisation] = await Promise.all([
    Promise.all(catalogueSlugs.map((slug) => mayIn(deps, actor, 'resource.edit', slug))),
    actor.organisation ? findOrganisation(deps.db, actor.organisation) : null,
  ]);
  return {
    all: isProgrammeTeam(actor),
    catalogues: catalogueSlugs.filter((_, index) => may[index]),
    organisation:
      organisation && isAssociation(organisation)
        ? { slug: organisation.slug, name: organisationLabel(organisation) }
        : null,
  };
}

/** Whether this person may write this selection. */
export function keeps(
  { all, catalogues, organisation }: Keeping,
  { author }: Pick<Selection, 'author'>,
): boolean {
  if (all) return true;
  if (author.kind === 'organisation') return author.slug === organisation?.slug;
  return author.kind === 'catalogue' && catalogues.includes(author.slug);
}

/** In whose name this person may make a selection, by the code of the form. */
export function authorsFor({ all, catalogues, organisation }: Keeping): Map<string, Author> {
  return new Map<string, Author>([
    ...(organisation ? [['organisme', { kind: 'organisation', ...organisation }] as const] : []),
    ...catalogues.map((slug) => [`catalogue-${slug}`, catalogueAuthor(slug)] as const),
    ...(all ? [['equipe', teamAuthor] as const] : []),
  ]);
}
