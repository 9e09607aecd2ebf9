import type { Db } from '../../platform/database/index.ts';
import { Conflict, notFound, Refusal } from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { formatDate, labelOf, machineDate, weatherLevels } from '../../ui/index.ts';
import { record } from '../audit/index.ts';
import { type Act, type ActedOn, groupThing } from './act.ts';
import { indexProgress } from './inside-entries.ts';
import type { ProgressInput } from './schemas.ts';

/**
 * Publishes a progress point, and asks for those who follow the group to be told of it
 * (task `progress.posted`, unless `announce` is false). Returns its id.
 */
export async function postProgress(
  tx: Db,
  act: Act,
  group: ActedOn,
  input: ProgressInput,
  { announce = true }: { announce?: boolean } = {},
): Promise<string> {
  refuseFuture(input.on_day, act.now);
  const { id } = await tx
    .insertInto('progress_points')
    .values({
      ...input,
      group_id: group.id,
      author_id: act.by.id,
      created_at: act.now,
      updated_at: act.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await indexProgress(tx, id);
  await record(tx, {
    actor: act.by,
    verb: 'group.post-progress',
    thing: groupThing(group),
    detail: { point: id, weather: input.weather, on_day: input.on_day },
  });
  if (announce) await enqueue(tx, 'progress.posted', { pointId: id });
  return id;
}

/** Corrects a point; what it said before stays readable. Throws Conflict when it is no longer at `version`. */
export async function correctProgress(
  tx: Db,
  act: Act,
  group: ActedOn,
  point: { id: string; version: number },
  input: ProgressInput,
): Promise<void> {
  refuseFuture(input.on_day, act.now);
  const current = await tx
    .selectFrom('progress_points')
    .select(['on_day', 'weather', 'body', 'version'])
    .where('id', '=', point.id)
    .where('group_id', '=', group.id)
    .forUpdate()
    .executeTakeFirst();
  if (!current) notFound();
  if (current.version !== point.version) {
    throw new Conflict(
      'Quelqu’un a corrigé ce point d’avancement entre-temps.',
      {
        weather: labelOf(weatherLevels, current.weather),
        body: current.body,
        on_day: formatDate(current.on_day),
      },
      current.version,
    );
  }
  await tx
    .insertInto('progress_point_revisions')
    .values({ ...current, point_id: point.id, replaced_by: act.by.id, replaced_at: act.now })
    .execute();
  await tx
    .updateTable('progress_points')
    .set({ ...input, version: current.version + 1, updated_at: act.now })
    .where('id', '=', point.id)
    .execute();
  await indexProgress(tx, point.id);
  await record(tx, {
    actor: act.by,
    verb: 'group.correct-progress',
    thing: groupThing(group),
    detail: { point: point.id, version: current.version + 1 },
  });
}

function refuseFuture(day: string, now: Date): void {
  if (day > machineDate(now)) throw new Refusal('Cette date est à venir.', 'on_day');
}
