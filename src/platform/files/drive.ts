import type { Readable } from 'node:stream';

/** First and last byte wanted, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** An object of ours, and when it was last received. */
export interface StoredObject {
  storageKey: string;
  receivedAt: Date;
}

/** What we come for: a backup only reads. */
export type Use = 'read' | 'write';

/** Where stored files live. Every act throws StoreFailure when the place does not answer, or refuses. */
export interface Drive {
  /** Asks the place whether it is there and lets us do this. */
  check(use: Use): Promise<void>;
  /** Makes the file at `path` appear whole under `key`, at once or not at all; `path` may be gone afterwards. */
  place(path: string, key: string, bytes: number): Promise<void>;
  /** Throws MissingObject, before anything is sent, when there is no such object. */
  read(key: string, range?: ByteRange): Promise<Readable>;
  /** When this object was last received; null when there is none. */
  receivedAt(key: string, signal?: AbortSignal): Promise<Date | null>;
  delete(key: string): Promise<void>;
  /** Our objects; what others put beside them is passed over, whatever its name. */
  list(signal?: AbortSignal): AsyncIterable<StoredObject>;
}

/** Where the content of this hash is kept. */
export function keyOf(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}`;
}

export const ourFolder = /^[0-9a-f]{2}$/;
export const ourName = /^[0-9a-f]{64}$/;
export const ourKey = /^[0-9a-f]{2}\/[0-9a-f]{64}$/;
