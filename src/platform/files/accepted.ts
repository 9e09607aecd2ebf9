import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { extensionOf } from './file-name.ts';
import { isText, oldOfficeType } from './inspection.ts';

/** What people may send: nothing that runs, and nothing that a browser would take for a page. */
export type FileFamily = 'document' | 'image' | 'archive' | 'text' | 'sound' | 'video';

interface Accepted {
  family: FileFamily;
  /** The first is the one that files get when theirs says something else. */
  extensions: readonly [string, ...string[]];
}

const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';
const oldOffice = 'application/x-cfb';

const accepted: Readonly<Record<string, Accepted>> = {
  'application/pdf': { family: 'document', extensions: ['pdf'] },
  [`${openXml}.wordprocessingml.document`]: { family: 'document', extensions: ['docx'] },
  [`${openXml}.wordprocessingml.template`]: { family: 'document', extensions: ['dotx'] },
  [`${openXml}.spreadsheetml.sheet`]: { family: 'document', extensions: ['xlsx'] },
  [`${openXml}.spreadsheetml.template`]: { family: 'document', extensions: ['xltx'] },
  [`${openXml}.presentationml.presentation`]: { family: 'document', extensions: ['pptx'] },
  [`${openXml}.presentationml.slideshow`]: { family: 'document', extensions: ['ppsx'] },
  [`${openXml}.presentationml.template`]: { family: 'document', extensions: ['potx'] },
  [`${openDocument}.text`]: { family: 'document', extensions: ['odt'] },
  [`${openDocument}.text-template`]: { family: 'document', extensions: ['ott'] },
  [`${openDocument}.spreadsheet`]: { family: 'document', extensions: ['ods'] },
  [`${openDocument}.spreadsheet-template`]: { family: 'document', extensions: ['ots'] },
  [`${openDocument}.presentation`]: { family: 'document', extensions: ['odp'] },
  [`${openDocument}.presentation-template`]: { family: 'document', extensions: ['otp'] },
  [`${openDocument}.graphics`]: { family: 'document', extensions: ['odg'] },
  'application/msword': { family: 'document', extensions: ['doc', 'dot'] },
  'application/vnd.ms-excel': { family: 'document', extensions: ['xls', 'xlt'] },
  'application/vnd.ms-powerpoint': { family: 'document', extensions: ['ppt', 'pps', 'pot'] },
  'application/rtf': { family: 'document', extensions: ['rtf'] },
  'application/epub+zip': { family: 'document', extensions: ['epub'] },
  'image/png': { family: 'image', extensions: ['png'] },
  'image/jpeg': { family: 'image', extensions: ['jpg', 'jpeg'] },
  'image/gif': { family: 'image', extensions: ['gif'] },
  'image/webp': { family: 'image', extensions: ['webp'] },
  'image/avif': { family: 'image', extensions: ['avif'] },
  'image/tiff': { family: 'image', extensions: ['tif', 'tiff'] },
  'application/zip': { family: 'archive', extensions: ['zip'] },
  'text/plain': { family: 'text', extensions: ['txt'] },
  'text/markdown': { family: 'text', extensions: ['md'] },
  'text/csv': { family: 'text', extensions: ['csv'] },
  'text/calendar': { family: 'text', extensions: ['ics'] },
  'text/vtt': { family: 'text', extensions: ['vtt'] },
  'application/json': { family: 'text', extensions: ['json'] },
  'application/geo+json': { family: 'text', extensions: ['geojson'] },
  'audio/mpeg': { family: 'sound', extensions: ['mp3'] },
  'audio/mp4': { family: 'sound', extensions: ['m4a', 'mp4'] },
  'audio/x-m4a': { family: 'sound', extensions: ['m4a'] },
  'audio/ogg': { family: 'sound', extensions: ['ogg', 'oga'] },
  'audio/ogg; codecs=opus': { family: 'sound', extensions: ['opus', 'ogg'] },
  'audio/wav': { family: 'sound', extensions: ['wav'] },
  'audio/flac': { family: 'sound', extensions: ['flac'] },
  'video/mp4': { family: 'video', extensions: ['mp4', 'm4v'] },
  'video/x-m4v': { family: 'video', extensions: ['m4v', 'mp4'] },
  'video/webm': { family: 'video', extensions: ['webm'] },
  'video/ogg': { family: 'video', extensions: ['ogv', 'ogg'] },
  'video/quicktime': { family: 'video', extensions: ['mov'] },
};

const byExtension = new Map(
  Object.entries(accepted).flatMap(([mediaType, { extensions }]) =>
    extensions.map((extension) => [extension, mediaType] as const),
  ),
);

/** Formats that begin with a signature although all their bytes are text. */
const signedText = new Set(['application/pdf', 'application/rtf', 'text/calendar', 'text/vtt']);

export interface Recognised {
  mediaType: string;
  /** Null for what we do not take. */
  family: FileFamily | null;
  /** The name, under an extension that says what the file is. */
  name: string;
  /** True when the name promises a type that we take, and the content is not of it. */
  broken: boolean;
}

/** What a file is by its content; its name only tells text formats apart, which have no signature. */
export async function recognise(path: string, name: string): Promise<Recognised> {
  const extension = extensionOf(name).toLowerCase();
  const promised = byExtension.get(extension);
  const mediaType = await mediaTypeOf(path, promised);
  const type = accepted[mediaType];
  if (!type) return { mediaType, family: null, name, broken: promised !== undefined };
  if (type.extensions.includes(extension)) return { mediaType, family: type.family, name, broken: false };
  const stem = promised ? name.slice(0, -extension.length - 1) : name;
  return { mediaType, family: type.family, name: `${stem}.${type.extensions[0]}`, broken: false };
}

async function mediaTypeOf(path: string, promised: string | undefined): Promise<string> {
  const detected = (await fileTypeFromFile(path))?.mime;
  const handle = await open(path, 'r');
  try {
    if (detected === oldOffice) return (await oldOfficeType(handle)) ?? oldOffice;
    // Before the signature: a table whose first words are "BM" or "MZ" is neither an image nor a program.
    if (promised && accepted[promised]?.family === 'text' && !signedText.has(detected ?? '')) {
      if (await isText(handle)) return promised;
    }
    return detected ?? 'application/octet-stream';
  } finally {
    await handle.close();
  }
}

/** The usual extension of files of this type, without a dot; '' when we know none. */
export function usualExtension(mediaType: string): string {
  return accepted[mediaType]?.extensions[0] ?? '';
}

/** Extensions as the `accept` of a file field lists them: `.pdf,.docx…` */
export function acceptedExtensions(families?: readonly FileFamily[]): string {
  return Object.values(accepted)
    .filter(({ family }) => !families || families.includes(family))
    .flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))
    .filter((extension, index, all) => all.indexOf(extension) === index)
    .join(',');
}
