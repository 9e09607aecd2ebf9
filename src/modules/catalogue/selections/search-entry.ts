import type { Db } from '../../../platform/database/index.ts';
import { excerpt, plainText } from '../../../platform/markdown/index.ts';
import { indexEntry, removeEntry } from '../../../platform/search/index.ts';
import { selectionHref } from './selection.ts';

const kind = 'selection';

/**
 * Makes the search say what is true of this selection now: only what is published is found, by its own words; its resources
 * are found by theirs.
 */
export async function indexSelection(tx: Db, id: string): Promise<void> {
  const row = await tx
    .selectFrom('selections')
    .select(['slug', 'title', 'introduction', 'published'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row?.published) return forgetSelection(tx, id);
  await indexEntry(tx, {
    kind,
    key: id,
    url: selectionHref(row),
    title: row.title,
    summary: excerpt(row.introduction, 200),
    body: plainText(row.introduction, ''),
    keywords: 'sélection de ressources',
  });
}

export const forgetSelection = (tx: Db, id: string): Promise<void> => removeEntry(tx, kind, id);
