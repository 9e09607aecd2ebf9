import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  authorise,
  button,
  type FormState,
  fields,
  formPage,
  found,
  notFound,
  type PageMeta,
  pageCount,
  pagingOf,
  Refusal,
  typedText,
} from '../../../platform/http/index.ts';
import { excerpt, renderMarkdown } from '../../../platform/markdown/index.ts';
import { Confirmation, PageHeader } from '../../../ui/index.ts';
import { signedIn } from '../../identity/index.ts';
import { byOf } from '../access.ts';
import { oembedAlternate } from '../embed/oembed-routes.ts';
import { linksAt } from '../links/link-store.ts';
import { placesOf } from '../list-routes.tsx';
import { taxonomy } from '../taxonomy.ts';
import {
  addToSelection,
  createSelection,
  deleteSelection,
  editSelection,
  moveInSelection,
  noteInSelection,
  removeFromSelection,
} from './actions.ts';
import { resourcesToAdd } from './adding.ts';
import { selectionAsData } from './as-data.ts';
import { authorsFor, keeps, selectionsKeptBy } from './policy.ts';
import {
  bySlug,
  draftsOf,
  findAnySelection,
  findSelection,
  itemsOf,
  listSelections,
  publishedResource,
  type Selection,
  selectionHref,
} from './selection.ts';
import { ItemsPage, NoteForm, SelectionForm, SelectionPage, SelectionsPage } from './views/pages.tsx';

const cached = { access: 'public', cache: true } as const;
const perPage = 30;
const unknown = 'Cette sélection n’existe pas.';
const ofItem = bySlug.extend({ resource: fields.uuid });

const wordFields = {
  title: fields.line({ max: 150, required: 'Indiquez un titre.' }),
  introduction: fields.paragraphs({ max: 4000, required: 'Dites pour qui, et comment s’en servir.' }),
};

const metaOf = (title: string, selection?: Selection, meta: Partial<PageMeta> = {}): PageMeta => ({
  title: selection && title !== selection.title ? `${title} : ${selection.title}` : title,
  breadcrumb: [
    { label: 'Catalogues', href: '/catalogues' },
    ...(title === 'Sélections' ? [] : [{ label: 'Sélections', href: '/selections' }]),
    ...(selection && title !== selection.title
      ? [{ label: selection.title, href: selectionHref(selection) }]
      : []),
    { label: title },
  ],
  ...meta,
});

/** Ordered lists of resources: read by all, made by those who keep a catalogue, and by associations for their members. */
export function selectionRoutes(app: App, deps: Deps): void {
  reading(app, deps);
  writing(app, deps);
  listing(app, deps);
}

function reading(app: App, deps: Deps): void {
  const { db } = deps;
  const { publicUrl } = deps.settings;
  const querystring = z.object({ page: fields.pageNumber });

  app.get('/selections', { config: cached, schema: { querystring } }, async ({ query, actor }, reply) => {
    const keeping = await selectionsKeptBy(deps, actor);
    const [{ items, total }, drafts] = await Promise.all([
      listSelections(db, { limit: perPage, offset: (query.page - 1) * perPage }),
      draftsOf(db, { ...keeping, organisation: keeping.organisation?.slug ?? null }),
    ]);
    return reply.page(
      metaOf('Sélections', undefined, {
        description: 'Des ressources bien choisies, dans l’ordre, pour une situation.',
        canonical: '/selections',
        alternates: [{ type: 'application/json', href: '/selections.json' }],
      }),
      <SelectionsPage
        items={items}
        total={total}
        drafts={drafts}
        page={query.page}
        pages={pageCount(total, perPage)}
        mayCreate={authorsFor(keeping).size > 0}
      />,
    );
  });

  app.get('/selections.json', { config: cached, schema: { querystring } }, async (request, reply) => {
    const { page } = request.query;
    const { items, total } = await listSelections(db, { limit: perPage, offset: (page - 1) * perPage });
    const paging = pagingOf(request, publicUrl, { total, page, pages: pageCount(total, perPage) });
    const data = items.map(({ slug, title, author, startUp, count, updatedAt }) => ({
      slug,
      page: publicUrl + selectionHref({ slug }),
      title,
      author: { name: author.name, organisation: author.kind === 'organisation' ? author.slug : null },
      start_up: startUp,
      resources: count,
      updated_at: updatedAt.toISOString(),
    }));
    return reply.type('application/json; charset=utf-8').send(JSON.stringify({ ...paging, items: data }));
  });

  app.get('/selections/:slug', { config: cached, schema: { params: bySlug } }, async (request, reply) => {
    const selection = found(await findAnySelection(db, request.params.slug), unknown);
    const mayEdit = keeps(await selectionsKeptBy(deps, request.actor), selection);
    // A draft does not exist for those who do not keep it.
    if (!selection.published && !mayEdit) notFound(unknown);
    const items = await itemsOf(db, selection.id);
    const [known, places] = await Promise.all([
      taxonomy(deps),
      placesOf(
        deps,
        items.map(({ resource }) => resource),
      ),
    ]);
    const here = selectionHref(selection);
    return reply.page(
      metaOf(selection.title, selection, {
        description: excerpt(selection.introduction, 200),
        canonical: here,
        noindex: !selection.published,
        alternates: selection.published
          ? [
              { type: 'application/json', href: `${here}.json` },
              oembedAlternate(publicUrl, here, selection.title),
            ]
          : [],
      }),
      <SelectionPage
        selection={selection}
        introduction={renderMarkdown(selection.introduction)}
        items={items}
        known={known}
        places={places}
        mayEdit={mayEdit}
      />,
    );
  });

  app.get(
    '/selections/:slug.json',
    { config: cached, schema: { params: bySlug } },
    async ({ params }, reply) => {
      const selection = found(await findSelection(db, params.slug), unknown);
      const urls = selection.items.map(({ resource }) => resource.url);
      const [links, known] = await Promise.all([linksAt(db, urls), taxonomy(deps)]);
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(selectionAsData(selection, known, publicUrl, links)));
    },
  );
}

/** Loads the selection of the address for whoever keeps it. */
const onSelection =
  (deps: Deps) =>
  async (request: FastifyRequest, { slug }: { slug: string }) => {
    const selection = found(await findAnySelection(deps.db, slug), unknown);
    const may = keeps(await selectionsKeptBy(deps, request.actor), selection);
    if (!selection.published && !may) notFound(unknown);
    authorise(request, 'selection.edit', may);
    return { selection, actor: signedIn(request) };
  };

const previewOf = ({ values }: FormState) => {
  const text = typedText(values, 'introduction');
  return typedText(values, 'apercu') !== '' && text !== '' ? renderMarkdown(text) : undefined;
};

function writing(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/selections/nouvelle',
    access: 'selection.create',
    body: { ...wordFields, auteur: z.string().max(100).optional() },
    load: async (request) => {
      const authors = authorsFor(await selectionsKeptBy(deps, request.actor));
      authorise(request, 'selection.create', authors.size > 0);
      return { actor: signedIn(request), authors };
    },
    initial: ({ thing: { authors } }) => ({ auteur: [...authors.keys()][0] ?? '' }),
    show: ({ form, thing: { authors } }) => ({
      meta: metaOf('Créer une sélection'),
      body: (
        <>
          <PageHeader
            title="Créer une sélection"
            lead="Un titre et une introduction d’abord ; vous choisirez ensuite les ressources, puis publierez."
          />
          <SelectionForm
            form={form}
            authors={authors}
            preview={previewOf(form)}
            submit="Créer le brouillon"
            cancelHref="/selections"
            withState={false}
          />
        </>
      ),
    }),
    submit: async ({ tx, input: { auteur, ...words }, thing: { actor, authors } }) => {
      const author = authors.size === 1 ? [...authors.values()][0] : authors.get(auteur ?? '');
      if (!author) throw new Refusal('Choisissez au nom de qui.', 'auteur');
      const slug = await createSelection(tx, byOf(deps, actor), author, words);
      return {
        location: `${selectionHref({ slug })}/ressources`,
        notice: 'Le brouillon est créé. Choisissez maintenant les ressources.',
      };
    },
  });

  formPage(app, deps, {
    path: '/selections/:slug/modifier',
    access: 'selection.edit',
    params: bySlug,
    body: {
      ...wordFields,
      etat: z.enum(['brouillon', 'publiee'], { error: 'Choisissez si elle est publiée.' }),
      version: fields.version,
    },
    load: onSelection(deps),
    initial: ({ thing: { selection } }) => ({
      title: selection.title,
      introduction: selection.introduction,
      etat: selection.published ? 'publiee' : 'brouillon',
      version: String(selection.version),
    }),
    show: ({ form, thing: { selection } }) => ({
      meta: metaOf('Modifier', selection),
      body: (
        <>
          <PageHeader eyebrow={selection.title} title="Modifier la sélection" />
          <SelectionForm
            form={form}
            authors={new Map()}
            preview={previewOf(form)}
            submit="Enregistrer"
            cancelHref={selectionHref(selection)}
            withState
          />
        </>
      ),
    }),
    submit: async ({ tx, input: { etat, version, ...words }, thing: { selection, actor } }) => {
      const wanted = { ...words, published: etat === 'publiee' };
      await editSelection(tx, byOf(deps, actor), { id: selection.id, version }, wanted);
      return { location: selectionHref(selection), notice: 'La sélection est à jour.' };
    },
  });

  formPage(app, deps, {
    path: '/selections/:slug/suppression',
    access: 'selection.edit',
    params: bySlug,
    load: onSelection(deps),
    show: ({ form, thing: { selection } }) => ({
      meta: metaOf('Supprimer', selection),
      body: (
        <Confirmation
          about={selection.title}
          question="Supprimer ce brouillon ?"
          warning="Son introduction et la liste de ses ressources disparaissent. Les ressources, elles, restent."
          act="Supprimer"
          form={form}
          cancelHref={`${selectionHref(selection)}/ressources`}
        />
      ),
    }),
    submit: async ({ tx, thing: { selection, actor } }) => {
      await deleteSelection(tx, byOf(deps, actor), selection);
      return { location: '/selections', notice: 'Le brouillon est supprimé.' };
    },
  });
}

/** The resources of a selection: added, put in order, taken out, each with a word; buttons do it all. */
function listing(app: App, deps: Deps): void {
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
        metaOf('Choisir les ressources', selection, { noindex: true }),
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
    body: { sens: z.enum(['haut', 'bas'], { error: 'Dites dans quel sens.' }) },
    load: onItem,
    submit: async ({ tx, input, thing: { selection, actor, resource } }) => {
      await moveInSelection(
        tx,
        byOf(deps, actor),
        selection,
        resource,
        input.sens === 'haut' ? 'up' : 'down',
      );
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
      meta: metaOf('Dire pourquoi', selection),
      body: <NoteForm form={form} resource={resource} cancelHref={here(selection)} />,
    }),
    submit: async ({ tx, input, thing: { selection, actor, resource } }) => {
      await noteInSelection(tx, byOf(deps, actor), selection, resource, input.note || null);
      return { location: here(selection), notice: 'C’est noté.' };
    },
  });
}
