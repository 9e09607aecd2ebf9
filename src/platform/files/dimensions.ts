import { exifOrientation } from './metadata.ts';
import type { FileStore } from './store.ts';

/** In pixels, as the image is shown. */
export interface Dimensions {
  width: number;
  height: number;
}

/** Enough of a file to hold its dimensions, whatever metadata come first. */
const headBytes = 512 * 1024;

const readers: Record<string, (bytes: Buffer) => Dimensions | null> = {
  'image/png': readPng,
  'image/jpeg': readJpeg,
  'image/gif': readGif,
  'image/webp': readWebp,
};

/** The size of a received PNG, JPEG, GIF or WebP; null for another file, and for one that is not sound. */
export async function measureImage(
  store: FileStore,
  { storageKey, mediaType }: { storageKey: string; mediaType: string },
): Promise<Dimensions | null> {
  if (!(mediaType in readers)) return null;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of await store.read(storageKey)) {
    const bytes = Buffer.from(part);
    parts.push(bytes);
    length += bytes.length;
    if (length >= headBytes) break;
  }
  return dimensionsOf(mediaType, Buffer.concat(parts));
}

function dimensionsOf(mediaType: string, bytes: Buffer): Dimensions | null {
  try {
    const found = readers[mediaType]?.(bytes) ?? null;
    return found && found.width > 0 && found.height > 0 ? found : null;
  } catch (error) {
    // Shorter than its own header says.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readPng(bytes: Buffer): Dimensions | null {
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Walks the segments up to the start of frame, which holds the size; Exif may say that the image lies on its side. */
function readJpeg(bytes: Buffer): Dimensions | null {
  let offset = 2;
  let orientation = 1;
  while (offset < bytes.length) {
    if (bytes.readUInt8(offset) !== 0xff) return null;
    const marker = bytes.readUInt8(offset + 1);
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const lines = bytes.readUInt16BE(offset + 5);
      const columns = bytes.readUInt16BE(offset + 7);
      return orientation > 4 ? { width: lines, height: columns } : { width: columns, height: lines };
    }
    const end = offset + 2 + bytes.readUInt16BE(offset + 2);
    if (marker === 0xe1) orientation = exifOrientation(bytes.subarray(offset + 4, end)) ?? orientation;
    offset = end;
  }
  return null;
}

function readGif(bytes: Buffer): Dimensions | null {
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

function readWebp(bytes: Buffer): Dimensions | null {
  const chunk = bytes.toString('latin1', 12, 16);
  if (chunk === 'VP8 ') {
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  }
  if (chunk === 'VP8L') {
    const bits = bytes.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  return null;
}
