import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  button,
  fields,
  formPage,
  found,
  limitAttempts,
  networkOf,
  notFound,
} from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { authoritiesByIds } from '../territories/index.ts';
import { confirmStanding, declare, declaredValues } from './declaring.ts';
import { answerFields } from './place-schemas.ts';
import { noteAnswer, readReminder, refuseReminders } from './reminders.ts';
import { allRollouts, rolloutAt } from './rollout.ts';
import { concernedBy, standingsOf } from './standing.ts';
import { AnswerForm, ReminderStep, ReminderView } from './views/reminder.tsx';

const path = '/deploiements/lien/:token';
const ofLink = z.object({ token: z.string().regex(/^[\w-]{43}$/) });
const ofAnswer = ofLink.extend({ slug: fields.slug });
const quarter = 15 * 60;

const meta = (title: string) => ({
  title,
  noindex: true,
  breadcrumb: [{ label: 'Déploiements', href: '/deploiements' }, { label: title }],
});

/** The link of the yearly mail: no account, and a GET changes nothing. */
export function reminderRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;

  const asked = async (token: string) => {
    const reminder = await readReminder(db, token, clock.now());
    if (!reminder) notFound('Ce lien n’est plus valable : connectez-vous, ou attendez le prochain courriel.');
    const authority = found((await authoritiesByIds(db, [reminder.authorityId])).get(reminder.authorityId));
    return { reminder, authority, here: `/deploiements/lien/${token}` };
  };
  const answering = async ({ token, slug }: z.output<typeof ofAnswer>) => {
    const [one, rollout] = [await asked(token), await rolloutAt(deps, slug)];
    const concerned = await concernedBy(db, one.authority.id);
    if (!concerned.has(rollout.slug)) notFound();
    return { ...one, rollout };
  };
  const declaring = ({ reminder, rollout, authority }: Awaited<ReturnType<typeof answering>>) => ({
    by: reminder.by,
    now: clock.now(),
    rollout,
    authority,
  });

  app.get(path, { config: { access: 'public' }, schema: { params: ofLink } }, async (request, reply) => {
    const { authority, here } = await asked(request.params.token);
    const [rollouts, concerned, standings] = await Promise.all([
      allRollouts(deps),
      concernedBy(db, authority.id),
      standingsOf(db, authority.id),
    ]);
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    return reply.page(
      meta('Est-ce toujours exact ?'),
      <ReminderView
        authority={authority}
        here={here}
        items={rollouts
          .filter(({ slug }) => concerned.has(slug))
          .map((rollout) => ({ rollout, standing: standings.get(rollout.slug) ?? null }))}
      />,
    );
  });

  button(app, deps, {
    path: `${path}/:slug/oui`,
    access: 'public',
    params: ofAnswer,
    load: (_request, params) => answering(params),
    submit: async ({ tx, thing }) => {
      const standing = (await standingsOf(tx, thing.authority.id)).get(thing.rollout.slug) ?? null;
      await confirmStanding(tx, declaring(thing), standing);
      await noteAnswer(tx, thing.reminder.id, clock.now());
      return { location: thing.here, notice: `Merci : ${thing.rollout.title} est confirmé.` };
    },
  });

  formPage(app, deps, {
    path: `${path}/:slug`,
    access: 'public',
    params: ofAnswer,
    body: answerFields,
    load: (_request, params) => answering(params),
    initial: async ({ thing: { authority, rollout } }) => {
      return declaredValues((await standingsOf(db, authority.id)).get(rollout.slug) ?? null);
    },
    show: ({ form, thing: { rollout, authority, here } }) => ({
      meta: meta(`Où en est ${authority.name} ?`),
      body: (
        <AnswerForm
          form={form}
          rollout={rollout}
          authority={authority}
          here={here}
          today={machineDate(clock.now())}
        />
      ),
    }),
    submit: async ({ tx, input, thing }) => {
      await declare(tx, declaring(thing), { ...input, bloquee: false, preuve: '', note: '' });
      await noteAnswer(tx, thing.reminder.id, clock.now());
      return { location: thing.here, notice: `Merci : c’est noté pour ${thing.rollout.title}.` };
    },
  });

  const step = (
    reply: FastifyReply,
    title: string,
    text: string,
    act?: { label: string; action: string },
  ) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    return reply.page(meta(title), <ReminderStep title={title} text={text} act={act} />);
  };
  const stopped = (reply: FastifyReply) =>
    step(
      reply,
      'Cette question ne vous sera plus posée',
      'Vous pouvez toujours dire où en est votre collectivité depuis sa page.',
    );

  app.get(
    `${path}/arret`,
    { config: { access: 'public' }, schema: { params: ofLink } },
    async (request, reply) => {
      const reminder = await readReminder(db, request.params.token, clock.now());
      if (!reminder) return stopped(reply);
      return step(
        reply,
        'Ne plus recevoir cette question ?',
        'Nous ne vous demanderons plus, par courriel, où en est votre collectivité.',
        {
          label: 'Ne plus me le demander',
          action: request.url,
        },
      );
    },
  );

  // Mail programs post here by themselves (RFC 8058): no session, no key, and no redirect, which they would not follow.
  app.post(
    `${path}/arret`,
    { config: { access: 'public' }, schema: { params: ofLink, body: z.unknown() } },
    async (request, reply) => {
      const now = clock.now();
      await limitAttempts(db, {
        name: 'rollout reminder ip',
        of: networkOf(request.ip),
        max: 60,
        seconds: quarter,
        now,
      });
      const reminder = await readReminder(db, request.params.token, now);
      if (reminder) await db.transaction().execute((tx) => refuseReminders(tx, reminder.by.id, now));
      return stopped(reply);
    },
  );
}
