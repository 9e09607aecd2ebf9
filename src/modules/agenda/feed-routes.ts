import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, atomType, fields } from '../../platform/http/index.ts';
import { renderPdf, sendPdf } from '../../platform/pdf/index.ts';
import { describe, evaluate, reasonOf } from '../audience/index.ts';
import { seen } from './access.ts';
import { type CalendarEntry, calendarOf } from './calendar.ts';
import { changesFeed, latestChanges } from './changes.ts';
import { measureDocument } from './documents.ts';
import { agendaHref, agendaQuery } from './list-query.ts';
import { listAgenda } from './listing.ts';
import { type AgendaFilter, readFilterOrRefuse } from './read-filter.ts';
import { ruleWords } from './rule-words.ts';
import { sendCalendar } from './sending.ts';

const cached = { access: 'public', cache: true } as const;
const bySlug = z.object({ slug: fields.slug });

/** With it, a calendar is saved rather than subscribed to. */
const telecharger = z.literal('1').optional().catch(undefined);

/** The agenda to subscribe to or to print, under the same filters as its page. */
export function feedRoutes(app: App, deps: Deps): void {
  const { db, settings, clock } = deps;
  const { publicUrl } = settings;

  app.get(
    '/agenda.ics',
    { config: cached, schema: { querystring: agendaQuery.extend({ telecharger }) } },
    async ({ query }, reply) => {
      const filter = await readFilterOrRefuse(deps, query);
      const [{ items }, words] = await Promise.all([listAgenda(deps, filter), ruleWords(deps)]);
      const facts = filter.authority?.facts;
      const entries = items.flatMap(({ measure, milestones }): CalendarEntry[] => {
        const reason = facts && reasonOf(evaluate(measure.audience, facts), facts, words);
        return milestones.map(({ of }) => {
          const own = facts && of.audience ? evaluate(of.audience, facts) : null;
          const unsettled = facts && own?.verdict === 'unknown' ? reasonOf(own, facts, words) : null;
          return { measure, milestone: of, reason, unsettled };
        });
      });
      const calendar = calendarOf(entries, {
        name: nameOf(filter),
        description: 'Les dates des obligations et des opportunités numériques des collectivités.',
        url: publicUrl + agendaHref(filter.asked),
        source: publicUrl + agendaHref(filter.asked, { path: '/agenda.ics' }),
        publicUrl,
      });
      return sendCalendar(reply, calendar, query.telecharger ? 'agenda' : null);
    },
  );

  app.get(
    '/agenda.atom',
    { config: cached, schema: { querystring: agendaQuery } },
    async ({ query }, reply) => {
      const filter = await readFilterOrRefuse(deps, query);
      const { items } = await listAgenda(deps, filter);
      const feed = changesFeed(
        await latestChanges(
          db,
          items.map(({ measure }) => measure.id),
        ),
        {
          title: `${nameOf(filter)} : changements`,
          description: 'Mesures ajoutées, modifiées, reportées ou abrogées.',
          url: publicUrl + agendaHref(filter.asked),
          feedUrl: publicUrl + agendaHref(filter.asked, { path: '/agenda.atom' }),
          publicUrl,
        },
      );
      return reply.type(atomType).send(feed);
    },
  );

  app.get(
    '/agenda/:slug.ics',
    { config: cached, schema: { params: bySlug, querystring: z.object({ telecharger }) } },
    async (request, reply) => {
      const { measure } = await seen(deps, request, request.params.slug);
      const url = `${publicUrl}/agenda/${measure.slug}`;
      const calendar = calendarOf(
        measure.milestones.map((milestone) => ({ measure, milestone })),
        { name: measure.title, description: measure.summary, url, source: `${url}.ics`, publicUrl },
      );
      return sendCalendar(reply, calendar, request.query.telecharger ? measure.slug : null);
    },
  );

  app.get(
    '/agenda/:slug.pdf',
    { config: { access: 'public' }, schema: { params: bySlug } },
    async (request, reply) => {
      const [{ measure }, words] = await Promise.all([
        seen(deps, request, request.params.slug),
        ruleWords(deps),
      ]);
      const document = measureDocument(measure, {
        audienceWords: describe(measure.audience, words),
        publicUrl,
        now: clock.now(),
      });
      return sendPdf(reply, await renderPdf(document), measure.slug);
    },
  );
}

/** « Agenda numérique : Annecy », « Agenda numérique » */
function nameOf({ authority }: AgendaFilter): string {
  return authority ? `Agenda numérique : ${authority.authority.name}` : 'Agenda numérique des collectivités';
}
