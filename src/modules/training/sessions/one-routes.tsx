import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, notFound } from '../../../platform/http/index.ts';
import { excerpt, renderMarkdown } from '../../../platform/markdown/index.ts';
import { spanLine } from '../../../ui/index.ts';
import { sendCalendar } from '../../agenda/index.ts';
import { taxonomy } from '../../catalogue/index.ts';
import { may, seen } from '../access.ts';
import { sessionHref } from '../addresses.ts';
import { calendarOfSessions } from '../calendar.ts';
import { ownOf } from '../registrations/own.ts';
import { placeWords } from '../words.ts';
import { sessionAsData } from './as-data.ts';
import { bySlug } from './fields.ts';
import { sessionMeta } from './page-meta.ts';
import { SessionPage } from './views/session-page.tsx';

const cached = { access: 'public', cache: true } as const;

export function sessionRoutes(app: App, deps: Deps): void {
  const { db, clock, settings } = deps;
  const { publicUrl } = settings;

  app.get(
    '/formations/sessions/:slug',
    { config: cached, schema: { params: bySlug } },
    async (request, reply) => {
      const session = await seen(deps, request, request.params.slug);
      const now = clock.now();
      const { actor } = request;
      const [known, mayEdit, own] = await Promise.all([
        taxonomy(deps),
        may(deps, actor, 'training.edit', session.organiser.slug),
        actor ? ownOf(db, actor, session.id) : null,
      ]);
      const here = sessionHref(session.slug);
      return reply.page(
        sessionMeta(session, null, {
          description: `${spanLine(session)}. ${placeWords(session)}. ${excerpt(session.description, 120)}`,
          canonical: here,
          noindex: session.status === 'draft',
          alternates: [
            { type: 'application/json', href: `${here}.json` },
            { type: 'text/calendar', href: `${here}.ics` },
          ],
        }),
        <SessionPage
          session={session}
          description={renderMarkdown(session.description)}
          known={known}
          now={now}
          own={own}
          signedIn={actor?.state === 'active'}
          mayEdit={mayEdit}
        />,
      );
    },
  );

  app.get(
    '/formations/sessions/:slug.json',
    { config: cached, schema: { params: bySlug } },
    async (request, reply) => {
      const session = await seen(deps, request, request.params.slug);
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(sessionAsData(session, publicUrl, clock.now())));
    },
  );

  app.get(
    '/formations/sessions/:slug.ics',
    {
      config: cached,
      schema: {
        params: bySlug,
        querystring: z.object({ telecharger: z.literal('1').optional().catch(undefined) }),
      },
    },
    async (request, reply) => {
      const session = await seen(deps, request, request.params.slug);
      // A draft is in nobody's calendar.
      if (session.status === 'draft') notFound();
      const url = publicUrl + sessionHref(session.slug);
      const calendar = calendarOfSessions([session], {
        name: session.title,
        description: `Organisée par ${session.organiser.name}`,
        url,
        source: `${url}.ics`,
        publicUrl,
      });
      return sendCalendar(reply, calendar, request.query.telecharger ? session.slug : null);
    },
  );
}
