import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { record } from '../../audit/index.ts';
import { type CatalogueSlug, catalogues } from '../catalogues.ts';
import { lockAddresses } from '../editing/address.ts';
import { readTaxonomy } from '../facets/taxonomy.ts';
import { contentOf, resourceOf, selectResources } from '../resources/resource.ts';
import type { By } from '../resources/saving.ts';
import { indexResources } from '../resources/search-entry.ts';
import { columnsOf, insertResources, keepVersions } from '../resources/store.ts';
import type { Checked, Outcome } from './check.ts';
import type { Entry } from './reading.ts';
import type { Exported } from './sheet.ts';

export interface ImportCounts {
  created: number;
  changed: number;
  unchanged: number;
}

export function countsOf(outcomes: readonly Pick<Outcome, 'done'>[]): ImportCounts {
  const count = (done: Outcome['done']) => outcomes.filter((one) => one.done === done).length;
  return { created: count('created'), changed: count('changed'), unchanged: count('unchanged') };
}

/** Held by whoever writes a table, before it is checked: what was checked stays true. */
export async function holdCatalogue(tx: Db, catalogue: CatalogueSlug): Promise<void> {
  await lockAddresses(tx);
  await tx
    .selectFrom('resources')
    .select('id')
    .where('catalogue', '=', catalogue)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Writes what was checked, all of it, in the caller's transaction. */
export async function writeTable(
  tx: Db,
  { by, now }: By,
  catalogue: CatalogueSlug,
  fileName: string,
  { entries, outcomes }: Checked,
): Promise<ImportCounts> {
  const done = new Map(outcomes.map((one) => [one.line, one.done]));
  const created = entries.filter(({ line }) => done.get(line) === 'created');
  const changed = entries.filter(({ line }) => done.get(line) === 'changed');
  const saving = (reason: string, published: boolean) =>
    ({ origin: 'import', reason, published, actorId: by?.id ?? null, now }) as const;
  const ids: string[] = [];
  // One statement for all the lines that say the same of themselves: a file says one reason, or a few.
  for (const { reason, published, its } of alike(created, fileName))
    ids.push(
      ...(await insertResources(
        tx,
        its.map(({ content }) => content),
        saving(reason, published),
      )),
    );
  ids.push(...(await updateResources(tx, changed, now)));
  for (const { reason, published, its } of alike(changed, fileName))
    await keepVersions(
      tx,
      its.flatMap(({ content, before }) =>
        before ? [{ id: before.id, version: before.version + 1, content }] : [],
      ),
      saving(reason, published),
    );
  await indexResources(tx, ids);
  const counts = countsOf(outcomes);
  if (ids.length > 0)
    await record(tx, {
      actor: by,
      verb: 'catalogue.import',
      thing: { type: 'catalogue', id: catalogue, label: catalogues[catalogue].title },
      detail: { file: fileName, ...counts },
    });
  return counts;
}

/** What a line changes of a row; its address never changes. */
const updated = [
  'title',
  'summary',
  'producer',
  'url',
  'terms',
  'least_people',
  'most_people',
  'territories',
  'effort',
  'start',
  'skills',
  'language',
  'sources',
  'confidence',
  'note',
  'measures',
  'checked_on',
  'published',
  'version',
  'updated_at',
] as const;

/** One statement for all of them. Returns their ids. */
async function updateResources(tx: Db, changed: readonly Entry[], now: Date): Promise<string[]> {
  const rows = changed.flatMap(({ content, before, published }) =>
    before
      ? [
          {
            ...columnsOf(content),
            effort: content.effort,
            sources: content.sources,
            id: before.id,
            published,
            version: before.version + 1,
            updated_at: now,
          },
        ]
      : [],
  );
  if (rows.length === 0) return [];
  const set = updated.map((name) => sql`${sql.ref(name)} = ${sql.ref(`wanted.${name}`)}`);
  await sql`
    update resources set ${sql.join(set)}
    from json_populate_recordset(null::resources, ${JSON.stringify(rows)}::json) as wanted
    where resources.id = wanted.id`.execute(tx);
  return rows.map(({ id }) => id);
}

function alike(entries: readonly Entry[], fileName: string) {
  const groups = Map.groupBy(entries, ({ reason, published }) => JSON.stringify([reason, published]));
  return [...groups.values()].flatMap((its) => {
    const [first] = its;
    return first
      ? [{ reason: first.reason ?? `Import de ${fileName}.`, published: first.published, its }]
      : [];
  });
}

/** All the resources of a catalogue, withdrawn ones too, with the taxonomy that their table is written with. */
export async function readExport(db: Db, catalogue: CatalogueSlug) {
  const [rows, taxonomy] = await Promise.all([
    selectResources(db).where('catalogue', '=', catalogue).orderBy('title').orderBy('id').execute(),
    readTaxonomy(db),
  ]);
  const resources = rows.map((row): Exported => {
    const resource = resourceOf(row);
    return { content: contentOf(resource), published: resource.published, version: resource.version };
  });
  return { resources, taxonomy };
}
