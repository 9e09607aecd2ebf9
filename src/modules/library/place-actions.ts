import type { Db } from '../../platform/database/index.ts';
import { forgetFiles, keepFile } from '../../platform/files/index.ts';
import { Conflict, notFound, Refusal } from '../../platform/http/index.ts';
import { type Act, createDeliverable, holdDeliverable } from './actions.ts';
import { keepCorrection } from './corrections.ts';
import type { Deliverable, DeliverableVersion, Place } from './deliverable.ts';
import { differences, placeFieldNames, placeInWords } from './said.ts';
import type { DraftInput, FileInput, LinkInput, PlaceInput } from './schemas.ts';
import { touched, versionOf } from './version-actions.ts';
import { isPublic } from './version-state.ts';
import { formatOfFile, formatOfLink } from './vocabulary.ts';

const mostPlaces = 30;

/** What the public has is what was published: its files and links stay as they are. Throws Refusal. */
function refuseSettled(deliverable: Deliverable, version: DeliverableVersion): void {
  if (isPublic(deliverable, version)) {
    throw new Refusal(
      'Les fichiers et liens d’une version publiée ne changent plus : ajoutez une version. S’il faut en ôter un sans attendre, retirez d’abord le livrable de la publication.',
    );
  }
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
  refuseSettled(deliverable, version);
  const fileId = await keepFile(tx, file);
  await insertPlace(tx, act, version, {
    file_id: fileId,
    label: label || file.name,
    format: formatOfFile(file.mediaType),
    accessibility,
  });
  await touched(tx, act, deliverable, version, 'deliverable.add-file', {
    file: file.name,
    bytes: file.bytes,
  });
}

/**
 * Opens a draft whose first version holds a file that is kept already, under a row of its own (`shareFile`); returns the id of
 * the deliverable. Who may is for the caller to check.
 */
export async function draftFromFile(
  tx: Db,
  act: Act,
  groupId: string,
  {
    title,
    file,
    about = { description: '', kind: '', audiences: [], licence: null },
  }: {
    title: string;
    file: { id: string; name: string; mediaType: string; bytes: number };
    about?: Omit<DraftInput, 'title'>;
  },
): Promise<string> {
  const id = await createDeliverable(tx, act, groupId, { title, ...about });
  const deliverable = await holdDeliverable(tx, id);
  const [version] = deliverable.versions;
  if (!version) throw new Error(`the draft ${id} has no version`);
  await insertPlace(tx, act, version, {
    file_id: file.id,
    label: file.name,
    format: formatOfFile(file.mediaType),
    accessibility: 'unknown',
  });
  await touched(tx, act, deliverable, version, 'deliverable.add-file', {
    file: file.name,
    bytes: file.bytes,
  });
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
  refuseSettled(deliverable, version);
  await insertPlace(tx, act, version, { url, label, format: formatOfLink(url), accessibility });
  await touched(tx, act, deliverable, version, 'deliverable.add-link', { url });
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

function versionHolding({ versions }: Deliverable, placeId: string): DeliverableVersion {
  return versions.find(({ places }) => places.some(({ id }) => id === placeId)) ?? notFound();
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
  const place = placeOf(deliverable, placeId);
  const { label, accessibility, version: current } = place;
  const [before, after] = [placeInWords(place), placeInWords(input)];
  if (current !== version) {
    throw new Conflict(
      'Quelqu’un a modifié ce fichier ou ce lien entre-temps.',
      differences(before, after),
      current,
    );
  }
  if (label === input.label && accessibility === input.accessibility) return;
  await tx
    .updateTable('deliverable_files')
    .set({ ...input, version: version + 1 })
    .where('id', '=', placeId)
    .execute();
  const holding = versionHolding(deliverable, placeId);
  await touched(tx, act, deliverable, holding, 'deliverable.edit-file', {
    label: input.label,
    ...(label !== input.label && { former_label: label }),
    ...(accessibility !== input.accessibility && { accessibility: after.accessibility }),
  });
  if (isPublic(deliverable, holding))
    await keepCorrection(tx, act, id, { part: label, before, after, names: placeFieldNames });
}

/** Removes a file or a link of what is not public. */
export async function removePlace(tx: Db, act: Act, id: string, placeId: string): Promise<void> {
  const deliverable = await holdDeliverable(tx, id);
  const place = placeOf(deliverable, placeId);
  const version = versionHolding(deliverable, placeId);
  refuseSettled(deliverable, version);
  const { file_id } = await tx
    .deleteFrom('deliverable_files')
    .where('id', '=', placeId)
    .returning('file_id')
    .executeTakeFirstOrThrow();
  if (file_id) await forgetFiles(tx, [file_id]);
  await touched(tx, act, deliverable, version, 'deliverable.remove-file', { label: place.label });
}

/** One download more. Nothing is kept of who it was. */
export async function countDownload(db: Db, placeId: string): Promise<void> {
  await db
    .updateTable('deliverable_files')
    .set((eb) => ({ downloads: eb('downloads', '+', 1) }))
    .where('id', '=', placeId)
    .execute();
}
