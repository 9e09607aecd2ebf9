import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, button, formPage, notFound } from '../../platform/http/index.ts';
import { Confirmation } from '../../ui/index.ts';
import { actWithKeys, askToOpen, givenWords } from '../groups/index.ts';
import { signedIn } from '../identity/index.ts';
import { publishDeliverable, withdrawDeliverable } from './actions.ts';
import { findDeliverable } from './deliverable.ts';
import { actOf, crumbs, editingRoutes, type OriginOf } from './editing-routes.tsx';
import { fileRoutes } from './file-routes.tsx';
import { defineDeliverableActs } from './keyed-acts.ts';
import { baseOf } from './owner.ts';
import { can, type DeliverableVerb } from './policy.ts';
import { publicRoutes } from './public-routes.tsx';
import { bySlug, versionBySlug } from './schemas.ts';
import { publishVersion, versionOf } from './version-actions.ts';

/** `originOf`: what a module above knows of where a deliverable comes from. */
export function routes(app: App, deps: Deps, { originOf }: { originOf: OriginOf }): void {
  defineDeliverableActs();
  publicRoutes(app, deps);
  for (const base of ['/espace/groupes/:slug/livrables', '/administration/livrables']) {
    editingRoutes(app, deps, base, originOf);
    fileRoutes(app, deps, base);
  }
  publicationRoutes(app, deps);
}

/** Being published is a state that one gives, and takes back of the whole. */
function publicationRoutes(app: App, deps: Deps): void {
  const load =
    (verb: DeliverableVerb) =>
    async (request: FastifyRequest, { slug }: { slug: string }) => {
      const deliverable = await findDeliverable(deps.db, slug);
      const facts = deliverable && { groupId: deliverable.group?.id ?? null, state: deliverable.state };
      if (deliverable?.group && facts && !can(request.actor, verb, facts))
        askToOpen(request.actor, deliverable.group);
      if (!facts || !can(request.actor, 'deliverable.view', facts)) notFound();
      authorise(request, verb, can(request.actor, verb, facts));
      return {
        actor: signedIn(request),
        deliverable,
        id: deliverable.id,
        here: `${baseOf(deliverable.group)}/${deliverable.id}`,
      };
    };

  button(app, deps, {
    path: '/livrables/:slug/publication',
    access: 'deliverable.publish',
    params: bySlug,
    load: load('deliverable.publish'),
    submit: async ({ tx, thing: { actor, deliverable, id, here } }) => {
      const done = { location: here, notice: 'Le livrable est publié.' };
      const { group, state } = deliverable;
      if (state === 'published') return done;
      if (!group) {
        await publishDeliverable(tx, actOf(deps, actor), id);
        return done;
      }
      const given = await actWithKeys(tx, actOf(deps, actor), {
        name: 'deliverable.publish',
        group,
        groupId: group.id,
        thingId: id,
        input: {},
        publicUrl: deps.settings.publicUrl,
      });
      return given.done ? done : { location: here, notice: givenWords(given) };
    },
  });

  button(app, deps, {
    path: '/livrables/:slug/versions/:version/publication',
    access: 'deliverable.publish',
    params: versionBySlug,
    load: async (request, params) => {
      const loaded = await load('deliverable.publish')(request, params);
      return { ...loaded, version: versionOf(loaded.deliverable, params.version) };
    },
    submit: async ({ tx, thing: { actor, deliverable, version, id, here } }) => {
      const done = { location: here, notice: `« ${version.label} » est publiée.` };
      const { group } = deliverable;
      if (version.publishedAt !== null && deliverable.state === 'published') return done;
      if (!group) {
        await publishVersion(tx, actOf(deps, actor), id, version.id);
        return done;
      }
      const given = await actWithKeys(tx, actOf(deps, actor), {
        name: 'deliverable.publish-version',
        group,
        groupId: group.id,
        thingId: version.id,
        input: {},
        publicUrl: deps.settings.publicUrl,
      });
      return given.done ? done : { location: here, notice: givenWords(given) };
    },
  });

  formPage(app, deps, {
    path: '/livrables/:slug/retrait',
    access: 'deliverable.withdraw',
    params: bySlug,
    load: load('deliverable.withdraw'),
    show: ({ form, thing: { deliverable, here } }) => ({
      meta: crumbs(deliverable.group, deliverable, 'Retirer de la publication'),
      body: (
        <Confirmation
          about={deliverable.title}
          question="Retirer ce livrable de la publication ?"
          warning="Le public ne le verra plus. Rien n’est effacé : vous pourrez le publier de nouveau."
          act="Retirer de la publication"
          form={form}
          cancelHref={here}
        />
      ),
    }),
    submit: async ({ tx, thing: { actor, id, here } }) => {
      await withdrawDeliverable(tx, actOf(deps, actor), id);
      return { location: here, notice: 'Le livrable est retiré de la publication.' };
    },
  });
}
