import type { Deps } from '../../platform/deps.ts';
import { type App, button, formPage, Refusal, typedText } from '../../platform/http/index.ts';
import { allGroups, type Group } from '../groups/index.ts';
import type { Actor } from '../identity/index.ts';
import { actOf, inThread } from './access.ts';
import { type Moderation, moderateThread } from './actions.ts';
import { moveThread } from './moving.ts';
import { can } from './policy.ts';
import { type Following, followThread } from './reading.ts';
import { byId, followFields, moveFields } from './schemas.ts';
import { crumbsOf, threadPath } from './thread-routes.tsx';
import { ThreadMoving } from './views/thread-moving.tsx';

const followings: Record<'oui' | 'non' | 'groupe', { wanted: Following; notice: string }> = {
  oui: { wanted: 'follow', notice: 'Vous recevrez les réponses par courriel.' },
  non: { wanted: 'mute', notice: 'Discussion en sourdine : vous n’en recevrez plus de courriel.' },
  groupe: { wanted: 'as-group', notice: 'Vous recevrez de cette discussion ce que vous recevez du groupe.' },
};

export function threadActRoutes(app: App, deps: Deps): void {
  button(app, deps, {
    path: `${threadPath}/suivi`,
    access: 'thread.read',
    params: byId,
    body: followFields,
    load: (request, { id }) => inThread(deps, request, id, 'thread.read'),
    submit: async ({ tx, input, thing: { actor, thread } }) => {
      const { wanted, notice } = followings[input.suivre];
      await followThread(tx, thread.id, actor.id, wanted);
      return { location: `/espace/discussions/${thread.id}`, notice };
    },
  });

  const moderations: { name: string; act: Moderation; notice: string }[] = [
    { name: 'epingler', act: 'pin', notice: 'La discussion est épinglée.' },
    { name: 'desepingler', act: 'unpin', notice: 'La discussion n’est plus épinglée.' },
    { name: 'clore', act: 'close', notice: 'La discussion est close.' },
    { name: 'rouvrir', act: 'reopen', notice: 'La discussion est rouverte.' },
  ];
  for (const { name, act, notice } of moderations) {
    button(app, deps, {
      path: `${threadPath}/${name}`,
      access: 'thread.moderate',
      params: byId,
      load: (request, { id }) => inThread(deps, request, id, 'thread.moderate'),
      submit: async ({ tx, thing: { actor, thread } }) => {
        await moderateThread(tx, actOf(deps, actor), thread, act);
        return { location: `/espace/discussions/${thread.id}`, notice };
      },
    });
  }

  formPage(app, deps, {
    path: `${threadPath}/deplacer`,
    access: 'thread.move',
    params: byId,
    body: moveFields,
    load: async (request, { id }) => {
      const on = await inThread(deps, request, id, 'thread.move');
      return { ...on, targets: await targetsOf(deps, on.actor, on.thread.groupId) };
    },
    show: ({ form, thing: { thread, targets } }) => ({
      meta: {
        title: 'Déplacer une discussion',
        breadcrumb: [
          ...crumbsOf(thread).slice(0, -1),
          { label: thread.title, href: `/espace/discussions/${thread.id}` },
          { label: 'Déplacer' },
        ],
      },
      body: (
        <ThreadMoving
          thread={thread}
          targets={targets}
          form={form}
          chosen={typedText(form.values, 'groupe')}
        />
      ),
    }),
    submit: async ({ tx, input, thing: { actor, thread, targets } }) => {
      const target = targets.find(({ slug }) => slug === input.groupe);
      if (!target)
        throw new Refusal('Choisissez un autre groupe, que vous copilotez et qui est ouvert.', 'groupe');
      await moveThread(tx, actOf(deps, actor), thread, target);
      return {
        location: `/espace/discussions/${thread.id}`,
        notice: `La discussion est maintenant dans le groupe « ${target.title} ».`,
      };
    },
  });
}

/** The groups where this person may take a thread of that one. */
async function targetsOf(deps: Deps, actor: Actor, from: string): Promise<Group[]> {
  const groups = await allGroups(deps);
  return groups.filter(
    ({ id, state }) =>
      id !== from && can(actor, 'thread.receive', { groupId: id, groupClosed: state === 'closed' }),
  );
}
