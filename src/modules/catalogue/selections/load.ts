import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadOnce } from '../../../platform/content-imports.ts';
import type { Db } from '../../../platform/database/index.ts';
import { resourcesBySlugs } from '../resources/resource.ts';
import { selectionsFile } from './content.ts';
import { indexSelection } from './search-entry.ts';
import { keepVersion } from './versions.ts';

/** Fills an empty database with the selections of `data/`; needs the resources that they list. */
export async function loadSelections({ db, now }: { db: Db; now: Date }): Promise<void> {
  await loadOnce(db, 'selections', async (tx) => {
    const text = await readFile(join(process.cwd(), 'data', 'selections.json'), 'utf8');
    const { items } = selectionsFile.parse(JSON.parse(text));
    const known = await resourcesBySlugs(
      tx,
      items.flatMap((one) => one.items.map(({ resource }) => resource)),
    );
    const rows = await tx
      .insertInto('selections')
      .values(
        items.map(({ slug, title, introduction, catalogue }) => ({
          slug,
          title,
          introduction,
          catalogue,
          start_up: true,
          published: true,
          created_at: now,
          updated_at: now,
        })),
      )
      // Loaded again after a demonstration: those that nobody touched are there.
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning(['id', 'slug'])
      .execute();
    const ids = new Map(rows.map(({ id, slug }) => [slug, id]));
    const listed = items.flatMap(({ slug, items: its }) => {
      const id = ids.get(slug);
      return id === undefined ? [] : its.map((item, position) => ({ ...item, position, id }));
    });
    if (listed.length === 0) return;
    await tx
      .insertInto('selection_items')
      .values(
        listed.flatMap(({ id, resource, position, note }) => {
          // Withdrawn since the product shipped it: its selection does without.
          const found = known.get(resource);
          return found ? [{ selection_id: id, resource_id: found.id, position, note }] : [];
        }),
      )
      .execute();
    for (const { id } of rows) {
      await keepVersion(tx, { by: null, now }, id);
      await indexSelection(tx, id);
    }
  });
}
