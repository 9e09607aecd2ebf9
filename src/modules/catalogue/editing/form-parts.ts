import type { Deps } from '../../../platform/deps.ts';
import { type FormState, typedText } from '../../../platform/http/index.ts';
import { renderMarkdown } from '../../../platform/markdown/index.ts';
import { inFrenchOrder } from '../../../ui/index.ts';
import { publishedMeasures } from '../../agenda/index.ts';
import { type CatalogueSlug, catalogues } from '../catalogues.ts';
import { readTaxonomy } from '../facets/taxonomy.ts';
import { facetsToFill } from './facets.ts';
import { withTypedWords } from './typed-words.ts';

/** The facets of the form of a resource, and those where a value is asked for. */
export async function facetsOfForm({ db }: Pick<Deps, 'db'>, slug: CatalogueSlug) {
  const catalogue = catalogues[slug];
  return { facets: facetsToFill(await readTaxonomy(db), catalogue), due: catalogue.facets };
}

/** What the form of a resource needs besides its values. */
export async function formParts(
  deps: Deps,
  form: FormState,
  kept: { catalogue: CatalogueSlug; slug: string },
) {
  const [{ facets, due }, measures] = await Promise.all([
    facetsOfForm(deps, kept.catalogue),
    publishedMeasures(deps),
  ]);
  const text = typedText(form.values, 'start');
  return {
    form,
    told: await withTypedWords(deps.db, form, facets, kept, deps.clock.now()),
    facets,
    due,
    measures: measures.toSorted((a, b) => inFrenchOrder(a.title, b.title)),
    preview: typedText(form.values, 'apercu') === '1' && text !== '' ? renderMarkdown(text) : undefined,
  };
}
