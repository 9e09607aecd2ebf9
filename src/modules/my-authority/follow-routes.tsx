import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, formPage, limitMailRequests } from '../../platform/http/index.ts';
import { type Authority, authorityUrl } from '../territories/index.ts';
import {
  askToFollow,
  confirmFollower,
  type Follower,
  findFollower,
  readConfirmation,
  unfollow,
} from './followers.ts';
import { snapshotOf } from './news.ts';
import { anyPlaceAt, metaOf, placeAt } from './place.ts';
import { factsIn, readAgenda } from './reading.ts';
import { followFields, ofAuthority, ofFollower, ofLink } from './schemas.ts';
import { FollowForm, FollowLinkGone, FollowStep } from './views/follow.tsx';

const path = '/collectivites/:segment/:code/suivre';

/** Following an authority by mail: no account; the address is confirmed first, and leaving takes one click. */
export function followRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path,
    access: 'public',
    params: ofAuthority,
    body: followFields,
    load: (_request, params) => placeAt(deps.db, params),
    initial: ({ request }) => ({ adresse: request.actor?.email ?? '' }),
    show: ({ form, thing: { authority } }) => ({
      meta: metaOf(authority, 'Être prévenu par courriel'),
      body: <FollowForm form={form} authority={authority} />,
    }),
    guard: async ({ request, input }) => {
      const { ip } = request;
      await limitMailRequests(deps.db, { name: 'follow', ip, address: input.adresse, now: deps.clock.now() });
    },
    submit: async ({ tx, input, thing: { authority } }) => {
      const { publicUrl } = deps.settings;
      await askToFollow(tx, { email: input.adresse, authority, now: deps.clock.now(), publicUrl });
      return {
        location: authorityUrl(authority),
        notice:
          'Un courriel vient de partir à cette adresse : ouvrez le lien qu’il contient pour confirmer. Sans cela, rien ne vous sera envoyé.',
      };
    },
  });
  confirmation(app, deps);
  leaving(app, deps);
}

/** Mail scanners follow links: opening one changes nothing, the button of its page does. */
function confirmation(app: App, deps: Deps): void {
  const linkPath = `${path}/lien/:token`;
  const asked = async (params: z.output<typeof ofLink>) => {
    const { authority, ancestors } = await placeAt(deps.db, params);
    const follower = await readConfirmation(deps.db, params.token, deps.clock.now());
    return { authority, ancestors, follower: ofThis(follower, authority) };
  };

  app.get(linkPath, { config: { access: 'public' }, schema: { params: ofLink } }, async (request, reply) => {
    const { authority, follower } = await asked(request.params);
    if (!follower) return gone(reply, authority);
    return step(reply, authority, {
      title: `Suivre ${authority.name} ?`,
      text: `${follower.email} recevra un message par mois au plus, seulement s’il y a du nouveau ou si une échéance approche.`,
      act: { label: 'Confirmer', action: request.url },
    });
  });

  app.post(
    linkPath,
    { config: { access: 'public' }, schema: { params: ofLink, body: z.unknown() } },
    async (request, reply) => {
      const { authority, ancestors, follower } = await asked(request.params);
      if (!follower) return gone(reply, authority);
      const agenda = await readAgenda(deps);
      const facts = factsIn(agenda, { authority, ancestors });
      const told = snapshotOf(agenda, facts, []);
      await deps.db.transaction().execute((tx) => confirmFollower(tx, follower.id, told, deps.clock.now()));
      return step(reply, authority, {
        title: `Vous suivez ${authority.name}`,
        text: 'Chaque message porte un lien pour ne plus en recevoir.',
      });
    },
  );
}

/** It must work whatever became of the authority. */
function leaving(app: App, deps: Deps): void {
  const leavePath = `${path}/desinscription/:id`;
  const left = (reply: FastifyReply, authority: Authority) =>
    step(reply, authority, {
      title: 'Vous ne recevrez plus ces messages',
      text: `Votre adresse n’est plus gardée pour suivre ${authority.name}.`,
    });

  app.get(
    leavePath,
    { config: { access: 'public' }, schema: { params: ofFollower } },
    async (request, reply) => {
      const { authority } = await anyPlaceAt(deps.db, request.params);
      const follower = ofThis(await findFollower(deps.db, request.params.id), authority);
      if (!follower) return left(reply, authority);
      return step(reply, authority, {
        title: `Ne plus suivre ${authority.name} ?`,
        text: `${follower.email} ne recevra plus rien de ce qui change pour ${authority.name}.`,
        act: { label: 'Ne plus recevoir ces messages', action: request.url },
      });
    },
  );

  // Mail programs post here by themselves (RFC 8058): no session, no key, and no redirect, which they would not follow.
  app.post(
    leavePath,
    { config: { access: 'public' }, schema: { params: ofFollower, body: z.unknown() } },
    async (request, reply) => {
      const { authority } = await anyPlaceAt(deps.db, request.params);
      const follower = ofThis(await findFollower(deps.db, request.params.id), authority);
      if (follower) await deps.db.transaction().execute((tx) => unfollow(tx, follower.id));
      return left(reply, authority);
    },
  );
}

/** A link says whom it is for and of which authority: the two must agree. */
const ofThis = (follower: Follower | undefined, authority: Authority): Follower | null =>
  follower?.authorityId === authority.id ? follower : null;

function step(
  reply: FastifyReply,
  authority: Authority,
  props: { title: string; text: string; act?: { label: string; action: string } },
) {
  reply.header('cache-control', 'no-store');
  return reply.page(metaOf(authority, props.title), <FollowStep authority={authority} {...props} />);
}

function gone(reply: FastifyReply, authority: Authority) {
  reply.header('cache-control', 'no-store').code(410);
  return reply.page(
    metaOf(authority, 'Ce lien n’est plus valable'),
    <FollowLinkGone authority={authority} />,
  );
}
