import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  button,
  fields,
  formPage,
  limitAttempts,
  networkOf,
  Refusal,
} from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { localPath, localPathField } from './local-path.ts';
import { clearSessionCookie, setSessionCookie } from './sessions.ts';
import { countCodeAttempt, type Proof, readLink, signIn, useCode, useLink } from './sign-in.ts';
import { CodePage, LinkGonePage, LinkPage, linkTitle, SignedInPage, SignInPage } from './views/sign-in.tsx';
import { browserOf, forgetAddress, rememberAddress, rememberedAddress } from './visitor.ts';

const quarter = 15 * 60;
const signInQuery = z.object({ retour: z.string().optional() }).catch({});
const tokenParams = z.object({ token: z.string().max(300) });

const wrongCode =
  'Ce code ne convient pas. Vérifiez-le, ou demandez un nouveau courriel : un code sert une fois, pendant dix minutes, et cinq essais au plus.';

function landing(state: string, returnTo: string | null): string {
  if (state !== 'active') return '/inscription/suivi';
  return localPath(returnTo) ?? '/espace';
}

export function signInRoutes(app: App, deps: Deps): void {
  askForMail(app, deps);
  typeCode(app, deps);
  openLink(app, deps);
  button(app, deps, {
    path: '/deconnexion',
    access: 'public',
    submit: async ({ tx, request }) => {
      const sessionId = request.actor?.sessionId;
      if (sessionId) await tx.deleteFrom('sessions').where('id', '=', sessionId).execute();
      return {
        location: '/',
        notice: 'Vous êtes déconnecté.',
        reply: (reply) => clearSessionCookie(deps, reply),
      };
    },
  });
}

function askForMail(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/connexion',
    access: 'public',
    body: { adresse: fields.email(), retour: localPathField },
    initial: ({ request }) => ({ retour: localPath(signInQuery.parse(request.query).retour) ?? '' }),
    show: ({ request, form }) => ({
      meta: { title: 'Se connecter', breadcrumb: [{ label: 'Connexion' }] },
      body: request.actor ? (
        <SignedInPage name={request.actor.name} />
      ) : (
        <SignInPage form={form} demo={deps.settings.demo} />
      ),
    }),
    guard: async ({ request, input }) => {
      const now = deps.clock.now();
      const network = networkOf(request.ip);
      await limitAttempts(deps.db, { name: 'sign-in ip', of: network, max: 20, seconds: quarter, now });
      await limitAttempts(deps.db, { name: 'sign-in', of: input.adresse, max: 5, seconds: quarter, now });
    },
    // The same work, and the same answer, whether or not somebody has this address: a job finds out.
    submit: async ({ tx, input }) => {
      await enqueue(tx, 'identity.send-sign-in', {
        request: randomUUID(),
        email: input.adresse,
        returnTo: input.retour,
      });
      return {
        location: '/connexion/code',
        reply: (reply) => rememberAddress(deps, reply, input.adresse),
      };
    },
  });
}

const signUpQuery = z.object({ pour: z.literal('inscription') });

function typeCode(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/connexion/code',
    access: 'public',
    body: {
      adresse: fields.email(),
      code: z
        .string({ error: 'Indiquez le code reçu par courriel.' })
        .transform((code) => code.replace(/\s/g, ''))
        .pipe(z.string().regex(/^\d{6}$/, 'Le code compte six chiffres.')),
    },
    initial: ({ request }) => ({ adresse: rememberedAddress(request) }),
    show: ({ request, form }) => ({
      meta: {
        title: 'Consultez votre messagerie',
        breadcrumb: [{ label: 'Connexion', href: '/connexion' }, { label: 'Votre code' }],
      },
      body: (
        <CodePage
          form={form}
          mailbox={deps.settings.mailbox}
          signingUp={signUpQuery.safeParse(request.query).success}
        />
      ),
    }),
    guard: async ({ request, input }) => {
      const now = deps.clock.now();
      const network = networkOf(request.ip);
      await limitAttempts(deps.db, { name: 'code ip', of: network, max: 30, seconds: quarter, now });
      await limitAttempts(deps.db, {
        name: 'code',
        of: input.adresse,
        max: 10,
        seconds: 12 * 3600,
        now,
        message:
          'Trop de codes ont été essayés pour cette adresse. Le lien du courriel, lui, fonctionne toujours : ouvrez-le, ou demandez-en un nouveau.',
      });
      await countCodeAttempt(deps.db, input.adresse);
    },
    submit: async ({ tx, request, input }) => {
      const now = deps.clock.now();
      const proof = await useCode(tx, { email: input.adresse, code: input.code, now });
      if (!proof) throw new Refusal(wrongCode, 'code');
      const session = await signIn(tx, {
        accountId: proof.accountId,
        ...browserOf(request),
        now,
        publicUrl: deps.settings.publicUrl,
      });
      return {
        location: landing(session.state, proof.returnTo),
        reply: (reply) => welcome(deps, reply, session.token),
      };
    },
  });
}

function welcome(deps: Deps, reply: FastifyReply, token: string): void {
  setSessionCookie(deps, reply, token);
  forgetAddress(reply);
}

/** Mail scanners follow links: opening one changes nothing, the button of its page does. */
function openLink(app: App, deps: Deps): void {
  const gone = (reply: FastifyReply) =>
    reply.code(410).page({ title: 'Ce lien n’est plus valable', noindex: true }, <LinkGonePage />);

  app.get(
    '/connexion/lien/:token',
    { config: { access: 'public' }, schema: { params: tokenParams } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const account = await readLink(deps.db, request.params.token, deps.clock.now());
      if (!account) return gone(reply);
      return reply.page(
        { title: linkTitle(account), noindex: true },
        <LinkPage account={account} action={`/connexion/lien/${encodeURIComponent(request.params.token)}`} />,
      );
    },
  );

  app.post(
    '/connexion/lien/:token',
    { config: { access: 'public' }, schema: { params: tokenParams, body: z.unknown() } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const now = deps.clock.now();
      const session = await deps.db.transaction().execute(async (tx) => {
        const proof: Proof | null = await useLink(tx, request.params.token, now);
        if (!proof) return null;
        return {
          ...(await signIn(tx, {
            accountId: proof.accountId,
            ...browserOf(request),
            now,
            publicUrl: deps.settings.publicUrl,
          })),
          returnTo: proof.returnTo,
        };
      });
      if (!session) {
        // A second click on the button, after the first one signed in.
        return request.actor ? reply.redirect('/espace', 303) : gone(reply);
      }
      welcome(deps, reply, session.token);
      return reply.redirect(landing(session.state, session.returnTo), 303);
    },
  );
}
