import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { FileStore, ReceivedFile } from './store.ts';

/** Types from which what a camera or a program wrote about a picture can be taken out without touching the picture. */
const strippers: Readonly<Record<string, (file: Buffer) => Buffer>> = {
  'image/jpeg': strippedJpeg,
  'image/png': strippedPng,
  'image/webp': strippedWebp,
};

/** Whether what this kind of image says of its place and author cannot be taken out. */
export function hidesMetadata(mediaType: string): boolean {
  return mediaType.startsWith('image/') && !(mediaType in strippers);
}

/**
 * The file without where, when and with what a picture was taken, nor a smaller copy of it: only which way is up stays. The
 * picture itself is kept byte for byte. Other files, and images that do not read as theirs should, are given back as they are.
 */
export async function withoutMetadata(store: FileStore, file: ReceivedFile): Promise<ReceivedFile> {
  const strip = strippers[file.mediaType];
  if (!strip) return file;
  const content = await buffer(await store.read(file.storageKey));
  const stripped = strip(content);
  if (stripped.equals(content)) return file;
  return store.receive(Readable.from([stripped]), { name: file.name, maxBytes: content.length + 100 });
}

/** Of the segments before the picture, those that say how to draw it: all but APPn and comments, and of APPn JFIF, ICC and Adobe. */
function strippedJpeg(file: Buffer): Buffer {
  const kept: Buffer[] = [file.subarray(0, 2)];
  let orientation = 1;
  let at = 2;
  while (at + 4 <= file.length) {
    if (file[at] !== 0xff) return file;
    const marker = file[at + 1] ?? 0;
    // Filling between segments.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (end > file.length) return file;
    const segment = file.subarray(at, end);
    if (marker === 0xe1) orientation = exifOrientation(segment.subarray(4)) ?? orientation;
    const isApplication = marker >= 0xe0 && marker <= 0xef;
    const name = segment.toString('latin1', 4, 16);
    const draws =
      !isApplication ||
      name.startsWith('JFIF\0') ||
      name.startsWith('ICC_PROFILE\0') ||
      (marker === 0xee && name.startsWith('Adobe'));
    if (draws && marker !== 0xfe) kept.push(segment);
    at = end;
    if (marker === 0xda) {
      kept.splice(1, 0, ...(orientation === 1 ? [] : [orientationSegment(orientation)]));
      // What follows the end of the picture is something else: a film, a second picture.
      kept.push(file.subarray(at, endOfPicture(file, at)));
      return Buffer.concat(kept);
    }
  }
  return file;
}

/** Past the end mark of the picture; in its data, such a mark never stands by itself. */
function endOfPicture(file: Buffer, from: number): number {
  const end = file.indexOf(Buffer.from([0xff, 0xd9]), from);
  return end < 0 ? file.length : end + 2;
}

/** Which way is up, from an Exif block; null when it does not say. */
export function exifOrientation(block: Buffer): number | null {
  if (!block.toString('latin1', 0, 6).startsWith('Exif\0\0')) return null;
  const tiff = block.subarray(6);
  if (tiff.length < 14) return null;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = u32(4);
  if (directory + 2 > tiff.length) return null;
  const entries = u16(directory);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.length) return null;
    if (u16(at) !== 0x0112) continue;
    const value = u16(at + 8);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An Exif block that says which way is up, and nothing else. */
function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  const head = Buffer.from([0xff, 0xe1, 0, 0, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  head.writeUInt16BE(8 + tiff.length, 2);
  return Buffer.concat([head, tiff]);
}

/** Chunks that hold words, dates or Exif. */
const wordyChunks = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

function strippedPng(file: Buffer): Buffer {
  const kept: Buffer[] = [file.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= file.length) {
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) return file;
    const name = file.toString('latin1', at + 4, at + 8);
    if (!wordyChunks.has(name)) kept.push(file.subarray(at, end));
    at = end;
    if (name === 'IEND') return Buffer.concat(kept);
  }
  return file;
}

function strippedWebp(file: Buffer): Buffer {
  const kept: Buffer[] = [];
  const whole = Math.min(file.length, 8 + file.readUInt32LE(4));
  let at = 12;
  while (at + 8 <= whole) {
    const length = file.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (end > whole + 1) return file;
    const name = file.toString('latin1', at, at + 4);
    const chunk = Buffer.from(file.subarray(at, end));
    // It says which other chunks there are: Exif and XMP are no more.
    if (name === 'VP8X') chunk.writeUInt8(chunk.readUInt8(8) & ~0x0c, 8);
    if (name !== 'EXIF' && name !== 'XMP ') kept.push(chunk);
    at = end;
  }
  const body = Buffer.concat(kept);
  const head = Buffer.from(file.subarray(0, 12));
  head.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([head, body]);
}
