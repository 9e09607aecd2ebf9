import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadOnce } from '../../platform/content-imports.ts';
import type { Db } from '../../platform/database/index.ts';
import { writeSynonyms } from '../../platform/search/index.ts';
import { catalogueSlugs, catalogues } from './catalogues.ts';
import { resourcesFile, taxonomyFile } from './resources/content.ts';
import { indexResources } from './resources/search-entry.ts';
import { insertResources } from './resources/store.ts';
import { loadSelections } from './selections/load.ts';

const read = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(process.cwd(), 'data', name), 'utf8'));

/** Fills an empty database with the taxonomy and the resources of `data/`. */
export async function loadCatalogues({
  db,
  now,
  say,
}: {
  db: Db;
  now: Date;
  say: (line: string) => void;
}): Promise<void> {
  await loadOnce(db, 'taxonomy', async (tx) => {
    const { facets, synonyms } = taxonomyFile.parse(await read('taxonomy.json'));
    await tx
      .insertInto('facets')
      .values(facets.map(({ values: _, ...facet }, position) => ({ ...facet, position })))
      .execute();
    await tx
      .insertInto('facet_values')
      .values(
        facets.flatMap(({ code: facet, values }) =>
          values.map((value, position) => ({ ...value, facet, position })),
        ),
      )
      .execute();
    await writeSynonyms(tx, synonyms);
  });
  for (const slug of catalogueSlugs) {
    await loadOnce(db, `resources-${slug}`, async (tx) => {
      const { catalogue, items } = resourcesFile.parse(await read(`resources-${slug}.json`));
      const contents = items.map((item) => ({ ...item, catalogue }));
      const ids = await insertResources(tx, contents, {
        origin: 'content',
        reason: 'Contenu de départ',
        actorId: null,
        published: true,
        now,
      });
      await indexResources(tx, ids);
      say(`Catalogue « ${catalogues[slug].title} » : ${items.length} ressources`);
    });
  }
  await loadSelections({ db, now });
}
