import { Readable } from 'node:stream';
import {
  BrokenUpload,
  EmptyFile,
  type FileStore,
  FileTooLarge,
  UnacceptedFile,
} from '../../../platform/files/index.ts';
import type { ReadAttachment } from '../../../platform/inbound-mail/index.ts';
import { type AttachedFile, maxBytes, mostFiles, prepared } from '../attachments/receiving.ts';

const families = ['document', 'image', 'archive', 'text', 'sound', 'video'] as const;

/** What came with a mail: what the store took, and why it did not take the rest. */
export interface ReceivedFiles {
  files: AttachedFile[];
  /** « plan.exe : ce type de fichier n’est pas accepté », for who sent it. */
  lost: string[];
}

/** Puts the files of a mail into the store. A store that does not answer is for the job to try again. */
export async function receiveFiles(
  store: FileStore,
  attachments: readonly ReadAttachment[],
): Promise<ReceivedFiles> {
  const received: ReceivedFiles = { files: [], lost: [] };
  for (const { name, content } of attachments) {
    if (received.files.length === mostFiles) {
      received.lost.push(`${name} : ${mostFiles} fichiers au plus sont acceptés`);
      continue;
    }
    try {
      const stream = Readable.from([Buffer.from(content)]);
      const file = await store.receive(stream, { name, maxBytes, accept: families });
      received.files.push(...(await prepared(store, [file])));
    } catch (error) {
      received.lost.push(`${name} : ${whyNot(error)}`);
    }
  }
  return received;
}

function whyNot(error: unknown): string {
  if (error instanceof EmptyFile) return 'ce fichier est vide';
  if (error instanceof FileTooLarge) return 'ce fichier dépasse 15 Mo';
  if (error instanceof UnacceptedFile)
    return error.broken
      ? 'son contenu n’est pas ce que son nom annonce'
      : 'ce type de fichier n’est pas accepté';
  if (error instanceof BrokenUpload) return 'il est arrivé incomplet';
  throw error;
}
