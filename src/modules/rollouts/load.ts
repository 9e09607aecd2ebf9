import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadOnce } from '../../platform/content-imports.ts';
import type { Db } from '../../platform/database/index.ts';
import { drawConcerned } from './concerned.ts';
import { rolloutsFile } from './content.ts';

/**
 * Fills an empty database with the rollouts of `data/rollouts.json`; then, whenever the territories have a newer edition, says
 * again which authorities each rollout concerns.
 */
export async function loadRollouts({ db, say }: { db: Db; say: (line: string) => void }): Promise<void> {
  await loadOnce(db, 'rollouts', async (tx) => {
    const path = join(process.cwd(), 'data', 'rollouts.json');
    const { items } = rolloutsFile.parse(JSON.parse(await readFile(path, 'utf8')));
    for (const [index, { slug, title, group, ...content }] of items.entries()) {
      await tx
        .insertInto('rollouts')
        .values({
          slug,
          title,
          position: index + 1,
          group_slug: group,
          content: JSON.stringify(content),
        })
        .execute();
      await tx
        .insertInto('rollout_stages')
        .values(content.stages.map((stage, at) => ({ rollout: slug, slug: stage.slug, position: at + 1 })))
        .execute();
    }
    say(`Déploiements : ${items.map(({ title }) => title).join(', ')}`);
  });
  await drawConcerned(db);
}
