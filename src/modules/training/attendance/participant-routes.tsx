import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, csvType, fields, formPage, found, Refusal } from '../../../platform/http/index.ts';
import { plural, ReasonField } from '../../../ui/index.ts';
import { record } from '../../audit/index.ts';
import { byOf, onSession } from '../access.ts';
import { sessionHref } from '../addresses.ts';
import { cancelRegistration } from '../registrations/places.ts';
import { bySlug } from '../sessions/fields.ts';
import { sessionMeta } from '../sessions/page-meta.ts';
import { markAttendance, participantsAsCsv, participantsOf } from './participants.ts';
import { ParticipantsPage, RemoveForm } from './views/participants.tsx';

const ids = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : [value].flat()),
  z.array(fields.uuid, { error: 'Rechargez la page et recommencez.' }).max(6000),
);

/** For those who organise: who comes, who came. */
export function participantRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;
  const load = onSession(deps, 'training.participants');

  formPage(app, deps, {
    path: '/formations/sessions/:slug/participants',
    access: 'training.participants',
    params: bySlug,
    body: { sur: ids, present: ids },
    load: async (request, params) => {
      const on = await load(request, params);
      return { ...on, people: await participantsOf(db, on.session.id) };
    },
    initial: ({ thing: { people } }) => ({
      present: people.filter(({ attended }) => attended === true).map(({ id }) => id),
    }),
    show: ({ form, thing: { session, people } }) => ({
      meta: sessionMeta(session, 'Participants'),
      body: <ParticipantsPage session={session} people={people} form={form} now={clock.now()} />,
    }),
    submit: async ({ tx, input, thing: { session, actor } }) => {
      const marked = await markAttendance(tx, byOf(deps, actor), session.id, {
        shown: input.sur,
        present: new Set(input.present),
      });
      return {
        location: `${sessionHref(session.slug)}/participants`,
        notice: `Présence enregistrée : ${plural(marked.present, 'personne présente', 'personnes présentes')}.${marked.told > 0 ? ` ${plural(marked.told, 'attestation envoyée', 'attestations envoyées')} par courriel.` : ''}`,
      };
    },
  });

  app.get(
    '/formations/sessions/:slug/participants.csv',
    { config: { access: 'training.participants' }, schema: { params: bySlug } },
    async (request, reply) => {
      const { session, actor } = await load(request, request.params);
      const csv = await db.transaction().execute((tx) => participantsAsCsv(tx, byOf(deps, actor), session));
      return reply
        .type(csvType)
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="participants-${session.slug}.csv"`)
        .send(csv);
    },
  );

  formPage(app, deps, {
    path: '/formations/sessions/:slug/participants/:id/retrait',
    access: 'training.participants',
    params: bySlug.extend({ id: fields.uuid }),
    body: { motif: fields.reason },
    load: async (request, { slug, id }) => {
      const on = await load(request, { slug });
      const person = (await participantsOf(db, on.session.id)).find((one) => one.id === id);
      return { ...on, person: found(person, 'Cette personne n’est pas, ou plus, inscrite.') };
    },
    show: ({ form, thing: { session, person } }) => ({
      meta: sessionMeta(session, 'Retirer une personne'),
      body: (
        <RemoveForm session={session} person={person} form={form}>
          <ReasonField value={String(form.values.motif ?? '')} error={form.errors.motif} />
        </RemoveForm>
      ),
    }),
    submit: async ({ tx, input, thing: { session, person, actor } }) => {
      if (session.status !== 'published') throw new Refusal('La session n’a pas lieu.');
      await cancelRegistration(
        tx,
        byOf(deps, actor),
        { id: person.id, sessionId: session.id },
        { reason: input.motif },
      );
      await record(tx, {
        actor,
        verb: 'training.remove-participant',
        thing: { type: 'training-session', id: session.id, label: session.title },
        detail: { registration: person.id },
      });
      return {
        location: `${sessionHref(session.slug)}/participants`,
        notice: 'L’inscription est annulée, et la personne en est prévenue.',
      };
    },
  });
}
