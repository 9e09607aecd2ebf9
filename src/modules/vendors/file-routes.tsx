import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, button, csvType, formPage, found } from '../../platform/http/index.ts';
import { machineDate, PageHeader } from '../../ui/index.ts';
import { allRollouts } from '../rollouts/index.ts';
import { inSpace } from './access.ts';
import { modelOf } from './file/model.ts';
import { findSending, linesOf, listSendings } from './file/queries.ts';
import { applyList, dropList, receiveList } from './file/sending.ts';
import { spaceMeta } from './page-meta.ts';
import { productsOf } from './product.ts';
import { fileFields, ofThing, ofVendor, pageQuery, reportQuery } from './schemas.ts';
import { SendingView } from './views/sending.tsx';
import { SendForm, SendingActs, SendingsView } from './views/sendings.tsx';
import { SpaceFrame } from './views/space-frame.tsx';

const access = 'vendor.work';
const base = '/editeurs/:slug/espace/fichiers';
const perPage = 25;
const linesPerPage = 50;
const maxBytes = 10 * 1024 * 1024;

/** Whom a vendor equips, told by file: compared first, then written all at once. */
export function fileRoutes(app: App, deps: Deps): void {
  const { db, files } = deps;
  const enter = inSpace(deps);
  const onSending = async (request: FastifyRequest, params: { slug: string; id: string }) => {
    const inside = await enter(request, params);
    const sending = found(await findSending(db, inside.vendor.slug, params.id));
    return { ...inside, sending, here: `${inside.space}/fichiers/${sending.id}` };
  };

  app.get(
    base,
    { config: { access }, schema: { params: ofVendor, querystring: pageQuery } },
    async (request, reply) => {
      const { vendor, space } = await enter(request, request.params);
      const listed = await listSendings(db, vendor.slug, { page: request.query.page, perPage });
      return reply.page(
        spaceMeta(vendor, 'Fichiers'),
        <SpaceFrame
          vendor={vendor}
          title="Fichiers"
          lead="Dites d’un coup quelles collectivités vous équipez et où elles en sont."
          current={`${space}/fichiers`}
          actions={<SendingActs vendor={vendor} />}
        >
          <SendingsView vendor={vendor} listed={listed} />
        </SpaceFrame>,
      );
    },
  );

  app.get(
    `${base}/modele.csv`,
    { config: { access }, schema: { params: ofVendor } },
    async (request, reply) => {
      const { vendor } = await enter(request, request.params);
      const [products, rollouts] = await Promise.all([productsOf(db, vendor.slug), allRollouts(deps)]);
      return reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="modele-${vendor.slug}.csv"`)
        .send(modelOf(products, rollouts));
    },
  );

  formPage(app, deps, {
    path: `${base}/nouveau`,
    access,
    params: ofVendor,
    body: fileFields,
    files: { fichier: { maxBytes } },
    load: enter,
    show: ({ form, thing: { vendor } }) => ({
      meta: spaceMeta(vendor, 'Envoyer un fichier'),
      body: (
        <>
          <PageHeader
            eyebrow={`Espace de ${vendor.name}`}
            title="Envoyer la liste de vos collectivités"
            lead="Rien n’est écrit à cette étape : vous verrez d’abord ce qui change, ligne par ligne."
          />
          <SendForm form={form} vendor={vendor} maxBytes={maxBytes} />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: { working, space } }) => {
      const id = await receiveList(tx, { ...working, files }, input.fichier, {
        scope: input.etendue,
        endedOn: input.fin ?? machineDate(working.now),
      });
      return `${space}/fichiers/${id}`;
    },
  });

  app.get(
    `${base}/:id`,
    { config: { access }, schema: { params: ofThing, querystring: reportQuery } },
    async (request, reply) => {
      const { vendor, sending } = await onSending(request, request.params);
      const { genre, page } = request.query;
      const report = await linesOf(db, sending.id, { kind: genre ?? null, page, perPage: linesPerPage });
      return reply.page(
        spaceMeta(vendor, sending.file.name),
        <>
          <PageHeader eyebrow={`Espace de ${vendor.name}, fichiers`} title={`« ${sending.file.name} »`} />
          <SendingView
            vendor={vendor}
            sending={sending}
            report={report}
            query={request.query}
            formKey={randomUUID()}
          />
        </>,
      );
    },
  );

  button(app, deps, {
    path: `${base}/:id/application`,
    access,
    params: ofThing,
    load: onSending,
    submit: async ({ tx, thing: { working, sending, here } }) => {
      const applied = await applyList(tx, { ...working, files }, sending);
      return {
        location: here,
        notice: applied
          ? 'Le fichier est appliqué.'
          : 'Depuis la comparaison, quelque chose a changé : rien n’est écrit. Relisez le rapport, qui est refait.',
      };
    },
  });

  button(app, deps, {
    path: `${base}/:id/suppression`,
    access,
    params: ofThing,
    load: onSending,
    submit: async ({ tx, thing: { sending, space } }) => {
      await dropList(tx, sending);
      return { location: `${space}/fichiers`, notice: `L’essai de « ${sending.file.name} » est supprimé.` };
    },
  });
}
