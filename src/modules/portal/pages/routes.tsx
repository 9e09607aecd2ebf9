import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, atomType, fields, notFound, pageCount, pagingOf } from '../../../platform/http/index.ts';
import { contactAddress, documentOf } from './document.ts';
import { newsFeed } from './feed.ts';
import { hrefOf, withoutSlash } from './permalink.ts';
import { mayEditPages } from './policy.ts';
import { findByPermalink, findMovedPage, listNews, newsForFeed } from './queries.ts';
import { NewsList } from './views/news-list.tsx';
import { PageView } from './views/page.tsx';

const perPage = 10;
const perDataPage = 50;
const feedLength = 30;
const anyPath = z.object({ '*': z.string() });

export function newsRoutes(app: App, deps: Deps): void {
  const { db, settings } = deps;
  const querystring = z.object({ page: fields.pageNumber });

  app.get(
    '/actualites',
    { config: { access: 'public', cache: true }, schema: { querystring } },
    async (request, reply) => {
      const { page } = request.query;
      const { items, total } = await listNews(db, { limit: perPage, offset: (page - 1) * perPage });
      const pages = pageCount(total, perPage);
      if (page > pages) return reply.redirect(pages === 1 ? '/actualites' : `/actualites?page=${pages}`, 302);
      return reply.page(
        {
          title: page === 1 ? 'Actualités' : `Actualités, page ${page}`,
          description: 'Les actualités du programme Transformation numérique des territoires.',
          canonical: page === 1 ? '/actualites' : `/actualites?page=${page}`,
          breadcrumb: [{ label: 'Actualités' }],
          alternates: [{ type: 'application/json', href: '/actualites.json' }],
        },
        <NewsList items={items} page={page} pages={pages} />,
      );
    },
  );

  app.get(
    '/actualites.json',
    { config: { access: 'public', cache: true }, schema: { querystring } },
    async (request, reply) => {
      const { page } = request.query;
      const { items, total } = await listNews(db, { limit: perDataPage, offset: (page - 1) * perDataPage });
      return sendJson(reply, {
        ...pagingOf(request, settings.publicUrl, { total, page, pages: pageCount(total, perDataPage) }),
        items: items.map((item) => ({
          title: item.title,
          url: settings.publicUrl + hrefOf(item.permalink),
          summary: item.summary,
          date: item.dated_on,
          updated_at: item.written_at,
          to_verify: item.to_verify,
        })),
      });
    },
  );

  app.get('/actualites.atom', { config: { access: 'public', cache: true } }, async (_request, reply) => {
    const feed = newsFeed(await newsForFeed(db, feedLength), settings.publicUrl);
    return reply.type(atomType).send(feed);
  });
}

/** Pages answer at the address that their editors chose: whatever no other route took. To be registered last. */
export function pageRoutes(app: App, deps: Deps): void {
  app.get(
    '/*',
    { config: { access: 'public', cache: true }, schema: { params: anyPath } },
    async (request, reply) => {
      const path = `/${request.params['*']}`;
      const json = path.endsWith('.json');
      const editable = mayEditPages(request.actor);
      // PostgreSQL takes no NUL, and no page has one in its address.
      if (path.includes('\0')) notFound();
      const page = await findByPermalink(deps.db, json ? path.slice(0, -'.json'.length) : path, {
        drafts: editable,
      });
      if (!page) return answerMoved(request, reply, deps, path);
      const href = hrefOf(page.permalink);
      const address = deps.settings.publicUrl + href;
      if (json) {
        return sendJson(reply, {
          kind: page.kind,
          title: page.title,
          url: address,
          summary: page.summary,
          body: page.body,
          format: 'markdown',
          date: page.dated_on,
          updated_at: page.written_at,
          to_verify: page.to_verify,
          illustration: page.image
            ? { url: deps.settings.publicUrl + page.image.path, alt: page.image.alt }
            : null,
        });
      }
      const document = documentOf(page.body, contactAddress(deps.settings.mailFrom));
      return reply.page(
        {
          title: page.title,
          description: page.summary || undefined,
          canonical: href,
          noindex: !page.published,
          image: page.image?.path,
          breadcrumb: [
            ...(page.kind === 'news' ? [{ label: 'Actualités', href: '/actualites' }] : []),
            { label: page.title },
          ],
          alternates: [{ type: 'application/json', href: `${hrefOf(withoutSlash(page.permalink))}.json` }],
        },
        <PageView page={page} document={document} editable={editable} />,
      );
    },
  );
}

async function answerMoved(request: FastifyRequest, reply: FastifyReply, deps: Deps, path: string) {
  const moved = await findMovedPage(deps.db, path);
  // Its own address as it was: a page that the reader may not see.
  if (moved === null || withoutSlash(moved) === withoutSlash(path)) return notFound();
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
  return reply.redirect(hrefOf(moved) + query, 301);
}

function sendJson(reply: FastifyReply, value: object) {
  // As text, so that it can be kept with the pages.
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(value));
}
