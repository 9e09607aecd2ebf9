import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields, formPage, found, limitAttempts, pageCount } from '../../platform/http/index.ts';
import { Confirmation } from '../../ui/index.ts';
import { signedIn } from '../identity/index.ts';
import { authoritiesByIds, distinctName } from '../territories/index.ts';
import { byOf, onMeasure, seen, workOf } from './access.ts';
import { crumbsOf, workMeta, workPath } from './crumbs.ts';
import { bySlug } from './editing-routes.tsx';
import { experiencesBy, experiencesToRead, findExperience, publicExperiences } from './experience-queries.ts';
import { answerExperience, deleteExperience, noAuthority, tellExperience } from './experiences.ts';
import { AnswerForm, ExperienceForm, ExperiencesPage, ExperiencesToRead } from './views/experience-pages.tsx';

const path = '/agenda/:slug/temoignages';
const queue = `${workPath}/temoignages`;
const params = bySlug.extend({ id: fields.uuid });
const perPage = 30;

const told = {
  nature: z.enum(
    ['obstacle', 'cost', 'question', 'good_practice', 'improvement'],
    'Dites de quoi il s’agit.',
  ),
  visibilite: z.enum(['public', 'pilots'], 'Choisissez qui peut le lire.'),
  texte: fields.paragraphs({ max: 4000, required: 'Écrivez votre témoignage.' }),
};

/** What authorities live with measures. */
export function experienceRoutes(app: App, deps: Deps): void {
  tellingRoutes(app, deps);
  answeringRoutes(app, deps);
}

function tellingRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  app.get(
    path,
    { config: { access: 'public', cache: true }, schema: { params: bySlug } },
    async (request, reply) => {
      const { measure } = await seen(deps, request, request.params.slug);
      const [experiences, own] = await Promise.all([
        publicExperiences(db, measure.id),
        request.actor ? experiencesBy(db, request.actor.id, measure.id) : [],
      ]);
      return reply.page(
        { ...crumbsOf(measure, 'Témoignages'), noindex: !measure.published },
        <ExperiencesPage
          measure={measure}
          experiences={experiences}
          own={own}
          readerId={request.actor?.id ?? null}
        />,
      );
    },
  );

  formPage(app, deps, {
    path: `${path}/nouveau`,
    access: 'measure.tell',
    params: bySlug,
    body: told,
    load: onMeasure(deps, 'measure.tell'),
    initial: () => ({ visibilite: 'public' }),
    show: async ({ form, thing: { measure, actor } }) => {
      const { authorityId } = actor;
      const authority = authorityId && (await authoritiesByIds(db, [authorityId])).get(authorityId);
      return {
        meta: crumbsOf(measure, 'Donner l’expérience de ma collectivité'),
        body: (
          <ExperienceForm
            measure={measure}
            authority={authority ? distinctName(authority) : null}
            refusal={noAuthority}
            form={form}
          />
        ),
      };
    },
    guard: ({ thing: { actor } }) =>
      limitAttempts(db, {
        name: 'experience',
        of: actor.id,
        max: 20,
        seconds: 86_400,
        now: deps.clock.now(),
        message: 'Vous avez envoyé beaucoup de témoignages aujourd’hui. Reprenez demain.',
      }),
    submit: async ({ tx, input, thing: { measure, actor } }) => {
      await tellExperience(
        tx,
        { accountId: actor.id, authorityId: actor.authorityId, now: deps.clock.now() },
        measure.id,
        { kind: input.nature, visibility: input.visibilite, body: input.texte },
      );
      return {
        location: `/agenda/${measure.slug}/temoignages`,
        notice:
          input.visibilite === 'public'
            ? 'Merci. Votre témoignage est publié ; vous serez prévenu de la réponse.'
            : 'Merci. Votre témoignage est transmis aux pilotes ; vous serez prévenu de la réponse.',
      };
    },
  });

  formPage(app, deps, {
    path: `${path}/:id/suppression`,
    access: 'signed-in',
    params,
    load: async (request, { slug, id }) => {
      const { measure } = await seen(deps, request, slug);
      const experience = await findExperience(db, measure.id, id);
      // For anybody else, it is not there to be deleted.
      return {
        measure,
        experience: found(experience?.authorId === signedIn(request).id ? experience : null),
      };
    },
    show: ({ form, thing: { measure } }) => ({
      meta: crumbsOf(measure, 'Supprimer mon témoignage'),
      body: (
        <Confirmation
          about={measure.title}
          question="Supprimer votre témoignage ?"
          warning="Il sera effacé pour de bon, avec les réponses."
          act="Supprimer le témoignage"
          form={form}
          cancelHref={`/agenda/${measure.slug}/temoignages`}
        />
      ),
    }),
    submit: async ({ tx, thing: { measure, experience } }) => {
      await deleteExperience(tx, experience);
      return { location: `/agenda/${measure.slug}/temoignages`, notice: 'Votre témoignage est supprimé.' };
    },
  });
}

function answeringRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  app.get(
    queue,
    { config: { access: 'agenda.work' }, schema: { querystring: z.object({ page: fields.pageNumber }) } },
    async (request, reply) => {
      const { actor, scope, keeps } = await workOf(deps, request);
      const { page } = request.query;
      const { experiences, total } = await experiencesToRead(db, scope, {
        limit: perPage,
        offset: (page - 1) * perPage,
      });
      return reply.page(
        workMeta('Témoignages'),
        <ExperiencesToRead
          experiences={experiences}
          total={total}
          page={page}
          pages={pageCount(total, perPage)}
          reader={{ id: actor.id, moderates: keeps }}
          here={queue}
        />,
      );
    },
  );

  const load = async (request: FastifyRequest, { slug, id }: { slug: string; id: string }) => {
    const on = await onMeasure(deps, 'measure.answer')(request, { slug });
    return { ...on, experience: found(await findExperience(db, on.measure.id, id)) };
  };
  const { publicUrl } = deps.settings;

  formPage(app, deps, {
    path: `${path}/:id/reponse`,
    access: 'measure.answer',
    params,
    body: { texte: fields.paragraphs({ max: 4000, required: 'Écrivez votre réponse.' }) },
    load,
    show: ({ form, thing: { measure, experience } }) => ({
      meta: crumbsOf(measure, 'Répondre à un témoignage'),
      body: <AnswerForm measure={measure} experience={experience} form={form} back={queue} />,
    }),
    submit: async ({ tx, input, thing: { actor, experience } }) => {
      await answerExperience(tx, { ...byOf(deps, actor), publicUrl }, experience, input.texte);
      return { location: queue, notice: 'Votre réponse est publiée, et son auteur prévenu.' };
    },
  });
}
