import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  authorise,
  fields,
  formPage,
  notFound,
  type TypedValues,
  typedPreview,
} from '../../platform/http/index.ts';
import { AdminNav, Button, Confirmation, PageHeader } from '../../ui/index.ts';
import { askToOpen, awaitingKeys, SpaceFrame, sidesOf, spaceMeta } from '../groups/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import { type Act, createDeliverable, deleteDraft, editDeliverable } from './actions.ts';
import { correctionsOf } from './corrections.ts';
import { countPlaces, type Deliverable, findDeliverableById } from './deliverable.ts';
import { baseOf, type Owner, ownerAt } from './owner.ts';
import { can, type DeliverableVerb, lacking } from './policy.ts';
import { listDeliverables, workOf } from './queries.ts';
import { deliverableParams, draftFields, editFields, ownerParams } from './schemas.ts';
import { isPublic } from './version-state.ts';
import { DeliverableForm } from './views/forms.tsx';
import { ManagePage } from './views/manage-page.tsx';
import { WorkList } from './views/work-list.tsx';

export const actOf = (deps: Deps, actor: Actor): Act => ({
  by: { id: actor.id, name: actor.name },
  now: deps.clock.now(),
});

/** Where the file of a deliverable comes from, for those who manage it; null when nobody knows. */
export type OriginOf = (db: Db, deliverableId: string) => Promise<{ label: string; href: string } | null>;

interface Owned {
  owner: Owner;
  deliverable: Deliverable;
  actor: Actor;
  /** Address of the page where it is managed. */
  here: string;
}

/** Loads the deliverable of the address, and checks the verb on it: 404 when it may not even be seen. */
export function owned(deps: Deps, verb: DeliverableVerb) {
  return async (request: FastifyRequest, { slug, id }: { slug?: string; id: string }): Promise<Owned> => {
    const owner = await ownerAt(deps.db, slug);
    const deliverable = await findDeliverableById(deps.db, id);
    if (!deliverable || (deliverable.group?.id ?? null) !== (owner?.id ?? null)) notFound();
    const facts = { groupId: owner?.id ?? null, state: deliverable.state };
    if (owner) askToOpen(request.actor, owner);
    if (!can(request.actor, 'deliverable.view', facts)) notFound();
    authorise(request, verb, can(request.actor, verb, facts));
    return { owner, deliverable, actor: signedIn(request), here: `${baseOf(owner)}/${id}` };
  };
}

export function crumbs(owner: Owner, deliverable: Deliverable | null, title: string) {
  const base = baseOf(owner);
  return {
    title: deliverable ? `${title} – ${deliverable.title}` : title,
    noindex: true,
    breadcrumb: [
      ...(owner
        ? [
            { label: 'Mon espace', href: '/espace' },
            { label: owner.title, href: `/espace/groupes/${owner.slug}` },
          ]
        : [{ label: 'Administration', href: '/administration' }]),
      { label: 'Livrables', href: base },
      ...(deliverable && title !== deliverable.title
        ? [{ label: deliverable.title, href: `${base}/${deliverable.id}` }]
        : []),
      { label: title },
    ],
  };
}

/**
 * The pages where the deliverables of one owner are worked on. `base` is the address of the list; with a `:slug`,
 * it names a group.
 */
export function editingRoutes(app: App, deps: Deps, base: string, originOf: OriginOf): void {
  app.get(
    base,
    { config: { access: 'deliverable.list' }, schema: { params: ownerParams } },
    async (request, reply) => {
      const owner = await ownerAt(deps.db, request.params.slug);
      const facts = { groupId: owner?.id ?? null, state: 'draft' } as const;
      if (owner) askToOpen(request.actor, owner);
      authorise(request, 'deliverable.list', can(request.actor, 'deliverable.list', facts));
      const mayEdit = can(request.actor, 'deliverable.edit', facts);
      const seen = (['draft', 'published', 'withdrawn'] as const).filter((state) =>
        can(request.actor, 'deliverable.view', { ...facts, state }),
      );
      const list = (
        <WorkList
          deliverables={
            await workOf(deps.db, facts.groupId, {
              states: seen,
              drafts: seen.includes('draft'),
            })
          }
          base={baseOf(owner)}
          mayEdit={mayEdit}
        />
      );
      const add = mayEdit && (
        <Button href={`${baseOf(owner)}/nouveau`} icon="plus">
          Ajouter un livrable
        </Button>
      );
      if (!owner) {
        return reply.page(
          {
            title: 'Livrables communs au programme',
            noindex: true,
            breadcrumb: [
              { label: 'Administration', href: '/administration' },
              { label: 'Livrables communs' },
            ],
          },
          <>
            <AdminNav current="/administration/livrables" />
            <PageHeader
              title="Livrables communs au programme"
              lead="Ceux d’un groupe projet se tiennent dans l’espace du groupe."
              actions={add}
            />
            {list}
          </>,
        );
      }
      return reply.page(
        spaceMeta(owner, 'Livrables'),
        <SpaceFrame group={owner} title="Livrables" current="livrables" actions={add}>
          {list}
        </SpaceFrame>,
      );
    },
  );

  formPage(app, deps, {
    path: `${base}/nouveau`,
    access: 'deliverable.create',
    params: ownerParams,
    body: draftFields,
    load: async (request, { slug }) => {
      const owner = await ownerAt(deps.db, slug);
      const facts = { groupId: owner?.id ?? null, state: 'draft' } as const;
      if (owner) askToOpen(request.actor, owner);
      authorise(request, 'deliverable.create', can(request.actor, 'deliverable.create', facts));
      return { owner, actor: signedIn(request) };
    },
    show: ({ form, thing: { owner } }) => ({
      meta: crumbs(owner, null, 'Ajouter un livrable'),
      body: (
        <>
          <PageHeader
            eyebrow={owner?.title}
            title="Ajouter un livrable"
            lead="C’est un brouillon : vous ajouterez ses fichiers ensuite, puis vous le publierez."
          />
          <DeliverableForm
            form={form}
            submit="Enregistrer le brouillon"
            cancelHref={baseOf(owner)}
            preview={typedPreview(form.values, 'description', { most: 10_000 })}
          />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: { owner, actor } }) => {
      const id = await createDeliverable(tx, actOf(deps, actor), owner?.id ?? null, input);
      return {
        location: `${baseOf(owner)}/${id}`,
        notice: 'Le brouillon est enregistré. Ajoutez ses fichiers.',
      };
    },
  });

  const load = owned(deps, 'deliverable.edit');

  app.get(
    `${base}/:id`,
    { config: { access: 'deliverable.edit' }, schema: { params: deliverableParams } },
    async (request, reply) => {
      const { owner, deliverable, actor, here } = await load(request, request.params);
      const corrections = await correctionsOf(deps.db, deliverable.id);
      const [keys, sides] = owner
        ? await Promise.all([
            awaitingKeys(deps.db, deps.clock.now(), {
              thingIds: [deliverable.id, ...deliverable.versions.map((version) => version.id)],
            }),
            sidesOf(deps.db, owner.id),
          ])
        : [[], []];
      return reply.page(
        crumbs(owner, deliverable, deliverable.title),
        <ManagePage
          deliverable={deliverable}
          here={here}
          missing={lacking({ ...deliverable, places: countPlaces(deliverable) })}
          keys={
            sides.length === 2 && owner
              ? { slug: owner.slug, side: actor.memberships.get(owner.id)?.side ?? null, awaiting: keys }
              : null
          }
          mayDelete={can(actor, 'deliverable.delete', {
            groupId: owner?.id ?? null,
            state: deliverable.state,
          })}
          formKeys={
            new Map([deliverable, ...deliverable.versions].map(({ id }) => [id, randomUUID()] as const))
          }
          origin={await originOf(deps.db, deliverable.id)}
          corrections={corrections}
        />,
      );
    },
  );

  formPage(app, deps, {
    path: `${base}/:id/modifier`,
    access: 'deliverable.edit',
    params: deliverableParams,
    body: { ...editFields, version: fields.version },
    load,
    initial: ({ thing: { deliverable } }) => valuesOf(deliverable),
    show: async ({ form, thing: { owner, deliverable, here } }) => ({
      meta: crumbs(owner, deliverable, 'Modifier'),
      body: (
        <>
          <PageHeader
            eyebrow={deliverable.title}
            title="Modifier la description"
            lead={correctionLead(deliverable)}
          />
          <DeliverableForm
            form={form}
            submit="Enregistrer"
            cancelHref={here}
            preview={typedPreview(form.values, 'description', { most: 10_000 })}
            others={await successors(deps, deliverable)}
          />
        </>
      ),
    }),
    submit: async ({ tx, input: { version, ...input }, thing: { deliverable, actor, here } }) => {
      await editDeliverable(tx, actOf(deps, actor), { id: deliverable.id, version }, input);
      return { location: here, notice: 'Le livrable est à jour.' };
    },
  });

  formPage(app, deps, {
    path: `${base}/:id/suppression`,
    access: 'deliverable.delete',
    params: deliverableParams,
    load: owned(deps, 'deliverable.delete'),
    show: ({ form, thing: { owner, deliverable, here } }) => ({
      meta: crumbs(owner, deliverable, 'Supprimer ce brouillon'),
      body: (
        <Confirmation
          about={deliverable.title}
          question="Supprimer ce brouillon ?"
          warning={deletionWarning(deliverable)}
          act="Supprimer le brouillon"
          form={form}
          cancelHref={here}
        />
      ),
    }),
    submit: async ({ tx, thing: { owner, deliverable, actor } }) => {
      await deleteDraft(tx, actOf(deps, actor), deliverable.id);
      return { location: baseOf(owner), notice: `Le brouillon « ${deliverable.title} » est supprimé.` };
    },
  });
}

/** Said to whoever changes what everybody reads; nothing where nobody does yet. */
export function correctionLead(
  deliverable: Deliverable,
  version?: Deliverable['versions'][number],
): string | undefined {
  const shown = version ? isPublic(deliverable, version) : deliverable.state === 'published';
  if (!shown) return undefined;
  return deliverable.group
    ? 'C’est publié : la correction paraît aussitôt. Elle est gardée mot pour mot, et les copilotes de l’autre côté en sont avertis.'
    : 'C’est publié : la correction paraît aussitôt, et elle est gardée mot pour mot.';
}

function deletionWarning(deliverable: Deliverable): string {
  const places = countPlaces(deliverable);
  if (places === 0) return 'Sa description et ses versions seront effacées pour de bon.';
  return `Sa description, ses versions et ${
    places === 1 ? 'son fichier ou lien' : `ses ${places} fichiers et liens`
  } seront effacés pour de bon.`;
}

function valuesOf(deliverable: Deliverable): TypedValues {
  return {
    title: deliverable.title,
    description: deliverable.description,
    kind: deliverable.kind,
    audiences: deliverable.audiences,
    licence: deliverable.licence ?? '',
    published_on: deliverable.publishedOn ?? '',
    availability: deliverable.availability,
    availability_note: deliverable.availabilityNote ?? '',
    replaced_by: deliverable.replacedBy?.id ?? '',
    version: String(deliverable.version),
  };
}

/** Published deliverables that may replace this one: those of its owner first. */
async function successors({ db }: Deps, { id, group }: Deliverable) {
  const { items } = await listDeliverables(db, {}, { size: 1000 });
  return items
    .filter((item) => item.id !== id)
    .sort((a, b) => Number(b.group?.id === group?.id) - Number(a.group?.id === group?.id));
}
