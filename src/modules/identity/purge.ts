import type { Db } from '../../platform/database/index.ts';
import { purgeAttempts, purgeFormKeys } from '../../platform/http/index.ts';
import { purgeOutbox } from '../../platform/mail/index.ts';
import { purgeEvents } from '../audit/index.ts';
import { purgeExports } from './data-export.ts';
import { purgeSuspensions } from './two-persons.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/**
 * Deletes what is kept past its time, as the page on personal data promises; runs every hour. Each table is
 * purged by its owner; the times are written here, in one place, to be compared with that page.
 */
export async function purge(db: Db, now: Date): Promise<void> {
  const ago = (time: number) => new Date(now.getTime() - time);
  const yearsAgo = (years: number) => {
    const date = new Date(now);
    date.setUTCFullYear(date.getUTCFullYear() - years);
    return date;
  };
  await db.deleteFrom('sign_in_links').where('expires_at', '<', ago(day)).execute();
  await db.deleteFrom('email_changes').where('expires_at', '<', ago(day)).execute();
  await db.deleteFrom('first_administrator_links').where('expires_at', '<', now).execute();
  await db.deleteFrom('sessions').where('expires_at', '<', now).execute();
  await purgeExports(db, now);
  await purgeAttempts(db, ago(23 * hour));
  await purgeFormKeys(db, ago(2 * day));
  await purgeOutbox(db, ago(30 * day));
  await db.deleteFrom('departed_addresses').where('left_at', '<', yearsAgo(2)).execute();
  await purgeSuspensions(db, yearsAgo(1));
  await purgeEvents(db, yearsAgo(1));
}
