import ical, {
  escape as escapeText,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator';
import { calendarInvitation, calendarLine, type MailCalendar } from '../../platform/mail/index.ts';
import { sessionHref } from './addresses.ts';
import type { TrainingSession } from './sessions/session.ts';

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
  return calendarLine([place, afar].filter(Boolean).join(' ou '));
}

const product = 'Formations';

interface Invited {
  /** Of the registration: another one of the same person is another event. */
  id: string;
  name: string;
  email: string;
}

/**
 * What a mail carries for the calendar of who registered. Its UID is that of the registration, and never changes; SEQUENCE is that of the session, raised by each change that shows.
 */
export function invitationOf(
  session: Described,
  invited: Invited,
  method: MailCalendar['method'],
  { publicUrl, mailFrom, now }: { publicUrl: string; mailFrom: string | null; now: Date },
): MailCalendar {
  const url = publicUrl + sessionHref(session.slug);
  return calendarInvitation({
    method,
    product,
    publicUrl,
    mailFrom,
    organiser: session.organiser.name,
    // They asked for it: nothing is asked of them any more.
    invited: { ...invited, status: ICalAttendeeStatus.ACCEPTED },
    event: {
      id: `inscription-${invited.id}@${new URL(publicUrl).host}`,
      stamp: now,
      // A person who gives up changes nothing for the others: the session keeps its number, this event takes the next.
      sequence: session.sequence + (method === 'CANCEL' && session.status !== 'cancelled' ? 1 : 0),
      start: session.startsAt,
      end: session.endsAt,
      summary: calendarLine(session.title),
      location: locationOf(session, method === 'REQUEST'),
      description: [
        `Organisée par ${calendarLine(session.organiser.name)}.`,
        ...(session.remoteUrl && method === 'REQUEST' ? [`Rejoindre à distance : ${session.remoteUrl}`] : []),
        url,
      ].join('\n'),
      url,
    },
  });
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
    prodId: { company: 'Cordee', product, language: 'FR' },
    method: ICalCalendarMethod.PUBLISH,
    // The library escapes the texts of events, but not those of the calendar.
    name: escapeText(calendarLine(name), false),
    description: escapeText(calendarLine(description), false),
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
      summary: calendarLine(session.title),
      location: locationOf(session, false),
      description: `Organisée par ${calendarLine(session.organiser.name)}.\nS’inscrire : ${publicUrl}${sessionHref(session.slug)}`,
      url: publicUrl + sessionHref(session.slug),
    });
  }
  return `${calendar.toString()}\r\n`;
}
