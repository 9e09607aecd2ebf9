import type { Db } from '../../../platform/database/index.ts';
import type { Sheet } from '../../../platform/sheets/index.ts';
import { freeSlug, slugOf } from '../../../platform/slug.ts';
import { machineDate } from '../../../ui/index.ts';
import { authoritiesByIds } from '../../territories/index.ts';
import type { CatalogueSlug } from '../catalogues.ts';
import { reserved } from '../editing/address.ts';
import { readTaxonomy } from '../facets/taxonomy.ts';
import { termsOf } from '../resources/content.ts';
import { contentChanges, type FieldChange, meaningsFor } from '../resources/content-words.ts';
import { contentOf, resourceOf, selectResources } from '../resources/resource.ts';
import { type Entry, type Known, type Named, type Problem, readTable } from './reading.ts';

/** What becomes, or would become, of a line. */
export interface Outcome {
  line: number;
  slug: string;
  title: string;
  done: 'created' | 'changed' | 'unchanged';
  changes: FieldChange[];
  /** Whether it leaves the lists, or comes back to them. */
  moved: 'withdrawn' | 'back' | null;
}

export interface Checked {
  problems: Problem[];
  /** Of each line, when no line is wrong. */
  outcomes: Outcome[];
  entries: Entry[];
}

/** Says what a table would do to a catalogue, line by line. Writes nothing. */
export async function checkTable(
  db: Db,
  catalogue: CatalogueSlug,
  sheet: Sheet,
  now: Date,
): Promise<Checked> {
  const [taxonomy, resources] = await Promise.all([readTaxonomy(db), knownResources(db)]);
  const taken = new Set([...reserved, ...resources.keys()]);
  const today = machineDate(now);
  const { entries, named, problems } = readTable(sheet, {
    catalogue,
    taxonomy,
    resources,
    today,
    freeSlug: (title) => {
      const slug = freeSlug(slugOf(title, 'ressource'), taken);
      taken.add(slug);
      return slug;
    },
  });
  problems.push(...twice(entries), ...(await unknownThings(db, named)));
  const meanings = await meaningsFor(
    db,
    entries.flatMap(({ content, before }) => (before ? [content, before.content] : [content])),
  );
  const outcomes: Outcome[] = [];
  for (const entry of entries) {
    const { line, content, before, published, version } = entry;
    const tell = (column: string, message: string) => problems.push({ line, column, message });
    if (content.checked_on > today) tell('verifiee_le', 'Cette date est à venir.');
    if (reserved.includes(content.slug)) tell('adresse', 'Cette adresse est prise par le site.');
    if (
      content.least_people !== null &&
      content.most_people !== null &&
      content.least_people > content.most_people
    )
      tell('population_max', 'Le maximum est plus petit que le minimum.');
    const changes = before ? contentChanges(before.content, content, meanings) : [];
    const moved = !before || before.published === published ? null : published ? 'back' : 'withdrawn';
    const differs = before !== null && (changes.length > 0 || !sameContent(before.content, content) || moved);
    if (before && differs && version !== null && version !== before.version)
      tell(
        'version',
        `La fiche a été modifiée depuis l’export (version ${before.version}, et non ${version}) : exportez-la de nouveau.`,
      );
    outcomes.push({
      line,
      slug: content.slug,
      title: content.title,
      done: before === null ? 'created' : differs ? 'changed' : 'unchanged',
      changes,
      moved,
    });
  }
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { problems, outcomes: problems.length > 0 ? [] : outcomes, entries };
}

async function knownResources(db: Db): Promise<Map<string, Known>> {
  const rows = await selectResources(db).execute();
  return new Map(
    rows.map((row) => {
      const resource = resourceOf(row);
      const { id, published, version } = resource;
      return [resource.slug, { id, content: contentOf(resource), published, version }];
    }),
  );
}

/** Whatever the order of the codes of a facet. */
function sameContent(one: Entry['content'], other: Entry['content']): boolean {
  const plain = ({ facets, ...rest }: Entry['content']) => {
    const fields = Object.entries({ ...rest, facets: termsOf(facets).sort() });
    return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return plain(one) === plain(other);
}

function twice(entries: readonly Entry[]): Problem[] {
  const lines = new Map<string, number>();
  return entries.flatMap(({ line, content: { slug } }) => {
    const first = lines.get(slug);
    if (first === undefined) {
      lines.set(slug, line);
      return [];
    }
    return [{ line, column: 'adresse', message: `L’adresse « ${slug} » est déjà à la ligne ${first}.` }];
  });
}

/** Territories and measures that do not exist, looked up for all the lines at once. */
async function unknownThings(db: Db, lines: readonly Named[]): Promise<Problem[]> {
  const slugs = [...new Set(lines.flatMap((one) => one.measures))];
  const ids = [...new Set(lines.flatMap(({ territories }) => territories))];
  const [places, measures] = await Promise.all([
    authoritiesByIds(db, ids),
    slugs.length === 0 ? [] : db.selectFrom('measures').select('slug').where('slug', 'in', slugs).execute(),
  ]);
  const known = new Set(measures.map(({ slug }) => slug));
  return lines.flatMap(({ line, territories, measures: helped }) => [
    ...territories.flatMap((id) =>
      places.has(id)
        ? []
        : [{ line, column: 'territoires', message: `Le territoire « ${id} » n’existe pas, ou plus.` }],
    ),
    ...helped.flatMap((slug) =>
      known.has(slug) ? [] : [{ line, column: 'mesures', message: `La mesure « ${slug} » n’existe pas.` }],
    ),
  ]);
}
