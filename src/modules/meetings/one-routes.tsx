import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  button,
  fields,
  formPage,
  limitAttempts,
  networkOf,
  notFound,
  pageCount,
  Refusal,
} from '../../platform/http/index.ts';
import { PageHeader } from '../../ui/index.ts';
import { SpaceFrame } from '../groups/index.ts';
import { actOf, factsOf, onMeeting } from './access.ts';
import { answerHref, meetingHref } from './addresses.ts';
import { choosePerson } from './calling.ts';
import { readLink } from './invitations.ts';
import { nextOf } from './listing.ts';
import { findMeeting, holdMeeting, invitationOf, itemsOf } from './meeting.ts';
import { meetingMeta } from './page-meta.ts';
import { answerCounts, answerMeeting, letWrite, peopleOf } from './people.ts';
import { answerFields, byId, byPage } from './schemas.ts';
import { AnswerPage, answerValues, MeetingPage } from './views/meeting-page.tsx';
import { InvitedPage, peoplePerPage } from './views/people-pages.tsx';

const byToken = z.object({ token: z.string().regex(/^[\w-]{43}$/) });
const onePerson = { personne: fields.uuid };

/** A meeting: what, when, who comes; answering, on its page or by the link of a mail. */
export function oneRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;
  const answered = {
    yes: 'Votre réponse est notée : vous y serez.',
    maybe: 'Votre réponse est notée : peut-être.',
    no: 'Votre réponse est notée : vous n’y serez pas.',
  };

  formPage(app, deps, {
    path: '/espace/reunions/:id',
    access: 'meeting.read',
    params: byId,
    body: answerFields,
    load: onMeeting(deps, 'meeting.read'),
    initial: ({ thing: { invitation } }) => answerValues(invitation),
    show: async ({ form, thing: { meeting, invitation, facts, may } }) => {
      const [items, counts, previous, next] = await Promise.all([
        itemsOf(db, meeting.id),
        answerCounts(db, { id: meeting.id, groupId: meeting.group.id }),
        meeting.previousId ? findMeeting(db, meeting.previousId) : null,
        nextOf(db, meeting.id),
      ]);
      return {
        meta: meetingMeta(meeting),
        body: (
          <SpaceFrame group={meeting.group} title={meeting.title} current="reunions">
            <MeetingPage
              meeting={meeting}
              items={items}
              counts={counts}
              invitation={invitation}
              form={form}
              previous={previous}
              next={next}
              over={facts.over}
              may={{
                edit: may('meeting.edit'),
                answer: may('meeting.answer'),
                join: may('meeting.join'),
                attend: may('meeting.attendance'),
                call: may('meeting.call'),
              }}
            />
          </SpaceFrame>
        ),
      };
    },
    submit: async ({ tx, thing: { meeting, actor, may }, input }) => {
      if (!may('meeting.answer')) throw new Refusal('Cette réunion n’attend pas de réponse de votre part.');
      await answerMeeting(
        tx,
        { meetingId: meeting.id, accountId: actor.id, now: clock.now() },
        { answer: input.reponse, word: input.mot },
      );
      return { location: meetingHref(meeting.id), notice: answered[input.reponse] };
    },
  });

  formPage(app, deps, {
    path: '/reunions/reponse/:token',
    access: 'public',
    params: byToken,
    body: answerFields,
    load: async (_request, { token }) => {
      const link = await readLink(db, token);
      const meeting = link && (await findMeeting(db, link.meetingId));
      if (!link || !meeting) return notFound('Ce lien ne sert plus.');
      const invitation = await invitationOf(db, meeting.id, link.account.id);
      const { state, over, groupClosed } = factsOf(meeting, invitation, clock.now());
      return {
        meeting,
        invitation,
        account: link.account,
        token,
        open: state === 'called' && !over && !groupClosed,
      };
    },
    initial: ({ thing: { invitation } }) => answerValues(invitation),
    show: ({ form, thing: { meeting, account, invitation, open } }) => ({
      meta: { title: `Répondre – ${meeting.title}` },
      body: (
        <>
          <PageHeader eyebrow={meeting.group.title} title={meeting.title} />
          <AnswerPage meeting={meeting} name={account.name} invitation={invitation} open={open} form={form} />
        </>
      ),
    }),
    guard: ({ request }) =>
      limitAttempts(db, {
        name: 'meeting answer',
        of: networkOf(request.ip),
        max: 60,
        seconds: 900,
        now: clock.now(),
      }),
    submit: async ({ tx, thing: { meeting, account, token, open }, input }) => {
      const held = await holdMeeting(tx, meeting.id);
      if (!open || held.state === 'cancelled') throw new Refusal('Il n’est plus temps de répondre.');
      await answerMeeting(
        tx,
        { meetingId: meeting.id, accountId: account.id, now: clock.now() },
        { answer: input.reponse, word: input.mot },
      );
      return { location: answerHref(token), notice: answered[input.reponse] };
    },
  });

  app.get(
    '/espace/reunions/:id/invites',
    { config: { access: 'meeting.read' }, schema: { params: byId, querystring: byPage } },
    async (request, reply) => {
      const { meeting, may } = await onMeeting(deps, 'meeting.read')(request, request.params);
      const { q = '', page = 1 } = request.query;
      const asked = { id: meeting.id, groupId: meeting.group.id };
      const editable = may('meeting.edit');
      const [invited, others] = await Promise.all([
        peopleOf(db, asked, { which: 'invited', q: '', page, perPage: peoplePerPage }),
        editable && q !== ''
          ? peopleOf(db, asked, { which: 'not-invited', q, page: 1, perPage: 20 })
          : { people: [] },
      ]);
      return reply.page(
        meetingMeta(meeting, 'Personnes invitées'),
        <>
          <PageHeader eyebrow={meeting.title} title="Personnes invitées" />
          <InvitedPage
            id={meeting.id}
            invited={{ ...invited, page: Math.min(page, pageCount(invited.total, peoplePerPage)), q: '' }}
            others={others.people}
            q={q}
            editable={editable}
          />
        </>,
      );
    },
  );

  const invites = (id: string) => `${meetingHref(id)}/invites`;
  const ways = [
    { path: '', chosen: true, notice: 'L’invitation est envoyée.' },
    { path: '/retrait', chosen: false, notice: 'L’invitation est retirée.' },
  ];
  for (const { path, chosen, notice } of ways) {
    button(app, deps, {
      path: `/espace/reunions/:id/invites${path}`,
      access: 'meeting.edit',
      params: byId,
      body: onePerson,
      load: onMeeting(deps, 'meeting.edit'),
      submit: async ({ tx, thing: { meeting, actor }, input }) => {
        await choosePerson(tx, actOf(deps, actor), meeting.id, { accountId: input.personne, chosen });
        return { location: invites(meeting.id), notice };
      },
    });
  }

  button(app, deps, {
    path: '/espace/reunions/:id/invites/redaction',
    access: 'meeting.edit',
    params: byId,
    body: { ...onePerson, redige: z.enum(['oui', 'non']) },
    load: onMeeting(deps, 'meeting.edit'),
    submit: async ({ tx, thing: { meeting }, input }) => {
      await letWrite(tx, meeting.id, input.personne, input.redige === 'oui');
      return invites(meeting.id);
    },
  });
}
