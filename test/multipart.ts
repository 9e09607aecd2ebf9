import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

export interface FilePart {
  name: string;
  content: Buffer | string;
  type?: string;
}

/** A form with files, as a browser sends it. */
export function multipart(
  fields: Record<string, string | string[]>,
  files: Record<string, FilePart | readonly FilePart[]> = {},
) {
  const { boundary, head, tail } = frame(fields);
  const each = Object.entries(files).flatMap(([field, sent]) =>
    [sent].flat().map((file) => ({ field, ...file })),
  );
  const parts = each.flatMap(({ field, name, content, type = 'application/octet-stream' }) => [
    Buffer.from(`${fileHead(boundary, field, name)}Content-Type: ${type}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return {
    payload: Buffer.concat([head, ...parts, tail]),
    headers: formHeaders(boundary),
  };
}

/** The same with one file of that many zero bytes, made as it is read. */
export function largeMultipart(
  fields: Record<string, string>,
  { field, name, bytes, begins = '' }: { field: string; name: string; bytes: number; begins?: string },
) {
  const { boundary, head, tail } = frame(fields);
  const opening = Buffer.from(
    `${fileHead(boundary, field, name)}Content-Type: application/octet-stream\r\n\r\n`,
  );
  function* chunks(): Generator<Buffer> {
    yield head;
    yield opening;
    yield Buffer.from(begins);
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    for (let left = bytes - begins.length; left > 0; left -= chunk.length) {
      yield left < chunk.length ? chunk.subarray(0, left) : chunk;
    }
    yield Buffer.from('\r\n');
    yield tail;
  }
  return {
    payload: Readable.from(chunks()),
    headers: formHeaders(boundary),
    length: head.length + opening.length + bytes + 2 + tail.length,
  };
}

function frame(fields: Record<string, string | string[]>) {
  const boundary = `----${randomUUID()}`;
  const texts = Object.entries(fields).flatMap(([name, values]) =>
    [values]
      .flat()
      .map((value) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  return { boundary, head: Buffer.from(texts.join('')), tail: Buffer.from(`--${boundary}--\r\n`) };
}

/** Quotes and line ends are written as browsers do. */
function fileHead(boundary: string, field: string, name: string): string {
  const written = name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${written}"\r\n`;
}

const formHeaders = (boundary: string) => ({
  'content-type': `multipart/form-data; boundary=${boundary}`,
  'sec-fetch-site': 'same-origin',
});
