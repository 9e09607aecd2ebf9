import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from './clock.ts';
import type { Db } from './database/index.ts';
import type { FileStore } from './files/index.ts';
import type { LivePages } from './http/live.ts';
import type { PageCache } from './http/page-cache.ts';

/** How a thread is answered by mail. */
export interface ReplySettings {
  /** What the addresses end with. */
  readonly domain: string;
  /** What they are signed with. */
  readonly secret: Buffer;
  /** The mail server of ours whose findings on a sender are believed; null when none writes any. */
  readonly trustedHost: string | null;
}

/** What the running instance is, as far as modules need to know. */
export interface Settings {
  /** Origin of every link that leaves the product (mails, feeds, sitemap), without a trailing slash. */
  readonly publicUrl: string;
  readonly demo: boolean;
  readonly mailbox: boolean;
  /** Whether jobs may look whether other sites answer. */
  readonly checksLinks: boolean;
  readonly brand: 'neutral' | 'etat';
  readonly mailFrom: string | null;
  /** Null when threads are not answered by mail. */
  readonly replies: ReplySettings | null;
}

/** Handed to every module at set-up; nothing here knows the domain. */
export interface Deps {
  readonly db: Db;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly files: FileStore;
  readonly pageCache: PageCache;
  readonly livePages: LivePages;
  readonly log: FastifyBaseLogger;
}
