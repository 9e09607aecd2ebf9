import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  button,
  formPage,
  limitAttempts,
  networkOf,
  Refusal,
} from '../../../platform/http/index.ts';
import { type Actor, signedIn } from '../../identity/index.ts';
import { byOf, seen } from '../access.ts';
import { linkHref, ownPath, sessionHref } from '../addresses.ts';
import { bySlug } from '../sessions/fields.ts';
import { sessionMeta } from '../sessions/page-meta.ts';
import { openingOf, type TrainingSession } from '../sessions/session.ts';
import { askForPlaces, confirmRequest, readRequest } from './asking.ts';
import { linkForAddress } from './links.ts';
import { ownOf } from './own.ts';
import { type Asked, register, whyNotOpen } from './places.ts';
import { peopleOf, visitorFields } from './schemas.ts';
import { ConfirmDone, ConfirmGone, ConfirmPage } from './views/confirm.tsx';
import { RegisterClosed, RegisterForm } from './views/register.tsx';

const quarter = 15 * 60;
const withToken = bySlug.extend({ token: z.string().max(100) });

/** Who acts for themselves: signed in, and let in or on the way. Others show their address by a mail. */
const asMember = ({ actor }: Pick<FastifyRequest, 'actor'>): Actor | null =>
  actor?.state === 'active' ? actor : null;

export function registerRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;
  const open = (session: TrainingSession) => {
    const refused = whyNotOpen(openingOf(session, clock.now()));
    if (refused) throw new Refusal(refused);
  };

  formPage(app, deps, {
    path: '/formations/sessions/:slug/inscription',
    access: 'public',
    params: bySlug,
    // What a person must fill in depends on whether they are signed in: checked again in `submit`.
    body: { ...visitorFields, nom: z.unknown().optional(), courriel: z.unknown().optional() },
    load: async (request, { slug }) => {
      const session = await seen(deps, request, slug);
      const actor = asMember(request);
      return { session, actor, own: actor && (await ownOf(db, actor, session.id)) };
    },
    initial: ({ thing: { actor, own } }) => ({ moi: actor && own ? '' : '1' }),
    show: ({ form, thing: { session, actor, own } }) => {
      const meta = sessionMeta(session, 'S’inscrire');
      const refused = whyNotOpen(openingOf(session, clock.now()));
      if (refused) return { meta, body: <RegisterClosed session={session} why={refused} /> };
      return { meta, body: <RegisterForm session={session} form={form} actor={actor} isIn={own !== null} /> };
    },
    guard: ({ request }) =>
      limitAttempts(db, {
        name: 'training register ip',
        of: networkOf(request.ip),
        max: 60,
        seconds: quarter,
        now: clock.now(),
      }),
    submit: async ({ tx, input, request, thing: { session, actor } }) => {
      open(session);
      const here = sessionHref(session.slug);
      if (actor) {
        const asker = { name: actor.name, email: actor.email, accountId: actor.id, body: input.organisme };
        const people = peopleOf(input, asker, input.moi);
        const asked = await register(tx, byOf(deps, actor), session.id, { asker, people });
        return {
          location: ownPath,
          notice: askedWords(
            asked,
            actor.email,
            people.map(({ email }) => email),
          ),
        };
      }
      const who = whoOf(input);
      const people = peopleOf(input, who, input.moi);
      // A machine that fell in the trap reads the same answer as anybody.
      if (!input.site_web) {
        const network = networkOf(request.ip);
        await askForPlaces(tx, byOf(deps, null), session, { ...who, body: input.organisme, people }, network);
      }
      return {
        location: here,
        notice:
          'Un courriel vient de partir à votre adresse : ouvrez le lien qu’il contient pour confirmer. Sans cela, personne n’est inscrit.',
      };
    },
  });

  button(app, deps, {
    path: '/formations/sessions/:slug/inscription-directe',
    access: 'signed-in',
    params: bySlug,
    load: async (request, { slug }) => ({
      session: await seen(deps, request, slug),
      actor: signedIn(request),
    }),
    submit: async ({ tx, thing: { session, actor } }) => {
      if (actor.state !== 'active')
        throw new Refusal(
          'Votre inscription à Cordée n’est pas encore acceptée : inscrivez-vous par courriel.',
        );
      open(session);
      const asker = { name: actor.name, email: actor.email, accountId: actor.id, body: '' };
      const asked = await register(tx, byOf(deps, actor), session.id, {
        asker,
        people: [asker].map(({ name, email }) => ({ name, email })),
      });
      return { location: sessionHref(session.slug), notice: askedWords(asked, actor.email, [actor.email]) };
    },
  });

  confirmation(app, deps);
}

const who = z.object({ nom: visitorFields.nom, courriel: visitorFields.courriel });

function whoOf(input: Readonly<Record<string, unknown>>): { name: string; email: string } {
  const parsed = who.safeParse(input);
  if (parsed.success) return { name: parsed.data.nom, email: parsed.data.courriel };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[String(issue.path[0])] ??= issue.message;
  throw new Refusal(errors);
}

/** What came of it, told to who asked. Nothing of a colleague who was registered already. */
export function askedWords(
  { placed, waiting, alreadyIn }: Asked,
  own: string,
  emails: readonly string[],
): string {
  const alone = emails.length === 1 && emails[0] === own;
  if (alone && alreadyIn) return 'Vous êtes déjà inscrit à cette session : rien n’a changé.';
  if (alone)
    return placed > 0
      ? 'Votre place est réservée. Un courriel vous apporte l’invitation pour votre agenda.'
      : 'La session est complète : vous êtes sur la liste d’attente. Un courriel vous le confirme.';
  return `C’est noté${alreadyIn ? ' (vous étiez déjà inscrit)' : ''}. Chaque personne reçoit un courriel qui lui dit si elle a une place${waiting > 0 ? ' : la session est complète, une liste d’attente est ouverte' : ''}.`;
}

/** Mail scanners follow links: opening one changes nothing, the button of its page does, once. */
function confirmation(app: App, deps: Deps): void {
  const { db, clock } = deps;
  const path = '/formations/sessions/:slug/confirmation/:token';
  const config = { access: 'public' } as const;

  app.get(path, { config, schema: { params: withToken } }, async (request, reply) => {
    const { slug, token } = request.params;
    const session = await seen(deps, request, slug);
    const asked = await readRequest(db, session.id, token, clock.now());
    if (!asked) return gone(reply, session);
    reply.header('cache-control', 'no-store');
    return reply.page(
      sessionMeta(session, 'Confirmer la demande', { noindex: true }),
      <ConfirmPage session={session} asked={asked} action={request.url} error={null} />,
    );
  });

  app.post(path, { config, schema: { params: withToken, body: z.unknown() } }, async (request, reply) => {
    const { slug, token } = request.params;
    const session = await seen(deps, request, slug);
    const act = byOf(deps, null);
    const read = await readRequest(db, session.id, token, act.now);
    if (!read) return gone(reply, session);
    reply.header('cache-control', 'no-store');
    try {
      const done = await db.transaction().execute(async (tx) => {
        const asked = await confirmRequest(tx, act, session.id, token);
        return asked && { asked, link: linkHref(await linkForAddress(tx, asked.email, act.now)) };
      });
      if (!done) return gone(reply, session);
      return reply.page(
        sessionMeta(session, 'Demande confirmée', { noindex: true }),
        <ConfirmDone
          session={session}
          words={askedWords(
            done.asked,
            done.asked.email,
            read.people.map(({ email }) => email),
          )}
          link={done.link}
        />,
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reply.code(422);
      return reply.page(
        sessionMeta(session, 'Confirmer la demande', { noindex: true }),
        <ConfirmPage session={session} asked={read} action={request.url} error={error.message} />,
      );
    }
  });
}

function gone(reply: FastifyReply, session: TrainingSession) {
  reply.header('cache-control', 'no-store').code(410);
  return reply.page(
    sessionMeta(session, 'Ce lien n’est plus valable', { noindex: true }),
    <ConfirmGone session={session} />,
  );
}
