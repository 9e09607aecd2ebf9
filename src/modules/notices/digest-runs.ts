import type { Db } from '../../platform/database/index.ts';
import { machineDate } from '../../ui/index.ts';
import { isWorkingDay, morningOf, tuesdayOf } from '../membership/index.ts';

/** The digests of one morning. */
export interface DigestRun {
  day: string;
  /** Whether those who want one a week are told too. */
  weekly: boolean;
  /** The last Tuesday whose weekly digests are made, or were not due. */
  tuesday: string;
  afterAccount: string;
  finishedAt: Date | null;
}

/** The last morning when digests were made. */
export async function lastRun(db: Db, { held = false } = {}): Promise<DigestRun | undefined> {
  return db
    .selectFrom('digest_runs')
    .select(['day', 'weekly', 'tuesday', 'after_account as afterAccount', 'finished_at as finishedAt'])
    .orderBy('day', 'desc')
    .limit(1)
    .$if(held, (query) => query.forUpdate())
    .executeTakeFirst();
}

/**
 * The run that is due: digests leave at eight in Paris on working days. A server that was off then makes up for it when it
 * is back, the same day, or on the next working day; the weekly ones are never lost, nor made twice.
 */
export function runDue(
  now: Date,
  last: Pick<DigestRun, 'day' | 'tuesday'> | undefined,
): Pick<DigestRun, 'day' | 'weekly' | 'tuesday'> | null {
  const day = machineDate(now);
  if (!isMorning(now) || (last && last.day >= day)) return null;
  const tuesday = tuesdayOf(day);
  // An instance that starts in the middle of a week waits for its first Tuesday.
  const weekly = last ? last.tuesday < tuesday : day === tuesday;
  return { day, weekly, tuesday };
}

const isMorning = (now: Date): boolean =>
  isWorkingDay(machineDate(now)) && now >= morningOf(machineDate(now));

/** The run to work at now, opened when it is due; null when there is nothing to do. */
export async function openRun(db: Db, now: Date): Promise<DigestRun | null> {
  const last = await lastRun(db);
  // One that was cut comes first, be it of an earlier day: in the morning as any other.
  if (last && !last.finishedAt && isMorning(now)) return last;
  const due = runDue(now, last);
  if (due) {
    // Another process may open it at the same time.
    await db
      .insertInto('digest_runs')
      .values({ ...due, started_at: now })
      .onConflict((conflict) => conflict.column('day').doNothing())
      .execute();
    return (await lastRun(db)) ?? null;
  }
  return null;
}
