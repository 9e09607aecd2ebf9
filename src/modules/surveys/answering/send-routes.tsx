import type { Deps } from '../../../platform/deps.ts';
import { type App, formPage } from '../../../platform/http/index.ts';
import { machineDate } from '../../../ui/index.ts';
import { bySlug, surveyAt } from '../access.ts';
import { hereOf, metaOf } from '../addresses.ts';
import { answering, begun } from './answering.ts';
import { markSent } from './seats.ts';
import { sendAnonymous, sendForAuthority } from './sending.ts';
import { NoAnswer } from './views/no-answer.tsx';
import { ReviewPage } from './views/review.tsx';
import { ThanksPage } from './views/thanks.tsx';

/** Reading all again, sending it, and the thanks. */
export function sendRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/enquetes/:slug/verification',
    access: 'public',
    params: bySlug,
    load: (request, { slug }) => answering(deps, request, slug),
    show: ({ form, thing: { survey, own, open } }) => ({
      meta: metaOf(survey, 'Relire et envoyer'),
      body: own ? (
        <ReviewPage survey={survey} answers={own.draft.answers} form={form} />
      ) : (
        <NoAnswer survey={survey} open={open} />
      ),
    }),
    submit: async ({ tx, request, thing }) => {
      const { holder } = begun(thing);
      const { survey } = thing;
      const now = deps.clock.now();
      const today = machineDate(now);
      const here = hereOf(survey);
      if ('secret' in holder) {
        const sent = await sendAnonymous(tx, survey, holder.secret, today);
        return {
          location: sent.consented ? `${here}/courriel` : `${here}/merci`,
          reply: (reply) => markSent(deps, reply, survey, sent),
        };
      }
      const accountId = request.actor?.id ?? '';
      await sendForAuthority(tx, survey, { ...holder, accountId, now, today });
      return `${here}/merci`;
    },
  });

  app.get(
    '/enquetes/:slug/merci',
    { config: { access: 'public' }, schema: { params: bySlug } },
    async (request, reply) => {
      const survey = await surveyAt(deps, request.actor, request.params.slug);
      return reply.page(metaOf(survey, 'Merci'), <ThanksPage survey={survey} />);
    },
  );
}
