import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { violates } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type App, button, fields, formPage, limitAttempts, notFound } from '../../platform/http/index.ts';
import { deleteAccount } from './account-deletion.ts';
import { editProfile, readProfile } from './accounts.ts';
import { departureNow } from './departures.ts';
import { confirmEmailChange, readEmailChange, requestEmailChange } from './email-change.ts';
import { personName } from './person-name.ts';
import { clearSessionCookie, closeOtherSessions, closeSession, listSessions, signedIn } from './sessions.ts';
import {
  DeletionPage,
  EmailChangeDonePage,
  EmailChangeGonePage,
  EmailChangeLinkPage,
  EmailPage,
  ProfilePage,
} from './views/account.tsx';
import { SessionsPage } from './views/sessions.tsx';

const account = '/espace/compte';
const breadcrumb = (label?: string) => [
  { label: 'Mon espace', href: '/espace' },
  ...(label ? [{ label: 'Mon compte', href: account }, { label }] : [{ label: 'Mon compte' }]),
];

export function accountRoutes(app: App, deps: Deps): void {
  profileRoutes(app, deps);
  emailRoutes(app, deps);
  emailLinkRoutes(app, deps);
  sessionRoutes(app, deps);
  deletionRoutes(app, deps);
}

function profileRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: account,
    access: 'signed-in',
    body: {
      nom: personName,
      fonction: fields.line({ max: 200 }),
      sans_contact: fields.checkbox(),
      version: fields.version,
    },
    load: (request) => readProfile(deps.db, signedIn(request).id),
    initial: ({ thing }) => ({
      nom: thing.name,
      fonction: thing.functionTitle,
      ...(thing.refusesContact ? { sans_contact: 'on' } : {}),
      version: String(thing.version),
    }),
    show: ({ thing, form }) => ({
      meta: { title: 'Mon compte', breadcrumb: breadcrumb() },
      body: <ProfilePage profile={thing} form={form} />,
    }),
    submit: async ({ tx, thing, input }) => {
      await editProfile(tx, {
        accountId: thing.id,
        name: input.nom,
        functionTitle: input.fonction,
        refusesContact: input.sans_contact,
        version: input.version,
        now: deps.clock.now(),
      });
      return { location: account, notice: 'Votre compte est à jour.' };
    },
  });
}

function emailRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: `${account}/adresse`,
    access: 'signed-in',
    body: { adresse: fields.email('Indiquez votre nouvelle adresse.') },
    load: (request) => readProfile(deps.db, signedIn(request).id),
    show: ({ thing, form }) => ({
      meta: { title: 'Changer d’adresse', breadcrumb: breadcrumb('Changer d’adresse') },
      body: <EmailPage profile={thing} form={form} />,
    }),
    guard: async ({ thing, input }) => {
      const now = deps.clock.now();
      await limitAttempts(deps.db, { name: 'email-change', of: thing.id, max: 5, seconds: 3600, now });
      // Nobody's mailbox is to be filled, whoever asks.
      await limitAttempts(deps.db, { name: 'sign-in', of: input.adresse, max: 5, seconds: 15 * 60, now });
    },
    submit: async ({ tx, thing, input }) => {
      await requestEmailChange(tx, {
        account: thing,
        newEmail: input.adresse,
        publicUrl: deps.settings.publicUrl,
        key: randomUUID(),
        now: deps.clock.now(),
      });
      return {
        location: account,
        notice: `Un courriel vient de partir à ${input.adresse} : ouvrez son lien pour confirmer.`,
      };
    },
  });
}

const tokenParams = z.object({ token: z.string().max(300) });

/** Open to any browser: whoever reads the mail may read it elsewhere than where they asked. */
function emailLinkRoutes(app: App, deps: Deps): void {
  const path = `${account}/adresse/lien/:token`;
  app.get(path, { config: { access: 'public' }, schema: { params: tokenParams } }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const change = await readEmailChange(deps.db, request.params.token, deps.clock.now());
    if (!change) {
      return reply
        .code(410)
        .page({ title: 'Ce lien n’est plus valable', noindex: true }, <EmailChangeGonePage />);
    }
    return reply.page(
      { title: 'Confirmez votre nouvelle adresse', noindex: true },
      <EmailChangeLinkPage
        change={change}
        action={`${account}/adresse/lien/${encodeURIComponent(request.params.token)}`}
      />,
    );
  });
  app.post(
    path,
    { config: { access: 'public' }, schema: { params: tokenParams, body: z.unknown() } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const done = await deps.db
        .transaction()
        .execute((tx) =>
          confirmEmailChange(tx, {
            token: request.params.token,
            publicUrl: deps.settings.publicUrl,
            now: deps.clock.now(),
          }),
        )
        .catch((error: unknown) => {
          if (violates(error, 'accounts_email_once')) return null;
          throw error;
        });
      if (done) {
        return reply.page(
          { title: 'Votre adresse est changée', noindex: true },
          <EmailChangeDonePage toCheck={done.toCheck} />,
        );
      }
      return reply
        .code(410)
        .page({ title: 'Ce lien n’est plus valable', noindex: true }, <EmailChangeGonePage />);
    },
  );
}

function sessionRoutes(app: App, deps: Deps): void {
  const path = `${account}/sessions`;
  app.get(path, { config: { access: 'signed-in' } }, async (request, reply) => {
    const actor = signedIn(request);
    const now = deps.clock.now();
    const sessions = await listSessions(deps.db, actor.id, now);
    reply.header('cache-control', 'no-store');
    return reply.page(
      { title: 'Mes sessions', noindex: true, breadcrumb: breadcrumb('Mes sessions') },
      <SessionsPage sessions={sessions} current={actor.sessionId} now={now} />,
    );
  });

  button(app, deps, {
    path: `${path}/autres/fermeture`,
    access: 'signed-in',
    submit: async ({ tx, request }) => {
      const actor = signedIn(request);
      await closeOtherSessions(tx, actor.id, actor.sessionId);
      return { location: path, notice: 'Vos autres sessions sont fermées.' };
    },
  });

  button(app, deps, {
    path: `${path}/:id/fermeture`,
    access: 'signed-in',
    params: z.object({ id: fields.uuid }),
    submit: async ({ tx, request, params }) => {
      const actor = signedIn(request);
      if (!(await closeSession(tx, actor.id, params.id))) notFound();
      if (params.id !== actor.sessionId) return { location: path, notice: 'Cette session est fermée.' };
      return {
        location: '/',
        notice: 'Vous êtes déconnecté.',
        reply: (reply) => clearSessionCookie(deps, reply),
      };
    },
  });
}

function deletionRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: `${account}/suppression`,
    access: 'signed-in',
    load: (request) => readProfile(deps.db, signedIn(request).id),
    show: async ({ thing, form }) => ({
      meta: { title: 'Supprimer mon compte', breadcrumb: breadcrumb('Supprimer mon compte') },
      body: <DeletionPage profile={thing} departure={await departureNow(deps.db, thing.id)} form={form} />,
    }),
    submit: async ({ tx, thing }) => {
      await deleteAccount(tx, { accountId: thing.id, now: deps.clock.now() });
      return {
        location: '/',
        notice: 'Votre compte est supprimé.',
        reply: (reply) => clearSessionCookie(deps, reply),
      };
    },
  });
}
