import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, button, fields, formPage, limitAttempts } from '../../platform/http/index.ts';
import type { Actor } from '../identity/index.ts';
import { allowed, byOf, may } from './access.ts';
import { workPath } from './addresses.ts';
import { grantSessions, listGrants, withdrawSessions } from './grants.ts';
import { allPaths } from './paths/path.ts';
import { organisersFor } from './sessions/form-parts.ts';
import { workMeta } from './sessions/page-meta.ts';
import { selectSessions, sessionOf } from './sessions/session.ts';
import { GrantsPage, WorkPage } from './views/work.tsx';

const path = '/formations/sessions/acces';
const mostPast = 30;

/** What somebody keeps: their sessions, and the paths for those who keep the catalogue. */
export function workRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;

  app.get(workPath, { config: { access: 'training.create' } }, async (request, reply) => {
    const actor = await allowed(deps, 'training.create')(request);
    const now = clock.now();
    const organisers = await organisersFor(deps, actor);
    const mine = () =>
      selectSessions(db).$if(organisers !== 'all', (query) =>
        query.where('sessions.organiser', 'in', organisers === 'all' ? [] : organisers),
      );
    const [drafts, coming, past, keeps, paths] = await Promise.all([
      mine().where('sessions.status', '=', 'draft').orderBy('sessions.starts_at').limit(100).execute(),
      mine()
        .where('sessions.status', '<>', 'draft')
        .where('sessions.ends_at', '>', now)
        .orderBy('sessions.starts_at')
        .limit(200)
        .execute(),
      mine()
        .where('sessions.status', '<>', 'draft')
        .where('sessions.ends_at', '<=', now)
        .orderBy('sessions.starts_at', 'desc')
        .limit(mostPast)
        .execute(),
      may(deps, actor, 'path.edit'),
      allPaths(db),
    ]);
    return reply.page(
      {
        title: 'Sessions et parcours',
        noindex: true,
        breadcrumb: [{ label: 'Mon espace', href: '/espace' }, { label: 'Sessions et parcours' }],
      },
      <WorkPage
        drafts={drafts.map(sessionOf)}
        coming={coming.map(sessionOf)}
        past={past.map(sessionOf)}
        paths={keeps ? paths : null}
        now={now}
      />,
    );
  });

  const acting = (actor: Actor) => ({ ...byOf(deps, actor), by: { id: actor.id, name: actor.name } });

  formPage(app, deps, {
    path,
    access: 'training.grant',
    body: { adresse: fields.email('Indiquez l’adresse électronique de la personne.') },
    load: allowed(deps, 'training.grant'),
    show: async ({ form }) => ({
      meta: workMeta('Qui publie des sessions'),
      body: <GrantsPage grants={await listGrants(db)} form={form} />,
    }),
    // One could learn address by address who has an account.
    guard: ({ thing: actor }) =>
      limitAttempts(db, { name: 'training-grant', of: actor.id, max: 30, seconds: 3600, now: clock.now() }),
    submit: async ({ tx, input, thing: actor }) => {
      const name = await grantSessions(tx, acting(actor), input.adresse);
      return {
        location: path,
        notice: `${name} peut publier les sessions de son organisme, et en est prévenu.`,
      };
    },
  });

  button(app, deps, {
    path: `${path}/:organisation/:id/retrait`,
    access: 'training.grant',
    params: z.object({ organisation: fields.slug, id: fields.uuid }),
    load: allowed(deps, 'training.grant'),
    submit: async ({ tx, params: { organisation, id }, thing: actor }) => {
      await withdrawSessions(tx, acting(actor), { accountId: id, organisation });
      return { location: path, notice: 'Ce droit est retiré.' };
    },
  });
}
