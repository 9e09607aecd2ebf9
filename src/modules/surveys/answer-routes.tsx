import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  button,
  fields,
  formPage,
  type PageMeta,
  Refusal,
  type TypedValues,
  typedText,
} from '../../platform/http/index.ts';
import { Confirmation, machineDate } from '../../ui/index.ts';
import { bySlug, surveyAt } from './access.ts';
import { limitByNetwork } from './attempts.ts';
import { isFor } from './concern.ts';
import { leaveAddress } from './contacts.ts';
import {
  type Draft,
  digestOf,
  findDraft,
  forgetDraft,
  type Holder,
  openDraft,
  openSharedDraft,
  pick,
  saveAnswers,
} from './drafts.ts';
import { readPage } from './engine/page.ts';
import { missingQuestions, shownSections } from './engine/shown.ts';
import { valuesOfAnswers } from './engine/typed.ts';
import { participate } from './participation.ts';
import { isOfAuthority } from './policy.ts';
import {
  declineInvitation,
  draftOf,
  holderOf,
  isInvited,
  leaveSeat,
  markSent,
  notOfAuthority,
  takeSeat,
} from './seats.ts';
import { sendAnonymous, sendForAuthority } from './sending.ts';
import { type Survey, standingOf } from './survey.ts';
import { AddressForm, NotInvited, ResumePage, TakeUpForm, ThanksPage } from './views/after.tsx';
import { NoAnswer, ReviewPage, StepPage } from './views/answer.tsx';

const ofStep = bySlug.extend({ etape: z.coerce.number().int().min(1).max(30) });
const ofLink = bySlug.extend({ token: z.string().regex(/^[\w-]{43}$/) });

/** What was typed, as it came: which fields there are depends on the survey. */
const typedBody = z.record(z.string(), z.union([z.string(), z.array(z.string())])).catch({});
const typedOf = (request: FastifyRequest): TypedValues => typedBody.parse(request.body ?? {});

export const hereOf = ({ slug }: Pick<Survey, 'slug'>): string => `/enquetes/${slug}`;

export const metaOf = (survey: Survey, title: string): PageMeta => ({
  title: `${title} : ${survey.title}`,
  noindex: true,
  breadcrumb: [
    { label: 'Enquêtes', href: '/enquetes' },
    { label: survey.title, href: hereOf(survey) },
    { label: title },
  ],
});

/** Where somebody who comes back goes on: the first step where something is missing. */
export function nextStep(survey: Survey, { answers }: Pick<Draft, 'answers'>): string {
  const [missing] = missingQuestions(survey.questionnaire, answers);
  const steps = shownSections(survey.questionnaire, answers);
  const at = steps.findIndex(({ section }) => section.code === missing?.section);
  return at === -1 ? `${hereOf(survey)}/verification` : `${hereOf(survey)}/etape/${at + 1}`;
}

interface Answering {
  survey: Survey;
  own: { holder: Holder; draft: Draft } | null;
  open: boolean;
}

/** Answering, from the first step to the thanks. */
export function answerRoutes(app: App, deps: Deps): void {
  starting(app, deps);
  steps(app, deps);
  sending(app, deps);
  comingBack(app, deps);
  afterwards(app, deps);
}

async function answering(deps: Deps, request: FastifyRequest, slug: string): Promise<Answering> {
  const survey = await surveyAt(deps, request.actor, slug);
  const open = standingOf(survey, machineDate(deps.clock.now())) === 'open';
  return { survey, open, own: open ? await draftOf(deps, request, survey) : null };
}

const closed = 'Cette enquête n’est pas ouverte : rien n’a été gardé.';
const lost = 'Votre réponse n’est plus là : elle a été envoyée, effacée, ou a expiré.';

/** The answer that a form is about; a Refusal when there is none to write to. */
function begun({ own, open }: Answering) {
  if (!open) throw new Refusal(closed);
  if (!own) throw new Refusal(lost);
  return own;
}

function starting(app: App, deps: Deps): void {
  button(app, deps, {
    path: '/enquetes/:slug/reponse',
    access: 'public',
    params: bySlug,
    load: async (request, { slug }) => answering(deps, request, slug),
    guard: async ({ request, thing: { survey, open } }) => {
      if (!open) throw new Refusal(closed);
      if (survey.mode === 'authority') return;
      await limitByNetwork(deps, request, { name: 'survey start', max: 60 });
      // Written before the answer exists, in a transaction of its own.
      if (survey.oncePerAccount) await participate(deps.db, survey, request.actor);
    },
    submit: async ({ tx, request, thing: { survey } }) => {
      const now = deps.clock.now();
      const first = `${hereOf(survey)}/etape/1`;
      if (survey.mode === 'anonymous') {
        const { secret } = await openDraft(tx, survey, now);
        return { location: first, reply: (reply) => takeSeat(deps, reply, survey, secret) };
      }
      const { actor } = request;
      if (!isOfAuthority(actor)) throw new Refusal(notOfAuthority);
      if (!(await isFor(tx, survey, actor.authorityId)))
        throw new Refusal('Cette enquête ne concerne pas votre collectivité.');
      await openSharedDraft(tx, survey, actor.authorityId, now);
      const draft = await findDraft(tx, survey, { authorityId: actor.authorityId });
      return draft ? nextStep(survey, draft) : first;
    },
  });
}

function steps(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/enquetes/:slug/etape/:etape',
    access: 'public',
    params: ofStep,
    load: async (request, { slug, etape }) => {
      const found = await answering(deps, request, slug);
      const shown = shownSections(found.survey.questionnaire, found.own?.draft.answers ?? {});
      const at = Math.min(etape, shown.length);
      return { ...found, shown, at, step: shown[at - 1] ?? null };
    },
    initial: ({ thing: { own, step } }) => valuesOfAnswers(step?.questions ?? [], own?.draft.answers ?? {}),
    show: ({ form, thing: { survey, own, open, shown, at, step } }) => ({
      meta: metaOf(survey, step ? `Étape ${at} sur ${shown.length}` : 'Répondre'),
      body:
        own && step ? (
          <StepPage
            survey={survey}
            section={step.section}
            questions={step.questions}
            at={at}
            of={shown.length}
            form={form}
            base={
              survey.mode === 'authority'
                ? digestOf(pick(own.draft.answers, new Set(step.questions.map(({ id }) => id))))
                : null
            }
          />
        ) : (
          <NoAnswer survey={survey} open={open} />
        ),
    }),
    submit: async ({ tx, request, thing }) => {
      const { holder, draft } = begun(thing);
      const { survey, step, at } = thing;
      if (!step) throw new Refusal(lost);
      const typed = typedOf(request);
      const going = typedText(typed, 'aller');
      const lenient = going === 'precedent' || going === 'plus-tard';
      const read = readPage(survey.questionnaire, step.questions, draft.answers, typed, { lenient });
      if (!lenient) {
        // A question that an answer of this very page opened was not there to be answered.
        const seen = new Set(typedText(typed, 'vues').split(' '));
        const unseen = step.questions.filter(({ id }) => !seen.has(id)).map(({ id }) => `q_${id}`);
        const errors = Object.entries(read.errors).filter(
          ([field]) => !unseen.some((name) => field === name || field.startsWith(`${name}_`)),
        );
        if (errors.length > 0) throw new Refusal(Object.fromEntries(errors));
      }
      const base = survey.mode === 'authority' ? typedText(typed, 'base') : null;
      const answers = await saveAnswers(tx, survey, holder, {
        questions: step.questions,
        given: read.given,
        base,
      });
      const here = hereOf(survey);
      if (going === 'plus-tard') return `${here}/reprise`;
      if (going === 'precedent') return at > 1 ? `${here}/etape/${at - 1}` : here;
      if (
        missingQuestions(survey.questionnaire, answers).some(({ section }) => section === step.section.code)
      ) {
        return {
          location: `${here}/etape/${at}`,
          notice: 'Votre réponse ouvre une question de plus sur cette page.',
        };
      }
      const after = shownSections(survey.questionnaire, answers);
      const own = after.findIndex(({ section }) => section.code === step.section.code);
      return own + 1 < after.length ? `${here}/etape/${own + 2}` : `${here}/verification`;
    },
  });
}

function sending(app: App, deps: Deps): void {
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
}

function comingBack(app: App, deps: Deps): void {
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
          <ResumePage survey={survey} link={link} next={nextStep(survey, own.draft)} />
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
      return { location: nextStep(survey, draft), reply: (reply) => takeSeat(deps, reply, survey, token) };
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

function afterwards(app: App, deps: Deps): void {
  app.get(
    '/enquetes/:slug/merci',
    { config: { access: 'public' }, schema: { params: bySlug } },
    async (request, reply) => {
      const survey = await surveyAt(deps, request.actor, request.params.slug);
      return reply.page(metaOf(survey, 'Merci'), <ThanksPage survey={survey} />);
    },
  );

  formPage(app, deps, {
    path: '/enquetes/:slug/courriel',
    access: 'public',
    params: bySlug,
    body: { courriel: fields.email() },
    load: async (request, { slug }) => ({
      survey: await surveyAt(deps, request.actor, slug),
      invited: isInvited(request),
    }),
    show: ({ form, thing: { survey, invited } }) => ({
      meta: metaOf(survey, 'Recevoir les résultats'),
      body: invited ? <AddressForm survey={survey} form={form} /> : <NotInvited survey={survey} />,
    }),
    guard: async ({ request, thing: { invited } }) => {
      if (!invited) throw new Refusal('Cette page suit l’envoi d’une réponse.');
      await limitByNetwork(deps, request, { name: 'survey address', max: 40 });
    },
    submit: async ({ tx, input, thing: { survey } }) => {
      await leaveAddress(tx, survey.id, input.courriel);
      return {
        location: `${hereOf(survey)}/merci`,
        notice: 'Un courriel vous demandera, d’ici demain, de confirmer cette adresse.',
        reply: (reply) => declineInvitation(reply, survey),
      };
    },
  });
}
