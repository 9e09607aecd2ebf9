import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { ReceivedFile } from '../../../platform/files/index.ts';
import { type App, csvType, fields, formPage, found, toCsv } from '../../../platform/http/index.ts';
import { xlsxType } from '../../../platform/sheets/index.ts';
import { asKeeper, byOf } from '../access.ts';
import { type CatalogueSlug, catalogues } from '../catalogues.ts';
import { catalogueMeta } from '../crumbs.ts';
import { readTaxonomy } from '../facets/taxonomy.ts';
import { byCatalogue } from '../list/list-query.ts';
import { columnsOf, lineColumns } from './columns.ts';
import { applyImport, digestOf, findImport, latestImports, receiveTable, tryImport } from './imports.ts';
import { asCsv, asXlsx } from './sheet.ts';
import { ImportPage, ImportsPage, importHref } from './views/import-pages.tsx';
import { countsOf, readExport } from './writing.ts';

const access = 'resource.import';
const path = '/catalogues/:catalogue/importer';
const ofImport = byCatalogue.extend({ id: fields.uuid });
const maxBytes = 8 * 1024 * 1024;

/** The whole of a catalogue as a table, and tables sent back: tried, read again, then written at one stroke. */
export function importRoutes(app: App, deps: Deps): void {
  exportRoutes(app, deps);
  const { db, files, clock } = deps;
  const asImporter = asKeeper(deps, access);

  formPage(app, deps, {
    path,
    access,
    params: byCatalogue,
    body: { fichier: z.instanceof(ReceivedFile, { error: 'Choisissez un fichier.' }) },
    files: { fichier: { maxBytes } },
    load: asImporter,
    show: async ({ form, params: { catalogue } }) => {
      const [address, ...others] = lineColumns;
      return {
        meta: catalogueMeta(catalogue, 'Importer, exporter'),
        body: (
          <ImportsPage
            catalogue={catalogues[catalogue]}
            form={form}
            columns={[address, ...columnsOf(await readTaxonomy(db)), ...others]}
            sent={await latestImports(db, catalogue)}
          />
        ),
      };
    },
    submit: async ({ tx, input, params: { catalogue }, thing: actor }) => {
      const id = await receiveTable(tx, byOf(deps, actor), catalogue, input.fichier, files);
      return `${importHref(catalogues[catalogue])}/${id}`;
    },
  });

  const onImport = async (request: FastifyRequest, params: { catalogue: CatalogueSlug; id: string }) => {
    const actor = await asImporter(request, params);
    const one = found(await findImport(db, params.catalogue, params.id));
    return { actor, one };
  };
  const tried = (catalogue: CatalogueSlug, one: Parameters<typeof tryImport>[3]) =>
    tryImport(db, files, catalogue, one, clock.now());

  formPage(app, deps, {
    path: `${path}/:id`,
    access,
    params: ofImport,
    body: { essai: z.string().max(100) },
    load: onImport,
    show: async ({ form, params: { catalogue }, thing: { one } }) => {
      const checked = one.appliedAt === null ? await tried(catalogue, one) : null;
      return {
        meta: catalogueMeta(catalogue, one.file.name),
        body: (
          <ImportPage
            catalogue={catalogues[catalogue]}
            one={one}
            checked={checked}
            counts={one.counts ?? countsOf(checked?.outcomes ?? [])}
            digest={checked ? digestOf(checked) : ''}
            form={{ ...form, values: {} }}
          />
        ),
      };
    },
    submit: async ({ tx, input, params: { catalogue }, thing: { actor, one } }) => {
      await applyImport(tx, byOf(deps, actor), catalogue, one, input.essai, files);
      return {
        location: `${importHref(catalogues[catalogue])}/${one.id}`,
        notice: 'Le fichier est appliqué.',
      };
    },
  });

  app.get(
    `${path}/:id/rapport.csv`,
    { config: { access }, schema: { params: ofImport } },
    async (request, reply) => {
      const { one } = await onImport(request, request.params);
      const { problems, outcomes } = await tried(request.params.catalogue, one);
      const words = { created: 'nouvelle', changed: 'modifiée', unchanged: 'inchangée' } as const;
      return reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="rapport-${request.params.catalogue}.csv"`)
        .send(
          toCsv(
            ['ligne', 'resultat', 'adresse', 'colonnes', 'message'],
            problems.length > 0
              ? problems.map(({ line, column, message }) => [line, 'refusée', null, column, message])
              : outcomes.map(({ line, done, slug, changes }) => [
                  line,
                  words[done],
                  slug,
                  changes.map(({ name }) => name).join(', '),
                  null,
                ]),
          ),
        );
    },
  );
}

function exportRoutes(app: App, deps: Deps): void {
  const asImporter = asKeeper(deps, access);
  const config = { access } as const;
  const schema = { params: byCatalogue };
  const named = (catalogue: CatalogueSlug, ending: string) =>
    `attachment; filename="catalogue-${catalogue}-complet.${ending}"`;

  app.get('/catalogues/:catalogue/export.csv', { config, schema }, async (request, reply) => {
    await asImporter(request, request.params);
    const { catalogue } = request.params;
    const { resources, taxonomy } = await readExport(deps.db, catalogue);
    return reply
      .type(csvType)
      .header('content-disposition', named(catalogue, 'csv'))
      .send(asCsv(resources, taxonomy));
  });

  app.get('/catalogues/:catalogue/export.xlsx', { config, schema }, async (request, reply) => {
    await asImporter(request, request.params);
    const { catalogue } = request.params;
    const { resources, taxonomy } = await readExport(deps.db, catalogue);
    return reply
      .type(xlsxType)
      .header('content-disposition', named(catalogue, 'xlsx'))
      .send(asXlsx(catalogue, resources, taxonomy));
  });
}
