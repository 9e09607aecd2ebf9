import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { authorise, found, notFound } from '../../platform/http/index.ts';
import { askToOpen, findGroup, type Group } from '../groups/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import { findMeeting, type Invitation, type Item, invitationOf, itemsOf, type Meeting } from './meeting.ts';
import { can, canInGroup, type MeetingFacts, type MeetingVerb } from './policy.ts';

/** Who acts, and when; with what mails need. */
export interface Act {
  by: { id: string; name: string };
  now: Date;
  publicUrl: string;
  mailFrom: string | null;
}

export const actOf = ({ clock, settings }: Deps, actor: { id: string; name: string }): Act => ({
  by: { id: actor.id, name: actor.name },
  now: clock.now(),
  publicUrl: settings.publicUrl,
  mailFrom: settings.mailFrom,
});

export interface OnMeeting {
  actor: Actor;
  meeting: Meeting;
  invitation: Invitation | null;
  facts: MeetingFacts;
  may: (verb: MeetingVerb) => boolean;
}

export interface OnItem extends OnMeeting {
  item: Item;
}

/** Checks the verb on the group of the address. The group is public; its meetings are for its members. */
export function inGroup(deps: Deps, verb: 'meeting.read' | 'meeting.call') {
  return async (
    request: FastifyRequest,
    { slug }: { slug: string },
  ): Promise<{ actor: Actor; group: Group; mayCall: boolean }> => {
    const actor = signedIn(request);
    const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
    const facts = { groupId: group.id, groupClosed: group.state === 'closed' };
    askToOpen(actor, group);
    authorise(request, verb, canInGroup(actor, verb, facts));
    return { actor, group, mayCall: canInGroup(actor, 'meeting.call', facts) };
  };
}

/** Checks the verb on the meeting of the address; for those outside its group, it does not exist. */
export function onMeeting(deps: Deps, verb: MeetingVerb) {
  return async (request: FastifyRequest, { id }: { id: string }): Promise<OnMeeting> => {
    const actor = signedIn(request);
    const [meeting, invitation] = await Promise.all([
      findMeeting(deps.db, id),
      invitationOf(deps.db, id, actor.id),
    ]);
    const facts = meeting && factsOf(meeting, invitation, deps.clock.now());
    if (meeting) askToOpen(actor, meeting.group);
    if (!meeting || !facts || !can(actor, 'meeting.read', facts))
      return notFound('Cette réunion n’existe pas.');
    authorise(request, verb, can(actor, verb, facts));
    return { actor, meeting, invitation, facts, may: (other) => can(actor, other, facts) };
  };
}

/** The same, on one point of its agenda. */
export function onItem(deps: Deps, verb: MeetingVerb) {
  const load = onMeeting(deps, verb);
  return async (
    request: FastifyRequest,
    { id, item: itemId }: { id: string; item: string },
  ): Promise<OnItem> => {
    const on = await load(request, { id });
    const items = await itemsOf(deps.db, id);
    const item = items.find((one) => one.id === itemId);
    return { ...on, item: found(item, 'Ce point n’est plus à l’ordre du jour.') };
  };
}

export function factsOf(meeting: Meeting, invitation: Invitation | null, now: Date): MeetingFacts {
  return {
    groupId: meeting.group.id,
    groupClosed: meeting.group.state === 'closed',
    state: meeting.state,
    audience: meeting.audience,
    minutes: meeting.minutesState,
    over: meeting.endsAt <= now,
    invited: invitation !== null,
    writes: invitation?.writes ?? false,
  };
}
