import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Db } from '../database/index.ts';
import type { Deps } from '../deps.ts';
import { ReceivedFile, StoreFailure } from '../files/index.ts';
import type { Access } from './access.ts';
import type { App, Body, PageMeta } from './app.ts';
import { Conflict, type FieldErrors, Refusal } from './errors.ts';
import { reportIncident } from './incidents.ts';
import { type FileRule, receiveParts, storeAway } from './uploads.ts';

/** What was typed, by field name, kept so that an error costs nobody their text. */
export type TypedValues = Readonly<Record<string, string | string[]>>;

/** What a form page needs to draw its form. */
export interface FormState {
  /** Goes into the hidden field `cle`: the same key sent twice acts once. */
  readonly key: string;
  readonly values: TypedValues;
  readonly errors: FieldErrors;
  /** When somebody else changed the thing meanwhile: their text, by field. */
  readonly conflict?: Readonly<Record<string, string>>;
}

/** Where to go after the act, and what to say there. */
export type Outcome = string | Done;

interface Done {
  location: string;
  notice?: string;
  /** A script sent it, and only wants to know that it was done: 204 in place of a page. */
  quiet?: boolean;
  /** For what goes beside the redirect, such as a cookie. */
  reply?: (reply: FastifyReply) => void;
}

type Shape = z.ZodType<object>;

interface Context<Params, Thing> {
  request: FastifyRequest;
  params: Params;
  thing: Thing;
}

/** Valid input, with what the form is about. */
type Sent<Params extends Shape, Input extends z.ZodRawShape, Thing> = Context<z.output<Params>, Thing> & {
  input: z.output<z.ZodObject<Input>>;
};

interface ActSpec<Params extends Shape, Input extends z.ZodRawShape, Thing, Prepared> {
  path: string;
  access: Access;
  params?: Params;
  body?: Input;
  /** Finds what the form is about, and checks the verb of `access` on it. Runs before the input is looked at. */
  load?: (request: FastifyRequest, params: z.output<Params>) => Promise<Thing> | Thing;
  /**
   * Sees valid input before the transaction opens: attempts are counted here, so that a refusal does not
   * undo their count.
   */
  guard?: (sent: Sent<Params, Input, Thing>) => Promise<void>;
  /** What takes time and writes no row, such as looking into files, done before the transaction opens: it holds none up. */
  prepare?: (sent: Sent<Params, Input, Thing>) => Promise<Prepared>;
  /** Acts. `tx` is one transaction that holds all the writes; throw Refusal or Conflict to undo everything. */
  submit: (sent: Sent<Params, Input, Thing> & { tx: Db; prepared: Prepared }) => Promise<Outcome>;
  /** File fields of the form, by name, with what each takes. They should come last in the form. */
  files?: Record<string, FileRule>;
}

interface FormSpec<Params extends Shape, Input extends z.ZodRawShape, Thing, Prepared>
  extends ActSpec<Params, Input, Thing, Prepared> {
  show: (
    context: Context<z.output<Params>, Thing> & { form: FormState },
  ) => Promise<{ meta: PageMeta; body: Body }> | { meta: PageMeta; body: Body };
  /** Values of the fields when the form is opened. */
  initial?: (context: Context<z.output<Params>, Thing>) => Promise<TypedValues> | TypedValues;
}

const noParams = z.object({});
const anyBody = z.record(z.string(), z.unknown()).nullish();

/** `apercu` is the name of the button that shows the page again instead of acting. */
const previewButton = 'apercu';

/**
 * A form at one address: GET shows it, POST acts on it. An error answers 422 with the same page, what was
 * typed and a message by field; success redirects. The same key sent twice acts once.
 */
export function formPage<
  Params extends Shape = typeof noParams,
  Input extends z.ZodRawShape = z.ZodRawShape,
  Thing = undefined,
  Prepared = undefined,
>(app: App, deps: Deps, spec: FormSpec<Params, Input, Thing, Prepared>): void {
  const params = spec.params ?? noParams;
  const config = { access: spec.access };

  const show = async (reply: FastifyReply, context: Context<z.output<Params>, Thing>, form: FormState) => {
    const { meta, body } = await spec.show({ ...context, form });
    reply.header('cache-control', 'no-store');
    const title = Object.keys(form.errors).length > 0 ? errorTitle(meta.title) : meta.title;
    return reply.page({ noindex: true, ...meta, title }, body);
  };

  app.get(spec.path, { config, schema: { params, querystring: anyQuery } }, async (request, reply) => {
    const context = await contextOf(spec, request);
    const values = (await spec.initial?.(context)) ?? {};
    return show(reply, context, { key: randomUUID(), values, errors: {} });
  });

  act(app, deps, spec, async (reply, context, values, errors, conflict) => {
    return show(reply, context, { key: randomUUID(), values, errors, conflict });
  });
}

/** Said first, where readers of the screen hear it at once. */
export const errorTitle = (title: string): string => `Erreur : ${title}`;

const anyQuery = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/**
 * An act without a page of its own: a button that POSTs. What is wrong with it is said on the page where the button
 * stood; on an error page when the browser does not tell which.
 */
export function button<
  Params extends Shape = typeof noParams,
  Input extends z.ZodRawShape = z.ZodRawShape,
  Thing = undefined,
  Prepared = undefined,
>(app: App, deps: Deps, spec: ActSpec<Params, Input, Thing, Prepared>): void {
  act(app, deps, spec, async (reply, { request }, _values, errors) => {
    const message = Object.values(errors)[0] ?? 'Cette demande est incorrecte.';
    const page = pageBefore(request, deps.settings.publicUrl);
    if (!page) throw new Refusal(message);
    return reply.notice(message, 'error').redirect(page, 303);
  });
}

/** The page of ours that the browser says it comes from; null for any other. */
function pageBefore(request: FastifyRequest, publicUrl: string): string | null {
  const { referer } = request.headers;
  if (!referer || !URL.canParse(referer)) return null;
  const { host, pathname, search } = new URL(referer);
  const isOurs = host === request.host || host === new URL(publicUrl).host;
  return isOurs ? ownAddress(`${pathname}${search}`) : null;
}

type Rejected<Params, Thing> = (
  reply: FastifyReply,
  context: Context<Params, Thing>,
  values: TypedValues,
  errors: FieldErrors,
  conflict?: Readonly<Record<string, string>>,
) => Promise<unknown>;

function act<Params extends Shape, Input extends z.ZodRawShape, Thing, Prepared>(
  app: App,
  deps: Deps,
  spec: ActSpec<Params, Input, Thing, Prepared>,
  rejected: Rejected<z.output<Params>, Thing>,
): void {
  const params = spec.params ?? noParams;
  const bodySchema = z.object(spec.body ?? ({} as Input));
  app.post(
    spec.path,
    {
      config: {
        access: spec.access,
        files: spec.files !== undefined,
        fields: Object.keys(spec.body ?? {}),
      },
      schema: { params, body: anyBody, querystring: anyQuery },
    },
    async (request, reply) => {
      // Rights first: what is wrong with the input is nobody else's business.
      const context = await contextOf(spec, request);
      const received = spec.files
        ? await receiveParts(request, reply, deps.files, spec.files)
        : { body: request.body ?? {}, errors: {}, failure: null };
      const values = typedValues(received.body);
      if (previewButton in values) return rejected(reply, context, values, {});
      const parsed = bodySchema.safeParse(received.body);
      const errors = { ...(parsed.success ? {} : fieldErrors(parsed.error)), ...received.errors };
      if (!parsed.success || Object.keys(errors).length > 0) {
        if (received.failure) away(request, reply, received.failure);
        else reply.code(422);
        return rejected(reply, context, values, errors);
      }
      try {
        const sent = { ...context, input: parsed.data };
        await spec.guard?.(sent);
        const prepared = (await spec.prepare?.(sent)) as Prepared;
        const outcome = await once(deps.db, values.cle, (tx) => spec.submit({ ...sent, tx, prepared }));
        outcome.reply?.(reply);
        if (outcome.quiet) return reply.code(204).send();
        if (outcome.notice) reply.notice(outcome.notice);
        return reply.redirect(ownAddress(outcome.location), 303);
      } catch (error) {
        if (error instanceof Refusal) {
          reply.code(422);
          return rejected(reply, context, values, error.errors);
        }
        if (error instanceof Conflict) {
          reply.code(409);
          const version = { version: String(error.version) };
          return rejected(reply, context, { ...values, ...version }, { '': error.message }, error.current);
        }
        if (error instanceof StoreFailure) {
          away(request, reply, error);
          return rejected(reply, context, values, { [fileFieldOf(received.body)]: storeAway });
        }
        throw error;
      }
    },
  );
}

/** The store failed: our fault, and the sender is told to come back. */
function away(request: FastifyRequest, reply: FastifyReply, failure: StoreFailure): void {
  reportIncident(request, failure);
  reply.code(failure.statusCode).header('retry-after', failure.retryAfter);
}

/** The field of the file that was sent; the form as a whole when there is none. */
function fileFieldOf(body: object): string {
  const isFile = (value: unknown) => value instanceof ReceivedFile;
  return (
    Object.entries(body).find(
      ([, value]) => isFile(value) || (Array.isArray(value) && value.some(isFile)),
    )?.[0] ?? ''
  );
}

async function contextOf<Params extends Shape, Input extends z.ZodRawShape, Thing>(
  spec: Pick<ActSpec<Params, Input, Thing, never>, 'params' | 'load'>,
  request: FastifyRequest,
): Promise<Context<z.output<Params>, Thing>> {
  // The route's own schema has parsed them; this only gives them their type back.
  const params = (spec.params ?? noParams).parse(request.params) as z.output<Params>;
  const thing = (await spec.load?.(request, params)) as Thing;
  return { request, params, thing };
}

/**
 * Runs `work` in one transaction, once for a key: a second call with the same key waits for the first and
 * gets its outcome. Without a valid key, it simply runs.
 */
async function once(db: Db, key: unknown, work: (tx: Db) => Promise<Outcome>): Promise<Done> {
  const known = z.uuid().safeParse(key);
  return db.transaction().execute(async (tx) => {
    if (known.success) {
      const claimed = await tx
        .insertInto('form_keys')
        .values({ key: known.data })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .returning('key')
        .executeTakeFirst();
      if (!claimed) {
        const first = await tx
          .selectFrom('form_keys')
          .select(['location', 'notice'])
          .where('key', '=', known.data)
          .executeTakeFirstOrThrow();
        return { location: first.location ?? '/', notice: first.notice ?? undefined };
      }
    }
    const outcome = await work(tx);
    const done: Done = typeof outcome === 'string' ? { location: outcome } : outcome;
    if (known.success) {
      await tx
        .updateTable('form_keys')
        .set({ location: done.location, notice: done.notice ?? null })
        .where('key', '=', known.data)
        .execute();
    }
    return done;
  });
}

/** Forgets the keys of forms sent long ago. */
export async function purgeFormKeys(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('form_keys').where('created_at', '<', before).execute();
}

/** An address of this site, in ASCII as a header wants it; one of another site becomes the home page. */
export function ownAddress(location: string): string {
  const base = 'http://own.invalid';
  const url = URL.canParse(location, base) ? new URL(location, base) : null;
  return url?.origin === base ? `${url.pathname}${url.search}${url.hash}` : '/';
}

/** Zod's issues as one message a field: the first, since mending it may mend the others. */
export function fieldErrors(error: z.ZodError): FieldErrors {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) {
    errors[String(issue.path[0] ?? '')] ??= issue.message;
  }
  return errors;
}

/** What was typed, as it came: for a form whose fields depend on what it is about. */
export function typedValues(body: unknown): TypedValues {
  const values: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(body ?? {})) {
    if (typeof value === 'string') values[name] = value;
    // A browser does not send a file again: of those that came, the names are all that can be shown.
    else if (Array.isArray(value))
      values[name] = value.flatMap((item) =>
        typeof item === 'string' ? [item] : item instanceof ReceivedFile ? [item.name] : [],
      );
  }
  return values;
}
