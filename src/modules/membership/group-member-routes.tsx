import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  authorise,
  button,
  Forbidden,
  formPage,
  found,
  Refusal,
} from '../../platform/http/index.ts';
import { Confirmation } from '../../ui/index.ts';
import { findGroup, type Group } from '../groups/index.ts';
import { type Actor, isCopilot, isProgrammeTeam, signedIn } from '../identity/index.ts';
import {
  changeRole,
  holdMember,
  joinGroup,
  leaveGroup,
  removeMember,
  setMail,
} from './membership-actions.ts';
import { findMember, type Member } from './membership-queries.ts';
import { can, rolesToGive, type Target } from './policy.ts';
import { allowBack, findRemoved } from './removals.ts';
import {
  groupParams,
  mailFields,
  memberParams,
  observerWords,
  removalFields,
  rhythmWords,
  roleChoices,
  roleFields,
} from './schemas.ts';
import { MemberPage, RemovalPage, roleChoiceOf } from './views/members.tsx';

const spaceOf = (group: Group) => `/espace/groupes/${group.slug}`;

/** One's own place in a group. */
export function ownPlaceRoutes(app: App, deps: Deps): void {
  const groupOf = async ({ slug }: { slug: string }) =>
    found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');

  button(app, deps, {
    path: '/groupes/:slug/adhesion',
    access: 'membership.join',
    params: groupParams,
    load: async (request, params) => {
      const group = await groupOf(params);
      if (isProgrammeTeam(request.actor)) {
        throw new Forbidden(
          'Étant de l’équipe du programme, vous n’entrez pas de vous-même dans un groupe. Ouvrez son espace en disant pourquoi, ou demandez une invitation à l’un de ses copilotes.',
        );
      }
      authorise(request, 'membership.join', can(request.actor, 'membership.join', group));
      return { group, actor: signedIn(request) };
    },
    submit: async ({ tx, thing }) => {
      const role = await joinGroup(tx, { ...thing, now: deps.clock.now() });
      return {
        // Whoever was there already has seen it.
        location: role === null ? spaceOf(thing.group) : `${spaceOf(thing.group)}/bienvenue`,
        notice: `Vous faites partie du groupe.${role === 'observer' ? ` ${observerWords}` : ''}`,
      };
    },
  });

  const own = async (request: FastifyRequest, params: { slug: string }) => {
    const group = await groupOf(params);
    authorise(request, 'membership.own', can(request.actor, 'membership.own', { groupId: group.id }));
    return { group, actor: signedIn(request) };
  };

  formPage(app, deps, {
    path: '/groupes/:slug/depart',
    access: 'membership.own',
    params: groupParams,
    load: own,
    show: ({ form, thing: { group, actor } }) => ({
      meta: { title: `Quitter le groupe – ${group.title}`, breadcrumb: crumbs(group, 'Quitter le groupe') },
      body: (
        <Confirmation
          about={group.title}
          question="Quitter ce groupe ?"
          warning={
            isCopilot(actor, group.id)
              ? 'Vos messages y resteront. Vous le copilotez : seule l’équipe du programme pourra vous nommer de nouveau.'
              : 'Vos messages y resteront. Vous pourrez le rejoindre de nouveau tant qu’il est ouvert.'
          }
          act="Quitter le groupe"
          form={form}
          cancelHref={spaceOf(group)}
        >
          {isCopilot(actor, group.id) && (
            <p>
              Avant de partir, <a href={`${spaceOf(group)}/passation`}>préparez la passation</a> : le dossier
              à transmettre à qui prend la suite.
            </p>
          )}
        </Confirmation>
      ),
    }),
    submit: async ({ tx, thing }) => {
      await leaveGroup(tx, { ...thing, now: deps.clock.now() });
      return { location: `/groupes/${thing.group.slug}`, notice: 'Vous avez quitté le groupe.' };
    },
  });

  button(app, deps, {
    path: '/groupes/:slug/courriels',
    access: 'membership.own',
    params: groupParams,
    body: mailFields,
    load: own,
    submit: async ({ tx, input, thing: { group, actor } }) => {
      await setMail(tx, { groupId: group.id, accountId: actor.id, mail: input.courriels });
      return { location: spaceOf(group), notice: rhythmWords[input.courriels] };
    },
  });
}

export const targetOf = (group: Group, member: Member): Target => ({
  groupId: group.id,
  accountId: member.accountId,
  role: member.role,
});

export function memberRoutes(app: App, deps: Deps): void {
  allowBackRoute(app, deps);
  const memberOf = (verb: 'membership.change-role' | 'membership.remove') => {
    return async (request: FastifyRequest, { slug, account }: { slug: string; account: string }) => {
      const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
      const actor = signedIn(request);
      // Strangers learn nothing of who takes part.
      authorise(request, 'membership.manage', can(actor, 'membership.manage', { groupId: group.id }));
      const member = found(
        await findMember(deps.db, group.id, account),
        'Cette personne n’est pas du groupe.',
      );
      const may = can(actor, verb, targetOf(group, member));
      if (!may && member.accountId === actor.id)
        throw new Forbidden(
          'Personne ne se donne de rôle à soi-même : demandez-le à un copilote du groupe, ou à quelqu’un d’autre de l’équipe du programme.',
        );
      authorise(request, verb, may);
      return { group, actor, member };
    };
  };

  formPage(app, deps, {
    path: '/espace/groupes/:slug/membres/:account',
    access: 'membership.change-role',
    params: memberParams,
    body: roleFields,
    load: memberOf('membership.change-role'),
    initial: ({ thing: { member } }) => ({ role: roleChoiceOf(member) }),
    show: ({ form, thing: { group, actor, member } }) => ({
      meta: { title: `${member.name} – ${group.title}`, breadcrumb: crumbs(group, member.name) },
      body: (
        <MemberPage
          group={group}
          member={member}
          roles={rolesToGive(actor, targetOf(group, member))}
          mayRemove={can(actor, 'membership.remove', targetOf(group, member))}
          back={peopleOf(actor, group, member.accountId)}
          form={form}
        />
      ),
    }),
    submit: async ({ tx, input, thing: { group, actor, member } }) => {
      const to = roleChoices[input.role];
      const { role } = await holdMember(tx, group.id, member.accountId);
      if (!rolesToGive(actor, { ...targetOf(group, member), role }).includes(to.role)) {
        throw new Forbidden('Seule l’équipe du programme nomme et remplace les copilotes.');
      }
      await changeRole(tx, { ...actOf(deps, actor), group, accountId: member.accountId, ...to });
      return {
        location: peopleOf(actor, group, member.accountId),
        notice: `Le rôle de ${member.name} est changé.`,
      };
    },
  });

  formPage(app, deps, {
    path: '/espace/groupes/:slug/membres/:account/retrait',
    access: 'membership.remove',
    params: memberParams,
    body: removalFields,
    load: memberOf('membership.remove'),
    show: ({ form, thing: { group, member } }) => ({
      meta: { title: `Retirer ${member.name} – ${group.title}`, breadcrumb: crumbs(group, member.name) },
      body: <RemovalPage group={group} member={member} form={form} />,
    }),
    submit: async ({ tx, input, thing: { group, actor, member } }) => {
      const { role } = await holdMember(tx, group.id, member.accountId);
      if (!can(actor, 'membership.remove', { ...targetOf(group, member), role })) {
        throw new Refusal(
          'Cette personne est devenue copilote : seule l’équipe du programme peut la retirer.',
        );
      }
      const act = { ...actOf(deps, actor), group, accountId: member.accountId, reason: input.motif };
      await removeMember(tx, act);
      return {
        location: peopleOf(actor, group, member.accountId),
        notice: `${member.name} ne fait plus partie du groupe.`,
      };
    },
  });
}

function allowBackRoute(app: App, deps: Deps): void {
  button(app, deps, {
    path: '/espace/groupes/:slug/membres/:account/retour',
    access: 'membership.allow-back',
    params: memberParams,
    load: async (request, { slug, account }) => {
      const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
      const actor = signedIn(request);
      const asked = { groupId: group.id, accountId: account };
      authorise(request, 'membership.allow-back', can(actor, 'membership.allow-back', asked));
      const person = await findRemoved(deps.db, group.id, account);
      return { group, actor, person: found(person, 'Cette personne n’a pas été retirée du groupe.') };
    },
    submit: async ({ tx, thing: { group, actor, person } }) => {
      await allowBack(tx, { ...actOf(deps, actor), group, accountId: person.accountId });
      return {
        location: peopleOf(actor, group, person.accountId),
        notice: `${person.name} peut de nouveau rejoindre le groupe.`,
      };
    },
  });
}

/** Where one comes from to a person's place: the group's directory or, for who does not read it, the person's account. */
const peopleOf = (actor: Actor, group: Group, accountId: string): string =>
  can(actor, 'membership.list', { groupId: group.id })
    ? `${spaceOf(group)}/membres`
    : `/administration/comptes/${accountId}`;

const actOf = (deps: Deps, actor: Actor) => ({
  actor,
  now: deps.clock.now(),
  publicUrl: deps.settings.publicUrl,
});

function crumbs(group: Group, here: string) {
  return [
    { label: 'Mon espace', href: '/espace' },
    { label: group.title, href: spaceOf(group) },
    { label: 'Membres', href: `${spaceOf(group)}/membres` },
    { label: here },
  ];
}
