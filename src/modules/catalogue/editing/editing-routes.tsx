import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, formPage, Refusal, typedText } from '../../../platform/http/index.ts';
import { Confirmation, HiddenFields, machineDate, PageHeader, ReasonField } from '../../../ui/index.ts';
import { asKeeper, byOf, onResource } from '../access.ts';
import { catalogueHref, catalogues, resourceHref } from '../catalogues.ts';
import { catalogueMeta, resourceMeta } from '../crumbs.ts';
import { byCatalogue, byResource } from '../list/list-query.ts';
import { contentOf } from '../resources/resource.ts';
import { createResource, saveResource } from '../resources/saving.ts';
import { newSlug } from './address.ts';
import { readFacets } from './facets.ts';
import { resourceFields, whatChanges } from './fields.ts';
import { facetsOfForm, formParts } from './form-parts.ts';
import { contentOfInput, valuesOfContent } from './input.ts';
import { ResourceForm } from './views/resource-form.tsx';

export const changeReason = {
  label: 'Ce qui change, et pourquoi',
  hint: 'Tout le monde le lira dans l’historique de la fiche.',
};

/** Where those who keep a catalogue write its resources. */
export function editingRoutes(app: App, deps: Deps): void {
  creation(app, deps);
  edition(app, deps);
  withdrawal(app, deps);
}

function creation(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/catalogues/:catalogue/nouvelle',
    access: 'resource.create',
    params: byCatalogue,
    body: { ...resourceFields, ...whatChanges },
    load: asKeeper(deps, 'resource.create'),
    initial: () => ({
      confidence: 'medium',
      language: 'fr',
      checked_on: machineDate(deps.clock.now()),
      motif: 'Nouvelle ressource.',
    }),
    show: async ({ form, params: { catalogue } }) => ({
      meta: catalogueMeta(catalogue, 'Nouvelle ressource'),
      body: (
        <>
          <PageHeader eyebrow={`Catalogue ${catalogues[catalogue].of}`} title="Nouvelle ressource" />
          <ResourceForm
            {...(await formParts(deps, form, { catalogue, slug: 'nouvelle' }))}
            reason={changeReason}
            submit="Publier"
            cancelHref={catalogueHref(catalogue)}
          />
        </>
      ),
    }),
    submit: async ({ tx, input, request, params: { catalogue }, thing: actor }) => {
      const { facets, due } = await facetsOfForm({ db: tx }, catalogue);
      const kept = { catalogue, slug: await newSlug(tx, input.title) };
      const chosen = readFacets(request.body, facets, due);
      const act = byOf(deps, actor);
      const content = await contentOfInput(tx, input, chosen, kept, act.now);
      await createResource(tx, act, content, { origin: 'editor', reason: input.motif, published: true });
      return { location: resourceHref(kept), notice: 'La ressource est publiée.' };
    },
  });
}

function edition(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/catalogues/:catalogue/:slug/modifier',
    access: 'resource.edit',
    params: byResource,
    body: { ...resourceFields, ...whatChanges, version: fields.version },
    load: onResource(deps, 'resource.edit'),
    initial: async ({ thing: { resource } }) => ({
      ...(await valuesOfContent(deps.db, contentOf(resource))),
      version: String(resource.version),
    }),
    show: async ({ form, thing: { resource } }) => ({
      meta: resourceMeta(resource, 'Modifier'),
      body: (
        <>
          <PageHeader eyebrow={resource.title} title="Modifier la ressource" />
          <ResourceForm
            {...(await formParts(deps, form, resource))}
            reason={changeReason}
            submit="Enregistrer"
            cancelHref={resourceHref(resource)}
          />
        </>
      ),
    }),
    submit: async ({ tx, input, request, thing: { resource, actor } }) => {
      const { catalogue, slug, id, published } = resource;
      const { facets, due } = await facetsOfForm({ db: tx }, catalogue);
      const act = byOf(deps, actor);
      const chosen = readFacets(request.body, facets, due);
      const wanted = await contentOfInput(tx, input, chosen, { catalogue, slug }, act.now);
      const { changed } = await saveResource(tx, act, { id, version: input.version }, wanted, {
        origin: 'editor',
        reason: input.motif,
        published,
      });
      return {
        location: resourceHref(resource),
        notice: changed ? 'La ressource est à jour.' : 'Rien n’avait changé : rien n’est enregistré.',
      };
    },
  });
}

/** Takes a resource out of the lists, or brings it back. Its page stays, and says so. */
function withdrawal(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/catalogues/:catalogue/:slug/retrait',
    access: 'resource.edit',
    params: byResource,
    body: { ...whatChanges, version: fields.version },
    load: onResource(deps, 'resource.edit'),
    initial: ({ thing: { resource } }) => ({ version: String(resource.version) }),
    show: ({ form, thing: { resource } }) => {
      const { published } = resource;
      return {
        meta: resourceMeta(resource, published ? 'Retirer' : 'Remettre'),
        body: (
          <Confirmation
            about={resource.title}
            question={published ? 'Retirer cette ressource ?' : 'Remettre cette ressource au catalogue ?'}
            warning={
              published
                ? 'Elle quitte les listes, la recherche et les sélections. Sa page reste pour les liens qui y mènent, et dit qu’elle est retirée. Vous pourrez la remettre.'
                : 'Elle revient dans les listes, la recherche et les sélections.'
            }
            act={published ? 'Retirer' : 'Remettre au catalogue'}
            form={form}
            cancelHref={resourceHref(resource)}
          >
            <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
            <ReasonField
              hint="Tout le monde le lira dans l’historique de la fiche."
              value={typedText(form.values, 'motif')}
              error={form.errors.motif}
            />
          </Confirmation>
        ),
      };
    },
    submit: async ({ tx, input, thing: { resource, actor } }) => {
      // Somebody else did it meanwhile, or changed what is read here.
      if (input.version !== resource.version)
        throw new Refusal('La fiche a changé entre-temps : relisez-la, puis recommencez.');
      const { id, version, published } = resource;
      await saveResource(tx, byOf(deps, actor), { id, version }, contentOf(resource), {
        origin: 'editor',
        reason: input.motif,
        published: !published,
      });
      return {
        location: resourceHref(resource),
        notice: published
          ? 'La ressource est retirée du catalogue.'
          : 'La ressource est de nouveau au catalogue.',
      };
    },
  });
}
