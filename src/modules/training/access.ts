import type { FastifyRequest } from 'fastify';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { authorise, found, notFound } from '../../platform/http/index.ts';
import type { AuditEvent } from '../audit/index.ts';
import { catalogues, keeperOf } from '../catalogue/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import { keptCatalogue } from './addresses.ts';
import { can, type TrainingFacts, type TrainingVerb } from './policy.ts';
import { findSession, type TrainingSession } from './sessions/session.ts';

type Reading = Pick<Deps, 'db' | 'pageCache'>;

/** Who does it, and when. */
export interface By {
  by: AuditEvent['actor'];
  now: Date;
  publicUrl: string;
  /** What answers to invitations go to. */
  mailFrom: string | null;
}

export const byOf = ({ clock, settings }: Deps, actor: Actor | null): By => ({
  by: actor && { id: actor.id, name: actor.name },
  now: clock.now(),
  publicUrl: settings.publicUrl,
  mailFrom: settings.mailFrom,
});

/** What rights on a session depend on; on none in particular when there is no organiser. */
export async function factsOf(
  deps: Reading,
  actor: Actor | null,
  organiser: string | null = null,
): Promise<TrainingFacts> {
  const [keeper, granted] = await Promise.all([
    keeperOf(deps, catalogues[keptCatalogue]),
    actor?.organisation ? grantedTo(deps.db, actor.id) : new Set<string>(),
  ]);
  return { groupId: keeper?.id ?? null, granted, organiser };
}

async function grantedTo(db: Db, accountId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('training_grants')
    .select('organisation')
    .where('account_id', '=', accountId)
    .execute();
  return new Set(rows.map(({ organisation }) => organisation));
}

export async function may(
  deps: Reading,
  actor: Actor | null,
  verb: TrainingVerb,
  organiser: string | null = null,
): Promise<boolean> {
  // Visitors may do none of it, and cost no query.
  return actor !== null && can(actor, verb, await factsOf(deps, actor, organiser));
}

const unknownSession = 'Cette session n’existe pas.';

/** The session of the address; a draft does not exist for those who may not see it. */
export async function seen(
  deps: Reading,
  { actor }: Pick<FastifyRequest, 'actor'>,
  slug: string,
): Promise<TrainingSession> {
  const session = found(await findSession(deps.db, slug), unknownSession);
  if (session.status === 'draft' && !(await may(deps, actor, 'training.view-draft', session.organiser.slug)))
    notFound(unknownSession);
  return session;
}

export interface OnSession {
  session: TrainingSession;
  actor: Actor;
}

/** Loads the session of the address, and checks the verb on it. */
export function onSession(deps: Deps, verb: 'training.edit' | 'training.participants') {
  return async (request: FastifyRequest, { slug }: { slug: string }): Promise<OnSession> => {
    const session = await seen(deps, request, slug);
    authorise(request, verb, await may(deps, request.actor, verb, session.organiser.slug));
    return { session, actor: signedIn(request) };
  };
}

/** Checks a verb that is about no session in particular. */
export function allowed(deps: Deps, verb: 'training.create' | 'training.grant' | 'path.edit') {
  return async (request: FastifyRequest): Promise<Actor> => {
    authorise(request, verb, await may(deps, request.actor, verb));
    return signedIn(request);
  };
}
