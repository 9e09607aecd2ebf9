import type { Db, TrainingStatus } from '../../../platform/database/index.ts';
import { type FieldChange, fieldChanges } from '../../../platform/text-changes.ts';
import { sessionContent } from './content.ts';
import { type ContentField, contentLabels, meaningsOf, wordsOf } from './content-words.ts';

export interface HistoryEntry {
  version: number;
  at: Date;
  by: string | null;
  status: TrainingStatus;
  /** What differs from the version before; null for the first. */
  changes: FieldChange<ContentField>[] | null;
}

const most = 100;

/** What was saved of a session, the latest first; for those who may edit it. */
export async function historyOf(db: Db, sessionId: string): Promise<HistoryEntry[]> {
  const rows = await db
    .selectFrom('training_session_versions as versions')
    .leftJoin('accounts', 'accounts.id', 'versions.actor_id')
    .select(['versions.version', 'versions.at', 'versions.content', 'versions.status', 'accounts.name'])
    .where('versions.session_id', '=', sessionId)
    .orderBy('versions.version', 'desc')
    .limit(most)
    .execute();
  const words = await Promise.all(
    rows.map(async (row) => {
      const content = sessionContent.parse(row.content);
      return wordsOf(content, await meaningsOf(db, content));
    }),
  );
  return rows.map((row, index) => {
    const [after, before] = [words[index], words[index + 1]];
    return {
      version: row.version,
      at: row.at,
      by: row.name,
      status: row.status,
      changes: after && before ? fieldChanges(before, after, { labels: contentLabels }) : null,
    };
  });
}
