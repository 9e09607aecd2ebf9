import { type Asking, ask, type Silence, Unanswered } from './asking.ts';
import { unaskable } from './network.ts';
import type { Permission } from './robots.ts';

/** Why a link is as it is, when no status tells. */
export type LinkReason = Silence | 'scheme' | 'port' | 'robots' | 'redirects';

/** What one try says of a link. */
export interface Finding {
  outcome: 'ok' | 'moved' | 'refused' | 'failed';
  status: number | null;
  reason: LinkReason | null;
  /** Where its site says that it is from now on. */
  movedTo: string | null;
}

const mostHops = 5;
const redirects = new Set([301, 302, 303, 307, 308]);
const permanent = new Set([301, 308]);
/** The site is there, and does not want robots. */
const refusals = new Set([401, 402, 403, 405, 406, 407, 429, 451]);

/** Nothing was learnt of the link itself: its site, or our own rules, keep us from looking. */
const keptOut: ReadonlySet<LinkReason> = new Set<LinkReason>([
  'internal',
  'scheme',
  'port',
  'robots',
  'untrusted',
  // Often a site that wants a cookie first.
  'redirects',
]);

export interface Checking extends Asking {
  robots(url: URL): Promise<Permission>;
  /** Waits until this host may be asked again. */
  pause(host: string, delay?: number): Promise<void>;
}

/** Follows a link as far as it leads; each step is checked as the first is. Throws only when we are stopping. */
export async function checkLink(address: string, checking: Checking): Promise<Finding> {
  if (!URL.canParse(address)) return without('scheme');
  let url = new URL(address);
  let movedTo: string | null = null;
  let isPermanent = true;
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const step = await askOnce(url, checking);
    if ('reason' in step) return without(step.reason);
    const { status, location } = step;
    if (!redirects.has(status) || location === null) return found(status, movedTo);
    if (!URL.canParse(location, url.href)) return without('redirects');
    isPermanent &&= permanent.has(status);
    url = new URL(location, url);
    movedTo = isPermanent ? url.href : movedTo;
  }
  return without('redirects');
}

function without(reason: LinkReason): Finding {
  return { outcome: keptOut.has(reason) ? 'refused' : 'failed', status: null, reason, movedTo: null };
}

function found(status: number, movedTo: string | null): Finding {
  if (status >= 200 && status < 300)
    return { outcome: movedTo === null ? 'ok' : 'moved', status, reason: null, movedTo };
  return { outcome: refusals.has(status) ? 'refused' : 'failed', status, reason: null, movedTo: null };
}

async function askOnce(
  url: URL,
  checking: Checking,
): Promise<{ status: number; location: string | null } | { reason: LinkReason }> {
  const reason = unaskable(url);
  if (reason) return { reason };
  try {
    const permission = await checking.robots(url);
    if (!permission.allows(url)) return { reason: 'robots' };
    await checking.pause(url.host, permission.delay);
    const head = await ask(url, 'HEAD', checking).catch(unlessSpecial);
    if (head && (head.status < 400 || head.status === 429)) return head;
    // Many sites answer HEAD wrongly, or not at all.
    await checking.pause(url.host, permission.delay);
    return await ask(url, 'GET', checking);
  } catch (error) {
    if (error instanceof Unanswered) return { reason: error.silence };
    throw error;
  }
}

/** A connection cut in the middle of a HEAD may be an answer to HEAD; the rest holds for GET too. */
function unlessSpecial(error: unknown): null {
  if (error instanceof Unanswered && ['unreachable', 'protocol'].includes(error.silence)) return null;
  throw error;
}
