import type { Db } from '../../../platform/database/index.ts';
import { indexEntry, removeEntry } from '../../../platform/search/index.ts';
import { pathHref } from '../addresses.ts';
import { holdPath } from './path.ts';
import { profileLabels } from './profiles.ts';

const kind = 'learning-path';

/** Makes the search say what is true of this path now. */
export async function indexPath(tx: Db, id: string): Promise<void> {
  const path = await holdPath(tx, id);
  if (!path.published) return removeEntry(tx, kind, id);
  await indexEntry(tx, {
    kind,
    key: id,
    url: pathHref(path.slug),
    title: path.title,
    summary: path.summary,
    body: path.steps.map(({ why }) => why).join('\n'),
    keywords: ['parcours de formation', profileLabels[path.profile]].join('\n'),
  });
}
