import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../../platform/deps.ts';
import { fields, found, type PageMeta } from '../../../platform/http/index.ts';
import { asKeeper } from '../access.ts';
import type { CatalogueSlug } from '../catalogues.ts';
import { catalogueMeta } from '../crumbs.ts';
import { byCatalogue } from '../list/list-query.ts';
import { findContribution } from './contribution.ts';
import { reviewOf } from './review.ts';
import { queueHref } from './views/queue.tsx';

export const access = 'resource.review';
export const queuePath = '/catalogues/:catalogue/a-traiter';
export const ofContribution = byCatalogue.extend({ id: fields.uuid });

/** The contribution of the address, in the queue of the catalogue that this person keeps. */
export const onContribution =
  (deps: Deps) => async (request: FastifyRequest, params: { catalogue: CatalogueSlug; id: string }) => {
    const actor = await asKeeper(deps, access)(request, params);
    const contribution = found(await findContribution(deps.db, params.catalogue, params.id));
    return {
      actor,
      contribution,
      review: await reviewOf(deps.db, contribution),
      here: `${queueHref(params.catalogue)}/${params.id}`,
      act: { by: actor, now: deps.clock.now(), publicUrl: deps.settings.publicUrl },
    };
  };

/** What the head of a page about a contribution says, and the way to it. */
export function contributionMeta(catalogue: CatalogueSlug, page: string): PageMeta {
  const meta = catalogueMeta(catalogue, page);
  const crumbs = meta.breadcrumb ?? [];
  return {
    ...meta,
    breadcrumb: [...crumbs.slice(0, -1), { label: 'À traiter', href: queueHref(catalogue) }, { label: page }],
  };
}
