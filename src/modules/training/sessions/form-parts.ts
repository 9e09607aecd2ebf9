import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type FormState, typedText } from '../../../platform/http/index.ts';
import { type Taxonomy, taxonomy } from '../../catalogue/index.ts';
import { type Actor, isCopilot, isProgrammeTeam } from '../../identity/index.ts';
import { listOrganisations, organisationLabel } from '../../organisations/index.ts';
import { type AuthorityHit, authorityNamed } from '../../territories/index.ts';
import { factsOf } from '../access.ts';
import { keptCatalogue } from '../addresses.ts';

export interface FormParts {
  offers: readonly { slug: string; title: string }[];
  organisers: readonly { slug: string; label: string }[];
  known: Taxonomy;
  /** Territories that the name that was typed may mean. */
  places: readonly AuthorityHit[];
}

/** For whom this person may write sessions. */
export async function organisersFor(deps: Deps, actor: Actor): Promise<'all' | readonly string[]> {
  const { groupId, granted } = await factsOf(deps, actor);
  if (isProgrammeTeam(actor) || (groupId !== null && isCopilot(actor, groupId))) return 'all';
  return actor.organisation !== null && granted.has(actor.organisation) ? [actor.organisation] : [];
}

/** What the form of a session needs besides its values. */
export async function formParts(deps: Deps, actor: Actor, form: FormState): Promise<FormParts> {
  const [offers, all, may, known, places] = await Promise.all([
    offersOf(deps.db),
    listOrganisations(deps.db),
    organisersFor(deps, actor),
    taxonomy(deps),
    form.errors.lieu ? placesNamed(deps.db, typedText(form.values, 'lieu')) : [],
  ]);
  return {
    offers,
    known,
    places,
    organisers: all
      .filter(({ slug }) => may === 'all' || may.includes(slug))
      .map((organisation) => ({ slug: organisation.slug, label: organisationLabel(organisation) })),
  };
}

/** Published offers of the catalogue, by title. */
async function offersOf(db: Db): Promise<{ slug: string; title: string }[]> {
  return db
    .selectFrom('resources')
    .select(['slug', 'title'])
    .where('catalogue', '=', keptCatalogue)
    .where('published', '=', true)
    .orderBy('title')
    .limit(1000)
    .execute();
}

async function placesNamed(db: Db, typed: string): Promise<readonly AuthorityHit[]> {
  const named = typed ? await authorityNamed(db, typed) : { choices: [] };
  return 'choices' in named ? named.choices : [];
}
