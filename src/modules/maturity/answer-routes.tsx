import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, button, formPage, Refusal, typedText, typedValues } from '../../platform/http/index.ts';
import { newToken } from '../../platform/tokens.ts';
import { Confirmation } from '../../ui/index.ts';
import {
  type Answers,
  afterStep,
  digestOf,
  limitByNetwork,
  missingQuestions,
  nextStep,
  readStep,
  StepPage,
  stepAt,
  valuesOfAnswers,
} from '../surveys/index.ts';
import { assessmentsOf, forgetAll, isKnown, sendAssessment } from './assessments.ts';
import { findDraft, lost, openDraft, saveAnswers, takeDraft } from './drafts.ts';
import {
  addressesOf,
  alone,
  dropSecret,
  type Holder,
  holderOf,
  home,
  keepSecret,
  type Way,
  ways,
} from './holder.ts';
import { type Model, readModel } from './model.ts';
import { metaOf } from './page-meta.ts';
import { NothingHere, ResumePage, ReviewPage, TakeUpForm } from './views/answer.tsx';

const ofStep = z.object({ etape: z.coerce.number().int().min(1).max(30) });
const ofLink = z.object({ token: z.string().regex(/^[\w-]{43}$/) });

export const linkPath = (secret: string): string => `${home}/lien/${secret}`;

interface Answering {
  model: Model;
  own: { holder: Holder; answers: Answers } | null;
}

/** Answering, from the first axis to the result, on each of the two ways. */
export function answerRoutes(app: App, deps: Deps): void {
  for (const way of ways) {
    starting(app, deps, way);
    steps(app, deps, way);
    sending(app, deps, way);
    comingBack(app, deps, way);
    forgetting(app, deps, way);
  }
  takingUp(app, deps);
}

async function answering(deps: Deps, request: FastifyRequest, way: Way): Promise<Answering> {
  const model = await readModel();
  const holder = holderOf(request, way);
  const answers = holder && (await findDraft(deps.db, holder));
  return { model, own: holder && answers ? { holder, answers } : null };
}

/** The answers that a form is about; a Refusal when there is none to write to. */
function begun({ own }: Answering) {
  if (!own) throw new Refusal(lost);
  return own;
}

function starting(app: App, deps: Deps, way: Way): void {
  button(app, deps, {
    path: `${way.base}/commencer`,
    access: way.access,
    load: (request) => holderOf(request, way),
    guard: async ({ request }) => {
      if (!way.shared) await limitByNetwork(deps, request, { name: 'maturity start', max: 60 });
    },
    submit: async ({ tx, thing: holder }) => {
      const now = deps.clock.now();
      const model = await readModel();
      // A secret that we do not know is nobody's: it is not taken over.
      const known = holder && ('authorityId' in holder || (await isKnown(tx, holder)));
      if (holder && known) {
        const [last] = await assessmentsOf(tx, holder);
        await openDraft(tx, holder, last?.answers ?? {}, now);
        const draft = (await findDraft(tx, holder)) ?? {};
        // Redoing it goes through every axis again.
        const isWhole = missingQuestions(model.questionnaire, draft).length === 0;
        return isWhole ? `${way.base}/axe/1` : nextStep(model.questionnaire, draft, addressesOf(way));
      }
      const secret = newToken();
      await openDraft(tx, { secret }, {}, now);
      return { location: `${way.base}/axe/1`, reply: (reply) => keepSecret(deps, reply, secret) };
    },
  });
}

function steps(app: App, deps: Deps, way: Way): void {
  formPage(app, deps, {
    path: `${way.base}/axe/:etape`,
    access: way.access,
    params: ofStep,
    load: async (request, { etape }) => {
      const found = await answering(deps, request, way);
      return { ...found, ...stepAt(found.model.questionnaire, found.own?.answers ?? {}, etape) };
    },
    initial: ({ thing: { own, step } }) => valuesOfAnswers(step?.questions ?? [], own?.answers ?? {}),
    show: ({ form, thing: { model, own, at, of, step } }) => ({
      meta: metaOf(step ? `Axe ${at} sur ${of}` : 'Répondre'),
      body:
        own && step ? (
          <StepPage
            title={model.title}
            section={step.section}
            questions={step.questions}
            at={at}
            of={of}
            form={form}
            base={digestOf(step.questions, own.answers)}
          />
        ) : (
          <NothingHere model={model} />
        ),
    }),
    submit: async ({ tx, request, thing }) => {
      const { holder, answers: former } = begun(thing);
      const { model, step, at } = thing;
      if (!step) throw new Refusal(lost);
      const { questionnaire } = model;
      const typed = typedValues(request.body);
      const { given, going } = readStep(questionnaire, step.questions, former, typed);
      const answers = await saveAnswers(tx, model, holder, {
        questions: step.questions,
        given,
        base: typedText(typed, 'base'),
      });
      return afterStep(questionnaire, answers, { at, section: step.section.code, going }, addressesOf(way));
    },
  });
}

function sending(app: App, deps: Deps, way: Way): void {
  formPage(app, deps, {
    path: `${way.base}/verification`,
    access: way.access,
    load: (request) => answering(deps, request, way),
    show: ({ form, thing: { model, own } }) => ({
      meta: metaOf('Relire vos réponses'),
      body: own ? (
        <ReviewPage model={model} way={way} answers={own.answers} form={form} />
      ) : (
        <NothingHere model={model} />
      ),
    }),
    guard: async ({ request }) => {
      if (!way.shared) await limitByNetwork(deps, request, { name: 'maturity result', max: 60 });
    },
    submit: async ({ tx, request, thing }) => {
      const { holder } = begun(thing);
      await sendAssessment(tx, thing.model, holder, {
        accountId: request.actor?.id ?? null,
        now: deps.clock.now(),
      });
      return {
        location: `${way.base}/resultat`,
        // It is kept as long as the result is.
        reply: (reply) => {
          if ('secret' in holder) keepSecret(deps, reply, holder.secret);
        },
      };
    },
  });
}

function comingBack(app: App, deps: Deps, way: Way): void {
  app.get(`${way.base}/reprise`, { config: { access: way.access } }, async (request, reply) => {
    const { model, own } = await answering(deps, request, way);
    reply.header('cache-control', 'no-store');
    const link = own && 'secret' in own.holder ? deps.settings.publicUrl + linkPath(own.holder.secret) : null;
    return reply.page(
      metaOf('Reprendre plus tard'),
      own ? (
        <ResumePage
          model={model}
          way={way}
          link={link}
          next={nextStep(model.questionnaire, own.answers, addressesOf(way))}
        />
      ) : (
        <NothingHere model={model} />
      ),
    );
  });
}

/** Whatever follows links by itself opens the page; only its button takes the self-assessment up. */
function takingUp(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: `${home}/lien/:token`,
    access: 'public',
    params: ofLink,
    load: async (_request, { token }) => ({
      model: await readModel(),
      known: await isKnown(deps.db, { secret: token }),
    }),
    show: ({ form, thing: { model, known } }) => ({
      meta: metaOf('Retrouver l’autoévaluation'),
      body: known ? <TakeUpForm model={model} form={form} /> : <NothingHere model={model} />,
    }),
    guard: ({ request }) => limitByNetwork(deps, request, { name: 'maturity link', max: 200 }),
    submit: async ({ tx, params: { token }, thing: { model, known } }) => {
      if (!known) throw new Refusal(lost);
      const draft = await findDraft(tx, { secret: token });
      return {
        location: draft ? nextStep(model.questionnaire, draft, addressesOf(alone)) : `${alone.base}/resultat`,
        reply: (reply) => keepSecret(deps, reply, token),
      };
    },
  });
}

function forgetting(app: App, deps: Deps, way: Way): void {
  formPage(app, deps, {
    path: `${way.base}/effacement`,
    access: way.access,
    load: (request) => holderOf(request, way),
    show: async ({ form }) => {
      const model = await readModel();
      return {
        meta: metaOf('Effacer'),
        body: (
          <Confirmation
            about={model.title}
            question={way.shared ? 'Effacer ce qui est commencé ?' : 'Effacer cette autoévaluation ?'}
            warning={
              way.shared
                ? 'Les réponses commencées par vous et vos collègues seront effacées. Les résultats envoyés restent.'
                : 'Tout ce qui se trouve derrière votre lien sera effacé : ce qui est commencé, et tous les résultats.'
            }
            act="Effacer"
            form={form}
            cancelHref={home}
          />
        ),
      };
    },
    submit: async ({ tx, thing: holder }) => {
      if (holder && 'secret' in holder) await forgetAll(tx, holder);
      else if (holder) await takeDraft(tx, holder);
      return {
        location: home,
        notice: way.shared ? 'Ce qui était commencé est effacé.' : 'L’autoévaluation est effacée.',
        reply: (reply) => {
          if (!way.shared) dropSecret(reply);
        },
      };
    },
  });
}
