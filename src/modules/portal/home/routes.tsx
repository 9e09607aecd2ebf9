import type { Deps } from '../../../platform/deps.ts';
import type { App } from '../../../platform/http/index.ts';
import { listNews } from '../pages/queries.ts';
import { countGroups, groupsAtWork, latestDeliverables } from './queries.ts';
import { Home } from './views/home.tsx';

export function homeRoutes(app: App, { db }: Deps): void {
  app.get('/', { config: { access: 'public', cache: true } }, async (request, reply) => {
    const [groups, groupCount, deliverables, news] = await Promise.all([
      groupsAtWork(db, 6),
      countGroups(db),
      latestDeliverables(db, 4),
      listNews(db, { limit: 4, offset: 0 }),
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
        groupCount={groupCount}
        deliverables={deliverables}
        news={news.items}
        signedIn={request.actor !== null}
      />,
    );
  });
}
