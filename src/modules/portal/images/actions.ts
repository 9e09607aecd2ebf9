import type { Db } from '../../../platform/database/index.ts';
import {
  type Dimensions,
  type FileStore,
  forgetFiles,
  keepFile,
  measureImage,
  type ReceivedFile,
} from '../../../platform/files/index.ts';
import { found, Refusal } from '../../../platform/http/index.ts';
import { record } from '../../audit/index.ts';
import type { By } from '../pages/actions.ts';
import { findSiteImage } from './queries.ts';

/** The kinds of image that pages may show. */
export const imageTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/webp'];

export const maxImageBytes = 5 * 1024 * 1024;

/**
 * Makes a received file an image of the site, and gives its path: a new one, or `expected`, where pages already look
 * for it. Refuses what is not a PNG, JPEG or WebP.
 */
export async function addImage(
  tx: Db,
  store: FileStore,
  file: ReceivedFile,
  field: string,
  { actor, now }: By,
  expected?: string,
): Promise<string> {
  const { width, height } = await measure(store, file, field);
  const fileId = await keepFile(tx, file);
  const path = expected ?? `/fichiers/${fileId}`;
  await tx
    .insertInto('page_images')
    .values({ path, file_id: fileId, width, height, added_by: actor?.id ?? null, added_at: now })
    .execute();
  await record(tx, {
    actor,
    verb: 'page.add-image',
    thing: { type: 'image', id: fileId, label: file.name },
    detail: { bytes: file.bytes, type: file.mediaType },
  });
  return path;
}

async function measure(store: FileStore, file: ReceivedFile, field: string): Promise<Dimensions> {
  if (!imageTypes.includes(file.mediaType)) {
    throw new Refusal('Ce fichier n’est pas une image PNG, JPEG ou WebP.', field);
  }
  const dimensions = await measureImage(store, file);
  if (!dimensions)
    throw new Refusal('Cette image est abîmée : enregistrez-la de nouveau, puis recommencez.', field);
  return dimensions;
}

/** Deletes an image that no page shows, in any of its versions: an older one could be restored. */
export async function deleteImage(tx: Db, fileId: string, { actor }: By): Promise<void> {
  await tx.selectFrom('page_images').select('path').where('file_id', '=', fileId).forUpdate().execute();
  const image = found(await findSiteImage(tx, fileId), 'Cette image n’existe plus.');
  if (image.shown) {
    throw new Refusal('Une page montre cette image, ou l’a montrée dans une version que l’on peut rétablir.');
  }
  await tx.deleteFrom('page_images').where('path', '=', image.path).execute();
  await forgetFiles(tx, [fileId]);
  await record(tx, {
    actor,
    verb: 'page.delete-image',
    thing: { type: 'image', id: fileId, label: image.name },
  });
}
