import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadOnce } from '../../platform/content-imports.ts';
import type { Db } from '../../platform/database/index.ts';
import { organisationsFile } from './content.ts';
import { indexOrganisation } from './search-entry.ts';

/** Fills an empty database with the organisations of `data/organisations.json`. */
export async function loadOrganisations({ db, say }: { db: Db; say: (line: string) => void }): Promise<void> {
  await loadOnce(db, 'organisations', async (tx) => {
    const path = join(process.cwd(), 'data', 'organisations.json');
    const { items } = organisationsFile.parse(JSON.parse(await readFile(path, 'utf8')));
    await tx
      .insertInto('organisations')
      .values(
        items.map(({ sources, note, ...item }) => ({
          ...item,
          sources: JSON.stringify(sources),
          note: note ?? null,
        })),
      )
      .execute();
    for (const item of items) await indexOrganisation(tx, item);
    say(`Organismes : ${items.length}`);
  });
}
