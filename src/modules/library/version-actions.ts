import type { Db } from '../../platform/database/index.ts';
import { Conflict, notFound, Refusal } from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { machineDate } from '../../ui/index.ts';
import { record } from '../audit/index.ts';
import { changedWords, voidRequests } from '../groups/index.ts';
import { type Act, holdDeliverable, thingOf } from './actions.ts';
import { keepCorrection } from './corrections.ts';
import type { Deliverable, DeliverableVersion } from './deliverable.ts';
import { currentVersionInWords, differences, versionFieldNames, versionInWords } from './said.ts';
import type { VersionInput } from './schemas.ts';
import { indexDeliverable } from './search-entry.ts';
import { isInPreparation, isPublic } from './version-state.ts';

const mostVersions = 200;

/** What follows a change of a version: of one in preparation the public learns nothing, not even the day. */
export async function touched(
  tx: Db,
  { by, now }: Act,
  deliverable: Deliverable,
  version: Pick<DeliverableVersion, 'id' | 'publishedAt'>,
  verb: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await tx
    .updateTable('deliverable_versions')
    .set({ updated_at: now })
    .where('id', '=', version.id)
    .execute();
  if (!isInPreparation(deliverable, version))
    await tx.updateTable('deliverables').set({ updated_at: now }).where('id', '=', deliverable.id).execute();
  // Those who work on it find it already.
  await indexDeliverable(tx, deliverable.id);
  await voidRequests(tx, [deliverable.id, version.id], changedWords, now);
  await record(tx, { actor: by, verb, thing: thingOf(deliverable), detail });
}

/** The version of this deliverable. */
export function versionOf(deliverable: Deliverable, versionId: string): DeliverableVersion {
  return deliverable.versions.find(({ id }) => id === versionId) ?? notFound();
}

/** The place that comes after all the versions of a deliverable: the first shown. */
async function nextPosition(tx: Db, id: string): Promise<number> {
  const { last } = await tx
    .selectFrom('deliverable_versions')
    .select((eb) => eb.fn.max('position').as('last'))
    .where('deliverable_id', '=', id)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}

/** Adds a version; that of a published deliverable is in preparation until it is published too. */
export async function addVersion(tx: Db, act: Act, id: string, input: VersionInput): Promise<void> {
  const deliverable = await holdDeliverable(tx, id);
  if (deliverable.versions.length >= mostVersions)
    throw new Refusal(`Un livrable a ${mostVersions} versions au plus.`);
  const version = await tx
    .insertInto('deliverable_versions')
    .values({
      ...input,
      deliverable_id: id,
      position: await nextPosition(tx, id),
      created_by: act.by.id,
      created_at: act.now,
    })
    .returning(['id', 'published_at as publishedAt'])
    .executeTakeFirstOrThrow();
  await touched(tx, act, deliverable, version, 'deliverable.add-version', { version: input.label });
}

/** Rewrites what is said of a version. Throws Conflict when it is no longer at `version`. */
export async function editVersion(
  tx: Db,
  act: Act,
  id: string,
  { id: versionId, version: edited }: { id: string; version: number },
  input: VersionInput,
): Promise<void> {
  const deliverable = await holdDeliverable(tx, id);
  const version = versionOf(deliverable, versionId);
  const [before, after] = [currentVersionInWords(version), versionInWords(input)];
  if (version.version !== edited) {
    throw new Conflict(
      'Quelqu’un a modifié cette version entre-temps.',
      differences(before, after),
      version.version,
    );
  }
  await tx
    .updateTable('deliverable_versions')
    .set({ ...input, version: edited + 1 })
    .where('id', '=', versionId)
    .execute();
  await touched(tx, act, deliverable, version, 'deliverable.edit-version', {
    version: input.label,
    ...(version.label !== input.label && { former_label: version.label }),
    ...(version.notes !== input.notes && { former_notes: version.notes }),
  });
  if (isPublic(deliverable, version))
    await keepCorrection(tx, act, id, {
      part: version.label,
      before,
      after,
      names: { ...versionFieldNames, notes: 'Notes de version' },
    });
}

/**
 * Shows a version of a published deliverable to everybody, first; those who follow its group are told. That of a group
 * takes its keys: see `keyed-acts.ts`.
 */
export async function publishVersion(tx: Db, act: Act, id: string, versionId: string): Promise<void> {
  const deliverable = await holdDeliverable(tx, id);
  const version = versionOf(deliverable, versionId);
  refuseUnready(deliverable, version);
  await tx
    .updateTable('deliverable_versions')
    .set({
      published_at: act.now,
      released_on: version.releasedOn ?? machineDate(act.now),
      position: await nextPosition(tx, id),
      version: version.version + 1,
    })
    .where('id', '=', versionId)
    .execute();
  const published = { id: versionId, publishedAt: act.now };
  await touched(tx, act, deliverable, published, 'deliverable.publish-version', { version: version.label });
  await enqueue(tx, 'deliverable.version-published', { id: versionId });
}

/** Throws Refusal when this version cannot be published by itself. */
export function refuseUnready(deliverable: Deliverable, version: DeliverableVersion): void {
  if (deliverable.state !== 'published')
    throw new Refusal('Ce livrable n’est pas publié : ses versions le seront avec lui.');
  if (version.publishedAt !== null) throw new Refusal('Cette version est déjà publiée.');
  if (version.places.length === 0)
    throw new Refusal('Pour être publiée, il manque à cette version au moins un fichier ou un lien.');
}

/** Removes a version that holds nothing; files are removed one by one, on purpose. */
export async function removeVersion(tx: Db, act: Act, id: string, versionId: string): Promise<void> {
  const deliverable = await holdDeliverable(tx, id);
  const version = versionOf(deliverable, versionId);
  if (isPublic(deliverable, version))
    throw new Refusal('Une version publiée ne se supprime pas : ajoutez-en une nouvelle.');
  if (version.places.length > 0) throw new Refusal('Retirez d’abord les fichiers et liens de cette version.');
  await tx.deleteFrom('deliverable_versions').where('id', '=', versionId).execute();
  await touched(tx, act, deliverable, version, 'deliverable.remove-version', { version: version.label });
}
