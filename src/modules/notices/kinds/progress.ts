import { z } from 'zod';
import { formatDate, labelOf, weatherLevels } from '../../../ui/index.ts';
import type { News, NewsKind } from './kind.ts';

/** A progress point. */
export const progress: NewsKind = {
  task: 'progress.posted',
  key: 'progress',
  payload: z.object({ pointId: z.uuid() }).transform(({ pointId }) => pointId),
  async read(db, ids) {
    const rows = await db
      .selectFrom('progress_points')
      .innerJoin('groups', 'groups.id', 'progress_points.group_id')
      .where((eb) => eb('progress_points.id', '=', eb.fn.any(eb.val([...ids]))))
      .select([
        'progress_points.id',
        'progress_points.on_day as onDay',
        'progress_points.weather',
        'progress_points.body',
        'progress_points.author_id as authorId',
        'progress_points.created_at as at',
        'groups.id as groupId',
        'groups.slug',
      ])
      .execute();
    return new Map(
      rows.map(({ id, onDay, weather, slug, ...row }): [string, News] => {
        const title = `Point d’avancement du ${formatDate(onDay)} : ${labelOf(weatherLevels, weather).toLowerCase()}`;
        return [
          id,
          {
            ...row,
            thread: null,
            subject: 'Point d’avancement',
            title,
            lead: title,
            action: { label: 'Tout l’avancement', path: `/groupes/${slug}` },
          },
        ];
      }),
    );
  },
};
