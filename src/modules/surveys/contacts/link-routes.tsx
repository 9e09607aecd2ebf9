import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, notFound } from '../../../platform/http/index.ts';
import { bySlug } from '../access.ts';
import { metaOf } from '../addresses.ts';
import { findSurvey, type Survey } from '../survey.ts';
import { confirmContact, contactOf, forgetContact } from './contacts.ts';
import { ContactStep } from './views/contact.tsx';

const ofLink = bySlug.extend({ token: z.string().regex(/^[\w-]{43}$/) });

/** The link of a mail confirms an address, and later takes it back. It must work whatever became of the survey. */
export function linkRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const path = '/enquetes/:slug/courriel/lien/:token';
  const config = { access: 'public' } as const;

  const asked = async ({ slug, token }: z.output<typeof ofLink>) => {
    const survey = await findSurvey(db, slug);
    // Of a draft nobody left an address.
    if (!survey || survey.state === 'draft') notFound('Cette enquête n’existe pas.');
    return { survey, contact: await contactOf(db, survey.id, token) };
  };
  const step = (
    reply: FastifyReply,
    survey: Survey,
    props: Omit<Parameters<typeof ContactStep>[0], 'survey'>,
  ) => {
    reply.header('cache-control', 'no-store');
    return reply.page(metaOf(survey, props.title), <ContactStep survey={survey} {...props} />);
  };
  const gone = (reply: FastifyReply, survey: Survey) => {
    reply.code(410);
    return step(reply, survey, {
      title: 'Ce lien n’est plus valable',
      text: 'L’adresse n’est plus gardée : elle a été effacée, ou n’a pas été confirmée à temps.',
    });
  };
  const left = (reply: FastifyReply, survey: Survey) =>
    step(reply, survey, {
      title: 'Votre adresse est effacée',
      text: 'Vous ne recevrez plus rien de cette enquête.',
    });

  app.get(path, { config, schema: { params: ofLink } }, async (request, reply) => {
    const { survey, contact } = await asked(request.params);
    if (!contact) return gone(reply, survey);
    const leave = { label: 'Effacer mon adresse', action: `${request.url}/effacement`, danger: true };
    return contact.confirmed
      ? step(reply, survey, {
          title: 'Ne plus rien recevoir ?',
          text: `${contact.email} est gardée pour vous envoyer les résultats de cette enquête et des propositions de formation.`,
          act: [leave],
        })
      : step(reply, survey, {
          title: 'Recevoir les résultats ?',
          text: `${contact.email} recevra les résultats de cette enquête et des propositions de formation.`,
          act: [{ label: 'Confirmer', action: request.url }, leave],
        });
  });

  app.post(path, { config, schema: { params: ofLink, body: z.unknown() } }, async (request, reply) => {
    const { survey, contact } = await asked(request.params);
    if (!contact) return gone(reply, survey);
    await db.transaction().execute((tx) => confirmContact(tx, survey.id, request.params.token));
    return step(reply, survey, {
      title: 'Votre adresse est confirmée',
      text: 'Chaque message portera un lien pour ne plus en recevoir.',
    });
  });

  app.post(
    `${path}/effacement`,
    { config, schema: { params: ofLink, body: z.unknown() } },
    async (request, reply) => {
      const { survey } = await asked(request.params);
      await db.transaction().execute((tx) => forgetContact(tx, survey.id, request.params.token));
      return left(reply, survey);
    },
  );
}
