import type { Db } from '../../../platform/database/index.ts';
import { type FoundNews, type NewsKind, newsFoundBy } from './kind.ts';

/** A deliverable that was published, and each version that was published of it later. */
export const deliverables: readonly NewsKind[] = [
  newsFoundBy({
    task: 'deliverable.published',
    label: 'Nouveau livrable',
    act: 'Le consulter',
    find: findPublished,
  }),
  newsFoundBy({
    task: 'deliverable.version-published',
    label: 'Nouvelle version',
    act: 'La consulter',
    find: findPublishedVersion,
  }),
];

async function findPublished(db: Db, id: string): Promise<FoundNews | null> {
  const row = await db
    .selectFrom('deliverables')
    .where('id', '=', id)
    .where('state', '=', 'published')
    .select(['slug', 'title', 'description', 'created_by', 'group_id', 'published_at'])
    .executeTakeFirst();
  // The programme's own are no news of a group.
  if (!row?.group_id || !row.published_at) return null;
  return {
    groupId: row.group_id,
    authorId: row.created_by,
    at: row.published_at,
    title: row.title,
    text: row.description,
    url: `/livrables/${row.slug}`,
  };
}

async function findPublishedVersion(db: Db, id: string): Promise<FoundNews | null> {
  const row = await db
    .selectFrom('deliverable_versions as version')
    .innerJoin('deliverables', 'deliverables.id', 'version.deliverable_id')
    .where('version.id', '=', id)
    .where('deliverables.state', '=', 'published')
    .select([
      'slug',
      'title',
      'group_id',
      'version.label',
      'version.notes',
      'version.created_by',
      'version.published_at',
    ])
    .executeTakeFirst();
  if (!row?.group_id || !row.published_at) return null;
  return {
    groupId: row.group_id,
    authorId: row.created_by,
    at: row.published_at,
    title: `${row.title}, ${row.label}`,
    text: row.notes,
    url: `/livrables/${row.slug}`,
  };
}
