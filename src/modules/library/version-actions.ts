import type { Db } from '../../platform/database/index.ts';
import { forgetFiles, keepFile } from '../../platform/files/index.ts';
import { Conflict, notFound, Refusal } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import { changedWords, voidRequests } from '../groups/index.ts';
import { type Act, createDeliverable, holdDeliverable, thingOf } from './actions.ts';
import { countPlaces, type Deliverable, type DeliverableVersion, type Place } from './deliverable.ts';
import type { FileInput, LinkInput, PlaceInput, VersionInput } from './schemas.ts';
import { indexDeliverable } from './search-entry.ts';
import { accessibilityLabels, formatOfFile, formatOfLink } from './vocabulary.ts';

const mostVersions = 200;
const mostPlaces = 30;

async function touched(
  tx: Db,
  { by, now }: Act,
  deliverable: Deliverable,
  verb: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await tx.updateTable('deliverables').set({ updated_at: now }).where('id', '=', deliverable.id).execute();
  await voidRequests(tx, deliverable.id, changedWords, now);
  await indexDeliverable(tx, deliverable.id);
  await record(tx, { actor: by, verb, thing: thingOf(deliverable), detail });
}

function versionOf(deliverable: Deliverable, versionId: string): DeliverableVersion {
  return deliverable.versions.find(({ id }) => id === versionId) ?? notFound();
}

/** Adds a version, which becomes the first shown. */
export async function addVersion(tx: Db, act: Act, id: string, input: VersionInput): Promise<void> {
  const deliverable = await holdDeliverable(tx, id);
  if (deliverable.versions.length >= mostVersions)
    throw new Refusal(`Un livrable a ${mostVersions} versions au plus.`);
  const { last } = await tx
    .selectFrom('deliverable_versions')
    .select((eb) => eb.fn.max('position').as('last'))
    .where('deliverable_id', '=', id)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('deliverable_versions')
    .values({ ...input, deliverable_id: id, position: (last ?? 0) + 1, created_by: act.by.id })
    .execute();
  await touched(tx, act, deliverable, 'deliverable.add-version', { version: input.label });
}

export async function editVersion(
  tx: Db,
  act: Act,
  id: string,
  versionId: string,
  input: VersionInput,
): Promise<void> {
  const deliverable = await holdDeliverable(tx, id);
  versionOf(deliverable, versionId);
  await tx.updateTable('deliverable_versions').set(input).where('id', '=', versionId).execute();
  await touched(tx, act, deliverable, 'deliverable.edit-version', { version: input.label });
}

/** Removes a version that holds nothing; files are removed one by one, on purpose. */
export async function removeVersion(tx: Db, act: Act, id: string, versionId: string): Promise<void> {
  const deliverable = await holdDeliverable(tx, id);
  const version = versionOf(deliverable, versionId);
  if (version.places.length > 0) throw new Refusal('Retirez d’abord les fichiers et liens de cette version.');
  await tx.deleteFrom('deliverable_versions').where('id', '=', versionId).execute();
  await touched(tx, act, deliverable, 'deliverable.remove-version', { version: version.label });
}

export async function addFile(
  tx: Db,
  act: Act,
  id: string,
  versionId: string,
  { fichier: file, label, accessibility }: FileInput,
): Promise<void> {
  const deliverable = await holdDeliverable(tx, id);
  const version = versionOf(deliverable, versionId);
  const fileId = await keepFile(tx, file);
  await insertPlace(tx, act, version, {
    file_id: fileId,
    label: label || file.name,
    format: formatOfFile(file.mediaType),
    accessibility,
  });
  await touched(tx, act, deliverable, 'deliverable.add-file', { file: file.name, bytes: file.bytes });
}

/**
 * Opens a draft whose first version holds a file that is kept already, under a row of its own (`shareFile`); returns the id of
 * the deliverable. Who may is for the caller to check.
 */
export async function draftFromFile(
  tx: Db,
  act: Act,
  groupId: string,
  { title, file }: { title: string; file: { id: string; name: string; mediaType: string; bytes: number } },
): Promise<string> {
  const id = await createDeliverable(tx, act, groupId, {
    title,
    description: '',
    kind: '',
    audiences: [],
    licence: null,
  });
  const deliverable = await holdDeliverable(tx, id);
  const [version] = deliverable.versions;
  if (!version) throw new Error(`the draft ${id} has no version`);
  await insertPlace(tx, act, version, {
    file_id: file.id,
    label: file.name,
    format: formatOfFile(file.mediaType),
    accessibility: 'unknown',
  });
  await touched(tx, act, deliverable, 'deliverable.add-file', { file: file.name, bytes: file.bytes });
  return id;
}

export async function addLink(
  tx: Db,
  act: Act,
  id: string,
  versionId: string,
  { url, label, accessibility }: LinkInput,
): Promise<void> {
  const deliverable = await holdDeliverable(tx, id);
  const version = versionOf(deliverable, versionId);
  await insertPlace(tx, act, version, { url, label, format: formatOfLink(url), accessibility });
  await touched(tx, act, deliverable, 'deliverable.add-link', { url });
}

async function insertPlace(
  tx: Db,
  { by, now }: Act,
  version: DeliverableVersion,
  place: {
    file_id?: string;
    url?: string;
    label: string;
    format: string;
    accessibility: FileInput['accessibility'];
  },
): Promise<void> {
  if (version.places.length >= mostPlaces) {
    throw new Refusal(`Une version a ${mostPlaces} fichiers et liens au plus : ajoutez une version.`);
  }
  const { last } = await tx
    .selectFrom('deliverable_files')
    .select((eb) => eb.fn.max('position').as('last'))
    .where('version_id', '=', version.id)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('deliverable_files')
    .values({
      ...place,
      version_id: version.id,
      position: (last ?? 0) + 1,
      created_by: by.id,
      created_at: now,
    })
    .execute();
}

/** The file or link of this deliverable. */
export function placeOf({ versions }: Pick<Deliverable, 'versions'>, id: string): Place {
  return versions.flatMap(({ places }) => places).find((one) => one.id === id) ?? notFound();
}

/** Rewrites what is said of a file or a link. Throws Conflict when it is no longer at `version`. */
export async function editPlace(
  tx: Db,
  act: Act,
  id: string,
  { id: placeId, version }: { id: string; version: number },
  input: PlaceInput,
): Promise<void> {
  const deliverable = await holdDeliverable(tx, id);
  const { label, accessibility, version: current } = placeOf(deliverable, placeId);
  if (current !== version) {
    throw new Conflict(
      'Quelqu’un a modifié ce fichier ou ce lien entre-temps.',
      {
        ...(label !== input.label && { label }),
        ...(accessibility !== input.accessibility && { accessibility: accessibilityLabels[accessibility] }),
      },
      current,
    );
  }
  if (label === input.label && accessibility === input.accessibility) return;
  await tx
    .updateTable('deliverable_files')
    .set({ ...input, version: version + 1 })
    .where('id', '=', placeId)
    .execute();
  await touched(tx, act, deliverable, 'deliverable.edit-file', {
    label: input.label,
    ...(label !== input.label && { former_label: label }),
    ...(accessibility !== input.accessibility && { accessibility: accessibilityLabels[input.accessibility] }),
  });
}

/** Removes a file or a link. What is published keeps at least one. */
export async function removePlace(tx: Db, act: Act, id: string, placeId: string): Promise<void> {
  const deliverable = await holdDeliverable(tx, id);
  const place = placeOf(deliverable, placeId);
  if (deliverable.state === 'published' && countPlaces(deliverable) === 1) {
    throw new Refusal(
      'Un livrable publié garde au moins un fichier ou un lien : ajoutez le nouveau d’abord, ou retirez le livrable.',
    );
  }
  const { file_id } = await tx
    .deleteFrom('deliverable_files')
    .where('id', '=', placeId)
    .returning('file_id')
    .executeTakeFirstOrThrow();
  if (file_id) await forgetFiles(tx, [file_id]);
  await touched(tx, act, deliverable, 'deliverable.remove-file', { label: place.label });
}

/** One download more. Nothing is kept of who it was. */
export async function countDownload(db: Db, placeId: string): Promise<void> {
  await db
    .updateTable('deliverable_files')
    .set((eb) => ({ downloads: eb('downloads', '+', 1) }))
    .where('id', '=', placeId)
    .execute();
}
