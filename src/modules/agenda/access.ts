import type { FastifyRequest } from 'fastify';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { authorise, found, notFound } from '../../platform/http/index.ts';
import { allGroups } from '../groups/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import type { AnsweredFor } from './experience-queries.ts';
import { findMeasure, type Measure } from './measure.ts';
import { can, type MeasureFacts, type MeasureVerb } from './policy.ts';
import type { By } from './saving.ts';

/** The project group that keeps the agenda. */
export const keeperSlug = 'agenda-transformation-numerique';

async function keeperGroup(deps: Deps): Promise<string | null> {
  return (await allGroups(deps)).find(({ slug }) => slug === keeperSlug)?.id ?? null;
}

/** What rights on one measure depend on; nobody edits for want of an account. */
export async function factsOf(
  deps: Deps,
  actor: Actor | null,
  measure: Pick<Measure, 'id' | 'published'>,
): Promise<MeasureFacts> {
  const [groupId, editors] = await Promise.all([
    keeperGroup(deps),
    actor ? editorsOf(deps.db, measure.id) : new Set<string>(),
  ]);
  return { published: measure.published, groupId, editors };
}

async function editorsOf(db: Db, measureId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('measure_editors')
    .select('account_id')
    .where('measure_id', '=', measureId)
    .execute();
  return new Set(rows.map(({ account_id }) => account_id));
}

export interface Seen {
  measure: Measure;
  facts: MeasureFacts;
}

/** The measure of the address; a draft does not exist for those who may not see it. */
export async function seen(deps: Deps, request: FastifyRequest, slug: string): Promise<Seen> {
  const measure = found(await findMeasure(deps.db, slug), unknownMeasure);
  const facts = await factsOf(deps, request.actor, measure);
  if (!can(request.actor, 'measure.view', facts)) notFound(unknownMeasure);
  return { measure, facts };
}

const unknownMeasure = 'Cette mesure n’existe pas.';

export interface OnMeasure extends Seen {
  actor: Actor;
}

/** Loads the measure of the address, and checks the verb on it. */
export function onMeasure(deps: Deps, verb: MeasureVerb) {
  return async (request: FastifyRequest, { slug }: { slug: string }): Promise<OnMeasure> => {
    const { measure, facts } = await seen(deps, request, slug);
    authorise(request, verb, can(request.actor, verb, facts));
    return { measure, facts, actor: signedIn(request) };
  };
}

/** What rights on the agenda as a whole depend on: on no measure in particular. */
export async function wholeAgenda(deps: Deps): Promise<MeasureFacts> {
  return { published: true, groupId: await keeperGroup(deps), editors: new Set() };
}

/** Checks that this person keeps the agenda. */
export function asKeeper(deps: Deps, verb: 'measure.create' | 'measure.review') {
  return async (request: FastifyRequest): Promise<Actor> => {
    authorise(request, verb, can(request.actor, verb, await wholeAgenda(deps)));
    return signedIn(request);
  };
}

/** What somebody does on the agenda: all of it for those who keep it, the measures that they were given for others. */
export async function workOf(
  deps: Deps,
  request: FastifyRequest,
): Promise<{ actor: Actor; keeps: boolean; scope: AnsweredFor }> {
  const { actor } = request;
  const keeps = can(actor, 'measure.review', await wholeAgenda(deps));
  authorise(request, 'agenda.work', keeps || (await editsSome(deps.db, actor)));
  const person = signedIn(request);
  return { actor: person, keeps, scope: keeps ? 'all' : { editor: person.id } };
}

async function editsSome(db: Db, actor: Actor | null): Promise<boolean> {
  if (actor?.state !== 'active') return false;
  const given = await db
    .selectFrom('measure_editors')
    .select('measure_id')
    .where('account_id', '=', actor.id)
    .limit(1)
    .executeTakeFirst();
  return given !== undefined;
}

/** What somebody has to do with measures, whichever they are. */
export async function agendaPart(
  deps: Deps,
  actor: Actor,
): Promise<{ keepsAgenda: boolean; editsMeasures: boolean }> {
  const keepsAgenda = can(actor, 'measure.create', await wholeAgenda(deps));
  return { keepsAgenda, editsMeasures: keepsAgenda || (await editsSome(deps.db, actor)) };
}

export const byOf = (deps: Deps, actor: Actor): By => ({
  by: { id: actor.id, name: actor.name },
  now: deps.clock.now(),
});
