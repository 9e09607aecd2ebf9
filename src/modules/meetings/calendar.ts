import ical, {
  escape as escapeText,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator';
import { calendarInvitation, calendarLine, type MailCalendar } from '../../platform/mail/index.ts';
import { meetingHref } from './addresses.ts';
import type { Meeting } from './meeting.ts';

type Described = Pick<
  Meeting,
  'id' | 'group' | 'title' | 'startsAt' | 'endsAt' | 'place' | 'link' | 'state' | 'sequence' | 'updatedAt'
>;

const product = 'Reunions';

/** The same in invitations and in calendars that are subscribed to: a meeting is one event. */
const uidOf = ({ id }: Described, publicUrl: string): string => `reunion-${id}@${new URL(publicUrl).host}`;

function said(meeting: Described, agenda: readonly string[], { publicUrl, joins }: Saying) {
  const link = joins ? meeting.link : null;
  const url = publicUrl + meetingHref(meeting.id);
  return {
    start: meeting.startsAt,
    end: meeting.endsAt,
    timezone: 'UTC',
    summary: calendarLine(meeting.title),
    location: calendarLine([meeting.place, link].filter(Boolean).join(' ou ')),
    description: [
      `Groupe ${calendarLine(meeting.group.title)}`,
      ...(link ? [`Rejoindre : ${link}`] : []),
      ...agenda.map((title, index) => `${index + 1}. ${calendarLine(title)}`),
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

/** What a mail carries for the calendar of who is invited. */
export function eventOf(
  meeting: Described,
  agenda: readonly string[],
  invited: { name: string; email: string },
  method: MailCalendar['method'],
  { publicUrl, mailFrom, now }: { publicUrl: string; mailFrom: string | null; now: Date },
): MailCalendar {
  return calendarInvitation({
    method,
    product,
    publicUrl,
    mailFrom,
    organiser: meeting.group.title,
    invited: { ...invited, status: ICalAttendeeStatus.NEEDSACTION },
    event: {
      ...said(meeting, agenda, { publicUrl, joins: method === 'REQUEST' }),
      id: uidOf(meeting, publicUrl),
      stamp: now,
      sequence: meeting.sequence,
    },
  });
}

/** A calendar of meetings to subscribe to. */
export function calendarOfMeetings(
  meetings: readonly (Described & { agenda: readonly string[]; joins: boolean })[],
  { name, publicUrl }: { name: string; publicUrl: string },
): string {
  const calendar = ical({
    prodId: { company: 'Cordee', product, language: 'FR' },
    method: ICalCalendarMethod.PUBLISH,
    // The library escapes the texts of events, but not those of the calendar.
    name: escapeText(calendarLine(name), false),
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
