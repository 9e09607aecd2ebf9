import type { Db, KeyAct, KeyRequestState, Side } from '../../../platform/database/index.ts';
import { Conflict, Forbidden, notFound, Refusal } from '../../../platform/http/index.ts';
import { queueMail, queueMails } from '../../../platform/mail/index.ts';
import { record } from '../../audit/index.ts';
import { addressOf } from '../../identity/index.ts';
import { type Act, groupThing } from '../act.ts';
import { type Asked, askedWords, type KeyedAct, keyedAct } from './acts.ts';
import { answerMail, askingMail } from './mails.ts';
import { copilotsOnSide, holdCopilots, otherSide } from './sides.ts';

/** How long a key waits for the other. */
export const keyDays = 30;

/** Until when a key given then waits. */
export const keyExpiry = (askedAt: Date): Date => new Date(askedAt.getTime() + keyDays * 24 * 60 * 60 * 1000);

interface GroupName {
  id: string;
  slug: string;
  title: string;
}

export type Given = { done: true } | { done: false; requestId: string; awaits: Side };

/**
 * What a group cannot do alone on one side: done at once where one side only has copilots, asked of the other side
 * where both do. Whoever holds no key of such a group is refused, the programme team too.
 */
export async function actWithKeys(
  tx: Db,
  act: Act,
  asked: Asked & { name: KeyAct; group: GroupName; publicUrl: string },
): Promise<Given> {
  const { name, group, thingId } = asked;
  const definition = keyedAct(name);
  // The thing always before the copilots, and before the requests: two acts at once then never wait for each other.
  const held = (await definition.hold(tx, thingId)) ?? notFound();
  const copilots = await holdCopilots(tx, group.id);
  const isTwoSided = new Set(copilots.values()).size === 2;
  await definition.check(tx, asked);
  if (!isTwoSided) {
    await voidRequests(tx, thingId, 'Le groupe n’avait plus de copilotes que d’un côté.', act.now);
    await definition.perform(tx, act, { ...asked, mark: held.mark });
    return { done: true };
  }
  const side = copilots.get(act.by.id);
  if (!side) throw new Refusal(teamRefusal);
  await expireRequests(tx, act.now, thingId);
  const row = await tx
    .insertInto('key_requests')
    .values({
      group_id: group.id,
      act: name,
      thing_id: thingId,
      thing_label: held.label,
      mark: held.mark,
      input: JSON.stringify(asked.input ?? {}),
      side,
      asked_by: act.by.id,
      asked_at: act.now,
      expires_at: keyExpiry(act.now),
    })
    // One awaits at a time (key_requests_one_awaiting); its condition cannot be named: a prepared statement hides it.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) {
    throw new Refusal(
      'Une clé a déjà été donnée pour cela. Examinez la demande qui attend, ou retirez-la, dans l’espace du groupe, page « Clés ».',
    );
  }
  const about = { act: name, thingLabel: held.label };
  await record(tx, {
    actor: act.by,
    verb: 'key.ask',
    thing: groupThing(group),
    detail: { act: askedWords(about), side },
  });
  const awaits = otherSide(side);
  const mail = askingMail({ ...about, ...asked, by: act.by.name, side, requestId: row.id });
  await queueMails(
    tx,
    (await copilotsOnSide(tx, group.id, awaits)).map(({ id, email }) => ({
      ...mail,
      to: email,
      key: `key:${row.id}:${id}`,
      expiresAt: keyExpiry(act.now),
    })),
  );
  return { done: false, requestId: row.id, awaits };
}

const teamRefusal =
  'Ce groupe a des copilotes de chaque côté : cela se fait avec une clé de l’État et une clé des collectivités. L’équipe du programme n’en tient aucune.';

/** Throws Refusal, by field, when this takes the keys of a group that both sides co-pilot. */
export async function refuseWithoutKeys(tx: Db, groupId: string, field = ''): Promise<void> {
  const copilots = await holdCopilots(tx, groupId);
  if (new Set(copilots.values()).size === 2) throw new Refusal(teamRefusal, field);
}

/** How a request ended when its second key was tried. */
export type Turned = { state: 'turned' } | { state: 'void' | 'expired'; reason: string };

/**
 * Turns the second key, and does what was asked in the same transaction: on the thing as it was when the first was
 * given, by two people who hold their keys now. Otherwise the request is void, and this says why.
 */
export async function turnKey(
  tx: Db,
  act: Act,
  { group, requestId, publicUrl }: { group: GroupName; requestId: string; publicUrl: string },
): Promise<Turned> {
  const { request, definition, held, copilots } = await holdRequest(tx, group, requestId);
  const side = copilots.get(act.by.id);
  if (!side || side === request.side || act.by.id === request.asked_by) {
    throw new Forbidden('La seconde clé se tourne de l’autre côté, par une autre personne.');
  }
  const asked = { groupId: group.id, thingId: request.thing_id, input: request.input };
  const end = async (state: 'void' | 'expired', reason: string): Promise<Turned> => {
    await settle(tx, request.id, { state, reason, by: null, at: act.now });
    return { state, reason };
  };
  if (request.expires_at <= act.now) return end('expired', expiryWords);
  if (copilots.get(request.asked_by) !== request.side) return end('void', lostKeyWords);
  if (!held || held.mark !== request.mark) return end('void', changedWords);
  // Before the act: what it changes makes void all that still waits on the thing.
  await settle(tx, request.id, { state: 'turned', by: act.by.id, at: act.now });
  await definition.perform(tx, act, { ...asked, mark: held.mark });
  const about = { act: request.act, thingLabel: request.thing_label };
  await record(tx, {
    actor: act.by,
    verb: 'key.turn',
    thing: groupThing(group),
    detail: { act: askedWords(about), side },
  });
  await tellAsker(tx, request, { ...about, group, publicUrl, by: act.by.name, side, refusal: null });
  return { state: 'turned' };
}

/** Says no on the other side, and why. */
export async function refuseKey(
  tx: Db,
  act: Act,
  {
    group,
    requestId,
    publicUrl,
    reason,
  }: {
    group: GroupName;
    requestId: string;
    publicUrl: string;
    reason: string;
  },
): Promise<void> {
  const { request, copilots } = await holdRequest(tx, group, requestId);
  const side = copilots.get(act.by.id);
  if (!side || side === request.side) throw new Forbidden('Seul l’autre côté peut refuser sa clé.');
  await settle(tx, request.id, { state: 'refused', reason, by: act.by.id, at: act.now });
  const about = { act: request.act, thingLabel: request.thing_label };
  await record(tx, {
    actor: act.by,
    verb: 'key.refuse',
    thing: groupThing(group),
    detail: { act: askedWords(about), side, reason },
  });
  await tellAsker(tx, request, { ...about, group, publicUrl, by: act.by.name, side, refusal: reason });
}

/** Takes back the key that one's side gave. */
export async function withdrawKey(
  tx: Db,
  act: Act,
  { group, requestId }: { group: GroupName; requestId: string },
): Promise<void> {
  const { request, copilots } = await holdRequest(tx, group, requestId);
  if (copilots.get(act.by.id) !== request.side)
    throw new Forbidden('Seul le côté qui a donné la clé la reprend.');
  await settle(tx, request.id, { state: 'withdrawn', by: act.by.id, at: act.now });
  await record(tx, {
    actor: act.by,
    verb: 'key.withdraw',
    thing: groupThing(group),
    detail: { act: askedWords({ act: request.act, thingLabel: request.thing_label }) },
  });
}

/** The thing changed: what waited on it is void. Called by whatever changes it, in the same transaction. */
export async function voidRequests(
  tx: Db,
  things: string | readonly string[],
  reason: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('key_requests')
    .set({ state: 'void', reason, settled_at: now })
    .where((eb) => eb('thing_id', '=', eb.fn.any(eb.val([things].flat()))))
    .where('state', '=', 'awaiting')
    .execute();
}

export const changedWords =
  'Ce dont il s’agit a changé depuis que la première clé a été donnée. Demandez de nouveau ce que vous voulez faire.';
const lostKeyWords = 'La personne qui avait donné la première clé n’est plus copilote de ce côté.';
const expiryWords = `La seconde clé n’est pas venue en ${keyDays} jours.`;

/** Ends what waited too long; of one thing, or of all. Says how many. */
export async function expireRequests(tx: Db, now: Date, thingId?: string): Promise<number> {
  let late = tx
    .selectFrom('key_requests')
    .select('id')
    .where('state', '=', 'awaiting')
    .where('expires_at', '<=', now)
    .forUpdate()
    // What somebody settles at this moment is settled.
    .skipLocked();
  if (thingId !== undefined) late = late.where('thing_id', '=', thingId);
  const { numUpdatedRows } = await tx
    .updateTable('key_requests')
    .set({ state: 'expired', reason: expiryWords, settled_at: now })
    .where('id', 'in', late)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** The request as it waits, its thing and the copilots, all held. Throws Refusal when it waits no more. */
async function holdRequest(tx: Db, group: GroupName, requestId: string) {
  const seen = await tx
    .selectFrom('key_requests')
    .select(['act', 'thing_id'])
    .where('id', '=', requestId)
    .where('group_id', '=', group.id)
    .executeTakeFirst();
  if (!seen) notFound();
  const definition: KeyedAct = keyedAct(seen.act);
  const held = await definition.hold(tx, seen.thing_id);
  const copilots = await holdCopilots(tx, group.id);
  const request = await tx
    .selectFrom('key_requests')
    .selectAll()
    .where('id', '=', requestId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (request.state !== 'awaiting')
    throw new Refusal(`Cette demande n’attend plus : ${endedWords[request.state]}.`);
  return { request, definition, held, copilots };
}

/** How a request ended: `Cette demande n’attend plus : …`. */
export const endedWords: Readonly<Record<KeyRequestState, string>> = {
  awaiting: 'clé attendue',
  turned: 'la seconde clé a été tournée',
  refused: 'la seconde clé a été refusée',
  withdrawn: 'la première clé a été reprise',
  void: 'la demande est caduque',
  expired: 'la demande a expiré',
};

async function settle(
  tx: Db,
  id: string,
  { state, reason, by, at }: { state: KeyRequestState; reason?: string; by: string | null; at: Date },
): Promise<void> {
  await tx
    .updateTable('key_requests')
    .set({ state, reason: reason ?? null, settled_by: by, settled_at: at })
    .where('id', '=', id)
    .execute();
}

async function tellAsker(
  tx: Db,
  request: { id: string; asked_by: string },
  answer: Parameters<typeof answerMail>[0],
): Promise<void> {
  const to = await addressOf(tx, request.asked_by);
  if (to) await queueMail(tx, { ...answerMail(answer), to, key: `key:${request.id}:answer` });
}

/** Throws Conflict when the group is no longer at this version: a key is given on what one has seen. */
export async function refuseOldVersion(
  tx: Db,
  groupId: string,
  version: number,
  current: Readonly<Record<string, string>>,
): Promise<void> {
  const group = await tx
    .selectFrom('groups')
    .select('version')
    .where('id', '=', groupId)
    .forUpdate()
    .executeTakeFirst();
  if (!group) notFound();
  if (group.version !== version) {
    throw new Conflict('Ce groupe a changé entre-temps. Vérifiez, puis recommencez.', current, group.version);
  }
}
