import fastifyStatic from '@fastify/static';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { z } from 'zod';
import { type Assets, assetsFolder } from './assets.ts';
import { OpeningBanner } from './modules/groups/index.ts';
import { isProgrammeTeam, readActor } from './modules/identity/index.ts';
import { menuOf } from './modules/portal/index.ts';
import { modules } from './modules.ts';
import { isConnectionError, ping } from './platform/database/index.ts';
import type { Deps } from './platform/deps.ts';
import {
  type App,
  answeredElsewhere,
  type Body,
  createServer,
  ElsewhereFirst,
  type EmbedMeta,
  errorTitle,
  type NoticeKind,
  notFound,
  type PageMeta,
  reportIncident,
} from './platform/http/index.ts';
import { ErrorPage, statusTitle } from './shell/error-page.tsx';
import { EmbedLayout, Layout, typeset } from './ui/index.ts';

export interface AppOptions {
  deps: Deps;
  assets: Assets;
  trustProxy: number | string[] | false;
}

/** The whole product as a server that does not listen yet. Throws when a route breaks the rules. */
export async function buildApp({ deps, assets, trustProxy }: AppOptions): Promise<App> {
  const app = await createServer({
    log: deps.log,
    publicUrl: deps.settings.publicUrl,
    trustProxy,
    pageCache: deps.pageCache,
  });
  // Pages that follow what moves would keep the server from closing.
  app.addHook('preClose', async () => deps.livePages.close());
  answerPages(app, deps, assets);
  answerEmbeds(app, deps, assets);
  answerErrors(app);
  readActor(app, deps);
  await app.register(fastifyStatic, {
    root: assetsFolder,
    // Served by the route below, which says who may call it, as all do.
    serve: false,
    preCompressed: true,
    immutable: true,
    maxAge: '1y',
  });
  app.get(
    '/assets/*',
    { config: { access: 'public' }, schema: { params: z.object({ '*': z.string() }) } },
    (request, reply) => reply.sendFile(request.params['*']),
  );
  answerIcon(app, assets);
  answerHealth(app, deps);
  for (const { routes } of modules) await routes?.(app, deps);
  await app.ready();
  return app;
}

/** Browsers ask for it by this name where no page has told them of ours: data, files, other sites' lists of links. */
function answerIcon(app: App, { icon }: Assets): void {
  app.get('/favicon.ico', { config: { access: 'public' } }, (_request, reply) => {
    if (icon === '') notFound();
    return reply.header('cache-control', 'public, max-age=86400').redirect(icon, 302);
  });
}

const noticeCookies: Record<NoticeKind, string> = { success: 'message', error: 'refus' };

function answerPages(app: App, deps: Deps, assets: Assets): void {
  app.decorateReply('notice', function (this: FastifyReply, text: string, kind: NoticeKind = 'success') {
    const secure = deps.settings.publicUrl.startsWith('https:');
    return this.setCookie(noticeCookies[kind], text, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure,
      maxAge: 60,
    });
  });
  app.decorateReply('page', async function (this: FastifyReply, meta: PageMeta, body: Body) {
    const { request } = this;
    const notice = takeNotice(request, this);
    const html = renderToString(
      Layout({
        ...meta,
        title: notice?.kind === 'error' ? errorTitle(meta.title) : meta.title,
        canonical: meta.canonical && new URL(meta.canonical, deps.settings.publicUrl).href,
        image: meta.image && new URL(meta.image, deps.settings.publicUrl).href,
        robots: meta.noindex ? 'noindex' : undefined,
        assets,
        brand: deps.settings.brand,
        demo: deps.settings.demo,
        viewer: request.actor ? { name: request.actor.name, isTeam: isProgrammeTeam(request.actor) } : null,
        reminder: isProgrammeTeam(request.actor)
          ? OpeningBanner({ openings: [...(request.actor?.openings.values() ?? [])] })
          : undefined,
        current: request.url.replace(/\?.*$/, ''),
        menu: await menuOf(deps),
        feeds: [{ title: 'Actualités', href: '/actualites.atom' }],
        notice,
        children: body,
      }),
    );
    this.type('text/html; charset=utf-8');
    return this.send(`<!doctype html>${typeset(html)}`);
  });
}

function answerEmbeds(app: App, { settings }: Deps, assets: Assets): void {
  app.decorateReply('embed', async function (this: FastifyReply, meta: EmbedMeta, body: Body) {
    const { title, canonical, lean } = meta;
    const css = lean ? [assets.embedCss, ...(lean.theme ? [lean.theme] : [])] : assets.css;
    const html = renderToString(
      EmbedLayout({
        title,
        canonical: canonical && new URL(canonical, settings.publicUrl).href,
        assets: { ...assets, css },
        brand: settings.brand,
        children: body,
      }),
    );
    const policy = String(this.getHeader('content-security-policy'));
    this.header('content-security-policy', policy.replace("frame-ancestors 'none'", 'frame-ancestors *'));
    this.removeHeader('x-frame-options');
    this.header('cross-origin-resource-policy', 'cross-origin');
    this.type('text/html; charset=utf-8');
    return this.send(`<!doctype html>${typeset(html)}`);
  });
}

/** What the last act left to say, said once. */
function takeNotice(request: FastifyRequest, reply: FastifyReply) {
  for (const kind of ['error', 'success'] as const) {
    const text = request.cookies?.[noticeCookies[kind]];
    if (!text) continue;
    reply.clearCookie(noticeCookies[kind], { path: '/' });
    return { kind, text };
  }
  return undefined;
}

/** Errors as a page or as problem details (RFC 9457), never with what only we should know. */
function answerErrors(app: App): void {
  app.setNotFoundHandler({ preValidation: [] }, async (request, reply) => {
    return answerError(request, reply, 404, 'Cette page n’existe pas.');
  });
  app.setErrorHandler(async (error: FastifyError & { retryAfter?: number }, request, reply) => {
    if (error instanceof ElsewhereFirst && wantsPage(request)) {
      answeredElsewhere(request);
      return reply.redirect(`${error.page}?retour=${encodeURIComponent(request.url)}`, 303);
    }
    const unreachable = isConnectionError(error);
    const status = unreachable ? 503 : (statusOfInvalid(error) ?? error.statusCode ?? 500);
    if (error.retryAfter) reply.header('retry-after', error.retryAfter);
    if (status < 500) return answerError(request, reply, status, isOurs(error) ? error.message : undefined);
    const incident = reportIncident(request, error);
    if (unreachable) reply.header('retry-after', 5);
    return answerError(request, reply, status, undefined, incident);
  });
}

/** Somebody reads it in a browser, rather than a script or an act that waits for its answer. */
function wantsPage({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && (headers.accept ?? 'text/html').includes('text/html');
}

/** Written for the person who reads it, not by a library for a programmer. */
function isOurs(error: FastifyError): boolean {
  return !error.validationContext && !error.code?.startsWith('FST_');
}

/** Malformed addresses lead nowhere; malformed queries and bodies are the sender's to mend. */
function statusOfInvalid(error: FastifyError): number | undefined {
  if (!error.validationContext) return undefined;
  return error.validationContext === 'params' ? 404 : 400;
}

async function answerError(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  message?: string,
  incident?: string,
) {
  reply.code(status).header('cache-control', 'no-store');
  const path = request.url.replace(/\?.*$/, '');
  if (path.endsWith('.json') || request.headers.accept === 'application/json') {
    return reply.type('application/problem+json').send(
      JSON.stringify({
        type: 'about:blank',
        status,
        title: message ?? statusTitle(status),
        ...(incident ? { incident } : {}),
      }),
    );
  }
  return reply.page(
    { title: status === 422 ? errorTitle(statusTitle(status)) : statusTitle(status), noindex: true },
    ErrorPage({ status, message, incident, isSignedIn: Boolean(request.actor) }),
  );
}

function answerHealth(app: App, deps: Deps): void {
  app.get('/sante/vivant', { config: { access: 'public' }, logLevel: 'warn' }, async () => ({
    etat: 'vivant',
  }));
  app.get('/sante/pret', { config: { access: 'public' }, logLevel: 'warn' }, async (_request, reply) => {
    try {
      await ping(deps.db);
      return { etat: 'pret' };
    } catch {
      return reply.code(503).send({ etat: 'base de données injoignable' });
    }
  });
}
