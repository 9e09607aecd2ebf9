import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, atomType } from '../../platform/http/index.ts';
import { sendPdf } from '../../platform/pdf/index.ts';
import { calendarOf, changesFeed, latestChanges, sendCalendar } from '../agenda/index.ts';
import { authorityUrl } from '../territories/index.ts';
import { councilSheet } from './council-sheet.ts';
import { concerningEntries } from './entries.ts';
import { placeAt } from './place.ts';
import { readAgenda, readingOf } from './reading.ts';
import { ofAuthority } from './schemas.ts';

/** What concerns an authority, to subscribe to or to print. */
export function feedRoutes(app: App, deps: Deps): void {
  const { db, settings, clock } = deps;
  const { publicUrl } = settings;

  app.get(
    '/collectivites/:segment/:code.ics',
    {
      config: { access: 'public', cache: true },
      schema: {
        params: ofAuthority,
        querystring: z.object({ telecharger: z.literal('1').optional().catch(undefined) }),
      },
    },
    async (request, reply) => {
      const place = await placeAt(db, request.params);
      const { authority } = place;
      const url = publicUrl + authorityUrl(authority);
      const calendar = calendarOf(await concerningEntries(deps, place), {
        name: `Agenda numérique : ${authority.name}`,
        description: `Les dates des mesures numériques qui concernent ${authority.name}.`,
        url,
        source: `${url}.ics`,
        publicUrl,
      });
      return sendCalendar(reply, calendar, request.query.telecharger ? `agenda-${authority.code}` : null);
    },
  );

  app.get(
    '/collectivites/:segment/:code.atom',
    { config: { access: 'public', cache: true }, schema: { params: ofAuthority } },
    async (request, reply): Promise<FastifyReply> => {
      const place = await placeAt(db, request.params);
      const { standing } = readingOf(await readAgenda(deps), place);
      const concerning = standing.measures
        .filter(({ verdict }) => verdict !== 'no')
        .map(({ measure }) => measure.id);
      const { name } = place.authority;
      const url = publicUrl + authorityUrl(place.authority);
      const feed = changesFeed(await latestChanges(db, concerning), {
        title: `Ce qui change pour ${name}`,
        description: `Les changements des mesures numériques qui concernent ${name}, ou pourraient le faire.`,
        url,
        feedUrl: `${url}.atom`,
        publicUrl,
      });
      return reply.type(atomType).send(feed);
    },
  );

  app.get(
    '/collectivites/:segment/:code.pdf',
    { config: { access: 'public' }, schema: { params: ofAuthority } },
    async (request, reply) => {
      const place = await placeAt(db, request.params);
      const reading = readingOf(await readAgenda(deps), place);
      const sheet = await councilSheet(place.authority, reading, { publicUrl, now: clock.now() });
      return sendPdf(reply, sheet, `conseil-${place.authority.code}`);
    },
  );
}
