export interface Dimensions {
  width: number;
  height: number;
}

/** Enough of a file to hold its dimensions, whatever metadata come first. */
export const headBytes = 512 * 1024;

const readers: Record<string, (bytes: Buffer) => Dimensions | null> = {
  'image/png': readPng,
  'image/jpeg': readJpeg,
  'image/webp': readWebp,
};

/** The kinds of image that pages may show. */
export const imageTypes: readonly string[] = Object.keys(readers);

/** The size of an image in pixels; null when the file is not a sound one of that type. */
export function dimensionsOf(mediaType: string, bytes: Buffer): Dimensions | null {
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

/** Walks the segments up to the start of frame, which holds the size. */
function readJpeg(bytes: Buffer): Dimensions | null {
  let offset = 2;
  while (offset < bytes.length) {
    if (bytes.readUInt8(offset) !== 0xff) return null;
    const marker = bytes.readUInt8(offset + 1);
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(offset + 5), width: bytes.readUInt16BE(offset + 7) };
    offset += 2 + bytes.readUInt16BE(offset + 2);
  }
  return null;
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
