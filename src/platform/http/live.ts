import { PassThrough, type Readable } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import { sql } from 'kysely';
import type pg from 'pg';
import { z } from 'zod';
import { type Db, type Listener, listen } from '../database/index.ts';

/** By which every process hears of what moved. */
const liveChannel = 'live';

/** Shorter than any proxy, and our own server, waits for a word. */
const heartbeat = 25_000;
/** Of one session: a browser opens six connections to a site, all its tabs together. */
const mostStreams = 6;

interface Follower {
  sessionId: string;
  stream: PassThrough;
}

/** Which of these sessions may still see what is followed, as rights are now. */
export type StillAllowed = (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;

interface Topic {
  allowed: StillAllowed;
  followers: Set<Follower>;
}

const moved = z.object({ topic: z.string(), last: z.number() });

/**
 * Says in the caller's transaction that something moved: once it commits, the pages open on it hear of it, whichever
 * process serves them. `last` is a number,
 * and all that is said: what is new is read like any page.
 */
export async function tellPages(tx: Db, topic: string, last: number): Promise<void> {
  await sql`select pg_notify(${liveChannel}, ${JSON.stringify({ topic, last })})`.execute(tx);
}

/** The pages open in browsers that follow something, by server-sent events. */
export class LivePages {
  readonly #topics = new Map<string, Topic>();
  readonly #beat: NodeJS.Timeout;

  constructor() {
    this.#beat = setInterval(() => this.#toAll(': \n\n'), heartbeat).unref();
  }

  /** A stream of what moves; null for a session that follows too much already. */
  follow(topic: string, sessionId: string, allowed: StillAllowed): Readable | null {
    if (this.#streamsOf(sessionId) >= mostStreams) return null;
    const stream = new PassThrough();
    const follower = { sessionId, stream };
    const followed = this.#topics.get(topic) ?? { allowed, followers: new Set() };
    this.#topics.set(topic, followed);
    followed.followers.add(follower);
    stream.once('close', () => {
      followed.followers.delete(follower);
      if (followed.followers.size === 0 && this.#topics.get(topic) === followed) this.#topics.delete(topic);
    });
    stream.write('retry: 5000\n\n');
    return stream;
  }

  /** Takes what `tellPages` sent. */
  async deliver(payload: string): Promise<void> {
    const { topic, last } = moved.parse(JSON.parse(payload));
    const followed = this.#topics.get(topic);
    if (!followed) return;
    const followers = [...followed.followers];
    const allowed = await followed.allowed([...new Set(followers.map(({ sessionId }) => sessionId))]);
    for (const { sessionId, stream } of followers) {
      // Who lost the right hears no more, not even that something moved.
      if (allowed.has(sessionId)) stream.write(`event: moved\ndata: ${last}\n\n`);
      else stream.end('event: gone\ndata: \n\n');
    }
  }

  /** After a time when nothing was heard: each page looks for itself. */
  somethingWasMissed(): void {
    this.#toAll('event: missed\ndata: \n\n');
  }

  close(): void {
    clearInterval(this.#beat);
    for (const { followers } of this.#topics.values()) for (const { stream } of followers) stream.end();
  }

  #toAll(text: string): void {
    for (const { followers } of this.#topics.values()) for (const { stream } of followers) stream.write(text);
  }

  #streamsOf(sessionId: string): number {
    let streams = 0;
    for (const { followers } of this.#topics.values())
      for (const follower of followers) if (follower.sessionId === sessionId) streams += 1;
    return streams;
  }
}

/** Has the open pages hear of what moved, whichever process moved it, for as long as the process lives. */
export function followChanges(
  connection: pg.ClientConfig,
  pages: LivePages,
  log: FastifyBaseLogger,
): Listener {
  let missed = false;
  return listen(connection, liveChannel, {
    message: (payload) =>
      void pages
        .deliver(payload)
        .catch((error) => log.warn({ err: error }, 'open pages were not told of what moved')),
    ready: () => {
      if (missed) pages.somethingWasMissed();
      missed = false;
    },
    lost: () => {
      missed = true;
    },
  });
}
