import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadOnce } from '../../../platform/content-imports.ts';
import type { Db } from '../../../platform/database/index.ts';
import { pathsFile } from './content.ts';
import { createPath } from './saving.ts';

/** Fills an empty database with the paths of `data/learning-paths.json`. */
export async function loadLearningPaths({
  db,
  now,
  say,
}: {
  db: Db;
  now: Date;
  say: (line: string) => void;
}): Promise<void> {
  await loadOnce(db, 'learning-paths', async (tx) => {
    const file = join(process.cwd(), 'data', 'learning-paths.json');
    const { paths } = pathsFile.parse(JSON.parse(await readFile(file, 'utf8')));
    for (const { slug, ...content } of paths)
      await createPath(tx, { by: null, now }, content, {
        published: true,
        reason: 'Contenu de départ',
        slug,
      });
    say(`Parcours de formation : ${paths.length}`);
  });
}
