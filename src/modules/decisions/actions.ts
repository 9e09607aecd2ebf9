import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { Conflict, found, Refusal } from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { formatDate, machineDate } from '../../ui/index.ts';
import { type AuditEvent, record } from '../audit/index.ts';
import { stateLabels } from './content.ts';
import { type Decision, findDecisionById } from './queries.ts';
import type { Proposal, Settlement } from './schemas.ts';
import { indexDecision } from './search-entry.ts';

/** Who acts, and when. */
export interface Act {
  by: NonNullable<AuditEvent['actor']>;
  now: Date;
}

const thingOf = ({ id, title }: { id: string; title: string }) => ({ type: 'decision', id, label: title });

/** Where it is read in its group's space. */
export const decisionPath = (group: { slug: string }, number: number) =>
  `/espace/groupes/${group.slug}/decisions/${number}`;

/** The next number in its group; two at once wait for each other. */
async function nextNumber(tx: Db, groupId: string): Promise<number> {
  await tx.selectFrom('groups').select('id').where('id', '=', groupId).forNoKeyUpdate().execute();
  const { last } = await tx
    .selectFrom('decisions')
    .where('group_id', '=', groupId)
    .select((eb) => eb.fn.max('number').as('last'))
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}

export interface Recorded {
  groupId: string;
  title: string;
  /** What was decided, in Markdown. */
  text: string;
  /** `Le groupe, en réunion`, in words that everybody may read. */
  decidedBy: string;
  why: string;
  /** `2027-01-31` */
  on: string;
  public: boolean;
}

/**
 * Writes into the register of a group what was decided elsewhere, in a meeting for instance, and asks for those who
 * follow the group to be told (`decision.settled`, unless `announce` is false). Who may is for the caller to check.
 */
export async function recordDecision(
  tx: Db,
  act: Act,
  input: Recorded,
  { announce = true }: { announce?: boolean } = {},
): Promise<{ id: string; number: number }> {
  if (input.on > machineDate(act.now)) throw new Refusal('Cette date est à venir.', 'decided_on');
  const number = await nextNumber(tx, input.groupId);
  const { id } = await tx
    .insertInto('decisions')
    .values({
      group_id: input.groupId,
      number,
      title: input.title,
      body: input.text,
      state: 'adopted',
      mode: 'recorded',
      is_public: input.public,
      decided_by: input.decidedBy,
      motivation: input.why,
      decided_on: input.on,
      created_by: act.by.id,
      created_at: act.now,
      updated_at: act.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await indexDecision(tx, id);
  await record(tx, {
    actor: act.by,
    verb: 'decision.record',
    thing: thingOf({ id, title: input.title }),
    detail: { group: input.groupId },
  });
  if (announce) await enqueue(tx, 'decision.settled', { id });
  return { id, number };
}

/** Puts a question to the group: for advice, or by a vote. Opens at once when its first day has come. */
export async function proposeDecision(
  tx: Db,
  act: Act,
  groupId: string,
  input: Proposal,
  { announce = true }: { announce?: boolean } = {},
): Promise<{ id: string; number: number }> {
  const columns = await proposalColumns(tx, act, input);
  const number = await nextNumber(tx, groupId);
  const { id } = await tx
    .insertInto('decisions')
    .values({
      ...columns,
      group_id: groupId,
      number,
      state: columns.opens_at <= act.now ? 'open' : 'proposed',
      created_by: act.by.id,
      created_at: act.now,
      updated_at: act.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await indexDecision(tx, id);
  await record(tx, {
    actor: act.by,
    verb: 'decision.propose',
    thing: thingOf({ id, title: input.title }),
    detail: { group: groupId },
  });
  if (announce && columns.opens_at <= act.now) await enqueue(tx, 'decision.opened', { id });
  return { id, number };
}

/** Rewrites a question before its vote opens; afterwards people have voted on it as it is. */
export async function editProposal(
  tx: Db,
  act: Act,
  { id, version }: { id: string; version: number },
  input: Proposal,
): Promise<void> {
  const current = await holdDecision(tx, id);
  refuseOld(current, version, { title: current.title, body: current.body, motivation: current.motivation });
  if (current.state !== 'proposed' || (current.opensAt && current.opensAt <= act.now)) {
    throw new Refusal(
      'Le vote est ouvert : la question ne change plus. Vous pouvez y mettre fin, sans suite.',
    );
  }
  const columns = await proposalColumns(tx, act, input);
  await tx
    .updateTable('decisions')
    .set({
      ...columns,
      state: columns.opens_at <= act.now ? 'open' : 'proposed',
      version: version + 1,
      updated_at: act.now,
    })
    .where('id', '=', id)
    .execute();
  await indexDecision(tx, id);
  await record(tx, { actor: act.by, verb: 'decision.edit', thing: thingOf({ id, title: input.title }) });
  if (columns.opens_at <= act.now) await enqueue(tx, 'decision.opened', { id });
}

async function proposalColumns(tx: Db, { now }: Act, input: Proposal) {
  const today = machineDate(now);
  const opensOn = input.opens_on ?? today;
  if (opensOn < today) throw new Refusal('Ce jour est passé.', 'opens_on');
  if (input.closes_on < opensOn) throw new Refusal('Le vote se termine avant de commencer.', 'closes_on');
  const { quorum, quorum_value: value } = input;
  if (quorum !== 'none' && value === null) throw new Refusal('Indiquez le quorum.', 'quorum_value');
  if (quorum === 'percent' && (value ?? 0) > 100)
    throw new Refusal('Cent pour cent au plus.', 'quorum_value');
  if (quorum === 'count' && (value ?? 0) > 100_000)
    throw new Refusal('Ce quorum est trop grand.', 'quorum_value');
  // From the first moment of one day to the last of another, in France.
  const { rows } = await sql<{ opens: Date; closes: Date }>`
    select ${opensOn}::date::timestamp at time zone 'Europe/Paris' as opens,
      (${input.closes_on}::date + 1)::timestamp at time zone 'Europe/Paris' as closes`.execute(tx);
  const [moments] = rows;
  if (!moments) throw new Error('PostgreSQL gave no dates');
  return {
    title: input.title,
    body: input.body,
    motivation: input.motivation,
    mode: input.mode,
    is_public: input.publicity === 'public',
    voters: input.voters,
    by_side: input.by_side,
    secret: input.ballot === 'secret',
    options: input.options,
    quorum_count: quorum === 'count' ? value : null,
    quorum_percent: quorum === 'percent' ? value : null,
    opens_at: moments.opens,
    closes_at: moments.closes,
  };
}

/** What may be decided of a question now: after advice anything, before the end of a vote only that it is given up. */
export function settlementsOf(decision: Decision, now: Date): Settlement['state'][] {
  if (decision.mode === 'recorded' || (decision.state !== 'proposed' && decision.state !== 'open')) return [];
  const isOver = decision.closesAt !== null && decision.closesAt <= now;
  if (decision.mode === 'advice' && isOver) return ['adopted', 'rejected', 'dropped'];
  // What is voted is counted by its rule, and by nothing else.
  return isOver ? [] : ['dropped'];
}

/** Says what is decided of a question, who decides and why. */
export async function settleDecision(
  tx: Db,
  act: Act,
  { id, version }: { id: string; version: number },
  { state, decided_by, motivation }: Settlement,
): Promise<void> {
  const current = await holdDecision(tx, id);
  refuseOld(current, version, { state: stateLabels[current.state] });
  if (!settlementsOf(current, act.now).includes(state)) {
    throw new Refusal(
      current.mode === 'vote'
        ? 'Un vote est compté par sa règle : avant sa fin, on peut seulement le laisser sans suite.'
        : 'L’avis n’est pas terminé : on peut seulement le laisser sans suite.',
      'state',
    );
  }
  await tx
    .updateTable('decisions')
    .set({
      state,
      decided_by,
      motivation,
      decided_on: machineDate(act.now),
      version: version + 1,
      updated_at: act.now,
    })
    .where('id', '=', id)
    .execute();
  await indexDecision(tx, id);
  await record(tx, {
    actor: act.by,
    verb: 'decision.settle',
    thing: thingOf(current),
    detail: { outcome: stateLabels[state].toLowerCase(), reason: motivation },
  });
  await enqueue(tx, 'decision.settled', { id });
}

/** Says which later decision stands in the place of an adopted one. */
export async function replaceDecision(
  tx: Db,
  act: Act,
  { id, version }: { id: string; version: number },
  replacedBy: string,
): Promise<void> {
  // Both, in one order: two that would replace each other wait rather than block.
  await tx
    .selectFrom('decisions')
    .select('id')
    .where('id', 'in', [id, replacedBy])
    .orderBy('id')
    .forUpdate()
    .execute();
  const current = await holdDecision(tx, id);
  refuseOld(current, version, { state: stateLabels[current.state] });
  if (current.state !== 'adopted')
    throw new Refusal('Seule une décision adoptée est remplacée par une autre.');
  const newer = await tx
    .selectFrom('decisions')
    .where('id', '=', replacedBy)
    .where('group_id', '=', current.groupId)
    .where('state', '=', 'adopted')
    .where('id', '<>', id)
    .select(['title', 'decided_on'])
    .executeTakeFirst();
  if (!newer) throw new Refusal('Choisissez une décision adoptée de la liste.', 'replaced_by');
  await tx
    .updateTable('decisions')
    .set({ state: 'replaced', replaced_by: replacedBy, version: version + 1, updated_at: act.now })
    .where('id', '=', id)
    .execute();
  await indexDecision(tx, id);
  await record(tx, {
    actor: act.by,
    verb: 'decision.replace',
    thing: thingOf(current),
    detail: { to: `${newer.title}${newer.decided_on ? ` (${formatDate(newer.decided_on)})` : ''}` },
  });
}

/** Held until the end of the transaction. */
async function holdDecision(tx: Db, id: string): Promise<Decision> {
  await tx.selectFrom('decisions').select('id').where('id', '=', id).forUpdate().execute();
  return found(await findDecisionById(tx, id));
}

function refuseOld(current: Decision, version: number, texts: Readonly<Record<string, string>>): void {
  if (current.version !== version) {
    throw new Conflict('Quelqu’un a modifié cette décision entre-temps.', texts, current.version);
  }
}
