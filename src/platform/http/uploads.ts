import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  acceptedExtensions,
  BrokenUpload,
  cleanFileName,
  EmptyFile,
  type FileFamily,
  type FileStore,
  FileTooLarge,
  ReceivedFile,
  StoreFailure,
  UnacceptedFile,
} from '../files/index.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True where files may be sent; elsewhere a form with files is refused unread. */
    files?: boolean;
  }
}

/** What a file field takes. */
export interface FileRule {
  maxBytes: number;
  /** Kinds of file; all those that the product takes unless told otherwise. */
  families?: readonly FileFamily[];
  /** How many at most, for a field that takes several: they come as a list, empty when none was sent. */
  most?: number;
}

export interface ReceivedParts {
  body: Record<string, string | string[] | ReceivedFile | ReceivedFile[]>;
  errors: Record<string, string>;
  /** When the store could not take a file. */
  failure: StoreFailure | null;
}

/** Said next to the field of a file that the store could not take. */
export const storeAway = 'Le stockage des fichiers ne répond pas. Réessayez dans quelques minutes.';

const mebibyte = 1024 * 1024;

/** Past what a field takes, so many files are let flow away, so that the form comes back with its texts. */
const tooMany = 50;

class BadUpload extends Error {
  readonly statusCode: number;
  constructor(statusCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.statusCode = statusCode;
  }
}

const broken = (cause: unknown): BadUpload =>
  new BadUpload(400, 'L’envoi est arrivé incomplet. Recommencez.', { cause });

/** Forms with files go nowhere but to the routes that say they take some. */
export function refuseStrayUploads(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    if (request.isMultipart() && !request.routeOptions.config.files && !request.is404) {
      throw new BadUpload(415, 'Cette page ne reçoit pas de fichier.');
    }
  });
}

/**
 * Reads a multipart form as a stream: text fields into the body, each announced file into the store.
 * What is wrong with a file becomes an error of its field, and the rest of the form is read all the same, so that
 * the page can be shown again with what was typed. A file field left blank is simply absent.
 */
export async function receiveParts(
  request: FastifyRequest,
  reply: FastifyReply,
  store: FileStore,
  allowed: Record<string, FileRule>,
): Promise<ReceivedParts> {
  if (!request.isMultipart())
    return { body: Object.fromEntries(Object.entries(request.body ?? {})), errors: {}, failure: null };
  const limit =
    Object.values(allowed).reduce((sum, { maxBytes, most }) => sum + maxBytes * (most ? 2 * most : 4), 0) +
    8 * mebibyte;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw stop(request, reply);
  return Promise.race([
    readParts(request, store, allowed),
    // Second: a first listener would set the stream flowing without the parser.
    pastLimit(request, limit).then(() => {
      throw stop(request, reply);
    }),
  ]);
}

/** A text that came typed in a field or as a file, and what came with it. */
export interface SentText {
  fields: Record<string, string>;
  /** The content of the file; null when none was sent. */
  file: string | null;
  tooLarge: boolean;
}

/**
 * Reads a form whose file is a short text that is to be looked at and forgotten: it stays in memory, never in the store. Its
 * route says `files`.
 */
export async function receiveText(
  request: FastifyRequest,
  reply: FastifyReply,
  { file, maxBytes }: { file: string; maxBytes: number },
): Promise<SentText> {
  const sent: SentText = { fields: {}, file: null, tooLarge: false };
  const add = (name: string, value: unknown) => {
    if (typeof value === 'string') sent.fields[name] = value;
  };
  if (!request.isMultipart()) {
    for (const [name, value] of Object.entries(request.body ?? {})) add(name, value);
    return sent;
  }
  const limit = 4 * maxBytes + mebibyte;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw stop(request, reply);
  const read = async () => {
    const parts = request.parts({
      limits: {
        fileSize: maxBytes + 1,
        fieldSize: 2 * maxBytes,
        fields: 50,
        files: 5,
        parts: 60,
        headerPairs: 50,
      },
    });
    for (;;) {
      const next = await parts.next().catch((error: unknown) => {
        throw error instanceof Error && 'statusCode' in error ? error : broken(error);
      });
      if (next.done) return sent;
      const part = next.value;
      if (part.type === 'field') {
        if (part.valueTruncated) sent.tooLarge = true;
        else add(part.fieldname, part.value);
        continue;
      }
      const content = Buffer.concat(await part.file.toArray());
      if (part.fieldname !== file || !part.filename) continue;
      if (content.length > maxBytes) sent.tooLarge = true;
      else sent.file = content.toString('utf8');
    }
  };
  return Promise.race([
    read(),
    pastLimit(request, limit).then(() => {
      throw stop(request, reply);
    }),
  ]);
}

/**
 * Somebody who sends far more than could be of use is cut off once told. Below that, all is read to its end: a
 * browser shows no answer before it has sent everything.
 */
function stop(request: FastifyRequest, reply: FastifyReply): BadUpload {
  reply.header('connection', 'close');
  reply.raw.once('finish', () => request.raw.destroy());
  return new BadUpload(413, 'Cet envoi est beaucoup trop lourd.');
}

function pastLimit(request: FastifyRequest, limit: number): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    request.raw.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limit) resolve();
    });
  });
}

async function readParts(
  request: FastifyRequest,
  store: FileStore,
  allowed: Record<string, FileRule>,
): Promise<ReceivedParts> {
  const received: ReceivedParts = { body: {}, errors: {}, failure: null };
  const rules = Object.values(allowed);
  const largest = Math.max(...rules.map(({ maxBytes }) => maxBytes));
  const files = rules.reduce((sum, { most }) => sum + (most ? most + tooMany : 1), 5);
  const parts = request.parts({
    // One byte more than allowed tells "too large" from "just right"; the parser lets the rest flow away.
    limits: {
      fileSize: largest + 1,
      fields: 100,
      files,
      parts: 120 + files,
      fieldSize: mebibyte,
      headerPairs: 50,
    },
  });
  for (;;) {
    const next = await parts.next().catch((error: unknown) => {
      throw error instanceof Error && 'statusCode' in error ? error : broken(error);
    });
    if (next.done) return received;
    const part = next.value;
    if (part.type === 'field') {
      if (typeof part.value !== 'string' || part.fieldnameTruncated) throw broken(part.fieldname);
      if (part.valueTruncated) received.errors[part.fieldname] = 'Ce texte est trop long.';
      addText(received.body, part.fieldname, part.value);
      continue;
    }
    const rule = allowed[part.fieldname];
    if (rule && part.filename && rule.most) await receiveAnother(received, store, part, rule);
    else if (rule && part.filename) {
      if (received.body[part.fieldname])
        received.errors[part.fieldname] = 'Envoyez un seul fichier à la fois.';
      else {
        const file = await receiveFile(received, store, part, rule);
        if (file) received.body[part.fieldname] = file;
      }
    }
    part.file.resume();
  }
}

function addText(body: ReceivedParts['body'], name: string, value: string): void {
  const before = body[name];
  if (before === undefined) body[name] = value;
  else if (typeof before === 'string') body[name] = [before, value];
  else if (isTexts(before)) before.push(value);
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

interface FilePart {
  fieldname: string;
  filename: string;
  file: Parameters<FileStore['receive']>[0];
}

/** One of several files of a field. A field says what is wrong with the first that is, by its name. */
async function receiveAnother(
  received: ReceivedParts,
  store: FileStore,
  part: FilePart,
  rule: FileRule,
): Promise<void> {
  const { fieldname } = part;
  const before = received.body[fieldname];
  const files = Array.isArray(before) ? before.filter((one) => one instanceof ReceivedFile) : [];
  if (files.length === rule.most) {
    received.errors[fieldname] ??= `${rule.most} fichiers au plus peuvent être joints.`;
    return;
  }
  const file = await receiveFile(received, store, part, rule);
  if (file) received.body[fieldname] = [...files, file];
}

async function receiveFile(
  received: ReceivedParts,
  store: FileStore,
  part: FilePart,
  rule: FileRule,
): Promise<ReceivedFile | null> {
  try {
    return await store.receive(part.file, {
      name: part.filename,
      maxBytes: rule.maxBytes,
      accept: rule.families ?? ['document', 'image', 'archive', 'text', 'sound', 'video'],
    });
  } catch (error) {
    if (error instanceof BrokenUpload) throw broken(error);
    if (error instanceof StoreFailure) received.failure = error;
    const message = whatIsWrong(error, rule);
    if (!message) throw error;
    const told = rule.most ? `« ${cleanFileName(part.filename)} » : ${message}` : message;
    if (rule.most) received.errors[part.fieldname] ??= told;
    else received.errors[part.fieldname] = told;
    return null;
  }
}

function whatIsWrong(error: unknown, rule: FileRule): string | null {
  if (error instanceof StoreFailure) return storeAway;
  if (error instanceof EmptyFile) return 'Ce fichier est vide.';
  if (error instanceof FileTooLarge)
    return `Ce fichier est trop lourd : ${rule.maxBytes / mebibyte} Mo au plus.`;
  if (error instanceof UnacceptedFile) {
    return error.broken
      ? 'Ce fichier est abîmé, ou n’est pas du type que dit son nom. Enregistrez-le de nouveau, puis recommencez.'
      : `Ce type de fichier n’est pas accepté. ${acceptedWords(rule.families)}`;
  }
  return null;
}

/** A short list is told whole; a long one by the types that most people need. */
function acceptedWords(families: FileRule['families']): string {
  const extensions = acceptedExtensions(families).replaceAll('.', '').split(',');
  return extensions.length > 8
    ? 'Enregistrez-le par exemple en PDF, en ODT ou DOCX, en ODS ou XLSX, puis recommencez.'
    : `Types acceptés : ${extensions.join(', ')}.`;
}
