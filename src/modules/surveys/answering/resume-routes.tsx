import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, formPage, Refusal } from '../../../platform/http/index.ts';
import { Confirmation, machineDate } from '../../../ui/index.ts';
import { bySlug, surveyAt } from '../access.ts';
import { hereOf, metaOf } from '../addresses.ts';
import { standingOf } from '../survey.ts';
import { answering, lost, nextStepOf } from './answering.ts';
import { limitByNetwork } from './attempts.ts';
import { findDraft, forgetDraft } from './drafts.ts';
import { holderOf, leaveSeat, takeSeat } from './seats.ts';
import { NoAnswer } from './views/no-answer.tsx';
import { ResumePage, TakeUpForm } from './views/resume.tsx';

const ofLink = bySlug.extend({ token: z.string().regex(/^[\w-]{43}$/) });

/** Leaving an answer for a while, coming back to it, giving it up. */
export function resumeRoutes(app: App, deps: Deps): void {
  app.get(
    '/enquetes/:slug/reprise',
    { config: { access: 'public' }, schema: { params: bySlug } },
    async (request, reply) => {
      const { survey, own, open } = await answering(deps, request, request.params.slug);
      reply.header('cache-control', 'no-store');
      const link =
        own && 'secret' in own.holder
          ? `${deps.settings.publicUrl}${hereOf(survey)}/lien/${own.holder.secret}`
          : null;
      return reply.page(
        metaOf(survey, 'Reprendre plus tard'),
        own ? (
          <ResumePage survey={survey} link={link} next={nextStepOf(survey, own.draft)} />
        ) : (
          <NoAnswer survey={survey} open={open} />
        ),
      );
    },
  );

  // Whatever follows links by itself opens the page; only its button takes the answer up.
  formPage(app, deps, {
    path: '/enquetes/:slug/lien/:token',
    access: 'public',
    params: ofLink,
    load: async (request, { slug, token }) => {
      const survey = await surveyAt(deps, request.actor, slug);
      const open = standingOf(survey, machineDate(deps.clock.now())) === 'open';
      const draft =
        open && survey.mode === 'anonymous' ? await findDraft(deps.db, survey, { secret: token }) : null;
      return { survey, open, draft };
    },
    show: ({ form, thing: { survey, open, draft } }) => ({
      meta: metaOf(survey, 'Reprendre'),
      body: draft ? <TakeUpForm survey={survey} form={form} /> : <NoAnswer survey={survey} open={open} />,
    }),
    guard: ({ request }) => limitByNetwork(deps, request, { name: 'survey link', max: 200 }),
    submit: async ({ params: { token }, thing: { survey, draft } }) => {
      if (!draft) throw new Refusal(lost);
      return { location: nextStepOf(survey, draft), reply: (reply) => takeSeat(deps, reply, survey, token) };
    },
  });

  formPage(app, deps, {
    path: '/enquetes/:slug/effacement',
    access: 'public',
    params: bySlug,
    load: async (request, { slug }) => {
      const survey = await surveyAt(deps, request.actor, slug);
      return { survey, holder: holderOf(request, survey) };
    },
    show: ({ form, thing: { survey } }) => ({
      meta: metaOf(survey, 'Effacer'),
      body: (
        <Confirmation
          about={survey.title}
          question="Effacer la réponse commencée ?"
          warning="Ce qui a été répondu et n’a pas été envoyé sera effacé. Ce qui a été envoyé reste."
          act="Effacer"
          form={{ key: '', errors: form.errors }}
          cancelHref={hereOf(survey)}
        />
      ),
    }),
    submit: async ({ tx, thing: { survey, holder } }) => {
      if (holder) await forgetDraft(tx, survey, holder);
      return {
        location: hereOf(survey),
        notice: 'La réponse commencée est effacée.',
        reply: (reply) => leaveSeat(reply, survey),
      };
    },
  });
}
