import { type Format, formatOf } from './formats.ts';
import { Enough, Gathering } from './gathering.ts';
import { readOffice } from './office.ts';
import { readPdf } from './pdf.ts';
import { readPlain } from './plain.ts';

export interface ToRead {
  bytes: Uint8Array<ArrayBuffer>;
  mediaType: string;
}

/** The words of a file, '' when it has none. Throws when it cannot be read: encrypted, broken, or made to keep us busy. */
export async function read({ bytes, mediaType }: ToRead): Promise<string> {
  const format = formatOf(mediaType);
  if (!format) return '';
  const gathered = new Gathering();
  try {
    await gather(bytes, format, gathered);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return gathered.text();
}

async function gather(bytes: Uint8Array<ArrayBuffer>, format: Format, into: Gathering): Promise<void> {
  switch (format) {
    case 'pdf':
      return readPdf(bytes, into);
    case 'text':
      return readPlain(bytes, into);
    default:
      return readOffice(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), format, into);
  }
}
