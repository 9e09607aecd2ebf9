import type { Deps } from '../../../platform/deps.ts';
import type { App } from '../../../platform/http/index.ts';
import { EmptyState, PageHeader } from '../../../ui/index.ts';
import { signedIn } from '../../identity/index.ts';
import { resourceHref } from '../catalogues.ts';
import { contributionsBy } from './contribution.ts';
import { ContributionList } from './views/queue.tsx';

/** What somebody signed in sent, and what became of it. */
export function ownRoutes(app: App, deps: Deps): void {
  app.get('/espace/contributions', { config: { access: 'signed-in' } }, async (request, reply) => {
    const sent = await contributionsBy(deps.db, signedIn(request).id);
    return reply.page(
      {
        title: 'Mes contributions',
        noindex: true,
        breadcrumb: [{ label: 'Mon espace', href: '/espace' }, { label: 'Mes contributions' }],
      },
      <>
        <PageHeader
          eyebrow="Catalogues"
          title="Mes contributions"
          lead="Ce que vous avez proposé ou signalé, et ce que ceux qui tiennent les catalogues en ont fait."
        />
        {sent.length === 0 ? (
          <EmptyState title="Aucune contribution">
            <p>
              Une ressource vous a aidé et manque ? Proposez-la depuis{' '}
              <a href="/catalogues">l’un des catalogues</a>.
            </p>
          </EmptyState>
        ) : (
          <ContributionList
            label="Mes contributions"
            contributions={sent}
            level={2}
            hrefOf={({ catalogue, resource }) =>
              resource ? resourceHref({ catalogue, slug: resource.slug }) : `/catalogues/${catalogue}`
            }
          />
        )}
      </>,
    );
  });
}
