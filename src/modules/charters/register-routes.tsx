import type { FastifyReply } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, atomType, csvType, pagingOf } from '../../platform/http/index.ts';
import { renderPdf, sendPdf } from '../../platform/pdf/index.ts';
import { exportsOf, listHref, machineDate } from '../../ui/index.ts';
import { keeps } from './access.ts';
import { registerAsCsv, registerAsData, signatoryFileAsData } from './as-data.ts';
import { badgeSvg } from './badge.ts';
import { charterAt, versionAt } from './charter.ts';
import { registerFeed } from './feed.ts';
import { metaOf, registerCrumb } from './page-meta.ts';
import { receiptDocument, receiptFile, receiptOf } from './receipt.ts';
import { receiptKey } from './receipt-key.ts';
import { registerQuery } from './register-filter.ts';
import { findSignatory, latestEvents, listSignatories } from './register-queries.ts';
import { countWaiting } from './review-queries.ts';
import { bySlug, ofSignatory } from './sign-schemas.ts';
import { RegisterPage } from './views/register.tsx';
import { SignatoryPage } from './views/signatory.tsx';

const cached = { access: 'public', cache: true } as const;
const perPage = 50;
const mostLines = 40_000;

/** The public register: who signed, and what came of it. */
export function registerRoutes(app: App, deps: Deps): void {
  const { db, clock, settings } = deps;
  const { publicUrl } = settings;
  const today = () => machineDate(clock.now());

  app.get(
    '/chartes/:slug/signataires',
    { config: cached, schema: { params: bySlug, querystring: registerQuery } },
    async (request, reply) => {
      const { params, query } = request;
      const charter = await charterAt(deps, params.slug);
      const here = `/chartes/${charter.slug}/signataires`;
      const [listed, works] = await Promise.all([
        listSignatories(db, charter.slug, query, { today: today(), perPage }),
        keeps(deps, request, charter),
      ]);
      const exports = exportsOf({
        json: listHref(`${here}.json`, { ...query, page: 1 }),
        csv: listHref(`${here}.csv`, { ...query, page: 1 }),
        atom: `${here}.atom`,
      });
      return reply.page(
        metaOf(charter, 'Signataires', {
          description: `Qui a signé : ${charter.title}.`,
          canonical: listHref(here, query),
          noindex: query.q !== '',
          alternates: exports,
        }),
        <RegisterPage
          charter={charter}
          listed={listed}
          query={query}
          exports={exports}
          waiting={works ? await countWaiting(db, charter.slug) : null}
        />,
      );
    },
  );

  app.get(
    '/chartes/:slug/signataires.json',
    { config: cached, schema: { params: bySlug, querystring: registerQuery } },
    async (request, reply) => {
      const charter = await charterAt(deps, request.params.slug);
      const { items, ...place } = await listSignatories(db, charter.slug, request.query, {
        today: today(),
        perPage,
      });
      const data = registerAsData(charter, items, pagingOf(request, publicUrl, place), publicUrl);
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(data));
    },
  );

  app.get(
    '/chartes/:slug/signataires.csv',
    { config: cached, schema: { params: bySlug, querystring: registerQuery } },
    async ({ params, query }, reply) => {
      const charter = await charterAt(deps, params.slug);
      const { items } = await listSignatories(
        db,
        charter.slug,
        { ...query, page: 1 },
        { today: today(), perPage: mostLines },
      );
      return reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="charte-${charter.slug}-signataires.csv"`)
        .send(registerAsCsv(charter, items, publicUrl));
    },
  );

  app.get(
    '/chartes/:slug/signataires.atom',
    { config: cached, schema: { params: bySlug } },
    async ({ params }, reply) => {
      const charter = await charterAt(deps, params.slug);
      return reply
        .type(atomType)
        .send(registerFeed(charter, await latestEvents(db, charter.slug), publicUrl));
    },
  );
  signatoryRoutes(app, deps);
}

function signatoryRoutes(app: App, deps: Deps): void {
  const { db, clock, settings } = deps;
  const { publicUrl } = settings;
  const today = () => machineDate(clock.now());
  const path = '/chartes/:slug/signataires/:nom';

  const signatoryAt = async ({ slug, nom }: { slug: string; nom: string }) => {
    const charter = await charterAt(deps, slug);
    const file = await findSignatory(db, charter.slug, { slug: nom }, today());
    return { charter, file, url: `${publicUrl}/chartes/${charter.slug}/signataires/${file.slug}` };
  };

  app.get(path, { config: cached, schema: { params: ofSignatory } }, async (request, reply) => {
    const { charter, file } = await signatoryAt(request.params);
    return reply.page(
      metaOf(
        charter,
        file.organisation,
        {
          description: `${file.organisation}, signataire : ${charter.title}.`,
          alternates: [
            { type: 'application/json', href: `/chartes/${charter.slug}/signataires/${file.slug}.json` },
          ],
        },
        [registerCrumb(charter)],
      ),
      <SignatoryPage
        charter={charter}
        file={file}
        version={await versionAt(db, charter.slug, file.version)}
        today={today()}
        publicUrl={publicUrl}
        keeps={await keeps(deps, request, charter)}
      />,
    );
  });

  app.get(`${path}.json`, { config: cached, schema: { params: ofSignatory } }, async ({ params }, reply) => {
    const { charter, file } = await signatoryAt(params);
    const { pledges } = await versionAt(db, charter.slug, file.version);
    const texts = new Map(pledges.map(({ code, text }) => [code, text]));
    return reply
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(signatoryFileAsData(charter, file, texts, publicUrl)));
  });

  app.get(
    `${path}/badge.svg`,
    { config: cached, schema: { params: ofSignatory } },
    async ({ params }, reply) => {
      const { charter, file } = await signatoryAt(params);
      return elsewhere(reply)
        .type('image/svg+xml; charset=utf-8')
        .header('cache-control', 'public, max-age=300')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .send(badgeSvg(charter, file));
    },
  );

  app.get(
    `${path}/recu.json`,
    { config: { access: 'public' }, schema: { params: ofSignatory } },
    async ({ params }, reply) => {
      const { charter, file } = await signatoryAt(params);
      const [version, key] = await Promise.all([versionAt(db, charter.slug, file.version), receiptKey(db)]);
      return elsewhere(reply)
        .type('application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="recu-${file.slug}.json"`)
        .send(`${JSON.stringify(receiptFile(receiptOf(file, charter, version, publicUrl), key), null, 2)}\n`);
    },
  );

  app.get(
    `${path}/recu.pdf`,
    { config: { access: 'public' }, schema: { params: ofSignatory } },
    async ({ params }, reply) => {
      const { charter, file, url } = await signatoryAt(params);
      const [version, { jwk }] = await Promise.all([
        versionAt(db, charter.slug, file.version),
        receiptKey(db),
      ]);
      const document = receiptDocument(receiptOf(file, charter, version, publicUrl), {
        named: file.named,
        url,
        kid: jwk.kid,
        at: file.publishedAt,
      });
      return sendPdf(reply, await renderPdf(document), `recu-${file.slug}`);
    },
  );
}

/** Any site may show it, or read it. */
const elsewhere = (reply: FastifyReply): FastifyReply =>
  reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
