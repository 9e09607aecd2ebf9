import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { workOf } from './access.ts';
import { workPath } from './crumbs.ts';
import { type AnsweredFor, countUnanswered } from './experience-queries.ts';
import { countWaiting } from './proposal-queries.ts';
import { WorkPage } from './views/work.tsx';

/** What waits for those who keep the agenda, or answer for some of its measures. */
export function workRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  app.get(workPath, { config: { access: 'agenda.work' } }, async (request, reply) => {
    const { keeps, scope } = await workOf(deps, request);
    const [unanswered, proposals, measures] = await Promise.all([
      countUnanswered(db, scope),
      keeps ? countWaiting(db) : 0,
      measuresToKeep(db, scope),
    ]);
    return reply.page(
      {
        title: 'Tenir l’agenda',
        noindex: true,
        breadcrumb: [{ label: 'Mon espace', href: '/espace' }, { label: 'Agenda' }],
      },
      <WorkPage keeps={keeps} unanswered={unanswered} proposals={proposals} measures={measures} />,
    );
  });
}

/** The drafts of those who keep all of it; the measures of those who were given some. */
async function measuresToKeep(db: Db, scope: AnsweredFor) {
  const query = db
    .selectFrom('measures')
    .select(['slug', 'title', 'published', 'updated_at as updatedAt'])
    .orderBy('title');
  return scope === 'all'
    ? query.where('published', '=', false).execute()
    : query
        .where('id', 'in', (eb) =>
          eb.selectFrom('measure_editors').select('measure_id').where('account_id', '=', scope.editor),
        )
        .execute();
}
