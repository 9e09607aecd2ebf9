import type { CallOutcome, Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { record } from '../audit/index.ts';

export interface Calling {
  by: { id: string; name: string };
  now: Date;
  rollout: { slug: string; title: string };
  authority: { id: string; name: string };
}

/** Notes a call and what came of it. Who may is for the caller to check. Throws Refusal when it is to be made again in the past. */
export async function noteCall(
  tx: Db,
  { by, now, rollout, authority }: Calling,
  { outcome, note, againOn }: { outcome: CallOutcome; note: string; againOn: string | null },
): Promise<void> {
  if (againOn !== null && againOn < machineDate(now)) {
    throw new Refusal('Un rappel se fait aujourd’hui ou plus tard.', 'rappel');
  }
  await tx
    .insertInto('rollout_calls')
    .values({
      rollout: rollout.slug,
      authority_id: authority.id,
      account_id: by.id,
      at: now,
      outcome,
      note,
      again_on: againOn,
    })
    .execute();
  await record(tx, {
    actor: by,
    verb: 'rollout.call',
    thing: { type: 'authority', id: authority.id, label: authority.name },
    // Not what was said: that is for those who accompany.
    detail: { rollout: rollout.slug, outcome },
  });
}
