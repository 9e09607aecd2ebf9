import { z } from 'zod';
import type { Side } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields, formPage } from '../../platform/http/index.ts';
import { actOf, allowed } from './access.ts';
import { actOfState } from './keyed-acts.ts';
import { actWithKeys, refuseOldVersion } from './keys/actions.ts';
import { otherSide, sidesOf } from './keys/sides.ts';
import { nextStates, stateLabels } from './life-cycle.ts';
import { changeStateFields, reorientFields } from './schemas.ts';
import { givenWords } from './views/keys.tsx';
import { ReorientForm } from './views/reorient-form.tsx';
import { spaceMeta } from './views/space-frame.tsx';
import { StateForm } from './views/state-form.tsx';

const bySlug = z.object({ slug: fields.slug });

/** What its copilots decide of a group, with a key of each side where both have some. */
export function steeringRoutes(app: App, deps: Deps): void {
  const { publicUrl } = deps.settings;

  formPage(app, deps, {
    path: '/espace/groupes/:slug/objectif',
    access: 'group.steer',
    params: bySlug,
    body: reorientFields,
    load: allowed(deps, 'group.steer'),
    initial: ({ thing: { group } }) => ({
      title: group.title,
      objective: group.objective,
      version: String(group.version),
    }),
    show: async ({ form, thing: { group, actor } }) => ({
      meta: spaceMeta(group, 'Réorienter le groupe'),
      body: (
        <ReorientForm
          group={group}
          form={form}
          {...keyWords(await sidesOf(deps.db, group.id), actor.memberships.get(group.id)?.side ?? null)}
        />
      ),
    }),
    submit: async ({ tx, thing: { group, actor }, input: { version, ...input } }) => {
      await refuseOldVersion(tx, group.id, version, { title: group.title, objective: group.objective });
      const given = await actWithKeys(tx, actOf(deps, actor), {
        name: 'group.reorient',
        group,
        groupId: group.id,
        thingId: group.id,
        input,
        publicUrl,
      });
      return given.done
        ? { location: `/groupes/${group.slug}#histoire`, notice: 'Le groupe est réorienté.' }
        : { location: `/espace/groupes/${group.slug}/cles/${given.requestId}`, notice: givenWords(given) };
    },
  });

  formPage(app, deps, {
    path: '/espace/groupes/:slug/etat',
    access: 'group.steer',
    params: bySlug,
    body: changeStateFields,
    load: allowed(deps, 'group.steer'),
    initial: ({ thing: { group } }) => ({ version: String(group.version) }),
    show: async ({ form, thing: { group, actor } }) => ({
      meta: spaceMeta(group, 'Changer l’état du groupe'),
      body: (
        <StateForm
          group={group}
          form={form}
          // A proposal is made active by the programme team.
          choices={nextStates(group.state).filter((to) => group.state !== 'proposed' || to !== 'active')}
          cancelHref={`/espace/groupes/${group.slug}`}
          {...keyWords(await sidesOf(deps.db, group.id), actor.memberships.get(group.id)?.side ?? null)}
        />
      ),
    }),
    submit: async ({ tx, thing: { group, actor }, input: { version, state, reason } }) => {
      await refuseOldVersion(tx, group.id, version, { state: stateLabels[group.state] });
      const given = await actWithKeys(tx, actOf(deps, actor), {
        name: actOfState[state],
        group,
        groupId: group.id,
        thingId: group.id,
        input: { reason },
        publicUrl,
      });
      return given.done
        ? {
            location: `/groupes/${group.slug}#histoire`,
            notice: `État du groupe : ${stateLabels[state].toLowerCase()}.`,
          }
        : { location: `/espace/groupes/${group.slug}/cles/${given.requestId}`, notice: givenWords(given) };
    },
  });
}

/** How many keys this takes, said before. */
function keyWords(held: readonly Side[], own: Side | null): { notice: string; submit?: string } {
  if (held.length < 2 || !own) {
    return {
      notice:
        'Le groupe n’a de copilotes que d’un côté : ce que vous décidez se fait aussitôt, et sa page publique dit qu’une seule clé suffit.',
    };
  }
  return {
    notice: `Cela se fait à deux clés. Vous donnez celle de votre côté ; rien ne change tant qu’un copilote du ${
      otherSide(own) === 'etat' ? 'côté État' : 'côté collectivités'
    } n’a pas tourné la sienne. Il en est prévenu par courriel.`,
    submit: 'Donner ma clé',
  };
}
