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
  pageCount,
} from '../../../platform/http/index.ts';
import { renderMarkdown } from '../../../platform/markdown/index.ts';
import { machineDate } from '../../../ui/index.ts';
import { fillContact } from '../content.ts';
import { maxImageBytes } from '../images/actions.ts';
import { createPage, editPage, restoreVersion, unpublishPage } from '../pages/actions.ts';
import { contactAddress } from '../pages/document.ts';
import { mayEditPages } from '../pages/policy.ts';
import { findPage, findVersion, listPages, listVersions } from '../pages/queries.ts';
import { changesBetween } from './changes.ts';
import { stateOfInput, valuesOfState } from './input.ts';
import { editPageFields, newPageFields } from './schemas.ts';
import { EditPage, NewPage } from './views/edit.tsx';
import { PageList } from './views/list.tsx';
import { VersionsView } from './views/versions.tsx';

const access = 'page.edit';
const path = '/administration/pages';
const perPage = 50;
const pageId = z.object({ id: fields.uuid });
const crumbs = [
  { label: 'Administration', href: '/administration' },
  { label: 'Pages et actualités', href: path },
];

function mayEdit(request: FastifyRequest): void {
  authorise(request, access, mayEditPages(request.actor));
}

export function editorRoutes(app: App, deps: Deps): void {
  listRoute(app, deps);
  newPageRoute(app, deps);
  editPageRoute(app, deps);
  historyRoutes(app, deps);
  previewRoute(app, deps);
}

function listRoute(app: App, { db }: Deps): void {
  const querystring = z.object({
    etat: z.enum(['', 'brouillon', 'publiee']).catch(''),
    type: z.enum(['', 'page', 'actualite']).catch(''),
    q: fields.searchText,
    page: fields.pageNumber,
  });
  app.get(path, { config: { access }, schema: { querystring } }, async (request, reply) => {
    mayEdit(request);
    const { page, ...filter } = request.query;
    const { items, total } = await listPages(db, {
      kind: filter.type === '' ? undefined : filter.type === 'page' ? 'page' : 'news',
      published: filter.etat === '' ? undefined : filter.etat === 'publiee',
      text: filter.q || undefined,
      limit: perPage,
      offset: (page - 1) * perPage,
    });
    const pages = pageCount(total, perPage);
    return reply.page(
      {
        title: 'Pages et actualités',
        noindex: true,
        breadcrumb: [{ label: 'Administration', href: '/administration' }, { label: 'Pages et actualités' }],
      },
      <PageList items={items} total={total} page={page} pages={pages} filter={filter} />,
    );
  });
}

function newPageRoute(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: `${path}/nouvelle`,
    access,
    body: newPageFields,
    files: { illustration: { maxBytes: maxImageBytes } },
    load: mayEdit,
    initial: ({ request }) => ({
      type: z.object({ type: z.string() }).safeParse(request.query).data?.type ?? 'page',
      etat: 'brouillon',
      date: machineDate(deps.clock.now()),
    }),
    show: ({ form }) => {
      const kind = form.values.type === 'actualite' ? 'news' : 'page';
      const title = kind === 'news' ? 'Écrire une actualité' : 'Créer une page';
      return {
        meta: { title, breadcrumb: [...crumbs, { label: title }] },
        body: <NewPage form={form} kind={kind} preview={previewOf(form, deps)} />,
      };
    },
    submit: async ({ tx, request, input }) => {
      const by = { actor: request.actor, now: deps.clock.now() };
      const kind = input.type === 'actualite' ? 'news' : 'page';
      const state = await stateOfInput(
        tx,
        deps.files,
        input,
        { kind, illustration: null, datedOn: null },
        by,
      );
      const id = await createPage(tx, state, by);
      return {
        location: `${path}/${id}`,
        notice: state.published ? 'La page est publiée.' : 'Le brouillon est enregistré.',
      };
    },
  });
}

function editPageRoute(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: `${path}/:id`,
    access,
    params: pageId,
    body: editPageFields,
    files: { illustration: { maxBytes: maxImageBytes } },
    load: async (request, { id }) => {
      mayEdit(request);
      return found(await findPage(deps.db, id));
    },
    initial: ({ thing }) => valuesOfState(thing.state, thing.version),
    show: ({ form, thing }) => ({
      meta: {
        title: `Modifier « ${thing.state.title} »`,
        breadcrumb: [...crumbs, { label: thing.state.title }],
      },
      body: (
        <EditPage
          id={thing.id}
          title={thing.state.title}
          permalink={thing.state.permalink}
          published={thing.state.published}
          updatedAt={thing.updatedAt}
          form={form}
          kind={thing.state.kind}
          illustration={thing.state.illustration}
          preview={previewOf(form, deps)}
        />
      ),
    }),
    submit: async ({ tx, request, thing, input }) => {
      const by = { actor: request.actor, now: deps.clock.now() };
      const state = await stateOfInput(tx, deps.files, input, thing.state, by);
      const { changed } = await editPage(tx, thing.id, input.version, state, by);
      return {
        location: `${path}/${thing.id}`,
        notice: changed ? 'La page est enregistrée.' : 'Rien n’avait changé.',
      };
    },
  });
  button(app, deps, {
    path: `${path}/:id/depublication`,
    access,
    params: pageId,
    load: async (request, { id }) => {
      mayEdit(request);
      return found(await findPage(deps.db, id));
    },
    submit: async ({ tx, request, thing }) => {
      await unpublishPage(tx, thing.id, { actor: request.actor, now: deps.clock.now() });
      return {
        location: `${path}/${thing.id}`,
        notice: 'La page n’est plus sur le site. Son texte est gardé dans les brouillons.',
      };
    },
  });
}

function historyRoutes(app: App, deps: Deps): void {
  const versionNumber = z.coerce.number().int().min(1).max(1_000_000);
  const querystring = z.object({
    de: versionNumber.optional().catch(undefined),
    a: versionNumber.optional().catch(undefined),
  });
  app.get(
    `${path}/:id/versions`,
    { config: { access }, schema: { params: pageId, querystring } },
    async (request, reply) => {
      mayEdit(request);
      const { id } = request.params;
      const page = found(await findPage(deps.db, id));
      const to = request.query.a ?? page.version;
      const from = request.query.de ?? Math.max(1, to - 1);
      const [versions, before, after] = await Promise.all([
        listVersions(deps.db, id),
        findVersion(deps.db, id, from),
        findVersion(deps.db, id, to),
      ]);
      if (!before || !after) notFound('Cette version n’existe pas.');
      const { title } = page.state;
      return reply.page(
        {
          title: `Historique de « ${title} »`,
          noindex: true,
          breadcrumb: [...crumbs, { label: title, href: `${path}/${id}` }, { label: 'Historique' }],
        },
        <VersionsView
          page={{ id, title, version: page.version }}
          versions={versions}
          from={from}
          to={to}
          changes={changesBetween(before.state, after.state)}
        />,
      );
    },
  );
  button(app, deps, {
    path: `${path}/:id/versions/:version/restauration`,
    access,
    params: z.object({ id: fields.uuid, version: versionNumber }),
    load: async (request, { id, version }) => {
      mayEdit(request);
      return found(await findVersion(deps.db, id, version));
    },
    submit: async ({ tx, request, params: { id, version } }) => {
      await restoreVersion(tx, id, version, { actor: request.actor, now: deps.clock.now() });
      return { location: `${path}/${id}/versions`, notice: `La version ${version} est rétablie.` };
    },
  });
}

const previewLength = 200_000;

/** What "Prévisualiser" shows without leaving the page, wherever Markdown is written. */
function previewRoute(app: App, deps: Deps): void {
  const body = z.object({ texte: z.string().max(previewLength) });
  app.post('/apercu', { config: { access: 'signed-in' }, schema: { body } }, async (request, reply) => {
    const { texte } = request.body;
    const text = mayEditPages(request.actor) ? fillContact(texte, contactOf(deps)) : texte;
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(renderMarkdown(text, { headingIds: false }));
  });
}

function previewOf(form: FormState, deps: Deps) {
  const { apercu, corps } = form.values;
  if (apercu === undefined || typeof corps !== 'string') return undefined;
  return renderMarkdown(fillContact(corps.slice(0, previewLength), contactOf(deps)), { headingIds: false });
}

function contactOf({ settings }: Deps): string | null {
  return contactAddress(settings.mailFrom);
}
