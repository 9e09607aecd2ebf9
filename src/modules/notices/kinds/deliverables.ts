import { z } from 'zod';
import type { News, NewsKind } from './kind.ts';

/** A deliverable that was published. */
export const deliverables: NewsKind = {
  task: 'deliverable.published',
  key: 'deliverable',
  payload: z.object({ id: z.uuid() }).transform(({ id }) => id),
  async read(db, ids) {
    const rows = await db
      .selectFrom('deliverables')
      .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
      .where('state', '=', 'published')
      .select(['id', 'slug', 'title', 'description', 'created_by', 'group_id', 'published_at'])
      .execute();
    return new Map(
      rows.flatMap(
        ({ id, slug, title, description, created_by, group_id, published_at }): [string, News][] => {
          // The programme's own are no news of a group.
          if (group_id === null || published_at === null) return [];
          return [
            [
              id,
              {
                groupId: group_id,
                authorId: created_by,
                at: published_at,
                thread: null,
                subject: `Nouveau livrable : ${title}`,
                title: `Nouveau livrable : ${title}`,
                lead: `Le groupe publie « ${title} »`,
                body: description,
                action: { label: 'Le consulter', path: `/livrables/${slug}` },
              },
            ],
          ];
        },
      ),
    );
  },
};
