import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { keptWithContent } from '../../../platform/http/index.ts';

/** What people found of a resource. */
export interface Opinions {
  useful: number;
  total: number;
}

/** Fewer voices tell of those who spoke rather than of the resource: they are neither shown nor weighed. */
export const leastShown = 5;

const counted = (db: Db) =>
  db
    .selectFrom('resource_voices')
    .select((eb) => [
      eb.fn.countAll<number>().as('total'),
      eb.fn.countAll<number>().filterWhere('useful', '=', true).as('useful'),
    ]);

/** Null while there are too few to be shown. */
export async function opinionsOf(db: Db, resourceId: string): Promise<Opinions | null> {
  const opinions = await counted(db).where('resource_id', '=', resourceId).executeTakeFirstOrThrow();
  return opinions.total < leastShown ? null : opinions;
}

/** Those that are shown, by resource; kept in memory while the content does not change. */
export const allOpinions = keptWithContent(async (db): Promise<ReadonlyMap<string, Opinions>> => {
  const rows = await counted(db)
    .select('resource_id')
    .groupBy('resource_id')
    .having((eb) => eb.fn.countAll(), '>=', leastShown)
    .execute();
  return new Map(rows.map(({ resource_id, ...opinions }) => [resource_id, opinions]));
});

const cookieName = 'voix';
/** Pages outside the catalogues stay the same for everyone, this browser included. */
const cookiePath = '/catalogues';
const cookieDays = 180;

/** Who speaks: an account, or a browser that spoke before; null for a browser that never did. */
export type Speaker = `account:${string}` | `browser:${string}`;

export function browserOf(request: FastifyRequest): Speaker | null {
  const token = request.cookies[cookieName];
  return token && /^[\w-]{22}$/.test(token) ? `browser:${token}` : null;
}

export function speakerOf(request: FastifyRequest): Speaker | null {
  return request.actor?.state === 'active' ? `account:${request.actor.id}` : browserOf(request);
}

export const newBrowser = (): Speaker => `browser:${randomBytes(16).toString('base64url')}`;

/** A browser is known again by a number drawn at random when it first speaks; none is set before. */
export function rememberBrowser(deps: Deps, reply: FastifyReply, speaker: Speaker): void {
  const [kind, token = ''] = speaker.split(':');
  if (kind !== 'browser') return;
  reply.setCookie(cookieName, token, {
    path: cookiePath,
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.settings.publicUrl.startsWith('https:'),
    maxAge: cookieDays * 24 * 3600,
  });
}

/** What is kept of a speaker: another hash for each resource. */
const voterFor = (speaker: Speaker, resource: RawBuilder<unknown>) =>
  sql<Buffer>`sha256((select key from resource_voices_key) || convert_to(${speaker}::text || ' ' || ${resource}, 'UTF8'))`;

/** What this speaker said; null when nothing. */
export async function voiceOf(db: Db, resourceId: string, speaker: Speaker): Promise<boolean | null> {
  const row = await db
    .selectFrom('resource_voices')
    .select('useful')
    .where('resource_id', '=', resourceId)
    .where('voter', '=', voterFor(speaker, sql`${resourceId}::text`))
    .executeTakeFirst();
  return row?.useful ?? null;
}

/**
 * Says whether a resource was useful, in place of what the same speaker said before; `useful` null takes it back. Who now
 * speaks with their account (`alias`: the browser that they spoke with before) has one voice still.
 */
export async function speak(
  tx: Db,
  {
    resourceId,
    speaker,
    alias,
    today,
  }: { resourceId: string; speaker: Speaker; alias?: Speaker | null; today: string },
  useful: boolean | null,
): Promise<void> {
  const voter = voterFor(speaker, sql`${resourceId}::text`);
  const gone = [...(useful === null ? [speaker] : []), ...(alias && alias !== speaker ? [alias] : [])];
  for (const one of gone) {
    await tx
      .deleteFrom('resource_voices')
      .where('resource_id', '=', resourceId)
      .where('voter', '=', voterFor(one, sql`${resourceId}::text`))
      .execute();
  }
  if (useful === null) return;
  await tx
    .insertInto('resource_voices')
    .values({ resource_id: resourceId, voter, useful, said_on: today })
    .onConflict((conflict) =>
      conflict.constraint('resource_voices_once').doUpdateSet({ useful, said_on: today }),
    )
    .execute();
}

/** When an account is deleted, its voices go: the hash could still be made again from its number. */
export async function forgetVoices(tx: Db, accountId: string): Promise<void> {
  await tx
    .deleteFrom('resource_voices')
    .where('voter', '=', voterFor(`account:${accountId}`, sql`resource_id::text`))
    .execute();
}
