import type { Db } from '../../platform/database/index.ts';
import { indexEntry } from '../../platform/search/index.ts';
import { pointsOf } from './content.ts';
import { allPrerequisitePages, readContent } from './pages.ts';

/** Makes the search find the checklists and what goes with them, as the content says them now. */
export async function loadPrerequisites({ db }: { db: Db }): Promise<void> {
  const { checklists } = await readContent();
  const pages = await allPrerequisitePages(db);
  await db.transaction().execute(async (tx) => {
    for (const { title, href, summary } of pages) {
      const checklist = checklists.find(({ rollout }) => href === `/deploiements/${rollout}/prerequis`);
      const points = checklist ? pointsOf(checklist) : [];
      await indexEntry(tx, {
        kind: 'page',
        key: href,
        url: href,
        title,
        summary,
        body: points.map((point) => `${point.title}. ${point.detail ?? ''}`).join('\n'),
        keywords: 'prérequis, déploiement, habilitation, raccordement',
      });
    }
  });
}
