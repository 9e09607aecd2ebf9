import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadOnce } from '../../platform/content-imports.ts';
import type { Db } from '../../platform/database/index.ts';
import { agendaFile } from './content.ts';
import { indexAllMeasures } from './search-entry.ts';
import { insertLinks, insertMeasure } from './store.ts';

/** Fills an empty database with the measures of `data/agenda.json`. */
export async function loadAgenda({
  db,
  now,
  say,
}: {
  db: Db;
  now: Date;
  say: (line: string) => void;
}): Promise<void> {
  await loadOnce(db, 'agenda', async (tx) => {
    const path = join(process.cwd(), 'data', 'agenda.json');
    const { themes, items } = agendaFile.parse(JSON.parse(await readFile(path, 'utf8')));
    await tx.insertInto('measure_themes').values(themes).execute();
    const ids = new Map<string, string>();
    for (const item of items) {
      const id = await insertMeasure(tx, item, {
        origin: 'content',
        reason: 'Contenu de départ',
        actorId: null,
        published: true,
        now,
      });
      ids.set(item.slug, id);
    }
    for (const { slug, links } of items) await insertLinks(tx, ids.get(slug) ?? '', links);
    await indexAllMeasures(tx);
    say(`Agenda : ${items.length} mesures`);
  });
}
