import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { authorise, found, limitAttempts, notFound } from '../../platform/http/index.ts';
import { askToOpen, findGroup, type Group } from '../groups/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import type { Act } from './actions.ts';
import { findMessage, type Message } from './message-queries.ts';
import { can, type ThreadFacts, type ThreadVerb } from './policy.ts';
import { findThread, type Thread } from './queries.ts';

export interface InGroup {
  actor: Actor;
  group: Group;
  facts: ThreadFacts;
}

export interface InThread {
  actor: Actor;
  thread: Thread;
  facts: ThreadFacts;
}

export interface OnMessage extends InThread {
  message: Message;
}

/** Checks the verb on the group of the address. The group is public; its exchanges are for its members. */
export async function inGroup(
  deps: Deps,
  request: FastifyRequest,
  slug: string,
  verb: ThreadVerb,
): Promise<InGroup> {
  const actor = signedIn(request);
  const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
  const facts = { groupId: group.id, groupClosed: group.state === 'closed' };
  askToOpen(actor, group);
  authorise(request, verb, can(actor, verb, facts));
  return { actor, group, facts };
}

/** Checks the verb on the thread of the address; for those outside its group, it does not exist: `missing` says so. */
export async function inThread(
  deps: Deps,
  request: FastifyRequest,
  id: string,
  verb: ThreadVerb,
  missing = 'Cette discussion n’existe pas.',
): Promise<InThread> {
  const actor = signedIn(request);
  const thread = await findThread(deps.db, id);
  const facts = thread && {
    groupId: thread.groupId,
    groupClosed: thread.groupClosed,
    threadClosed: thread.closed,
    threadAuthorId: thread.authorId,
  };
  if (thread) askToOpen(actor, { id: thread.groupId, slug: thread.groupSlug });
  if (!thread || !facts || !can(actor, 'thread.read', facts)) return notFound(missing);
  authorise(request, verb, can(actor, verb, facts));
  return { actor, thread, facts };
}

/** Checks the verb on the message of the address; a deleted one does not exist, a hidden one for those alone who read it. */
export async function onMessage(
  deps: Deps,
  request: FastifyRequest,
  id: string,
  verb: ThreadVerb,
  { hiddenToo = false }: { hiddenToo?: boolean } = {},
): Promise<OnMessage> {
  const message = await findMessage(deps.db, id);
  if (!message || message.deleted) return notFound(noMessage);
  // In the same words: who is outside does not learn that there is a message.
  const { actor, thread, facts } = await inThread(deps, request, message.threadId, 'thread.read', noMessage);
  const onIt = { ...facts, ...messageFacts(thread, message) };
  if (message.hidden && !(hiddenToo && readsHidden(actor, onIt))) return notFound(noMessage);
  authorise(request, verb, can(actor, verb, onIt));
  return { actor, thread, message, facts: onIt };
}

const noMessage = 'Ce message n’existe pas.';

/** A hidden message keeps its words for its author and for those who moderate. */
export function readsHidden(actor: Actor, facts: ThreadFacts): boolean {
  return can(actor, 'message.moderate', facts) || facts.authorId === actor.id;
}

export function messageFacts(thread: Thread, message: Message): Pick<ThreadFacts, 'authorId' | 'answered'> {
  return { authorId: message.authorId, answered: message.number === 1 && thread.messages > 1 };
}

export function actOf(deps: Deps, actor: Actor): Act {
  return {
    by: { id: actor.id, name: actor.name },
    now: deps.clock.now(),
    publicUrl: deps.settings.publicUrl,
  };
}

/** Each message may be a mail to a whole group: an account in the wrong hands does not fill their boxes. */
export async function limitPosts({ db, clock }: Deps, { id }: Pick<Actor, 'id'>): Promise<void> {
  await limitAttempts(db, { name: 'post', of: id, max: 60, seconds: 3600, now: clock.now() });
}
