import type { Deps } from '../../../platform/deps.ts';
import { addressOf } from '../../../platform/mail/index.ts';
import { type Checking, checkLink, type Finding } from './check-link.ts';
import { gatherLinks, giveBack, takeDueLinks, witnesses, writeLinks } from './link-store.ts';
import { internet, type Network } from './network.ts';
import { groupByGroup, type Pace, politePace } from './pace.ts';
import { robotsOf } from './robots.ts';
import { type Link, standingAfter } from './standing.ts';

const batch = 40;
const sitesAtOnce = 4;
const mostWitnesses = 3;
/** What a run leaves is taken up by the next: a worker has other things to do. */
const longestRun = 45 * 60_000;

export interface CheckOptions {
  network?: Network;
  pace?: Pace;
  patience?: number;
  signal?: AbortSignal;
}

export interface CheckReport {
  checked: number;
  /** Nobody answered, those who lately did included: the run learnt nothing and stopped. */
  offline: boolean;
}

/**
 * Tries the links whose turn has come: each once a week, every day while it fails. What a link met is written with its next
 * turn, a few links at a time; a run that dies leaves the rest to the next. No link is ever removed.
 */
export async function checkLinks(
  deps: Pick<Deps, 'db' | 'clock' | 'settings'>,
  { network = internet, signal, pace = politePace(signal), patience }: CheckOptions = {},
): Promise<CheckReport> {
  const { db, clock } = deps;
  await db.transaction().execute((tx) => gatherLinks(tx, clock.now()));
  const asking = { network, userAgent: userAgentOf(deps.settings), signal, patience };
  const checking: Checking = { ...asking, pause: pace.pause, robots: robotsOf(asking, pace.pause) };
  const report: CheckReport = { checked: 0, offline: false };
  const end = Date.now() + longestRun;
  while (!signal?.aborted && Date.now() < end) {
    const links = await takeDueLinks(db, clock.now(), batch);
    if (links.length === 0) return report;
    const findings = await findingsOf(links, checking);
    const urls = links.map(({ url }) => url);
    if (!(await isOnline(deps, urls, findings, checking))) {
      await giveBack(db, urls, clock.now());
      return { ...report, offline: true };
    }
    const now = clock.now();
    const standings = links.flatMap((link) => {
      const finding = findings.get(link.url);
      return finding ? [standingAfter(link, finding, now)] : [];
    });
    await db.transaction().execute((tx) => writeLinks(tx, standings, now));
    // Those that we had no time for, since we are stopping.
    await giveBack(
      db,
      urls.filter((url) => !findings.has(url)),
      now,
    );
    report.checked += standings.length;
  }
  return report;
}

/** « CordeeLiens/1.0 (+https://cordee.exemple.fr/contact; cordee@exemple.fr) » */
function userAgentOf({ publicUrl, mailFrom }: Deps['settings']): string {
  return `CordeeLiens/1.0 (+${publicUrl}/contact${mailFrom ? `; ${addressOf(mailFrom)}` : ''})`;
}

/** A few sites at once, each link of a site after the other. */
async function findingsOf(links: readonly Link[], checking: Checking): Promise<Map<string, Finding>> {
  const findings = new Map<string, Finding>();
  const bySite = Map.groupBy(links, ({ url }) => (URL.canParse(url) ? new URL(url).host : ''));
  await groupByGroup([...bySite.values()], sitesAtOnce, async ({ url }) => {
    if (checking.signal?.aborted) return;
    try {
      findings.set(url, await checkLink(url, checking));
    } catch (error) {
      if (!checking.signal?.aborted) throw error;
    }
  });
  return findings;
}

const answers = new Set<unknown>(['certificate', 'untrusted', 'protocol', 'robots', 'redirects']);

/** Somebody was there. */
const isEvidence = ({ status, reason }: Finding): boolean => status !== null || answers.has(reason);

/** When no link of a run answered, those that lately did say whether the network is at fault. */
async function isOnline(
  { db }: Pick<Deps, 'db'>,
  urls: readonly string[],
  findings: ReadonlyMap<string, Finding>,
  checking: Checking,
): Promise<boolean> {
  const all = [...findings.values()];
  // What our own rules keep us from needs no network.
  const isSilent = all.some(({ outcome }) => outcome === 'failed');
  if (all.some(isEvidence) || !isSilent) return true;
  for (const url of await witnesses(db, urls, mostWitnesses)) {
    if (isEvidence(await checkLink(url, checking))) return true;
  }
  return false;
}
