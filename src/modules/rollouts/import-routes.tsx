import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  button,
  csvType,
  formPage,
  found,
  sendDownload,
  toCsv,
} from '../../platform/http/index.ts';
import { PageHeader } from '../../ui/index.ts';
import { type OnRollout, onRollout } from './access.ts';
import { askToApply, askToUndo, chooseColumns, dropImport, receiveImport } from './import/actions.ts';
import { fieldLabels, importFields } from './import/columns.ts';
import { modelOf } from './import/model.ts';
import { findImport, listImports, type RolloutImport, troublesOf } from './import/queries.ts';
import { levelLabels } from './import/troubles.ts';
import {
  columnFields,
  columnsChosen,
  fileFields,
  importsQuery,
  ofImport,
  reportQuery,
  undoFields,
} from './import-schemas.ts';
import { metaOf } from './page-meta.ts';
import type { PagesOf } from './pages-above.ts';
import { ofRollout } from './place-schemas.ts';
import { RolloutFrame } from './views/frame.tsx';
import { ColumnsForm, UndoForm } from './views/import-forms.tsx';
import { ImportView } from './views/import-report.tsx';
import { FileForm, ImportsView, importsPath, StateBadge } from './views/imports.tsx';

const perPage = 25;
const linesPerPage = 50;
const mostLines = 200_000;
const maxBytes = 14 * 1024 * 1024;
const reloadSeconds = 3;

/** Files of statements that the copilots send: tried, then applied, and undone. */
export function importRoutes(app: App, deps: Deps, pagesOf: PagesOf): void {
  const { db, clock, files } = deps;
  const access = 'rollout.import';
  const base = '/deploiements/:slug/imports';
  const on = onRollout(deps, access);
  const onImport = async (
    request: FastifyRequest,
    params: { slug: string; id: string },
  ): Promise<OnRollout & { one: RolloutImport; here: string }> => {
    const thing = await on(request, params);
    const one = found(await findImport(db, thing.rollout.slug, params.id));
    return { ...thing, one, here: `${importsPath(thing.rollout)}/${one.id}` };
  };
  const importsCrumb = (rollout: OnRollout['rollout']) => ({ label: 'Imports', href: importsPath(rollout) });
  const crumbsTo = ({ rollout, one, here }: Awaited<ReturnType<typeof onImport>>) => [
    importsCrumb(rollout),
    { label: one.file.name, href: here },
  ];
  const importing = ({ rollout, actor }: OnRollout) => ({ rollout, by: actor, now: clock.now(), files });

  app.get(
    base,
    { config: { access }, schema: { params: ofRollout, querystring: importsQuery } },
    async (request, reply) => {
      const { rollout } = await on(request, request.params);
      const listed = await listImports(db, rollout.slug, { page: request.query.page, perPage });
      return reply.page(
        metaOf(rollout, 'Imports', { noindex: true }),
        <RolloutFrame
          rollout={rollout}
          pages={pagesOf(rollout)}
          title="Imports"
          lead="Les fichiers de déclarations envoyés par les copilotes : vérifiés, appliqués en une fois, annulables."
          current={importsPath(rollout)}
          works
        >
          <ImportsView rollout={rollout} listed={listed} />
        </RolloutFrame>,
      );
    },
  );

  app.get(
    `${base}/modele.csv`,
    { config: { access }, schema: { params: ofRollout } },
    async (request, reply) => {
      const { rollout } = await on(request, request.params);
      return reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="modele-${rollout.slug}.csv"`)
        .send(modelOf(rollout));
    },
  );

  formPage(app, deps, {
    path: `${base}/nouveau`,
    access,
    params: ofRollout,
    body: fileFields,
    files: { fichier: { maxBytes } },
    load: on,
    show: ({ form, thing: { rollout } }) => ({
      meta: metaOf(rollout, 'Importer un fichier', {}, [importsCrumb(rollout)]),
      body: (
        <>
          <PageHeader
            eyebrow={`${rollout.title}, imports`}
            title="Importer un fichier"
            lead="Dites d’un coup où en sont des collectivités, à partir d’un tableau. Rien n’est écrit à cette étape : vous verrez d’abord, ligne par ligne, ce qui serait déclaré."
          />
          <FileForm form={form} rollout={rollout} maxBytes={maxBytes} />
        </>
      ),
    }),
    submit: async ({ tx, input, thing }) => {
      const id = await receiveImport(tx, importing(thing), input.fichier);
      return `${importsPath(thing.rollout)}/${id}`;
    },
  });

  app.get(
    `${base}/:id`,
    { config: { access }, schema: { params: ofImport, querystring: reportQuery } },
    async (request, reply) => {
      const { rollout, one } = await onImport(request, request.params);
      const { niveau, page } = request.query;
      const report = await troublesOf(db, one.id, { level: niveau ?? null, page, perPage: linesPerPage });
      // Told by a header: the page needs no script, and reading it is not cut short once all is done.
      if (one.state === 'applying' || one.state === 'undoing') reply.header('refresh', reloadSeconds);
      reply.header('cache-control', 'no-store');
      return reply.page(
        metaOf(rollout, one.file.name, { noindex: true }, [importsCrumb(rollout)]),
        <>
          <PageHeader
            eyebrow={`${rollout.title}, imports`}
            title={`Import de « ${one.file.name} »`}
            meta={<StateBadge state={one.state} />}
          />
          <ImportView
            rollout={rollout}
            one={one}
            report={report}
            query={request.query}
            formKey={randomUUID()}
          />
        </>,
      );
    },
  );

  app.get(
    `${base}/:id/rapport.csv`,
    { config: { access }, schema: { params: ofImport } },
    async (request, reply) => {
      const { one } = await onImport(request, request.params);
      const { items } = await troublesOf(db, one.id, { level: null, page: 1, perPage: mostLines });
      return reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="rapport-${one.rollout}.csv"`)
        .send(
          toCsv(
            ['ligne', 'gravite', 'colonne', 'cellule', 'message'],
            items.map(({ line, level, field, value, message }) => [
              line,
              levelLabels[level],
              field && fieldLabels[field],
              value,
              message,
            ]),
          ),
        );
    },
  );

  app.get(
    `${base}/:id/fichier`,
    { config: { access }, schema: { params: ofImport } },
    async (request, reply) => {
      const { one } = await onImport(request, request.params);
      return sendDownload(request, reply, files, one.file);
    },
  );

  formPage(app, deps, {
    path: `${base}/:id/colonnes`,
    access,
    params: ofImport,
    body: columnFields,
    load: onImport,
    initial: ({ thing: { one } }) => ({
      ...Object.fromEntries(importFields.map((field) => [field, String(one.columns[field] ?? '')])),
      depuis: one.since ?? '',
    }),
    show: ({ form, thing, thing: { rollout, one } }) => ({
      meta: metaOf(rollout, 'Colonnes', {}, crumbsTo(thing)),
      body: (
        <>
          <PageHeader
            eyebrow={`Import de « ${one.file.name} »`}
            title="Colonnes du fichier"
            lead="Dites où se trouve chaque information. Le fichier est vérifié de nouveau ; rien n’est écrit."
          />
          <ColumnsForm form={form} rollout={rollout} one={one} />
        </>
      ),
    }),
    submit: async ({ tx, input, thing }) => {
      const { one, here } = thing;
      const columns = columnsChosen(input, one.header);
      await chooseColumns(tx, importing(thing), one, { columns, since: input.depuis });
      return { location: here, notice: 'Le fichier est vérifié avec ces colonnes.' };
    },
  });

  button(app, deps, {
    path: `${base}/:id/application`,
    access,
    params: ofImport,
    load: onImport,
    submit: async ({ tx, thing: { actor, one, here } }) => {
      await askToApply(tx, { by: actor }, one);
      return here;
    },
  });

  formPage(app, deps, {
    path: `${base}/:id/annulation`,
    access,
    params: ofImport,
    body: undoFields,
    load: onImport,
    show: ({ form, thing, thing: { rollout, one } }) => ({
      meta: metaOf(rollout, 'Annuler un import', {}, crumbsTo(thing)),
      body: <UndoForm form={form} rollout={rollout} one={one} />,
    }),
    submit: async ({ tx, input: { motif }, thing: { actor, one, here } }) => {
      await askToUndo(tx, { by: actor }, one, motif);
      return here;
    },
  });

  button(app, deps, {
    path: `${base}/:id/suppression`,
    access,
    params: ofImport,
    load: onImport,
    submit: async ({ tx, thing: { rollout, one } }) => {
      await dropImport(tx, one);
      return { location: importsPath(rollout), notice: `L’essai de « ${one.file.name} » est supprimé.` };
    },
  });
}
