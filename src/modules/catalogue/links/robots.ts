import { createRequire } from 'node:module';
import { type Asking, ask, Unanswered } from './asking.ts';
import { unaskable } from './network.ts';

// Its types describe a module of another kind than the one that it is.
const robotsParser: typeof import('robots-parser').default = createRequire(import.meta.url)('robots-parser');

/** What a site lets robots read. */
export interface Permission {
  allows(url: URL): boolean;
  /** Seconds that it wants between two requests. */
  delay: number;
}

const mostBytes = 500 * 1024;
const mostHops = 5;

const all: Permission = { allows: () => true, delay: 0 };
const none: Permission = { allows: () => false, delay: 0 };

/**
 * Reads `robots.txt` (RFC 9309): none means that all is allowed, one that its site fails to give that nothing is. Throws
 * Unanswered when its site does not answer at all.
 */
export async function readRobots(
  origin: string,
  asking: Asking,
  pause: () => Promise<void>,
): Promise<Permission> {
  const first = new URL('/robots.txt', origin);
  let url = first;
  for (let hop = 0; hop <= mostHops; hop += 1) {
    if (unaskable(url)) return all;
    await pause();
    const { status, location, body } = await ask(url, 'GET', asking, mostBytes);
    if (status >= 500 || status === 429) return none;
    if (status >= 300 && status < 400 && location && URL.canParse(location, url.href)) {
      url = new URL(location, url);
      continue;
    }
    if (status < 200 || status >= 300) return all;
    // Read as that of its own site, wherever it was found.
    const robots = robotsParser(first.href, body);
    return {
      allows: ({ href }) => robots.isAllowed(href, asking.userAgent) !== false,
      delay: robots.getCrawlDelay(asking.userAgent) ?? 0,
    };
  }
  return all;
}

/** Each site is asked once in a run. */
export function robotsOf(asking: Asking, pause: (host: string) => Promise<void>) {
  const known = new Map<string, Promise<Permission>>();
  return (url: URL): Promise<Permission> => {
    const reading = known.get(url.origin) ?? readRobots(url.origin, asking, () => pause(url.host));
    known.set(url.origin, reading);
    reading.catch((error: unknown) => {
      if (!(error instanceof Unanswered)) known.delete(url.origin);
    });
    return reading;
  };
}
