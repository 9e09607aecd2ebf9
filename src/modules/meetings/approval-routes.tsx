import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, button, fields, formPage, found, limitAttempts } from '../../platform/http/index.ts';
import { PageHeader } from '../../ui/index.ts';
import { actOf, onMeeting } from './access.ts';
import { minutesHref } from './addresses.ts';
import {
  answerCorrection,
  approveMinutes,
  askCorrection,
  correctionsOf,
  proposeMinutes,
  reopenMinutes,
} from './approval.ts';
import { meetingMeta } from './page-meta.ts';
import { byId, correctionAnswerFields, correctionFields } from './schemas.ts';
import { TextForm } from './views/section-pages.tsx';

const path = '/espace/reunions/:id/compte-rendu';

/** From the draft to minutes that nobody changes any more. */
export function approvalRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;

  button(app, deps, {
    path: `${path}/proposition`,
    access: 'minutes.propose',
    params: byId,
    load: onMeeting(deps, 'minutes.propose'),
    submit: async ({ tx, thing: { meeting, actor } }) => {
      await proposeMinutes(tx, actOf(deps, actor), meeting.id);
      return {
        location: minutesHref(meeting.id),
        notice:
          'Le compte rendu est proposé : les copilotes sont prévenus, les membres peuvent demander une correction.',
      };
    },
  });

  button(app, deps, {
    path: `${path}/reprise`,
    access: 'minutes.reopen',
    params: byId,
    load: onMeeting(deps, 'minutes.reopen'),
    submit: async ({ tx, thing: { meeting, actor } }) => {
      await reopenMinutes(tx, actOf(deps, actor), meeting.id);
      return {
        location: minutesHref(meeting.id),
        notice: 'La rédaction reprend. Les approbations déjà données ne valent plus.',
      };
    },
  });

  button(app, deps, {
    path: `${path}/approbation`,
    access: 'minutes.approve',
    params: byId,
    load: onMeeting(deps, 'minutes.approve'),
    submit: async ({ tx, thing: { meeting, actor } }) => {
      const approved = await approveMinutes(tx, actOf(deps, actor), meeting.id);
      return {
        location: minutesHref(meeting.id),
        notice: approved
          ? 'Le compte rendu est approuvé : il ne change plus.'
          : 'Votre approbation est notée. L’autre côté doit encore approuver.',
      };
    },
  });

  formPage(app, deps, {
    path: `${path}/correction`,
    access: 'minutes.correct',
    params: byId,
    body: correctionFields,
    load: onMeeting(deps, 'minutes.correct'),
    show: ({ form, thing: { meeting } }) => ({
      meta: meetingMeta(meeting, 'Demander une correction', { minutes: true }),
      body: (
        <>
          <PageHeader eyebrow={meeting.title} title="Demander une correction" />
          <TextForm
            form={form}
            name="texte"
            label="Ce qui est à corriger"
            hint="Dites à quel point, et ce qu’il faudrait lire. Les copilotes répondront, et les membres le liront."
            submit="Envoyer la demande"
            back={minutesHref(meeting.id)}
          />
        </>
      ),
    }),
    guard: ({ thing: { actor } }) =>
      limitAttempts(db, {
        name: 'meeting correction',
        of: actor.id,
        max: 20,
        seconds: 86_400,
        now: clock.now(),
      }),
    submit: async ({ tx, thing: { meeting, actor }, input }) => {
      await askCorrection(tx, actOf(deps, actor), meeting.id, input.texte);
      return {
        location: `${minutesHref(meeting.id)}#corrections`,
        notice: 'Votre demande est transmise aux copilotes.',
      };
    },
  });

  formPage(app, deps, {
    path: `${path}/corrections/:correction`,
    access: 'minutes.answer-correction',
    params: z.object({ id: fields.uuid, correction: fields.uuid }),
    body: correctionAnswerFields,
    load: async (request, params) => {
      const on = await onMeeting(deps, 'minutes.answer-correction')(request, params);
      const all = await correctionsOf(db, on.meeting.id);
      const correction = all.find(({ id, answer }) => id === params.correction && answer === null);
      return { ...on, correction: found(correction, 'Cette demande a déjà sa réponse.') };
    },
    show: ({ form, thing: { meeting, correction } }) => ({
      meta: meetingMeta(meeting, 'Répondre à une correction', { minutes: true }),
      body: (
        <>
          <PageHeader eyebrow={meeting.title} title={`Répondre à ${correction.author}`} />
          <TextForm
            form={form}
            name="reponse"
            label="Votre réponse"
            hint="Pour changer le texte, reprenez d’abord la rédaction. Les membres lisent cette réponse."
            about={correction.text}
            submit="Répondre"
            back={minutesHref(meeting.id)}
          />
        </>
      ),
    }),
    submit: async ({ tx, thing: { meeting, correction, actor }, input }) => {
      await answerCorrection(
        tx,
        actOf(deps, actor),
        { meetingId: meeting.id, id: correction.id },
        input.reponse,
      );
      return { location: `${minutesHref(meeting.id)}#corrections`, notice: 'Votre réponse est notée.' };
    },
  });
}
