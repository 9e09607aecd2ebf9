import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, button, fields, notFound } from '../../platform/http/index.ts';
import { listSeats, takeSeat } from './demonstration.ts';
import { setSessionCookie } from './sessions.ts';
import { SeatsPage } from './views/demonstration.tsx';
import { browserOf } from './visitor.ts';

/** Only on a demonstration: elsewhere these addresses do not exist. */
export function demonstrationRoutes(app: App, deps: Deps): void {
  if (!deps.settings.demo) return;

  app.get('/demonstration', { config: { access: 'public' } }, async (request, reply) =>
    reply.page(
      { title: 'Prendre une place', noindex: true, breadcrumb: [{ label: 'Démonstration' }] },
      <SeatsPage seats={await listSeats(deps.db)} current={request.actor?.id ?? null} />,
    ),
  );

  button(app, deps, {
    path: '/demonstration/:id/place',
    access: 'public',
    params: z.object({ id: fields.uuid }),
    submit: async ({ tx, request, params }) => {
      const seat = await takeSeat(tx, {
        accountId: params.id,
        ...browserOf(request),
        now: deps.clock.now(),
      });
      if (!seat) notFound();
      return {
        location: '/espace',
        notice: `Vous avez pris la place de ${seat.name}.`,
        reply: (reply) => setSessionCookie(deps, reply, seat.token),
      };
    },
  });
}
