import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, fields, formPage, found } from '../../platform/http/index.ts';
import { type Actor, isProgrammeTeam, signedIn } from '../identity/index.ts';
import { createFlag, editFlag } from './flag-actions.ts';
import { type Flag, listFlags } from './flags.ts';
import { type AgendaPart, can } from './policy.ts';
import { flagFields } from './schemas.ts';
import { QuestionPage, Questions, questionsPath } from './views/questions.tsx';

const access = 'flag.edit';
const above = [
  { label: 'Administration', href: '/administration' },
  { label: 'Publics visés', href: '/administration/publics' },
];
const crumbs = [...above, { label: 'Questions', href: questionsPath }];

/** The questions that rules ask of authorities. */
export function flagRoutes(
  app: App,
  deps: Deps,
  part: (request: FastifyRequest) => Promise<AgendaPart>,
): void {
  const { db, clock } = deps;
  const editor = async (request: FastifyRequest): Promise<Actor> => {
    authorise(request, access, can(request.actor, access, await part(request)));
    return signedIn(request);
  };

  app.get(questionsPath, { config: { access } }, async (request, reply) => {
    const actor = await editor(request);
    return reply.page(
      { title: 'Questions aux collectivités', noindex: true, breadcrumb: [...above, { label: 'Questions' }] },
      <Questions flags={[...(await listFlags(db)).values()]} isTeam={isProgrammeTeam(actor)} />,
    );
  });

  formPage(app, deps, {
    path: `${questionsPath}/nouvelle`,
    access,
    body: flagFields,
    load: editor,
    show: ({ form, thing: actor }) => ({
      meta: { title: 'Ajouter une question', breadcrumb: [...crumbs, { label: 'Ajouter' }] },
      body: <QuestionPage form={form} flag={null} isTeam={isProgrammeTeam(actor)} />,
    }),
    submit: async ({ tx, thing: actor, input }) => {
      await createFlag(tx, input, { by: actor, now: clock.now() });
      return { location: questionsPath, notice: 'La question est ajoutée.' };
    },
  });

  formPage(app, deps, {
    path: `${questionsPath}/:code`,
    access,
    params: z.object({ code: fields.slug }),
    body: { ...flagFields, version: fields.version },
    load: async (request, { code }) => {
      const actor = await editor(request);
      return { actor, flag: found((await listFlags(db)).get(code), 'Cette question n’existe pas.') };
    },
    initial: ({ thing: { flag } }) => valuesOf(flag),
    show: ({ form, thing: { actor, flag } }) => ({
      meta: { title: 'Modifier une question', breadcrumb: [...crumbs, { label: 'Modifier' }] },
      body: <QuestionPage form={form} flag={flag} isTeam={isProgrammeTeam(actor)} />,
    }),
    submit: async ({ tx, thing: { actor, flag }, input }) => {
      await editFlag(tx, flag.code, input, { by: actor, now: clock.now() });
      return { location: questionsPath, notice: 'La question est enregistrée.' };
    },
  });
}

const valuesOf = ({ question, fact, contrary, help, version }: Flag) => ({
  question,
  fait: fact,
  contraire: contrary,
  aide: help ?? '',
  version: String(version),
});
