import {
  type Dimensions,
  type FileStore,
  measureImage,
  type ReceivedFile,
  withoutMetadata,
} from '../../../platform/files/index.ts';
import { shownImages } from '../../../platform/http/index.ts';

const mebibyte = 1024 * 1024;

/** What a message takes with it. */
export const mostFiles = 10;
export const maxBytes = 15 * mebibyte;

/** How a form takes them. */
export const messageFiles = { fichiers: { maxBytes, most: mostFiles } };

/** A page that showed more pixels would weigh on the computers of those who read it: such an image is downloaded. */
const mostPixels = 40_000_000;

/** A file as its message keeps it: of a picture, nothing on where, when and by whom it was taken. */
export interface AttachedFile {
  file: ReceivedFile;
  /** Of an image that pages show. */
  size: Dimensions | null;
}

/** Makes received files ready to be kept with a message. */
export async function prepared(store: FileStore, received: readonly ReceivedFile[]): Promise<AttachedFile[]> {
  const ready: AttachedFile[] = [];
  // One after the other: each may be held in memory.
  for (const one of received) {
    const file = await withoutMetadata(store, one);
    const size = shownImages.has(file.mediaType) ? await measureImage(store, file) : null;
    ready.push({ file, size: size && size.width * size.height <= mostPixels ? size : null });
  }
  return ready;
}
