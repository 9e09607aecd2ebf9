import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, pageCount } from '../../../platform/http/index.ts';
import { asKeeper } from '../access.ts';
import { catalogues } from '../catalogues.ts';
import { catalogueMeta } from '../crumbs.ts';
import { byCatalogue } from '../list/list-query.ts';
import { alike, queueOf, titleOf } from './contribution.ts';
import { findDuplicates } from './duplicates.ts';
import { access, contributionMeta, ofContribution, onContribution, queuePath } from './on-contribution.ts';
import { ContributionPage, QueuePage } from './views/queue.tsx';

const perPage = 25;

/** What waits for those who keep a catalogue. */
export function queueRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const asReviewer = asKeeper(deps, access);

  app.get(
    queuePath,
    {
      config: { access },
      schema: { params: byCatalogue, querystring: z.object({ page: fields.pageNumber }) },
    },
    async (request, reply) => {
      await asReviewer(request, request.params);
      const { catalogue } = request.params;
      const { page } = request.query;
      const queue = await queueOf(db, catalogue, { page, perPage });
      return reply.page(
        catalogueMeta(catalogue, 'À traiter'),
        <QueuePage
          catalogue={catalogues[catalogue]}
          queue={queue}
          page={page}
          pages={pageCount(queue.total, perPage)}
        />,
      );
    },
  );

  app.get(
    `${queuePath}/:id`,
    { config: { access }, schema: { params: ofContribution } },
    async (request, reply) => {
      const { contribution, review } = await onContribution(deps)(request, request.params);
      const { content, resource } = contribution;
      const asked = content && {
        url: content.url === review?.current?.url ? '' : content.url,
        title: resource ? '' : content.title,
      };
      const waits = contribution.state === 'waiting';
      return reply.page(
        contributionMeta(request.params.catalogue, titleOf(contribution)),
        <ContributionPage
          contribution={contribution}
          review={review}
          duplicates={waits && asked ? await findDuplicates(db, asked, resource?.id ?? null) : []}
          others={waits ? await alike(db, contribution) : []}
        />,
      );
    },
  );
}
