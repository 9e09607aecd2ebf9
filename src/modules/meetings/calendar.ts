import ical, {
  escape as escapeText,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator';
import { addressOf, type MailCalendar } from '../../platform/mail/index.ts';
import { meetingHref } from './addresses.ts';
import type { Meeting } from './meeting.ts';

/** Control characters have no place in a text of a calendar. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();

type Described = Pick<
  Meeting,
  'id' | 'group' | 'title' | 'startsAt' | 'endsAt' | 'place' | 'link' | 'state' | 'sequence' | 'updatedAt'
>;

const prodId = { company: 'Cordee', product: 'Reunions', language: 'FR' };

/** The same in invitations and in calendars that are subscribed to: a meeting is one event. */
const uidOf = ({ id }: Described, publicUrl: string): string => `reunion-${id}@${new URL(publicUrl).host}`;

function said(meeting: Described, agenda: readonly string[], { publicUrl, joins }: Saying) {
  const link = joins ? meeting.link : null;
  const url = publicUrl + meetingHref(meeting.id);
  return {
    start: meeting.startsAt,
    end: meeting.endsAt,
    timezone: 'UTC',
    summary: oneLine(meeting.title),
    location: oneLine([meeting.place, link].filter(Boolean).join(' ou ')),
    description: [
      `Groupe ${oneLine(meeting.group.title)}`,
      ...(link ? [`Rejoindre : ${link}`] : []),
      ...agenda.map((title, index) => `${index + 1}. ${oneLine(title)}`),
      url,
    ].join('\n'),
    url,
  };
}

interface Saying {
  publicUrl: string;
  /** Whether the reader is told how to join. */
  joins: boolean;
}

/**
 * What a mail carries for the calendar of who reads it (RFC 5546): REQUEST puts the meeting there or moves it, CANCEL
 * takes it out. Nobody else's address is in it.
 */
export function eventOf(
  meeting: Described,
  agenda: readonly string[],
  invited: { name: string; email: string },
  method: MailCalendar['method'],
  { publicUrl, mailFrom, now }: { publicUrl: string; mailFrom: string | null; now: Date },
): MailCalendar {
  const calendar = ical({
    prodId,
    method: method === 'REQUEST' ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.CANCEL,
  });
  const event = calendar.createEvent({
    ...said(meeting, agenda, { publicUrl, joins: method === 'REQUEST' }),
    id: uidOf(meeting, publicUrl),
    stamp: now,
    sequence: meeting.sequence,
    status: method === 'REQUEST' ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    organizer: {
      name: oneLine(meeting.group.title),
      email: mailFrom === null ? `ne-pas-repondre@${new URL(publicUrl).hostname}` : addressOf(mailFrom),
    },
  });
  event.createAttendee({
    name: oneLine(invited.name),
    email: invited.email,
    role: ICalAttendeeRole.REQ,
    status: ICalAttendeeStatus.NEEDSACTION,
    // Answers are given on the page: a calendar's own would go to an address that nobody reads.
    rsvp: false,
  });
  return { method, content: `${calendar.toString()}\r\n` };
}

/** A calendar of meetings to subscribe to. */
export function calendarOfMeetings(
  meetings: readonly (Described & { agenda: readonly string[]; joins: boolean })[],
  { name, publicUrl }: { name: string; publicUrl: string },
): string {
  const calendar = ical({
    prodId,
    method: ICalCalendarMethod.PUBLISH,
    // The library escapes the texts of events, but not those of the calendar.
    name: escapeText(oneLine(name), false),
    ttl: 3_600,
  });
  for (const meeting of meetings) {
    calendar.createEvent({
      ...said(meeting, meeting.agenda, { publicUrl, joins: meeting.joins }),
      id: uidOf(meeting, publicUrl),
      // Of the content and not of the moment: the same content gives the same bytes.
      stamp: meeting.updatedAt,
      lastModified: meeting.updatedAt,
      sequence: meeting.sequence,
      status: meeting.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return `${calendar.toString()}\r\n`;
}
