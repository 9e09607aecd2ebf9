import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, pageCount } from '../../../platform/http/index.ts';
import { machineDate } from '../../../ui/index.ts';
import { asKeeper, bySlug, onSurvey } from '../access.ts';
import { workMeta } from '../addresses.ts';
import { audienceWords, countFor } from '../concern.ts';
import { countContacts } from '../contacts/contacts.ts';
import { keptBy } from '../policy.ts';
import { countDrafts, daysOf, listSize, listSurveys, standingOf } from '../survey.ts';
import { whyNotOpen } from './life.ts';
import { KeptSurveysPage } from './views/kept-surveys.tsx';
import { OverviewPage } from './views/overview.tsx';

/** The surveys that one keeps, and how each of them does. */
export function listRoutes(app: App, deps: Deps): void {
  app.get(
    '/espace/enquetes',
    { config: { access: 'survey.create' }, schema: { querystring: z.object({ page: fields.pageNumber }) } },
    async (request, reply) => {
      const actor = asKeeper(request);
      const { page } = request.query;
      const today = machineDate(deps.clock.now());
      const kept = keptBy(actor);
      const { items, total } = await listSurveys(deps.db, { page, kept });
      return reply.page(
        {
          title: 'Enquêtes',
          noindex: true,
          breadcrumb: [{ label: 'Mon espace', href: '/espace' }, { label: 'Enquêtes' }],
        },
        <KeptSurveysPage
          items={items.map((survey) => ({ ...survey, standing: standingOf(survey, today) }))}
          page={page}
          pages={pageCount(total, listSize)}
          total={total}
          ofTeam={kept.programme}
        />,
      );
    },
  );

  app.get(
    '/espace/enquetes/:slug',
    { config: { access: 'survey.edit' }, schema: { params: bySlug } },
    async (request, reply) => {
      const { survey } = await onSurvey(deps, 'survey.edit')(request, request.params);
      const today = machineDate(deps.clock.now());
      const byAuthority = survey.mode === 'authority';
      const [days, drafts, concerned, contacts, told] = await Promise.all([
        daysOf(deps.db, survey.id),
        countDrafts(deps.db, survey.id),
        byAuthority ? countFor(deps.db, survey) : null,
        countContacts(deps.db, survey.id),
        byAuthority ? audienceWords(deps.db, survey) : null,
      ]);
      return reply.page(
        workMeta(survey, null),
        <OverviewPage
          survey={survey}
          standing={standingOf(survey, today)}
          days={days}
          drafts={drafts}
          concerned={concerned}
          contacts={contacts}
          whyNotOpen={whyNotOpen(survey, today)}
          audience={told}
        />,
      );
    },
  );
}
