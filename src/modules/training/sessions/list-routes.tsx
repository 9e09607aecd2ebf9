import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, atomOf, atomType, csvType, pagingOf } from '../../../platform/http/index.ts';
import { exportsOf, spanLine } from '../../../ui/index.ts';
import { sendCalendar } from '../../agenda/index.ts';
import { catalogueHref, taxonomy } from '../../catalogue/index.ts';
import { findAuthority } from '../../territories/index.ts';
import { may } from '../access.ts';
import { aboveTraining, keptCatalogue, sessionHref, sessionsPath } from '../addresses.ts';
import { calendarOfSessions } from '../calendar.ts';
import { placeWords } from '../words.ts';
import { sessionAsData, sessionsAsCsv } from './as-data.ts';
import { type Asked, isNarrowed, sessionsHref, sessionsQuery } from './list-query.ts';
import { allSessions, choicesAt, pageOfSessions, sessionsForCalendars } from './listing.ts';
import { SessionsView } from './views/sessions-page.tsx';

const cached = { access: 'public', cache: true } as const;
const perPage = 20;
const mostInFeed = 50;

const lead =
  'Les dates à venir des formations : inscrivez-vous, vous ou vos collègues, avec ou sans compte. La confirmation arrive dans votre agenda.';

/** The sessions to come: as a page, as data, to subscribe to. */
export function sessionListRoutes(app: App, deps: Deps): void {
  const { db, clock, settings } = deps;
  const { publicUrl } = settings;
  const schema = { querystring: sessionsQuery };

  // What people type, or cut from the address of a session.
  app.get('/formations', { config: { access: 'public' } }, (_request, reply) =>
    reply.redirect(catalogueHref(keptCatalogue), 301),
  );

  app.get(sessionsPath, { config: cached, schema }, async (request, reply) => {
    const { query } = request;
    const now = clock.now();
    const [page, choices, known, mayCreate, place] = await Promise.all([
      pageOfSessions(db, query, { now, perPage }),
      choicesAt(db, now),
      taxonomy(deps),
      may(deps, request.actor, 'training.create'),
      placeName(deps, query),
    ]);
    const href = (ending: '.json' | '.csv' | '.ics' | '.atom') => sessionsHref(query, { ending });
    const exports = exportsOf({ json: href('.json'), csv: href('.csv'), atom: href('.atom') });
    return reply.page(
      {
        title: 'Sessions de formation',
        description: lead,
        canonical: sessionsHref(query, { page: page.page }),
        noindex: isNarrowed(query),
        breadcrumb: [...aboveTraining, { label: 'Sessions' }],
        alternates: [
          ...exports.map(({ type, href: of }) => ({ type, href: of })),
          { type: 'text/calendar', href: href('.ics') },
        ],
      },
      <SessionsView
        lead={lead}
        asked={query}
        page={page}
        choices={choices}
        known={known}
        place={place}
        now={now}
        mayCreate={mayCreate}
        exports={exports}
        calendarHref={href('.ics')}
      />,
    );
  });

  app.get(`${sessionsPath}.json`, { config: cached, schema }, async (request, reply) => {
    const now = clock.now();
    const { items, ...page } = await pageOfSessions(db, request.query, { now, perPage: 50 });
    return reply.type('application/json; charset=utf-8').send(
      JSON.stringify({
        ...pagingOf(request, publicUrl, page),
        items: items.map((session) => sessionAsData(session, publicUrl, now)),
      }),
    );
  });

  app.get(`${sessionsPath}.csv`, { config: cached, schema }, async ({ query }, reply) => {
    const [sessions, known] = await Promise.all([allSessions(db, query, clock.now()), taxonomy(deps)]);
    return reply
      .type(csvType)
      .header('content-disposition', 'attachment; filename="sessions-de-formation.csv"')
      .send(sessionsAsCsv(sessions, known, publicUrl));
  });

  app.get(
    `${sessionsPath}.ics`,
    {
      config: cached,
      schema: {
        querystring: sessionsQuery.extend({ telecharger: z.literal('1').optional().catch(undefined) }),
      },
    },
    async ({ query }, reply) => {
      const place = await placeName(deps, query);
      const calendar = calendarOfSessions(await sessionsForCalendars(db, query, clock.now()), {
        name: place ? `Sessions de formation : ${place}` : 'Sessions de formation',
        description: 'Les sessions à venir des formations au numérique des collectivités.',
        url: publicUrl + sessionsHref(query),
        source: publicUrl + sessionsHref(query, { ending: '.ics' }),
        publicUrl,
      });
      return sendCalendar(reply, calendar, query.telecharger ? 'sessions-de-formation' : null);
    },
  );

  app.get(`${sessionsPath}.atom`, { config: cached, schema }, async ({ query }, reply) => {
    const sessions = await allSessions(db, query, clock.now());
    const latest = sessions
      .toSorted((one, other) => other.updatedAt.getTime() - one.updatedAt.getTime())
      .slice(0, mostInFeed);
    return reply.type(atomType).send(
      atomOf({
        title: 'Sessions de formation',
        description: 'Les sessions ajoutées, déplacées ou annulées.',
        url: publicUrl + sessionsHref(query),
        feedUrl: publicUrl + sessionsHref(query, { ending: '.atom' }),
        publicUrl,
        entries: latest.map((session) => ({
          id: `${publicUrl}${sessionHref(session.slug)}#version-${session.version}`,
          title: session.status === 'cancelled' ? `Annulée : ${session.title}` : session.title,
          link: publicUrl + sessionHref(session.slug),
          updated: session.updatedAt,
          published: session.createdAt,
          summary: [
            `${spanLine(session)}. ${placeWords(session)}. ${session.organiser.name}.`,
            ...(session.cancelledReason ? [`Annulée : ${session.cancelledReason}`] : []),
          ],
        })),
      }),
    );
  });
}

/** « Haute-Savoie », « à distance »; null when nothing is asked, or what is unknown. */
async function placeName({ db }: Pick<Deps, 'db'>, { lieu }: Asked): Promise<string | null> {
  if (lieu === undefined) return null;
  if (lieu === 'distance') return 'à distance';
  return (await findAuthority(db, lieu))?.name ?? null;
}
