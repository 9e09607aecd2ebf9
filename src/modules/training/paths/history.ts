import type { Db } from '../../../platform/database/index.ts';
import { type FieldChange, fieldChanges } from '../../../platform/text-changes.ts';
import { type ContentField, contentLabels, pathContent } from './content.ts';
import { wordsOf } from './saving.ts';

export interface PathHistoryEntry {
  version: number;
  at: Date;
  by: string | null;
  reason: string;
  published: boolean;
  /** What differs from the version before; null for the first. */
  changes: FieldChange<ContentField>[] | null;
}

const most = 50;

/** What was saved of a path, the latest first; for those who keep paths. */
export async function pathHistoryOf(db: Db, pathId: string): Promise<PathHistoryEntry[]> {
  const rows = await db
    .selectFrom('learning_path_versions as versions')
    .leftJoin('accounts', 'accounts.id', 'versions.actor_id')
    .select([
      'versions.version',
      'versions.at',
      'versions.content',
      'versions.published',
      'versions.reason',
      'accounts.name',
    ])
    .where('versions.path_id', '=', pathId)
    .orderBy('versions.version', 'desc')
    .limit(most)
    .execute();
  const words = await Promise.all(rows.map((row) => wordsOf(db, pathContent.parse(row.content))));
  return rows.map((row, index) => {
    const [after, before] = [words[index], words[index + 1]];
    return {
      version: row.version,
      at: row.at,
      by: row.name,
      reason: row.reason,
      published: row.published,
      changes:
        after && before
          ? fieldChanges(before, after, {
              labels: contentLabels,
              lists: new Set(['etapes']),
            })
          : null,
    };
  });
}
