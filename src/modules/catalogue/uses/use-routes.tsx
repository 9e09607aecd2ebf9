import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, authorise, button, fields, Refusal } from '../../../platform/http/index.ts';
import { signedIn } from '../../identity/index.ts';
import { asKeeper, mayIn, seen } from '../access.ts';
import { type CatalogueSlug, catalogueHref, catalogues, resourceHref } from '../catalogues.ts';
import { byResource } from '../list/list-query.ts';
import { can } from '../policy.ts';
import { dropUse, tellUse, usesOf } from './uses.ts';
import { UsersPage } from './views/uses.tsx';

const perPage = 50;

const pageQuery = z.object({ page: fields.pageNumber.default(1) });

const useFields = {
  /** The authority that the button named: who changed authority meanwhile speaks for neither. */
  collectivite: fields.line({ max: 60, required: 'Dites quelle collectivité utilise cette ressource.' }),
  nommer: fields.checkbox(),
} satisfies z.ZodRawShape;

/** « Nous l’utilisons »: who says it speaks for the authority of their account, as do their colleagues. */
export function useRoutes(app: App, deps: Deps): void {
  const load = async (request: FastifyRequest, params: { catalogue: CatalogueSlug; slug: string }) => {
    const resource = await seen(deps, params);
    authorise(request, 'resource.use', can(request.actor, 'resource.use', null));
    const actor = signedIn(request);
    return { resource, by: actor, authorityId: actor.authorityId ?? '' };
  };
  const own = (authorityId: string, told: string) => {
    if (told !== authorityId)
      throw new Refusal('Vous ne pouvez parler que pour la collectivité de votre compte.', 'collectivite');
  };

  button(app, deps, {
    path: '/catalogues/:catalogue/:slug/usage',
    access: 'resource.use',
    params: byResource,
    body: useFields,
    load,
    submit: async ({ tx, input, thing: { resource, by, authorityId } }) => {
      own(authorityId, input.collectivite);
      if (!resource.published) throw new Refusal('Cette ressource n’est plus dans le catalogue.');
      await tellUse(tx, { by, now: deps.clock.now(), resource, authorityId }, input.nommer);
      return {
        location: `${resourceHref(resource)}#usage`,
        notice: input.nommer
          ? 'C’est noté : votre collectivité est comptée, et nommée sur cette page.'
          : 'C’est noté : votre collectivité est comptée, sans être nommée.',
      };
    },
  });

  button(app, deps, {
    path: '/catalogues/:catalogue/:slug/usage/retrait',
    access: 'resource.use',
    params: byResource,
    body: { collectivite: useFields.collectivite } satisfies z.ZodRawShape,
    load,
    submit: async ({ tx, input, thing: { resource, by, authorityId } }) => {
      own(authorityId, input.collectivite);
      await dropUse(tx, { by, resource, authorityId });
      return {
        location: `${resourceHref(resource)}#usage`,
        notice: 'Votre collectivité n’est plus comptée parmi celles qui utilisent cette ressource.',
      };
    },
  });

  app.get(
    '/catalogues/:catalogue/:slug/collectivites',
    { config: { access: 'public', cache: true }, schema: { params: byResource, querystring: pageQuery } },
    async (request, reply) => {
      const resource = await seen(deps, request.params);
      const [uses, mayReview] = await Promise.all([
        usesOf(deps.db, resource.id, { page: request.query.page, perPage }),
        mayIn(deps, request.actor, 'resource.review', resource.catalogue),
      ]);
      const here = resourceHref(resource);
      return reply.page(
        {
          title: `Qui utilise « ${resource.title} »`,
          canonical: `${here}/collectivites`,
          noindex: uses.totalNamed === 0 || uses.page > 1,
          breadcrumb: [
            { label: 'Catalogues', href: '/catalogues' },
            { label: catalogues[resource.catalogue].title, href: catalogueHref(resource.catalogue) },
            { label: resource.title, href: here },
            { label: 'Qui l’utilise' },
          ],
        },
        <UsersPage resource={resource} uses={uses} mayReview={mayReview} />,
      );
    },
  );

  // What somebody wrongly said of an authority, that it alone can no longer take back.
  button(app, deps, {
    path: '/catalogues/:catalogue/:slug/collectivites/retrait',
    access: 'resource.review',
    params: byResource,
    body: { collectivite: useFields.collectivite } satisfies z.ZodRawShape,
    load: async (request, params) => {
      const by = await asKeeper(deps, 'resource.review')(request, params);
      return { by, resource: await seen(deps, params) };
    },
    submit: async ({ tx, input, thing: { by, resource } }) => {
      await dropUse(tx, { by, resource, authorityId: input.collectivite });
      return {
        location: `${resourceHref(resource)}/collectivites`,
        notice: 'La collectivité n’est plus citée parmi celles qui utilisent cette ressource.',
      };
    },
  });
}
