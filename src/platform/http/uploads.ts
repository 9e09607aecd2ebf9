import type { FastifyRequest } from 'fastify';
import { EmptyFile, type FileStore, FileTooLarge, type ReceivedFile } from '../files/index.ts';

export interface ReceivedParts {
  body: Record<string, string | string[] | ReceivedFile>;
  errors: Record<string, string>;
}

const mebibyte = 1024 * 1024;

/**
 * Reads a multipart form as a stream: text fields into the body, each announced file into the store.
 * A file that is too large or empty becomes an error of its field; a file field left blank is simply absent.
 */
export async function receiveParts(
  request: FastifyRequest,
  store: FileStore,
  allowed: Record<string, { maxBytes: number }>,
): Promise<ReceivedParts> {
  const received: ReceivedParts = { body: {}, errors: {} };
  if (!request.isMultipart())
    return { body: Object.fromEntries(Object.entries(request.body ?? {})), errors: {} };
  const largest = Math.max(...Object.values(allowed).map(({ maxBytes }) => maxBytes));
  for await (const part of request.parts({
    limits: { fileSize: largest + 1, fields: 100, files: 10, fieldSize: mebibyte },
  })) {
    if (part.type === 'field') {
      const value = String(part.value);
      const before = received.body[part.fieldname];
      if (before === undefined) received.body[part.fieldname] = value;
      else if (typeof before === 'string') received.body[part.fieldname] = [before, value];
      else if (Array.isArray(before)) before.push(value);
      continue;
    }
    const rule = allowed[part.fieldname];
    if (!rule || !part.filename) {
      part.file.resume();
      continue;
    }
    try {
      received.body[part.fieldname] = await store.receive(part.file, {
        name: part.filename,
        maxBytes: rule.maxBytes,
      });
    } catch (error) {
      part.file.resume();
      if (error instanceof EmptyFile) received.errors[part.fieldname] = 'Ce fichier est vide.';
      else if (error instanceof FileTooLarge) {
        received.errors[part.fieldname] =
          `Ce fichier est trop lourd : ${rule.maxBytes / mebibyte} Mo au plus.`;
      } else throw error;
    }
  }
  return received;
}
