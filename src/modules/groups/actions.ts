import { sql } from 'kysely';
import { type Db, type GroupState, type Side, violates } from '../../platform/database/index.ts';
import { Conflict, notFound, Refusal } from '../../platform/http/index.ts';
import { freeSlug, slugOf } from '../../platform/slug.ts';
import { plainSpaces } from '../../platform/text-changes.ts';
import { record } from '../audit/index.ts';
import { type Act, type ActedOn, groupThing } from './act.ts';
import { changedWords, refuseWithoutKeys, voidRequests } from './keys/actions.ts';
import { nextStates, stateLabels } from './life-cycle.ts';
import { findGroup, listGroups } from './queries.ts';
import type { Direction, Governance, Presentation } from './schemas.ts';
import { indexGroups } from './search-entry.ts';

/** Creates a proposed group; returns its slug, made from its title once and for all. */
export async function createGroup(tx: Db, act: Act, input: Governance & { reason: string }): Promise<string> {
  refuseOddPeriod(input);
  const wanted = slugOf(input.title, 'groupe');
  // Two at once would want the same free slug: the second waits.
  await sql`lock table groups in share row exclusive mode`.execute(tx);
  const near = await tx.selectFrom('groups').select('slug').where('slug', 'like', `${wanted}%`).execute();
  const slug = freeSlug(wanted, new Set(near.map((row) => row.slug)));
  const { id } = await refusingTakenNumber(
    tx
      .insertInto('groups')
      .values({
        ...governanceColumns(input),
        slug,
        state: 'proposed',
        created_at: act.now,
        updated_at: act.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  await tx
    .insertInto('group_life_changes')
    .values({
      group_id: id,
      to_state: 'proposed',
      reason: input.reason,
      actor_id: act.by.id,
      at: act.now,
      recorded_at: act.now,
    })
    .execute();
  await nameCopilots(tx, id, input);
  await refreshSearch(tx, id);
  await record(tx, {
    actor: act.by,
    verb: 'group.create',
    thing: groupThing({ id, title: input.title }),
    detail: { reason: input.reason },
  });
  return slug;
}

/** How the group presents itself. Throws Conflict when it is no longer at `version`. */
export async function editGroup(
  tx: Db,
  act: Act,
  group: { slug: string; version: number },
  input: Presentation,
): Promise<void> {
  refuseOddPeriod(input);
  const { id, title } = await rewrite(tx, act, group, input);
  await refreshSearch(tx, id);
  await record(tx, { actor: act.by, verb: 'group.edit', thing: groupThing({ id, title }) });
}

/** Gives the group another title or objective, with a reason that everybody can read. */
export async function reorientGroup(
  tx: Db,
  act: Act,
  group: { slug: string; version: number },
  { reason, ...input }: Direction,
): Promise<void> {
  const { id, state } = await rewrite(tx, act, group, input);
  await tx
    .insertInto('group_life_changes')
    .values({
      group_id: id,
      from_state: state,
      to_state: state,
      reason,
      actor_id: act.by.id,
      at: act.now,
      recorded_at: act.now,
    })
    .execute();
  await refreshSearch(tx, id);
  await record(tx, {
    actor: act.by,
    verb: 'group.reorient',
    thing: groupThing({ id, title: input.title }),
    detail: { reason },
  });
}

/** All that the programme team decides of a group. Throws Conflict when it is no longer at `version`. */
export async function governGroup(
  tx: Db,
  act: Act,
  group: { slug: string; version: number },
  input: Governance,
): Promise<void> {
  refuseOddPeriod(input);
  await refuseToReorientAlone(tx, group.slug, input);
  const { id } = await refusingTakenNumber(rewrite(tx, act, group, governanceColumns(input)));
  await nameCopilots(tx, id, input);
  await refreshSearch(tx, id);
  await record(tx, {
    actor: act.by,
    verb: 'group.govern',
    thing: groupThing({ id, title: input.title }),
    detail: { copilots: { etat: input.copilots_etat, collectivites: input.copilots_collectivites } },
  });
}

/** Moves the group along its life cycle, with a reason that everybody can read. */
export async function changeGroupState(
  tx: Db,
  act: Act,
  group: ActedOn & { version: number },
  { state, reason }: { state: GroupState; reason: string },
): Promise<void> {
  const current = await tx
    .selectFrom('groups')
    .select(['state', 'version'])
    .where('id', '=', group.id)
    .forUpdate()
    .executeTakeFirst();
  if (!current) notFound();
  if (current.version !== group.version) {
    throw new Conflict(
      'Ce groupe a changé entre-temps. Vérifiez son état, puis recommencez.',
      { state: stateLabels[current.state] },
      current.version,
    );
  }
  if (!nextStates(current.state).includes(state)) {
    throw new Refusal(
      `Un groupe « ${stateLabels[current.state].toLowerCase()} » ne peut pas passer à « ${stateLabels[state].toLowerCase()} ».`,
      'state',
    );
  }
  await tx
    .updateTable('groups')
    .set({ state, version: current.version + 1, updated_at: act.now })
    .where('id', '=', group.id)
    .execute();
  await voidRequests(tx, group.id, changedWords, act.now);
  await tx
    .insertInto('group_life_changes')
    .values({
      group_id: group.id,
      from_state: current.state,
      to_state: state,
      reason,
      actor_id: act.by.id,
      at: act.now,
      recorded_at: act.now,
    })
    .execute();
  await record(tx, {
    actor: act.by,
    verb: 'group.change-state',
    thing: groupThing(group),
    detail: { from: current.state, to: state, reason },
  });
}

function governanceColumns(input: Governance) {
  const { title, objective, contact, period_start, period_end, status_note, number, confidence, note } =
    input;
  return { title, objective, contact, period_start, period_end, status_note, number, confidence, note };
}

/** Where both sides co-pilot a group, its title and its objective are theirs to change. */
async function refuseToReorientAlone(tx: Db, slug: string, input: Governance): Promise<void> {
  const current = await tx
    .selectFrom('groups')
    .select(['id', 'title', 'objective'])
    .where('slug', '=', slug)
    .forUpdate()
    .executeTakeFirst();
  if (!current) notFound();
  for (const field of ['title', 'objective'] as const) {
    if (plainSpaces(current[field]) !== plainSpaces(input[field]))
      await refuseWithoutKeys(tx, current.id, field);
  }
}

async function rewrite(
  tx: Db,
  act: Act,
  { slug, version }: { slug: string; version: number },
  columns: Presentation | Omit<Direction, 'reason'> | ReturnType<typeof governanceColumns>,
): Promise<{ id: string; title: string; state: GroupState }> {
  const updated = await tx
    .updateTable('groups')
    .set({ ...columns, version: version + 1, updated_at: act.now })
    .where('slug', '=', slug)
    .where('version', '=', version)
    .returning(['id', 'title', 'state'])
    .executeTakeFirst();
  if (updated) {
    await voidRequests(tx, updated.id, changedWords, act.now);
    return updated;
  }
  const current = (await findGroup(tx, slug)) ?? notFound();
  const texts = {
    title: current.title,
    objective: current.objective,
    number: current.number === null ? '' : String(current.number),
    period_start: current.period.start ?? '',
    period_end: current.period.end ?? '',
    status_note: current.statusNote ?? '',
    contact: current.contact ?? '',
    note: current.note ?? '',
  };
  throw new Conflict(
    'Quelqu’un a modifié ce groupe entre-temps.',
    // What only the programme team decides is not in the copilots' form.
    Object.fromEntries(Object.entries(texts).filter(([field]) => field in columns)),
    current.version,
  );
}

async function nameCopilots(tx: Db, groupId: string, input: Governance): Promise<void> {
  const named: { slug: string; side: Side; field: string }[] = [
    ...input.copilots_etat.map((slug) => ({ slug, side: 'etat' as const, field: 'copilots_etat' })),
    ...input.copilots_collectivites.map((slug) => ({
      slug,
      side: 'collectivites' as const,
      field: 'copilots_collectivites',
    })),
  ];
  const slugs = named.map(({ slug }) => slug);
  const known = slugs.length
    ? await tx.selectFrom('organisations').select('slug').where('slug', 'in', slugs).execute()
    : [];
  const exists = new Set(known.map(({ slug }) => slug));
  const seen = new Set<string>();
  for (const { slug, field } of named) {
    if (!exists.has(slug)) throw new Refusal('Choisissez des organismes de la liste.', field);
    if (seen.has(slug)) throw new Refusal('Un organisme ne copilote un groupe que d’un seul côté.', field);
    seen.add(slug);
  }
  let leaving = tx.deleteFrom('group_copilots').where('group_id', '=', groupId);
  if (slugs.length) leaving = leaving.where('organisation_slug', 'not in', slugs);
  await leaving.execute();
  if (named.length === 0) return;
  await tx
    .insertInto('group_copilots')
    .values(
      named.map(({ slug, side }, position) => ({
        group_id: groupId,
        organisation_slug: slug,
        side,
        position,
      })),
    )
    .onConflict((conflict) =>
      conflict.constraint('group_copilots_once').doUpdateSet((eb) => ({
        side: eb.ref('excluded.side'),
        position: eb.ref('excluded.position'),
      })),
    )
    .execute();
}

async function refreshSearch(tx: Db, id: string): Promise<void> {
  await indexGroups(tx, await listGroups(tx, { ids: [id] }));
}

function refuseOddPeriod({
  period_start: start,
  period_end: end,
}: Pick<Presentation, 'period_start' | 'period_end'>): void {
  if (start && end && end < start.slice(0, end.length)) {
    throw new Refusal('La fin de la période précède son début.', 'period_end');
  }
}

async function refusingTakenNumber<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (violates(error, 'groups_number_once')) {
      throw new Refusal('Un autre groupe porte déjà ce numéro.', 'number');
    }
    throw error;
  }
}
