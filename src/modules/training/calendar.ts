import ical, {
  escape as escapeText,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator';
import { addressOf, type MailCalendar } from '../../platform/mail/index.ts';
import { sessionHref } from './addresses.ts';
import type { TrainingSession } from './sessions/session.ts';

/** Control characters have no place in a text of a calendar. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();

type Described = Pick<
  TrainingSession,
  | 'id'
  | 'slug'
  | 'title'
  | 'startsAt'
  | 'endsAt'
  | 'mode'
  | 'address'
  | 'territory'
  | 'remoteUrl'
  | 'organiser'
  | 'status'
  | 'sequence'
  | 'updatedAt'
>;

/** Where it is held; how to join it from afar is told to those who have a place only. */
function locationOf({ mode, address, territory, remoteUrl }: Described, joins: boolean): string {
  const place = mode === 'remote' ? '' : [address, territory?.name].filter(Boolean).join(', ');
  const afar = mode === 'onsite' ? '' : joins && remoteUrl ? remoteUrl : 'À distance';
  return oneLine([place, afar].filter(Boolean).join(' ou '));
}

interface Invited {
  /** Of the registration: another one of the same person is another event. */
  id: string;
  name: string;
  email: string;
}

/**
 * What a mail carries for the calendar of who reads it (RFC 5546): REQUEST puts the session there or moves it, CANCEL takes it out.
 * Its UID is that of the registration, and never changes; SEQUENCE is that of the session, raised by each change that shows.
 */
export function invitationOf(
  session: Described,
  invited: Invited,
  method: MailCalendar['method'],
  { publicUrl, mailFrom, now }: { publicUrl: string; mailFrom: string | null; now: Date },
): MailCalendar {
  const { host, hostname } = new URL(publicUrl);
  const calendar = ical({
    prodId: { company: 'Cordee', product: 'Formations', language: 'FR' },
    method: method === 'REQUEST' ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.CANCEL,
  });
  const event = calendar.createEvent({
    id: `inscription-${invited.id}@${host}`,
    stamp: now,
    // A person who gives up changes nothing for the others: the session keeps its number, this event takes the next.
    sequence: session.sequence + (method === 'CANCEL' && session.status !== 'cancelled' ? 1 : 0),
    start: session.startsAt,
    end: session.endsAt,
    timezone: 'UTC',
    status: method === 'REQUEST' ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    summary: oneLine(session.title),
    location: locationOf(session, method === 'REQUEST'),
    description: [
      `Organisée par ${oneLine(session.organiser.name)}.`,
      ...(session.remoteUrl && method === 'REQUEST' ? [`Rejoindre à distance : ${session.remoteUrl}`] : []),
      publicUrl + sessionHref(session.slug),
    ].join('\n'),
    url: publicUrl + sessionHref(session.slug),
    organizer: {
      name: oneLine(session.organiser.name),
      email: mailFrom === null ? `ne-pas-repondre@${hostname}` : addressOf(mailFrom),
    },
  });
  event.createAttendee({
    name: oneLine(invited.name),
    email: invited.email,
    role: ICalAttendeeRole.REQ,
    // They asked for it: nothing is asked of them any more.
    status: ICalAttendeeStatus.ACCEPTED,
    rsvp: false,
  });
  return { method, content: `${calendar.toString()}\r\n` };
}

/** A calendar of sessions to subscribe to; says nothing that their public pages do not. */
export function calendarOfSessions(
  sessions: readonly Described[],
  {
    name,
    description,
    url,
    source,
    publicUrl,
  }: Record<'name' | 'description' | 'url' | 'source' | 'publicUrl', string>,
): string {
  const { host } = new URL(publicUrl);
  const calendar = ical({
    prodId: { company: 'Cordee', product: 'Formations', language: 'FR' },
    method: ICalCalendarMethod.PUBLISH,
    // The library escapes the texts of events, but not those of the calendar.
    name: escapeText(oneLine(name), false),
    description: escapeText(oneLine(description), false),
    url,
    source,
    ttl: 6 * 3_600,
  });
  for (const session of sessions) {
    calendar.createEvent({
      id: `session-${session.id}@${host}`,
      // Of the content and not of the moment: the same content gives the same bytes.
      stamp: session.updatedAt,
      lastModified: session.updatedAt,
      sequence: session.sequence,
      start: session.startsAt,
      end: session.endsAt,
      timezone: 'UTC',
      status: session.status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      summary: oneLine(session.title),
      location: locationOf(session, false),
      description: `Organisée par ${oneLine(session.organiser.name)}.\nS’inscrire : ${publicUrl}${sessionHref(session.slug)}`,
      url: publicUrl + sessionHref(session.slug),
    });
  }
  return `${calendar.toString()}\r\n`;
}
