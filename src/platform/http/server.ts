import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answeredElsewhere, denyByDefault } from './access.ts';
import type { App } from './app.ts';
import { compressPages } from './compression.ts';
import { Forbidden } from './errors.ts';
import {
  cacheKey,
  etagOf,
  isAnonymousRead,
  keepPublicPages,
  type PageCache,
  serverWithKeptPages,
} from './page-cache.ts';
import { refuseStrayUploads } from './uploads.ts';

z.config(z.locales.fr());

export interface ServerOptions {
  log: FastifyBaseLogger;
  publicUrl: string;
  trustProxy: number | string[] | false;
  pageCache: PageCache;
}

/** What the access log may say of an address: never the token of a link. */
export function loggedUrl(url: string): string {
  return url
    .replace(/(\/(?:lien|desinscription|reponse|premier-administrateur)\/)[^/?]+/, '$1***')
    .replace(/\?.*$/, '?…');
}

/** A Fastify server with the rules that hold for every route (DESIGN §5); routes are added by modules. */
export async function createServer({ log, publicUrl, trustProxy, pageCache }: ServerOptions): Promise<App> {
  const secure = publicUrl.startsWith('https:');
  const logsRequests = ['trace', 'debug', 'info'].includes(log.level);
  const app = Fastify({
    serverFactory: (handler) =>
      limited(
        serverWithKeptPages(pageCache, handler, ({ method, url }, { statusCode }) => {
          if (logsRequests)
            log.info({ reqId: randomUUID(), ...requestLine(method, url, statusCode, 0) }, 'request');
        }),
      ),
    loggerInstance: log,
    trustProxy: typeof trustProxy === 'number' ? (_address, hop) => hop < trustProxy : trustProxy,
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    rewriteUrl: ({ url = '/' }) => readable(url),
    // One line per request, written by the hook below with what is safe to write.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  }).withTypeProvider<ZodTypeProvider>();

  app.setValidatorCompiler<z.ZodType>(({ schema }) => (data) => {
    const result = schema.safeParse(data);
    return result.success ? { value: result.data } : { error: result.error };
  });
  app.setSerializerCompiler(serializerCompiler);

  keepPublicPages(app, pageCache);
  denyByDefault(app);

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
    // For browsers and plug-ins of another age; the policy above does their work.
    xssFilter: false,
    ieNoOpen: false,
    permittedCrossDomainPolicies: false,
  });
  await app.register(cookie);
  await app.register(formbody);
  // A file that is too large is said next to its field, not by the parser.
  await app.register(multipart, { throwFileSizeLimit: false });
  refuseStrayUploads(app);

  app.addHook('onRequest', async (request) => refuseForeignForms(request, publicUrl));
  app.addHook('onRequest', async (request, reply) => {
    const address = request.routeOptions.schema?.querystring ? withoutEmpty(request.url) : request.url;
    if (address === request.url || request.method !== 'GET') return;
    answeredElsewhere(request);
    return reply.redirect(address, 302);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (!reply.hasHeader('cache-control')) {
      reply.header(
        'cache-control',
        isAnonymousRead(request) && request.routeOptions.config.cache
          ? 'public, no-cache'
          : 'private, no-cache',
      );
    }
    if (request.routeOptions.config.cache) reply.header('vary', 'Cookie, Accept-Encoding');
    if (request.routeOptions.config.cache && isData(reply)) openToAll(reply);
    return payload;
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (!request.routeOptions.config.cache || !isAnonymousRead(request)) return payload;
    if (reply.statusCode !== 200 || typeof payload !== 'string' || reply.hasHeader('set-cookie'))
      return payload;
    const etag = etagOf(payload);
    reply.header('etag', etag);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (name !== 'content-length' && name !== 'content-encoding') headers[name] = String(value);
    }
    await pageCache.put(cacheKey(request), payload, headers, request.cacheGeneration);
    if (request.headers['if-none-match'] !== etag) return payload;
    // Calendars and feeds are asked for long after their page was last kept, and are mostly the same.
    reply.code(304).removeHeader('content-length');
    return null;
  });
  compressPages(app);
  app.decorateRequest('cacheGeneration', 0);
  app.addHook('onRequest', async (request) => {
    request.cacheGeneration = pageCache.generation;
  });

  app.addHook('onResponse', async (request, reply) => {
    const line = requestLine(request.method, request.url, reply.statusCode, reply.elapsedTime);
    if (reply.statusCode >= 500) request.log.error(line, 'request');
    else request.log.info(line, 'request');
  });
  return app;
}

/** What anybody may read without a cookie, and is no page: no browser sends a cookie where every origin is let in. */
const isData = (reply: FastifyReply): boolean => !/^text\/html/.test(String(reply.getHeader('content-type')));

/** Scripts of other sites may read this answer. */
export function openToAll(reply: FastifyReply): FastifyReply {
  return reply
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin');
}

/** What a line of the log says of a request. */
function requestLine(method: string | undefined, url: string | undefined, status: number, ms: number) {
  return { method, url: loggedUrl(url ?? ''), status, ms: Math.round(ms * 10) / 10 };
}

/** 50 MB take seven minutes on a slow line; what stands still is cut off sooner. */
function limited(server: Server): Server {
  server.requestTimeout = 900_000;
  server.keepAliveTimeout = 72_000;
  server.setTimeout(60_000);
  return server;
}

/**
 * The router answers by itself, as to a programmer, what it cannot decode: made to mean itself, such an address leads
 * where all unknown ones do.
 */
function readable(url: string): string {
  if (!url.includes('%')) return url;
  const [path = '', ...query] = url.split('?');
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
}

/** Forms send the fields that were left empty too; the address of a page, to keep and to hand on, has no use for them. */
function withoutEmpty(url: string): string {
  if (!/^[^?.]*\?(?:.*&)?[^=&]*=(?:&|$)/.test(url)) return url;
  const [path = '', query = ''] = url.split(/\?(.*)/s);
  const filled = query.split('&').filter((field) => !/^[^=]*=?$/.test(field));
  return filled.length > 0 ? `${path}?${filled.join('&')}` : path;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** State of the content when the request came in: a page rendered across a change is not kept. */
    cacheGeneration: number;
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A form of another site cannot act in our name: browsers say where a request comes from. */
function refuseForeignForms(request: FastifyRequest, publicUrl: string): void {
  if (safeMethods.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
  } else {
    const origin = request.headers.origin ?? originOf(request.headers.referer);
    // Neither header: not a browser of these last ten years; without a cookie it has no name to act in.
    if (origin === undefined && request.headers.cookie === undefined) return;
    if (origin === publicUrl || origin === `${request.protocol}://${request.host}`) return;
  }
  throw new Forbidden('Cette demande vient d’un autre site. Revenez sur la page et recommencez.');
}

function originOf(referer: string | undefined): string | undefined {
  return referer && URL.canParse(referer) ? new URL(referer).origin : undefined;
}
