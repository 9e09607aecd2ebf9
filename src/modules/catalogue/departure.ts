import type { Db } from '../../platform/database/index.ts';
import { forgetAlerts } from './alerts/alerts.ts';
import { forgetContributor } from './contributions/purge.ts';
import { leaveUses } from './uses/uses.ts';
import { forgetVoices } from './voices/voices.ts';

/**
 * What a person leaves when their account is deleted: no voice, no alert, what their authority uses under nobody's name, what they
 * proposed under their body's at most.
 */
export async function forgetPerson(tx: Db, accountId: string): Promise<void> {
  await forgetVoices(tx, accountId);
  await leaveUses(tx, accountId);
  await forgetContributor(tx, accountId);
  await forgetAlerts(tx, accountId);
}
