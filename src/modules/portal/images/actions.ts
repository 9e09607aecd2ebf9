import type { Db } from '../../../platform/database/index.ts';
import { type FileStore, keepFile, type ReceivedFile } from '../../../platform/files/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { record } from '../../audit/index.ts';
import type { By } from '../pages/actions.ts';
import { type Dimensions, dimensionsOf, headBytes, imageTypes } from './dimensions.ts';

export const maxImageBytes = 5 * 1024 * 1024;

/** Makes a received file an image of the site, and gives its path. Refuses what is not a PNG, JPEG or WebP. */
export async function addImage(
  tx: Db,
  store: FileStore,
  file: ReceivedFile,
  field: string,
  { actor, now }: By,
): Promise<string> {
  const { width, height } = await measure(store, file, field);
  const fileId = await keepFile(tx, file);
  const path = `/fichiers/${fileId}`;
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
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of await store.read(file.storageKey)) {
    const bytes = Buffer.from(part);
    parts.push(bytes);
    length += bytes.length;
    if (length >= headBytes) break;
  }
  const dimensions = dimensionsOf(file.mediaType, Buffer.concat(parts));
  if (!dimensions)
    throw new Refusal('Cette image est abîmée : enregistrez-la de nouveau, puis recommencez.', field);
  return dimensions;
}
