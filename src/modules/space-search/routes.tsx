import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, Forbidden, fields } from '../../platform/http/index.ts';
import { allGroups, type ReadGroup, readInside } from '../groups/index.ts';
import { signedIn } from '../identity/index.ts';
import { findInGroups } from './finding.ts';
import { peopleOf } from './people.ts';
import { path, searchHref, searchQuery } from './schemas.ts';
import { SearchPage } from './views/search-page.tsx';

const suggested = 8;

/** The search in one's groups: what it finds is decided by the groups that one reads at that moment. */
export function routes(app: App, deps: Deps): void {
  const config = { access: 'signed-in' } as const;

  app.get(path, { config, schema: { querystring: searchQuery } }, async (request, reply) => {
    const readable = await readableBy(deps, request);
    const asked = request.query;
    const found = await findInGroups(deps.db, readable, asked);
    if (asked.page > found.pages) return reply.redirect(searchHref(asked, { page: found.pages }), 302);
    reply.header('cache-control', 'private, no-store');
    if (Object.keys(found.errors).length > 0) reply.code(422);
    return reply.page(
      {
        title: asked.q === '' ? 'Chercher dans mes groupes' : `« ${asked.q} » dans mes groupes`,
        noindex: true,
        breadcrumb: [{ label: 'Mon espace', href: '/espace' }, { label: 'Recherche' }],
      },
      <SearchPage asked={asked} found={found} />,
    );
  });

  app.get(
    `${path}/personnes.json`,
    { config, schema: { querystring: z.object({ q: fields.searchText }) } },
    async (request, reply) => {
      const ids = (await readableBy(deps, request)).map(({ group }) => group.id);
      const { q } = request.query;
      reply.header('cache-control', 'private, no-store');
      const people = q.length < 2 ? [] : await peopleOf(deps.db, ids, { named: q }, suggested);
      return { items: people.map(({ name }) => ({ label: name })) };
    },
  );
}

async function readableBy(deps: Deps, request: FastifyRequest): Promise<ReadGroup[]> {
  const actor = signedIn(request);
  if (actor.state !== 'active') throw new Forbidden('Votre inscription n’est pas encore acceptée.');
  return readInside(actor, await allGroups(deps));
}
