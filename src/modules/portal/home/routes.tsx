import type { Deps } from '../../../platform/deps.ts';
import type { App } from '../../../platform/http/index.ts';
import { nextMilestones } from '../../agenda/index.ts';
import { catalogueCounts } from '../../catalogue/index.ts';
import { latestDeliverables } from '../../library/index.ts';
import { findAuthority } from '../../territories/index.ts';
import { listNews } from '../pages/queries.ts';
import { groupsAtWork } from './queries.ts';
import { Home } from './views/home.tsx';

export function homeRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;
  app.get('/', { config: { access: 'public', cache: true } }, async (request, reply) => {
    const { actor } = request;
    const [groups, deadlines, resources, deliverables, news, authority] = await Promise.all([
      groupsAtWork(deps, 6),
      nextMilestones(deps, 3),
      catalogueCounts(deps),
      latestDeliverables(db, 3),
      listNews(db, { limit: 5, offset: 0 }),
      actor?.authorityId ? findAuthority(db, actor.authorityId) : undefined,
    ]);
    return reply.page(
      {
        title: 'Cordée',
        description:
          'Le programme Transformation numérique des territoires : ce qui concerne votre collectivité, ce que font les groupes projets et ce qu’ils ont produit.',
        canonical: '/',
        wide: true,
      },
      <Home
        groups={groups}
        deadlines={deadlines}
        resources={resources}
        deliverables={deliverables}
        news={news.items}
        now={clock.now()}
        signedIn={actor !== null}
        authority={authority}
      />,
    );
  });
}
