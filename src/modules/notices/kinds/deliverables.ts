import type { Db } from '../../../platform/database/index.ts';
import { type FoundNews, newsFoundBy } from './kind.ts';

/** A deliverable that was published. */
export const deliverables = newsFoundBy({
  task: 'deliverable.published',
  label: 'Nouveau livrable',
  act: 'Le consulter',
  find: findPublished,
});

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
