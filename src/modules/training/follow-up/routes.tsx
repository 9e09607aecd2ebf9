import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, formPage, found, notFound } from '../../../platform/http/index.ts';
import { onSession } from '../access.ts';
import { linkHref } from '../addresses.ts';
import { readLink } from '../registrations/links.ts';
import { ownRegistration } from '../registrations/own.ts';
import { bySlug } from '../sessions/fields.ts';
import { sessionMeta } from '../sessions/page-meta.ts';
import { answer, followUpOf, practices } from './answers.ts';
import { AnswerForm, FollowUpPage } from './views/follow-up.tsx';

const gone = 'Ce lien n’est plus valable.';

/** What was put into practice, three months after. */
export function followUpRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;

  formPage(app, deps, {
    path: '/formations/inscriptions/:token/suivi',
    access: 'public',
    params: z.object({ token: z.string().max(100) }),
    body: {
      pratique: fields.choice(practices, 'Choisissez une réponse.'),
      mots: fields.paragraphs({ max: 2000 }).prefault(''),
    },
    load: async (_request, { token }) => {
      const link = found(await readLink(db, token, clock.now()), gone);
      const own = link.registrationId && (await ownRegistration(db, { link }, link.registrationId));
      // Before the session there is nothing to tell; who did not come has nothing to tell either.
      if (!own || own.session.endsAt > clock.now() || own.attended === false || own.state === 'cancelled')
        notFound(gone);
      return { own };
    },
    show: ({ form, params: { token }, thing: { own } }) => ({
      meta: {
        title: 'Qu’avez-vous mis en pratique ?',
        breadcrumb: [{ label: 'Mon inscription', href: linkHref(token) }, { label: 'Suivi' }],
      },
      body: <AnswerForm own={own} form={form} backHref={linkHref(token)} />,
    }),
    submit: async ({ tx, input, params: { token }, thing: { own } }) => {
      await answer(
        tx,
        { registrationId: own.id, sessionId: own.session.id },
        { practice: input.pratique, words: input.mots },
      );
      return { location: linkHref(token), notice: 'Merci. Votre réponse est enregistrée, sans votre nom.' };
    },
  });

  app.get(
    '/formations/sessions/:slug/bilan',
    { config: { access: 'training.participants' }, schema: { params: bySlug } },
    async (request, reply) => {
      const { session } = await onSession(deps, 'training.participants')(request, request.params);
      return reply.page(
        sessionMeta(session, 'Mis en pratique', { noindex: true }),
        <FollowUpPage session={session} followUp={await followUpOf(db, session.id)} />,
      );
    },
  );
}
