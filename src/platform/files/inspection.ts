import type { FileHandle } from 'node:fs/promises';

async function* chunksOf(handle: FileHandle): AsyncGenerator<Buffer> {
  const buffer = Buffer.alloc(64 * 1024);
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** True when no byte is one that texts never hold; the encoding does not matter. */
export async function isText(handle: FileHandle): Promise<boolean> {
  for await (const chunk of chunksOf(handle)) {
    for (const byte of chunk) {
      if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) return false;
    }
  }
  return true;
}

/** The stream that makes a compound file a document of Word, Excel or PowerPoint 97 to 2003. */
const mainStreams: readonly (readonly [string, string])[] = [
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
];

/**
 * Old Office documents, mails and Windows installers are all compound files: the names in the directory tell
 * them apart. Null for what is not an Office document.
 */
export async function oldOfficeType(handle: FileHandle): Promise<string | null> {
  const header = Buffer.alloc(512);
  await handle.read(header, 0, header.length, 0);
  const sectorBytes = 2 ** header.readUInt16LE(30);
  if (sectorBytes !== 512 && sectorBytes !== 4096) return null;
  const directory = Buffer.alloc(16 * 1024);
  const start = (header.readUInt32LE(48) + 1) * sectorBytes;
  const { bytesRead } = await handle.read(directory, 0, directory.length, start);
  // Entries of 128 bytes: a name in UTF-16, the length of it in bytes at 64, the kind at 66 (2 is a stream).
  for (let entry = 0; entry + 128 <= bytesRead; entry += 128) {
    const length = directory.readUInt16LE(entry + 64);
    if (directory[entry + 66] !== 2 || length < 2 || length > 64) continue;
    const name = directory.toString('utf16le', entry, entry + length - 2);
    const found = mainStreams.find(([stream]) => stream === name);
    if (found) return found[1];
  }
  return null;
}
