import type { Db } from '../../platform/database/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { machineDate } from '../../ui/index.ts';
import { addressOf } from '../identity/index.ts';
import { decisionPath } from './actions.ts';
import { outcomeOf, resultWords } from './counting.ts';
import { type Decision, electorateOf, findDecisionById, talliesOf } from './queries.ts';
import { indexDecision } from './search-entry.ts';

/**
 * Opens what begins and counts what ends, each in a transaction of its own; how many. Run twice, or by two processes, it
 * does each once.
 */
export async function turnDecisions(
  db: Db,
  { now, publicUrl }: { now: Date; publicUrl: string },
): Promise<number> {
  const due = await db
    .selectFrom('decisions')
    .select('id')
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'proposed'), eb('opens_at', '<=', now)]),
        eb.and([eb('state', '=', 'open'), eb('counted_at', 'is', null), eb('closes_at', '<=', now)]),
      ]),
    )
    .execute();
  let turned = 0;
  for (const { id } of due) {
    turned += await db.transaction().execute((tx) => turnOne(tx, id, { now, publicUrl }));
  }
  return turned;
}

async function turnOne(tx: Db, id: string, at: { now: Date; publicUrl: string }): Promise<number> {
  await tx.selectFrom('decisions').select('id').where('id', '=', id).forUpdate().execute();
  const decision = await findDecisionById(tx, id);
  if (!decision?.opensAt || !decision.closesAt) return 0;
  const { state, opensAt, closesAt } = decision;
  const opens = state === 'proposed' && opensAt <= at.now;
  if (opens) {
    await tx
      .updateTable('decisions')
      .set({ state: 'open', updated_at: at.now })
      .where('id', '=', id)
      .execute();
    await indexDecision(tx, id);
    // Nobody is called to a vote that is over.
    if (closesAt > at.now) await enqueue(tx, 'decision.opened', { id });
  }
  const isOpen = opens || state === 'open';
  if (!isOpen || decision.countedAt || closesAt > at.now) return opens ? 1 : 0;
  await count(tx, decision, at);
  return 1;
}

async function count(
  tx: Db,
  decision: Decision,
  { now, publicUrl }: { now: Date; publicUrl: string },
): Promise<void> {
  const [tallies, electorate] = [await talliesOf(tx, decision), await electorateOf(tx, decision)];
  const counted = {
    counted_at: now,
    electorate,
    result: resultWords(decision, tallies, electorate),
    updated_at: now,
  };
  const { id, mode, voters, group, number, title } = decision;
  if (mode === 'advice') {
    await tx.updateTable('decisions').set(counted).where('id', '=', id).execute();
    await indexDecision(tx, id);
    const to = await addressOf(tx, decision.createdBy);
    if (to) {
      await queueMail(tx, {
        to,
        key: `decision:${id}:advice`,
        subject: `L’avis est rendu : ${title} [${group.title}]`,
        text: `Bonjour,

L’avis demandé au groupe « ${group.title} » est rendu : ${title}

${counted.result}

Dites ce qui est décidé, et pourquoi : ${publicUrl}${decisionPath(group, number)}/conclusion
`,
      });
    }
    return;
  }
  const { state } = outcomeOf(decision, tallies, electorate);
  await tx
    .updateTable('decisions')
    .set({
      ...counted,
      state,
      decided_by:
        voters === 'organisation'
          ? 'Les collectivités et organismes du groupe, par un vote'
          : 'Les membres du groupe, par un vote',
      // The last day on which one could vote.
      decided_on: machineDate(new Date((decision.closesAt ?? now).getTime() - 1)),
    })
    .where('id', '=', id)
    .execute();
  await indexDecision(tx, id);
  await enqueue(tx, 'decision.settled', { id });
}
