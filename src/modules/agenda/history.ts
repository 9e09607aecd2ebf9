import type { Db, MeasureVersionOrigin } from '../../platform/database/index.ts';
import { type Writer, writersOf } from '../identity/index.ts';
import { type MeasureContent, measureContent } from './content.ts';
import { contentChanges, type FieldChange, meaningsFor } from './content-words.ts';

export interface VersionEntry {
  version: number;
  at: Date;
  reason: string;
  origin: MeasureVersionOrigin;
  /** False for what was saved of a draft. */
  published: boolean;
  by: Writer | null;
  /** Whose proposal it was. */
  proposedBy: Writer | null;
  /** What differs from the version before it; null for the first. */
  changes: FieldChange[] | null;
}

/** Versions of a measure, newest first; those of a draft only for those who may edit it. */
export async function historyOf(
  db: Db,
  measureId: string,
  { drafts, limit, offset }: { drafts: boolean; limit: number; offset: number },
): Promise<{ entries: VersionEntry[]; total: number }> {
  const versions = db
    .selectFrom('measure_versions as versions')
    .where('versions.measure_id', '=', measureId)
    .$if(!drafts, (query) => query.where('versions.published', '=', true));
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
  const proposers = await proposersOf(db, measureId);
  const writers = await writersOf(db, [...rows.map((row) => row.actor_id), ...proposers.values()]);
  const contents = rows.map(({ content }) => measureContent.parse(content));
  const meanings = await meaningsFor(db, contents);
  const entries = rows.slice(0, limit).map((row, index): VersionEntry => {
    const [content, before] = [contents[index], contents[index + 1]];
    return {
      version: row.version,
      at: row.at,
      reason: row.reason,
      origin: row.origin,
      published: row.published,
      by: writers.get(row.actor_id) ?? null,
      proposedBy: writers.get(proposers.get(row.version) ?? null) ?? null,
      changes: content && before ? contentChanges(before, content, meanings) : null,
    };
  });
  return { entries, total };
}

/** Whose proposal became a version, by its number. */
async function proposersOf(db: Db, measureId: string): Promise<ReadonlyMap<number | null, string | null>> {
  const rows = await db
    .selectFrom('measure_proposals')
    .where('measure_id', '=', measureId)
    .where('state', '=', 'accepted')
    .select(['published_version', 'author_id'])
    .execute();
  return new Map(rows.map((row) => [row.published_version, row.author_id]));
}

export async function findVersion(
  db: Db,
  measureId: string,
  version: number,
): Promise<{ content: MeasureContent; at: Date } | null> {
  const row = await db
    .selectFrom('measure_versions')
    .select(['content', 'at'])
    .where('measure_id', '=', measureId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? { content: measureContent.parse(row.content), at: row.at } : null;
}
