import type { Db, ResourceVersionOrigin } from '../../../platform/database/index.ts';
import { type Writer, writersOf } from '../../identity/index.ts';
import { type ResourceContent, resourceContent } from '../resources/content.ts';
import { contentChanges, type FieldChange, meaningsFor } from '../resources/content-words.ts';

export interface VersionEntry {
  version: number;
  at: Date;
  reason: string;
  origin: ResourceVersionOrigin;
  /** False for what was saved of a withdrawn resource. */
  published: boolean;
  /** Who saved it: where they work for all, their name for those who keep the catalogue. */
  by: Writer | null;
  /** Whom the change is owed to, as they chose to be named. */
  credit: string | null;
  /** What differs from the version before it; null for the first. */
  changes: FieldChange[] | null;
  /** Whether it left the lists, or came back to them. */
  moved: 'withdrawn' | 'back' | null;
}

/** Versions of a resource, newest first. */
export async function historyOf(
  db: Db,
  resourceId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ entries: VersionEntry[]; total: number }> {
  const versions = db
    .selectFrom('resource_versions as versions')
    .where('versions.resource_id', '=', resourceId);
  const [rows, { total }] = await Promise.all([
    versions
      .selectAll()
      .orderBy('versions.version', 'desc')
      // One more than is shown: the last shown is compared with it.
      .limit(limit + 1)
      .offset(offset)
      .execute(),
    versions.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ]);
  const writers = await writersOf(
    db,
    rows.map((row) => row.actor_id),
  );
  const contents = rows.map(({ content }) => resourceContent.parse(content));
  const meanings = await meaningsFor(db, contents);
  const entries = rows.slice(0, limit).map((row, index): VersionEntry => {
    const [content, before, older] = [contents[index], contents[index + 1], rows[index + 1]];
    return {
      version: row.version,
      at: row.at,
      reason: row.reason,
      origin: row.origin,
      published: row.published,
      by: writers.get(row.actor_id) ?? null,
      credit: row.credit,
      changes: content && before ? contentChanges(before, content, meanings) : null,
      moved: !older || older.published === row.published ? null : row.published ? 'back' : 'withdrawn',
    };
  });
  return { entries, total };
}

export async function findVersion(
  db: Db,
  resourceId: string,
  version: number,
): Promise<{ content: ResourceContent; at: Date } | null> {
  const row = await db
    .selectFrom('resource_versions')
    .select(['content', 'at'])
    .where('resource_id', '=', resourceId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? { content: resourceContent.parse(row.content), at: row.at } : null;
}
