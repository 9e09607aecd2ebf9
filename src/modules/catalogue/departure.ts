import type { Db } from '../../platform/database/index.ts';
import { leaveUses } from './uses.ts';
import { forgetVoices } from './voices.ts';

/** What a person leaves when their account is deleted: no voice, and what their authority uses under nobody's name. */
export async function forgetPerson(tx: Db, accountId: string): Promise<void> {
  await forgetVoices(tx, accountId);
  await leaveUses(tx, accountId);
}
