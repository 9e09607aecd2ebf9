import type { LinkState } from '../../../platform/database/index.ts';
import { machineDate } from '../../../ui/index.ts';
import type { Finding, LinkReason } from './check-link.ts';

/** What is known of an address. */
export interface Link {
  url: string;
  state: LinkState;
  /** Of this state. */
  since: Date | null;
  checkedAt: Date | null;
  okAt: Date | null;
  status: number | null;
  reason: LinkReason | null;
  movedTo: string | null;
  /** Days in a row on which it failed. */
  failures: number;
  /** As `2026-11-23`. */
  failedOn: string | null;
}

/** A link is told dead after so many days of failure in a row: sites have bad days. */
export const daysToDie = 3;

const day = 86_400_000;

/** What is known of an address after one more try, and when to try again. */
export function standingAfter(link: Link, finding: Finding, now: Date): Link & { nextAt: Date } {
  const { status, reason } = finding;
  const tried = { url: link.url, checkedAt: now, status, reason };
  const today = machineDate(now);
  const inState = (state: LinkState) => ({ state, since: state === link.state ? link.since : now });
  if (finding.outcome !== 'failed') {
    return {
      ...tried,
      ...inState(finding.outcome),
      okAt: finding.outcome === 'refused' ? link.okAt : now,
      movedTo: finding.movedTo,
      failures: 0,
      failedOn: null,
      nextAt: new Date(now.getTime() + 7 * day),
    };
  }
  const failures = link.failedOn === today ? link.failures : link.failures + 1;
  const isDead = failures >= daysToDie;
  return {
    ...tried,
    ...(isDead ? inState('dead') : { state: link.state, since: link.since }),
    okAt: link.okAt,
    movedTo: link.movedTo,
    failures,
    failedOn: today,
    nextAt: new Date(now.getTime() + (isDead ? 7 : 1) * day),
  };
}
