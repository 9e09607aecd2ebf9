import type { FastifyRequest } from 'fastify';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { found, notFound } from '../../platform/http/index.ts';
import { allGroups } from '../groups/index.ts';
import type { Actor } from '../identity/index.ts';
import { findMeasure, type Measure } from './measure.ts';
import { can, type MeasureFacts } from './policy.ts';

/** The project group that keeps the agenda. */
const keeperSlug = 'agenda-transformation-numerique';

async function keeperGroup(deps: Deps): Promise<string | null> {
  return (await allGroups(deps)).find(({ slug }) => slug === keeperSlug)?.id ?? null;
}

/** What rights on one measure depend on; nobody edits for want of an account. */
async function factsOf(
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
