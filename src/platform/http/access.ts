import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify';
import { Forbidden } from './errors.ts';

/** Who may call a route: everybody, anyone signed in, or who may do what the verb names (`thing.act`). */
export type Access = 'public' | 'signed-in' | `${string}.${string}`;

/** A route as it was declared. */
export interface DeclaredRoute {
  methods: readonly string[];
  pattern: string;
  schema: FastifySchema;
  /** Names of what a form sends. */
  fields: readonly string[];
}

declare module 'fastify' {
  interface FastifyInstance {
    /** All of them, in the order in which they were declared. */
    declaredRoutes: DeclaredRoute[];
  }
  interface FastifyContextConfig {
    access?: Access;
    /** A page that is the same for every visitor who is not signed in: kept compressed in memory. */
    cache?: boolean;
    /** A POST that writes nothing: the pages that are kept stay true. */
    writesNothing?: boolean;
    /** Names of what a form sends, for those who look at it from outside: its own schema reads it after the rights. */
    fields?: readonly string[];
  }
  interface FastifyRequest {
    /** The verbs that the handler has checked for this request. */
    authorised: Set<string>;
  }
}

const withBody = new Set(['POST', 'PUT', 'PATCH']);

/**
 * Refuses to start with a route that says not who may call it, or that takes input without a schema;
 * and refuses to answer when a handler forgot to check the verb that its route declares.
 */
export function denyByDefault(app: FastifyInstance): void {
  app.decorateRequest('authorised');
  const declared: DeclaredRoute[] = [];
  app.decorate('declaredRoutes', declared);
  app.addHook('onRequest', async (request) => {
    request.authorised = new Set();
  });
  app.addHook('onRoute', (route) => {
    const methods = [route.method].flat();
    const at = `${methods.join(',')} ${route.url}`;
    const access = route.config?.access;
    if (!access) throw new Error(`${at} declares no access`);
    if (access !== 'public' && access !== 'signed-in' && !/^[a-z-]+\.[a-z-]+$/.test(access)) {
      throw new Error(`${at} declares an access that is no verb: ${access}`);
    }
    if (/[:*]/.test(route.url) && !route.schema?.params)
      throw new Error(`${at} takes params without a schema`);
    if (methods.some((method) => withBody.has(method)) && !route.schema?.body) {
      throw new Error(`${at} takes a body without a schema`);
    }
    const { schema = {}, config: { fields = [] } = {} } = route;
    declared.push({ methods, pattern: route.url, schema, fields });
  });
  // Input that no schema describes never reaches a handler.
  app.addHook('preValidation', async (request) => {
    if (!request.routeOptions.schema?.querystring) request.query = {};
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const access = request.routeOptions.config.access;
    if (access && access !== 'public' && access !== 'signed-in' && reply.statusCode < 400) {
      if (!request.authorised.has(access)) throw new Error(`handler did not check ${access}`);
    }
    return payload;
  });
}

/** Records that the verb was checked on what the request is about; throws a 403 when it is not allowed. */
export function authorise(request: FastifyRequest, verb: Access, allowed: boolean): void {
  request.authorised.add(verb);
  if (!allowed) throw new Forbidden('Vous n’avez pas le droit de faire cela.');
}

/** For a redirect that is the whole answer: no handler comes after to check the verb. */
export function answeredElsewhere(request: FastifyRequest): void {
  const { access } = request.routeOptions.config;
  if (access) request.authorised.add(access);
}
