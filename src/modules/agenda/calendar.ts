import ical, {
  escape as escapeText,
  foldLines,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { calendarLine } from '../../platform/mail/index.ts';
import type { Measure, Milestone } from './measure.ts';
import { endOf, periodPhrase, startOf } from './period.ts';
import { milestoneKindLabels, natureLabels } from './vocabulary.ts';

/** A milestone as an event, with why it concerns the reader when that is known. */
export interface CalendarEntry {
  measure: Measure;
  milestone: Milestone;
  /** « Concernée : commune de 5 120 habitants… » */
  reason?: string;
  /** « À préciser : … », when nobody can tell whether this date is the reader's: the event is tentative, and says so first. */
  unsettled?: string | null;
}

export interface CalendarOptions {
  name: string;
  description: string;
  /** The page that says the same. */
  url: string;
  /** Where subscribers find it again. */
  source: string;
  publicUrl: string;
}

const day = 86_400_000;

/**
 * A calendar to subscribe to (RFC 5545, RFC 7986): each milestone is an event of one day, or of the whole period when no day is
 * known, then tentative. Its UID never changes: a milestone that moves keeps it, with a higher SEQUENCE; one that was called off is
 * CANCELLED. Milestones without any date are left out.
 */
export function calendarOf(entries: readonly CalendarEntry[], options: CalendarOptions): string {
  const { name, description, url, source, publicUrl } = options;
  const { host } = new URL(publicUrl);
  const calendar = ical({
    prodId: { company: 'Cordee', product: 'Agenda', language: 'FR' },
    method: ICalCalendarMethod.PUBLISH,
    // The library escapes the texts of events, but not those of the calendar.
    name: escapeText(calendarLine(name), false),
    description: escapeText(calendarLine(description), false),
    url,
    source,
    ttl: 12 * 3_600,
  });
  for (const { measure, milestone, reason, unsettled = null } of entries) {
    const [start, end] = [startOf(milestone), endOf(milestone)];
    if (start === null || end === null) continue;
    const changedAt = milestone.updatedAt > measure.updatedAt ? milestone.updatedAt : measure.updatedAt;
    calendar.createEvent({
      id: `jalon-${milestone.id}@${host}`,
      // Of the content and not of the moment: the same content gives the same bytes.
      stamp: changedAt,
      lastModified: changedAt,
      sequence: milestone.sequence,
      allDay: true,
      start: new Date(`${start}T00:00:00Z`),
      // The end of an event of whole days is the day after.
      end: new Date(Date.parse(`${end}T00:00:00Z`) + day),
      timezone: 'UTC',
      status: statusOf(measure, milestone, unsettled !== null),
      summary: calendarLine(
        `${unsettled === null ? '' : 'À préciser : '}${measure.title} : ${milestone.label}`,
      ),
      description: wordsOf({ measure, milestone, reason, unsettled }),
      url: `${publicUrl}/agenda/${measure.slug}`,
      categories: [{ name: natureLabels[measure.nature] }, { name: measure.theme.label }],
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  // RFC 7986 adds this; and each line ends, the last one too: the library leaves both out.
  const described = foldLines(`VERSION:2.0\r\nDESCRIPTION:${escapeText(calendarLine(description), false)}`);
  return `${calendar.toString().replace('VERSION:2.0', () => described)}\r\n`;
}

function statusOf(measure: Measure, milestone: Milestone, isUnsettled: boolean): ICalEventStatus {
  if (milestone.cancelledAt || measure.status === 'repealed') return ICalEventStatus.CANCELLED;
  const fuzzy =
    isUnsettled ||
    milestone.precision !== 'day' ||
    milestone.kind === 'forecast' ||
    measure.confidence === 'low';
  return fuzzy ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

function wordsOf({ measure, milestone, reason, unsettled }: CalendarEntry): string {
  return [
    `${milestoneKindLabels[milestone.kind]} ${periodPhrase(milestone)}.`,
    ...milestone.moves.map(
      (move) =>
        `Reporté : c’était ${periodPhrase(move.from)}. ${move.reason} (${move.source.label}, ${move.source.url})`,
    ),
    unsettled ?? '',
    reason ?? '',
    measure.summary,
    measure.confidence === 'low' ? `À vérifier. ${measure.note ?? ''}` : '',
  ]
    .filter(Boolean)
    .map(calendarLine)
    .join('\n');
}
