import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields, formPage, notFound } from '../../platform/http/index.ts';
import { becomeFirstAdministrator, isFirstAdministratorLink } from './first-administrator.ts';
import { personName } from './person-name.ts';
import { setSessionCookie } from './sessions.ts';
import { FirstAdministratorPage } from './views/first-administrator.tsx';

export function firstAdministratorRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/premier-administrateur/:token',
    access: 'public',
    params: z.object({ token: z.string().max(300) }),
    body: {
      nom: personName,
      adresse: fields.email(),
    },
    load: async (_request, { token }) => {
      if (!(await isFirstAdministratorLink(deps.db, token, deps.clock.now()))) {
        notFound(
          'Ce lien n’est plus valable. Tant que l’instance n’a pas d’administrateur, chaque démarrage de Cordée en affiche un nouveau.',
        );
      }
    },
    show: ({ params, form }) => ({
      meta: { title: 'Devenir le premier administrateur' },
      body: (
        <FirstAdministratorPage
          form={form}
          action={`/premier-administrateur/${encodeURIComponent(params.token)}`}
        />
      ),
    }),
    submit: async ({ tx, request, params, input }) => {
      const { sessionToken } = await becomeFirstAdministrator(tx, {
        token: params.token,
        name: input.nom,
        email: input.adresse,
        userAgent: request.headers['user-agent'] ?? '',
        now: deps.clock.now(),
      });
      return {
        location: '/administration',
        notice: 'Vous administrez cette instance.',
        reply: (reply) => setSessionCookie(deps, reply, sessionToken),
      };
    },
  });
}
