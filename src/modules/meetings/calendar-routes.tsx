import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, button, fields, found } from '../../platform/http/index.ts';
import { PageHeader } from '../../ui/index.ts';
import { isMember, signedIn } from '../identity/index.ts';
import { calendarHref, calendarsPath } from './addresses.ts';
import { calendarsOf, closeCalendar, openCalendar, readCalendar } from './calendars.ts';
import { CalendarsPage } from './views/calendars-page.tsx';

/** Carries the address that was just made to the page that shows it; nothing else keeps it. */
const cookie = 'calendrier';
const made = z.string().regex(/^[\w-]{43}$/);
const body = { groupe: fields.uuid.optional() };

/** Calendars to subscribe to, at secret addresses. */
export function calendarRoutes(app: App, deps: Deps): void {
  const { db, clock, settings } = deps;
  const options = {
    path: calendarsPath,
    httpOnly: true,
    sameSite: 'strict',
    secure: settings.publicUrl.startsWith('https:'),
  } as const;

  app.get(calendarsPath, { config: { access: 'signed-in' } }, async (request, reply) => {
    const actor = signedIn(request);
    if (actor.state !== 'active') return reply.redirect('/inscription/suivi', 303);
    const token = made.safeParse(request.cookies[cookie]).data;
    if (token) reply.clearCookie(cookie, options);
    reply.header('cache-control', 'no-store');
    return reply.page(
      {
        title: 'Mes calendriers',
        noindex: true,
        breadcrumb: [{ label: 'Mon espace', href: '/espace' }, { label: 'Mes calendriers' }],
      },
      <>
        <PageHeader
          title="Mes calendriers"
          lead="Retrouvez les réunions de vos groupes dans votre agenda habituel, toujours à jour."
        />
        <CalendarsPage
          calendars={await calendarsOf(db, actor.id)}
          made={token ? settings.publicUrl + calendarHref(token) : null}
        />
      </>,
    );
  });

  button(app, deps, {
    path: calendarsPath,
    access: 'signed-in',
    body,
    load: signedIn,
    submit: async ({ tx, thing: actor, input }) => {
      const groupId = input.groupe ?? null;
      // A group that one is not in has no calendar for one, whether it exists or not.
      found(actor.state === 'active' && (groupId === null || isMember(actor, groupId)) ? actor : null);
      const token = await openCalendar(tx, { accountId: actor.id, groupId, now: clock.now() });
      return {
        location: calendarsPath,
        reply: (reply: FastifyReply) => {
          reply.setCookie(cookie, token, { ...options, maxAge: 300 });
        },
      };
    },
  });

  button(app, deps, {
    path: `${calendarsPath}/fermeture`,
    access: 'signed-in',
    body,
    load: signedIn,
    submit: async ({ tx, thing: actor, input }) => {
      await closeCalendar(tx, { accountId: actor.id, groupId: input.groupe ?? null });
      return { location: calendarsPath, notice: 'L’adresse est supprimée : elle ne sert plus.' };
    },
  });

  app.get(
    '/calendriers/:file',
    {
      config: { access: 'public' },
      schema: { params: z.object({ file: z.string().regex(/^[\w-]{43}\.ics$/) }) },
    },
    async (request, reply) => {
      const token = request.params.file.slice(0, -'.ics'.length);
      const calendar = await readCalendar(db, token, { publicUrl: settings.publicUrl, now: clock.now() });
      return reply
        .header('cache-control', 'private, no-store')
        .header('x-robots-tag', 'noindex')
        .type('text/calendar; charset=utf-8')
        .send(found(calendar, 'Cette adresse ne sert plus.'));
    },
  );
}
