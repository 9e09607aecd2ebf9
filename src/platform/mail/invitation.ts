import ical, {
  ICalAttendeeRole,
  type ICalAttendeeStatus,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
} from 'ical-generator';
import type { MailCalendar } from './queue.ts';
import { addressOf } from './send.ts';

/** Control characters have no place in a text of a calendar. */
export const calendarLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();

/**
 * What a mail carries for the calendar of who reads it (RFC 5546): REQUEST puts the event there or moves it, CANCEL takes it
 * out. Nobody else's address is in it; answers are given on our pages, a calendar's own would go to an address that nobody reads.
 */
export function calendarInvitation({
  method,
  product,
  event,
  organiser,
  invited,
  publicUrl,
  mailFrom,
}: {
  method: MailCalendar['method'];
  /** « Formations », for the name of who made the file. */
  product: string;
  event: Omit<ICalEventData, 'timezone' | 'status' | 'organizer'>;
  organiser: string;
  invited: { name: string; email: string; status: ICalAttendeeStatus };
  publicUrl: string;
  mailFrom: string | null;
}): MailCalendar {
  const isRequest = method === 'REQUEST';
  const calendar = ical({
    prodId: { company: 'Cordee', product, language: 'FR' },
    method: isRequest ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.CANCEL,
  });
  calendar
    .createEvent({
      ...event,
      timezone: 'UTC',
      status: isRequest ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
      organizer: {
        name: calendarLine(organiser),
        email: mailFrom === null ? `ne-pas-repondre@${new URL(publicUrl).hostname}` : addressOf(mailFrom),
      },
    })
    .createAttendee({
      name: calendarLine(invited.name),
      email: invited.email,
      role: ICalAttendeeRole.REQ,
      status: invited.status,
      rsvp: false,
    });
  return { method, content: `${calendar.toString()}\r\n` };
}
