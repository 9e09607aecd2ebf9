import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  authorise,
  button,
  Forbidden,
  formPage,
  found,
  limitAttempts,
  networkOf,
  pageCount,
} from '../../../platform/http/index.ts';
import { findGroup, type Group } from '../../groups/index.ts';
import { type Actor, signedIn } from '../../identity/index.ts';
import { can, rolesToInvite } from '../policy.ts';
import { groupParams, listQuery, roleChoices } from '../schemas.ts';
import { acceptInvitation } from './acceptance.ts';
import { declineInvitation, invite, resendInvitation, revokeInvitation } from './actions.ts';
import {
  findInvitation,
  invitationOfToken,
  invitationsTo,
  listInvitations,
  openInvitation,
} from './queries.ts';
import { invitationFields, invitationParams, ownInvitationParams, tokenParams } from './schemas.ts';
import { InvitationsPage } from './views/invitations.tsx';
import { AnsweredPage, InvitationGonePage, InvitationPage, OwnInvitationsPage } from './views/invited.tsx';

const perPage = 30;

export function invitationRoutes(app: App, deps: Deps): void {
  givingRoutes(app, deps);
  linkRoutes(app, deps);
  ownInvitationRoutes(app, deps);
}

const pathOf = (group: { slug: string }) => `/espace/groupes/${group.slug}/invitations`;

/** For those who run the group. */
function givingRoutes(app: App, deps: Deps): void {
  const path = '/espace/groupes/:slug/invitations';
  const runs = async (request: FastifyRequest, { slug }: { slug: string }) => {
    const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
    authorise(request, 'membership.invite', can(request.actor, 'membership.invite', group));
    return { group, actor: signedIn(request) };
  };
  const actOf = (thing: { group: Group; actor: Actor }) => ({
    ...thing,
    now: deps.clock.now(),
    publicUrl: deps.settings.publicUrl,
  });

  formPage(app, deps, {
    path,
    access: 'membership.invite',
    params: groupParams,
    body: invitationFields,
    load: runs,
    initial: () => ({ role: 'membre' }),
    show: async ({ request, form, thing: { group, actor } }) => {
      const { page } = listQuery.parse(request.query);
      const listed = await listInvitations(deps.db, group.id, { now: deps.clock.now(), page, perPage });
      return {
        meta: {
          title: `Inviter – ${group.title}`,
          breadcrumb: [
            { label: 'Mon espace', href: '/espace' },
            { label: group.title, href: `/espace/groupes/${group.slug}` },
            { label: 'Membres', href: `/espace/groupes/${group.slug}/membres` },
            { label: 'Inviter' },
          ],
        },
        body: (
          <InvitationsPage
            group={group}
            form={form}
            roles={rolesToInvite(actor, group.id)}
            {...listed}
            page={page}
            pages={pageCount(listed.total, perPage)}
          />
        ),
      };
    },
    submit: async ({ tx, input, thing }) => {
      const { role, side } = roleChoices[input.role];
      if (!rolesToInvite(thing.actor, thing.group.id).includes(role)) {
        throw new Forbidden('Seule l’équipe du programme invite comme copilote.');
      }
      await invite(tx, { ...actOf(thing), emails: input.adresses, role, side, word: input.mot });
      const count = input.adresses.length;
      return {
        location: pathOf(thing.group),
        notice: count > 1 ? `${count} invitations partent.` : `L’invitation part à ${input.adresses[0]}.`,
      };
    },
  });

  const one = async (request: FastifyRequest, { slug, id }: { slug: string; id: string }) => {
    const thing = await runs(request, { slug });
    const invitation = await findInvitation(deps.db, thing.group.id, id, deps.clock.now());
    return { ...thing, invitation: found(invitation, 'Cette invitation n’existe pas.') };
  };

  button(app, deps, {
    path: `${path}/:id/renvoi`,
    access: 'membership.invite',
    params: invitationParams,
    load: one,
    submit: async ({ tx, thing: { invitation, ...thing } }) => {
      // Whoever sends it again answers for it.
      if (!rolesToInvite(thing.actor, thing.group.id).includes(invitation.role)) {
        throw new Forbidden('Seule l’équipe du programme invite comme copilote.');
      }
      await resendInvitation(tx, { ...actOf(thing), id: invitation.id });
      return { location: pathOf(thing.group), notice: 'L’invitation part de nouveau, avec un nouveau lien.' };
    },
  });

  button(app, deps, {
    path: `${path}/:id/retrait`,
    access: 'membership.invite',
    params: invitationParams,
    load: one,
    submit: async ({ tx, thing: { invitation, ...thing } }) => {
      await revokeInvitation(tx, { ...actOf(thing), id: invitation.id });
      return {
        location: pathOf(thing.group),
        notice: 'L’invitation est retirée : son lien ne mène plus à rien.',
      };
    },
  });
}

/** Where the mailed link leads, for anybody: mail scanners follow it, so opening it changes nothing. */
function linkRoutes(app: App, deps: Deps): void {
  const path = '/invitation/lien/:token';
  const title = 'Votre invitation';
  app.get(path, { config: { access: 'public' }, schema: { params: tokenParams } }, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    const now = deps.clock.now();
    const { token } = request.params;
    const invitation = await invitationOfToken(deps.db, token, now);
    if (!invitation) {
      return reply
        .code(410)
        .page({ title: 'Cette invitation n’est plus valable', noindex: true }, <InvitationGonePage />);
    }
    const { actor } = request;
    return reply.page(
      { title, noindex: true },
      <InvitationPage
        invitation={invitation}
        token={token}
        viewer={actor && { name: actor.name, isInvited: actor.email === invitation.email }}
      />,
    );
  });

  button(app, deps, {
    path: `${path}/refus`,
    access: 'public',
    params: tokenParams,
    guard: ({ request }) =>
      limitAttempts(deps.db, {
        name: 'invitation decline ip',
        of: networkOf(request.ip),
        max: 30,
        seconds: 15 * 60,
        now: deps.clock.now(),
      }),
    submit: async ({ tx, params }) => {
      const now = deps.clock.now();
      const invitation = await invitationOfToken(tx, params.token, now);
      if (invitation) await declineInvitation(tx, invitation.id, now);
      return '/invitation/reponse-recue';
    },
  });

  app.get('/invitation/reponse-recue', { config: { access: 'public' } }, async (_request, reply) =>
    reply.page({ title: 'Réponse notée', noindex: true }, <AnsweredPage />),
  );
}

/** What a person who is signed in answers to; never to what was sent to another address. */
function ownInvitationRoutes(app: App, deps: Deps): void {
  const path = '/espace/invitations';
  app.get(path, { config: { access: 'signed-in' } }, async (request, reply) => {
    const actor = signedIn(request);
    const invitations = await invitationsTo(deps.db, actor.email, deps.clock.now());
    const title = 'Mes invitations';
    reply.header('cache-control', 'no-store');
    return reply.page(
      {
        title,
        noindex: true,
        breadcrumb: [
          actor.state === 'active'
            ? { label: 'Mon espace', href: '/espace' }
            : { label: 'Votre inscription', href: '/inscription/suivi' },
          { label: title },
        ],
      },
      <OwnInvitationsPage invitations={invitations} active={actor.state === 'active'} />,
    );
  });

  const own = async (request: FastifyRequest, { id }: { id: string }) => {
    const actor = signedIn(request);
    const invitation = await openInvitation(deps.db, id, deps.clock.now());
    const mine = invitation?.email === actor.email ? invitation : null;
    return { actor, invitation: found(mine, 'Cette invitation n’est plus valable.') };
  };

  button(app, deps, {
    path: `${path}/:id/acceptation`,
    access: 'signed-in',
    params: ownInvitationParams,
    load: own,
    submit: async ({ tx, thing: { actor, invitation } }) => {
      const moment = { now: deps.clock.now(), publicUrl: deps.settings.publicUrl };
      await acceptInvitation(tx, { accountId: actor.id, id: invitation.id }, moment);
      return {
        location: `/espace/groupes/${invitation.group.slug}/bienvenue`,
        notice: 'Vous faites partie du groupe.',
      };
    },
  });

  button(app, deps, {
    path: `${path}/:id/refus`,
    access: 'signed-in',
    params: ownInvitationParams,
    load: own,
    submit: async ({ tx, thing: { invitation } }) => {
      await declineInvitation(tx, invitation.id, deps.clock.now());
      return { location: path, notice: 'Votre réponse est notée : ce groupe ne vous invitera plus.' };
    },
  });
}
