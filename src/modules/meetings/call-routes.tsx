import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  fields,
  formPage,
  Refusal,
  type TypedValues,
  typedList,
  typedText,
  typedValues,
} from '../../platform/http/index.ts';
import { Confirmation, PageHeader, plural, ReasonField } from '../../ui/index.ts';
import { type Group, SpaceFrame, spaceMeta } from '../groups/index.ts';
import { actOf, inGroup, onMeeting } from './access.ts';
import { listHrefOf, meetingHref } from './addresses.ts';
import { contentOfInput, valuesOfMeeting } from './call-input.ts';
import { callMeeting, cancelMeeting, editMeeting } from './calling.ts';
import { chosenFor } from './invitations.ts';
import { findMeeting, itemsOf } from './meeting.ts';
import { meetingMeta } from './page-meta.ts';
import { candidates } from './people.ts';
import { byId, bySlug, callFields, reasonFields } from './schemas.ts';
import { seededPoints } from './seeding.ts';
import { CallForm } from './views/call-form.tsx';

/** `?suite=` opens the form on what that meeting left open. */
const asked = z.object({ suite: fields.uuid.optional().catch(undefined) });

/** Convocations: writing, changing, calling off. */
export function callRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;

  /** The meeting of the same group that this one takes up; null for none. */
  const previousOf = async (query: unknown, group: Group) => {
    const { suite } = asked.parse(query);
    const previous = suite ? await findMeeting(db, suite) : null;
    return previous?.group.id === group.id ? previous : null;
  };

  formPage(app, deps, {
    path: '/espace/groupes/:slug/reunions/nouvelle',
    access: 'meeting.call',
    params: bySlug,
    body: callFields,
    load: inGroup(deps, 'meeting.call'),
    initial: async ({ request, thing: { group } }): Promise<TypedValues> => {
      const previous = await previousOf(request.query, group);
      if (!previous) return { invites: 'members' };
      return valuesOfMeeting(previous, null, {
        people: await chosenFor(db, previous.id),
        points: await seededPoints(db, previous),
      });
    },
    show: async ({ form, thing: { group } }) => ({
      meta: spaceMeta(group, 'Convoquer une réunion'),
      body: (
        <SpaceFrame
          group={group}
          title="Convoquer une réunion"
          lead="Les personnes invitées reçoivent la convocation par courriel, avec de quoi l’ajouter à leur agenda."
          current="reunions"
        >
          <CallForm
            form={form}
            {...(await candidates(db, group.id, typedList(form.values, 'personnes').filter(isUuid)))}
            submit="Envoyer la convocation"
            cancelHref={listHrefOf(group.slug)}
          />
        </SpaceFrame>
      ),
    }),
    submit: async ({ tx, request, thing: { group, actor }, input }) => {
      const content = contentOfInput(input, typedValues(request.body));
      if (content.startsAt <= clock.now()) throw new Refusal('Cette date est passée.', 'jour');
      const previous = await previousOf(request.query, group);
      const { id, told } = await callMeeting(tx, actOf(deps, actor), group, content, {
        previousId: previous?.id,
      });
      return {
        location: meetingHref(id),
        notice: `La réunion est convoquée. ${plural(told, 'personne reçoit', 'personnes reçoivent')} la convocation.`,
      };
    },
  });

  formPage(app, deps, {
    path: '/espace/reunions/:id/modifier',
    access: 'meeting.edit',
    params: byId,
    body: { ...callFields, version: fields.version },
    load: onMeeting(deps, 'meeting.edit'),
    initial: async ({ thing: { meeting } }): Promise<TypedValues> => ({
      ...valuesOfMeeting(meeting, meeting, {
        people: await chosenFor(db, meeting.id),
        points: (await itemsOf(db, meeting.id)).filter(({ isOther }) => !isOther),
      }),
      version: String(meeting.version),
    }),
    show: async ({ form, thing: { meeting } }) => ({
      meta: meetingMeta(meeting, 'Modifier la convocation'),
      body: (
        <>
          <PageHeader
            eyebrow={meeting.title}
            title="Modifier la convocation"
            lead="Un changement de titre, d’horaire, de lieu, de lien ou d’ordre du jour est envoyé aussitôt aux personnes invitées, et met leur agenda à jour."
          />
          <CallForm
            form={form}
            {...(await candidates(db, meeting.group.id, typedList(form.values, 'personnes').filter(isUuid)))}
            submit="Enregistrer et prévenir"
            cancelHref={meetingHref(meeting.id)}
          />
        </>
      ),
    }),
    submit: async ({ tx, request, thing: { meeting, actor }, input }) => {
      const content = contentOfInput(input, typedValues(request.body));
      const moved = content.startsAt.getTime() !== meeting.startsAt.getTime();
      if (moved && content.startsAt <= clock.now()) throw new Refusal('Cette date est passée.', 'jour');
      const { told, invited } = await editMeeting(
        tx,
        actOf(deps, actor),
        { id: meeting.id, version: input.version },
        content,
      );
      return {
        location: meetingHref(meeting.id),
        notice: [
          'La réunion est à jour.',
          ...(told > 0 ? [`${plural(told, 'personne est prévenue', 'personnes sont prévenues')}.`] : []),
          ...(invited > 0
            ? [`${plural(invited, 'personne de plus reçoit', 'personnes de plus reçoivent')} la convocation.`]
            : []),
        ].join(' '),
      };
    },
  });

  formPage(app, deps, {
    path: '/espace/reunions/:id/annulation',
    access: 'meeting.edit',
    params: byId,
    body: reasonFields,
    load: onMeeting(deps, 'meeting.edit'),
    show: ({ form, thing: { meeting } }) => ({
      meta: meetingMeta(meeting, 'Annuler la réunion'),
      body: (
        <Confirmation
          about={meeting.title}
          question="Annuler cette réunion ?"
          warning="Les personnes invitées sont prévenues aussitôt, avec votre motif, et la réunion quitte leur agenda. Une réunion annulée ne se rétablit pas."
          act="Annuler la réunion"
          form={form}
          cancelHref={meetingHref(meeting.id)}
        >
          <ReasonField
            hint="Les personnes invitées et les membres du groupe le liront tel quel."
            value={typedText(form.values, 'motif')}
            error={form.errors.motif}
          />
        </Confirmation>
      ),
    }),
    submit: async ({ tx, thing: { meeting, actor }, input }) => {
      const told = await cancelMeeting(tx, actOf(deps, actor), meeting.id, input.motif);
      return {
        location: meetingHref(meeting.id),
        notice: `La réunion est annulée. ${plural(told, 'personne est prévenue', 'personnes sont prévenues')}.`,
      };
    },
  });
}

const isUuid = (text: string): boolean => fields.uuid.safeParse(text).success;
