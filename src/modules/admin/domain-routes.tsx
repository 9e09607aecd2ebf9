import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, button, fields, found, pageCount } from '../../platform/http/index.ts';
import { distrustDomain, findTrustedDomain, listTrustedDomains, signedIn } from '../identity/index.ts';
import { mayAdminister } from './policy.ts';
import { Domains } from './views/domains.tsx';

const path = '/administration/domaines';
const perPage = 50;

/** The mail domains whose people come in by themselves. */
export function domainRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const querystring = z.object({ page: fields.pageNumber });
  app.get(path, { config: { access: 'domain.read' }, schema: { querystring } }, async (request, reply) => {
    authorise(request, 'domain.read', mayAdminister(request.actor));
    const { page } = request.query;
    const { domains, total } = await listTrustedDomains(db, {
      limit: perPage,
      offset: (page - 1) * perPage,
    });
    return reply.page(
      {
        title: 'Domaines reconnus',
        noindex: true,
        breadcrumb: [
          { label: 'Administration', href: '/administration' },
          { label: 'Demandes d’inscription', href: '/administration/inscriptions' },
          { label: 'Domaines reconnus' },
        ],
      },
      <Domains domains={domains} total={total} page={page} pages={pageCount(total, perPage)} />,
    );
  });

  button(app, deps, {
    path: `${path}/:id/retrait`,
    access: 'domain.distrust',
    params: z.object({ id: fields.uuid }),
    load: async (request, { id }) => {
      authorise(request, 'domain.distrust', mayAdminister(request.actor));
      const domain = found(await findTrustedDomain(db, id), 'Ce domaine n’est pas, ou plus, reconnu.');
      return { actor: signedIn(request), domain };
    },
    submit: async ({ tx, thing: { actor, domain } }) => {
      await distrustDomain(tx, { actor, id: domain.id });
      return {
        location: path,
        notice: `Le domaine ${domain.domain} n’est plus reconnu pour ${domain.body}.`,
      };
    },
  });
}
