import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, button, fields, formPage, found, Refusal } from '../../../platform/http/index.ts';
import { byOf } from '../access.ts';
import { addToSelection, moveInSelection, noteInSelection, removeFromSelection } from './actions.ts';
import { resourcesToAdd } from './adding.ts';
import { selectionMeta } from './crumbs.ts';
import { onSelection } from './on-selection.ts';
import { bySlug, itemsOf, publishedResource, type Selection, selectionHref } from './selection.ts';
import { ItemsPage, NoteForm } from './views/items-page.tsx';

const ofItem = bySlug.extend({ resource: fields.uuid });

/** The resources of a selection: added, put in order, taken out, each with a word; buttons do it all. */
export function itemRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const path = '/selections/:slug/ressources';
  const on = onSelection(deps);
  const here = (selection: Selection) => `${selectionHref(selection)}/ressources`;

  app.get(
    path,
    {
      config: { access: 'selection.edit' },
      schema: { params: bySlug, querystring: z.object({ q: fields.searchText.default('') }) },
    },
    async (request, reply) => {
      const { selection } = await on(request, request.params);
      const typed = request.query.q;
      const [items, matching] = await Promise.all([
        itemsOf(db, selection.id),
        typed === '' ? [] : resourcesToAdd(deps, typed),
      ]);
      return reply.page(
        selectionMeta('Choisir les ressources', selection, { noindex: true }),
        <ItemsPage selection={selection} items={items} typed={typed} found={matching} />,
      );
    },
  );

  button(app, deps, {
    path,
    access: 'selection.edit',
    params: bySlug,
    body: { ressource: fields.uuid },
    load: on,
    submit: async ({ tx, input, thing: { selection, actor } }) => {
      const resource = await publishedResource(tx, { id: input.ressource });
      if (!resource) throw new Refusal('Cette ressource n’est pas, ou plus, au catalogue.');
      await addToSelection(tx, byOf(deps, actor), selection, resource);
      return { location: here(selection), notice: `« ${resource.title} » est ajoutée.` };
    },
  });

  const onItem = async (request: FastifyRequest, params: { slug: string; resource: string }) => {
    const { selection, actor } = await on(request, params);
    const items = await itemsOf(db, selection.id);
    const item = found(items.find(({ resource }) => resource.id === params.resource));
    return { selection, actor, ...item };
  };

  button(app, deps, {
    path: `${path}/:resource/ordre`,
    access: 'selection.edit',
    params: ofItem,
    body: { sens: fields.direction() },
    load: onItem,
    submit: async ({ tx, input, thing: { selection, actor, resource } }) => {
      await moveInSelection(tx, byOf(deps, actor), selection, resource, input.sens);
      return here(selection);
    },
  });

  button(app, deps, {
    path: `${path}/:resource/retrait`,
    access: 'selection.edit',
    params: ofItem,
    load: onItem,
    submit: async ({ tx, thing: { selection, actor, resource } }) => {
      await removeFromSelection(tx, byOf(deps, actor), selection, resource);
      return { location: here(selection), notice: `« ${resource.title} » n’est plus dans la sélection.` };
    },
  });

  formPage(app, deps, {
    path: `${path}/:resource/note`,
    access: 'selection.edit',
    params: ofItem,
    body: { note: fields.paragraphs({ max: 500 }).prefault('') },
    load: onItem,
    initial: ({ thing: { note } }) => ({ note: note ?? '' }),
    show: ({ form, thing: { selection, resource } }) => ({
      meta: selectionMeta('Dire pourquoi', selection),
      body: <NoteForm form={form} resource={resource} cancelHref={here(selection)} />,
    }),
    submit: async ({ tx, input, thing: { selection, actor, resource } }) => {
      await noteInSelection(tx, byOf(deps, actor), selection, resource, input.note || null);
      return { location: here(selection), notice: 'C’est noté.' };
    },
  });
}
