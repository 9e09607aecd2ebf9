import type { FastifyReply, FastifyRequest } from 'fastify';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type App, answeredElsewhere, Forbidden } from '../../platform/http/index.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import type { Actor } from './actor.ts';

const sessionDays = 30;
const day = 24 * 60 * 60 * 1000;
/** How stale `last_seen_at` may be: one write a quarter of an hour, not one a page. */
const seenEvery = 15 * 60 * 1000;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in; null for a visitor. */
    actor: Actor | null;
  }
}

function cookieName(deps: Deps): string {
  return deps.settings.publicUrl.startsWith('https:') ? '__Host-session' : 'session';
}

/** Opens a session. The token is only ever in the cookie: the database holds its hash. */
export async function openSession(
  tx: Db,
  session: { accountId: string; userAgent: string; now: Date },
): Promise<{ token: string }> {
  const token = newToken();
  await tx
    .insertInto('sessions')
    .values({
      token_hash: hashToken(token),
      account_id: session.accountId,
      user_agent: session.userAgent.slice(0, 300),
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: new Date(session.now.getTime() + sessionDays * day),
    })
    .execute();
  await tx
    .updateTable('accounts')
    .set({ last_seen_at: session.now })
    .where('id', '=', session.accountId)
    .execute();
  return { token };
}

export function setSessionCookie(deps: Deps, reply: FastifyReply, token: string): void {
  reply.setCookie(cookieName(deps), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.settings.publicUrl.startsWith('https:'),
    maxAge: sessionDays * 24 * 60 * 60,
  });
}

export function clearSessionCookie(deps: Deps, reply: FastifyReply): void {
  reply.clearCookie(cookieName(deps), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.settings.publicUrl.startsWith('https:'),
  });
}

/** Who is signed in, on a route whose access says that somebody is. */
export function signedIn(request: FastifyRequest): Actor {
  if (!request.actor) throw new Forbidden('Connectez-vous pour continuer.');
  return request.actor;
}

export interface SessionLine {
  id: string;
  userAgent: string;
  createdAt: Date;
  lastSeenAt: Date;
}

/** The open sessions of a person, the last used first. */
export async function listSessions(db: Db, accountId: string, now: Date): Promise<SessionLine[]> {
  return db
    .selectFrom('sessions')
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .select(['id', 'user_agent as userAgent', 'created_at as createdAt', 'last_seen_at as lastSeenAt'])
    .orderBy('last_seen_at', 'desc')
    .orderBy('created_at', 'desc')
    .execute();
}

/** Closes one session of this person, at once; false when it is not theirs. */
export async function closeSession(tx: Db, accountId: string, sessionId: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('sessions')
    .where('id', '=', sessionId)
    .where('account_id', '=', accountId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Closes all the sessions of this person but one, at once. */
export async function closeOtherSessions(tx: Db, accountId: string, kept: string): Promise<void> {
  await tx.deleteFrom('sessions').where('account_id', '=', accountId).where('id', '<>', kept).execute();
}

/** Reads who is signed in before any handler runs, and keeps visitors out of what is not public. */
export function readActor(app: App, deps: Deps): void {
  app.decorateRequest('actor', null);
  app.addHook('preValidation', async (request, reply) => {
    const token = request.cookies[cookieName(deps)];
    if (token) {
      request.actor = await loadActor(deps, token);
      if (!request.actor) clearSessionCookie(deps, reply);
    }
    if (request.routeOptions.config.access === 'public' || request.is404) return;
    if (request.actor) return;
    return askToSignIn(request, reply);
  });
}

function askToSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const back = request.method === 'GET' ? `?retour=${encodeURIComponent(request.url)}` : '';
  answeredElsewhere(request);
  return reply.redirect(`/connexion${back}`, 303);
}

/** What rights depend on, beside the account itself. */
function selectActors(db: Db, { demo, now }: { demo: boolean; now: Date }) {
  return (
    db
      .selectFrom('accounts')
      .where('accounts.state', '<>', 'deleted')
      // Anybody may take the seat of a demonstration account: outside a demonstration it opens nothing.
      .$if(!demo, (query) => query.where('accounts.demonstration', '=', false))
      .select([
        'accounts.id',
        'accounts.name',
        'accounts.email',
        'accounts.quality',
        'accounts.state',
        'accounts.authority_id',
        'accounts.organisation_slug',
      ])
      .select((eb) => [
        jsonArrayFrom(
          eb.selectFrom('account_roles').select('role').whereRef('account_id', '=', 'accounts.id'),
        ).as('roles'),
        // Owned by modules above; read here so that a page costs one query for all its rights.
        jsonArrayFrom(
          eb
            .selectFrom('memberships')
            .select(['group_id', 'role', 'side'])
            .whereRef('account_id', '=', 'accounts.id'),
        ).as('memberships'),
        jsonArrayFrom(
          eb.selectFrom('membership_removals').select('group_id').whereRef('account_id', '=', 'accounts.id'),
        ).as('removals'),
        jsonArrayFrom(
          eb
            .selectFrom('group_openings')
            .innerJoin('groups', 'groups.id', 'group_openings.group_id')
            .select(['group_id', 'slug', 'title', 'reason', 'until'])
            .whereRef('account_id', '=', 'accounts.id')
            .where('closed_at', 'is', null)
            .where('until', '>', now)
            .orderBy('opened_at'),
        ).as('openings'),
      ])
  );
}

type ActorRow = Awaited<ReturnType<ReturnType<typeof selectActors>['execute']>>[number];

function asActor(row: ActorRow, sessionId: string): Actor | null {
  if (!row.email || row.state === 'deleted') return null;
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    quality: row.quality,
    state: row.state,
    authorityId: row.authority_id,
    organisation: row.organisation_slug,
    roles: new Set(row.roles.map(({ role }) => role)),
    memberships: new Map(row.memberships.map(({ group_id, role, side }) => [group_id, { role, side }])),
    openings: new Map(
      row.openings.map(({ group_id, slug, title, reason, until }) => [
        group_id,
        { group: { slug, title }, reason, until: new Date(until) },
      ]),
    ),
    removedFrom: new Set(row.removals.map(({ group_id }) => group_id)),
    sessionId,
  };
}

/** Who holds these sessions, with the rights that they have at this moment; those that are over are left out. */
export async function actorsOfSessions(
  { db, settings, clock }: Pick<Deps, 'db' | 'settings' | 'clock'>,
  sessionIds: readonly string[],
): Promise<Actor[]> {
  const now = clock.now();
  const rows = await selectActors(db, { ...settings, now })
    .innerJoin('sessions', 'sessions.account_id', 'accounts.id')
    .where('sessions.id', 'in', sessionIds)
    .where('sessions.expires_at', '>', now)
    .select('sessions.id as session_id')
    .execute();
  return rows.flatMap((row) => asActor(row, row.session_id) ?? []);
}

async function loadActor({ db, clock, settings }: Deps, token: string): Promise<Actor | null> {
  const now = clock.now();
  const row = await selectActors(db, { ...settings, now })
    .innerJoin('sessions', 'sessions.account_id', 'accounts.id')
    .where('sessions.token_hash', '=', hashToken(token))
    .where('sessions.expires_at', '>', now)
    .select(['sessions.id as session_id', 'sessions.last_seen_at'])
    .executeTakeFirst();
  const actor = row ? asActor(row, row.session_id) : null;
  if (!row || !actor) return null;
  if (now.getTime() - row.last_seen_at.getTime() > seenEvery) {
    await db.updateTable('sessions').set({ last_seen_at: now }).where('id', '=', row.session_id).execute();
    await db.updateTable('accounts').set({ last_seen_at: now }).where('id', '=', row.id).execute();
  }
  return actor;
}

/** A person who acts otherwise than on a page, with the rights that they have at this moment; they hold no session. */
export async function actorWithoutSession(
  { db, settings, clock }: Pick<Deps, 'db' | 'settings' | 'clock'>,
  accountId: string,
): Promise<Actor | null> {
  const row = await selectActors(db, { ...settings, now: clock.now() })
    .where('accounts.id', '=', accountId)
    .executeTakeFirst();
  return row ? asActor(row, '') : null;
}
