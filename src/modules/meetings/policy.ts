import type {
  MeetingAudience,
  MeetingState,
  MembershipRole,
  MinutesState,
} from '../../platform/database/index.ts';
import { type Actor, isCopilot, isMember, runsGroup, seesInside } from '../identity/index.ts';

export type MeetingVerb =
  | 'meeting.read'
  | 'meeting.call'
  /** What it is about, when and where, who is invited; calling it off. */
  | 'meeting.edit'
  | 'meeting.answer'
  /** Where it is joined from afar. */
  | 'meeting.join'
  | 'meeting.attendance'
  | 'minutes.write'
  /** What was decided, and what is to be done. */
  | 'minutes.conclude'
  | 'minutes.propose'
  | 'minutes.reopen'
  /** For one's own side: not even the programme team does it in its stead. */
  | 'minutes.approve'
  | 'minutes.correct'
  | 'minutes.answer-correction';

/** What rights in a group depend on. */
export interface GroupFacts {
  groupId: string;
  groupClosed: boolean;
}

/** What rights on a meeting depend on. */
export interface MeetingFacts extends GroupFacts {
  state: MeetingState;
  audience: MeetingAudience;
  minutes: MinutesState;
  over: boolean;
  invited: boolean;
  /** Was asked to take the minutes. */
  writes: boolean;
}

/** Whether this person may do that in this group, whatever the meeting. */
export function canInGroup(
  actor: Actor | null,
  verb: 'meeting.read' | 'meeting.call',
  { groupId, groupClosed }: GroupFacts,
): boolean {
  return verb === 'meeting.call' ? !groupClosed && runsGroup(actor, groupId) : seesInside(actor, groupId);
}

/** Whether this person may do that to this meeting. */
export function can(actor: Actor | null, verb: MeetingVerb, facts: MeetingFacts): boolean {
  const { groupId } = facts;
  if (verb === 'meeting.read' || verb === 'meeting.call') return canInGroup(actor, verb, facts);
  const runs = runsGroup(actor, groupId);
  const belongs = isMember(actor, groupId);
  const takesPart = belongs && takesPartAs(actor?.memberships.get(groupId)?.role);
  const open = facts.state === 'called' && !facts.groupClosed;
  switch (verb) {
    case 'meeting.join':
      return open && (runs || (belongs && facts.invited) || (takesPart && facts.audience === 'members'));
    case 'meeting.answer':
      return (
        open && !facts.over && ((belongs && facts.invited) || (takesPart && facts.audience === 'members'))
      );
    case 'meeting.edit':
      return runs && open && facts.minutes !== 'approved';
    case 'meeting.attendance':
    case 'minutes.conclude':
    case 'minutes.propose':
      return runs && open && facts.minutes === 'draft';
    case 'minutes.write':
      return (runs || (belongs && facts.writes)) && open && facts.minutes === 'draft';
    case 'minutes.reopen':
    case 'minutes.answer-correction':
      return runs && open && facts.minutes === 'proposed';
    case 'minutes.approve':
      return isCopilot(actor, groupId) && open && facts.minutes === 'proposed';
    case 'minutes.correct':
      return takesPart && open && facts.minutes === 'proposed';
  }
}

/** Observers read. */
const takesPartAs = (role: MembershipRole | undefined): boolean => role === 'copilot' || role === 'member';
