import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { aMeasure, aMilestone } from '../../../test/measures.ts';
import { calendarOf } from './calendar.ts';
import type { Measure, Milestone } from './measure.ts';

const publicUrl = 'https://cordee.example';
const options = {
  name: 'Agenda',
  description: 'Ce qui vient',
  url: `${publicUrl}/agenda`,
  source: `${publicUrl}/agenda.ics`,
  publicUrl,
};

const updatedAt = new Date('2026-11-01T09:30:00Z');

const written = (milestone: Partial<Milestone> = {}, measure: Partial<Measure> = {}, reason?: string) =>
  calendarOf(
    [
      {
        measure: aMeasure({ slug: 'une-mesure', title: 'Une mesure', updatedAt, ...measure }),
        milestone: aMilestone({
          id: 'unique',
          date: '2027-01-01',
          label: 'Dernier délai',
          updatedAt,
          ...milestone,
        }),
        reason,
      },
    ],
    options,
  );

function eventIn(text: string): ICAL.Event {
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent');
  if (!event) throw new Error('no event');
  return new ICAL.Event(event);
}
const propertyOf = (text: string, name: string) =>
  eventIn(text).component.getFirstPropertyValue(name)?.toString();

describe('a calendar', () => {
  test('says what it is and where to find it again', () => {
    const calendar = new ICAL.Component(ICAL.parse(written()));
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendar.getFirstPropertyValue('prodid')).toContain('Cordee');
    expect(calendar.getFirstPropertyValue('name')).toBe('Agenda');
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Agenda');
    expect(calendar.getFirstPropertyValue('source')?.toString()).toBe(`${publicUrl}/agenda.ics`);
    expect(calendar.getFirstPropertyValue('refresh-interval')?.toString()).toBe('PT12H');
  });

  test('without any event, is one still', () => {
    const text = calendarOf([], options);
    expect(() => ICAL.parse(text)).not.toThrow();
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n.*\r\nEND:VCALENDAR\r\n$/s);
  });

  test('has a name and a description that come back as they are, whatever they hold', () => {
    const name = 'Accueil, aide ; C:\\dossier 🧗 '.repeat(6).trim();
    const text = calendarOf([], {
      ...options,
      name: `${name}\r\nX-AUTRE:1`,
      description: `${name}\nEND:VCALENDAR`,
    });
    const calendar = new ICAL.Component(ICAL.parse(text));
    const textOf = (property: string) => {
      const found = calendar.getFirstProperty(property);
      const value = String(found?.getFirstValue());
      // The parser leaves as it is written what it does not know the type of.
      return found?.type === 'text' ? value : value.replace(/\\([\\;,])/g, '$1');
    };
    for (const property of ['name', 'x-wr-calname']) expect(textOf(property)).toBe(`${name} X-AUTRE:1`);
    for (const property of ['description', 'x-wr-caldesc'])
      expect(textOf(property)).toBe(`${name} END:VCALENDAR`);
    expect(text).not.toMatch(/[^\\][,;] (?:aide|C:)/);
    expect(calendar.getFirstProperty('x-autre')).toBeNull();
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });
});

describe('an event', () => {
  test('of one day lasts that day, wherever the reader is', () => {
    const text = written();
    expect(text).toContain('DTSTART;VALUE=DATE:20270101\r\n');
    expect(text).toContain('DTEND;VALUE=DATE:20270102\r\n');
    expect(propertyOf(text, 'status')).toBe('CONFIRMED');
  });

  test.each([
    ['month', '20270101', '20270201'],
    ['quarter', '20270101', '20270401'],
    ['half', '20270101', '20270701'],
    ['year', '20270101', '20280101'],
  ] as const)('known to the %s covers it, and is tentative', (precision, start, end) => {
    const text = written({ precision });
    expect(text).toContain(`DTSTART;VALUE=DATE:${start}\r\n`);
    expect(text).toContain(`DTEND;VALUE=DATE:${end}\r\n`);
    expect(propertyOf(text, 'status')).toBe('TENTATIVE');
  });

  test('without a date is left out', () => {
    expect(written({ date: null, precision: 'unknown' })).not.toContain('VEVENT');
  });

  test('that we are not sure of is tentative', () => {
    expect(propertyOf(written({ kind: 'forecast' }), 'status')).toBe('TENTATIVE');
    expect(propertyOf(written({}, { confidence: 'low', note: 'Date de mémoire.' }), 'status')).toBe(
      'TENTATIVE',
    );
  });

  test('called off, or of a measure repealed, is cancelled', () => {
    expect(propertyOf(written({ cancelledAt: new Date() }), 'status')).toBe('CANCELLED');
    expect(propertyOf(written({}, { status: 'repealed' }), 'status')).toBe('CANCELLED');
  });

  test('that moved keeps its UID, with a higher sequence, and says so', () => {
    const before = written();
    const after = written({
      date: '2028-01-01',
      sequence: 1,
      moves: [
        {
          from: { date: '2027-01-01', precision: 'day' },
          to: { date: '2028-01-01', precision: 'day' },
          reason: 'Le décret tarde.',
          source: { label: 'Journal officiel', url: 'https://www.legifrance.gouv.fr/' },
          at: new Date(),
        },
      ],
    });
    expect(propertyOf(after, 'uid')).toBe(propertyOf(before, 'uid'));
    expect(eventIn(before).sequence).toBe(0);
    expect(eventIn(after).sequence).toBe(1);
    expect(eventIn(after).description).toContain('Reporté : c’était le 1er janvier 2027. Le décret tarde.');
  });

  test('says why it concerns the reader', () => {
    expect(eventIn(written({}, {}, 'Concernée : commune.')).description).toContain('Concernée : commune.');
  });

  test('is the same bytes as long as nothing changed', () => {
    expect(written()).toBe(written());
  });

  test('says when it last changed, in UTC: by itself, or by its measure', () => {
    const later = { updatedAt: new Date('2026-11-20T23:15:00+01:00') };
    expect(written()).toContain('LAST-MODIFIED:20261101T093000Z\r\n');
    for (const text of [written(later), written({}, later)]) {
      expect(text).toContain('DTSTAMP:20261120T221500Z\r\n');
      expect(text).toContain('LAST-MODIFIED:20261120T221500Z\r\n');
    }
  });

  test('on the last day of February or of the year ends the day after', () => {
    expect(written({ date: '2028-02-29' })).toContain('DTEND;VALUE=DATE:20280301\r\n');
    expect(written({ date: '2027-12-31' })).toContain('DTEND;VALUE=DATE:20280101\r\n');
  });
});

describe('the text of a calendar', () => {
  const tricky = 'À « l’été » ; virgules, points-virgules \\ et 🧗‍♀️ '.repeat(20);

  test('comes back whole through folding and escaping', () => {
    const event = eventIn(written({ label: tricky }, { summary: tricky }));
    expect(event.summary).toBe(`Une mesure : ${tricky.trim()}`);
    expect(event.description).toContain(tricky.trim());
  });

  test('has lines of 75 octets at most, ended by CRLF, none cut within a character', () => {
    const text = written({ label: tricky }, { summary: tricky });
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(Buffer.from(line).toString()).not.toContain('\ufffd');
    }
  });

  test('cannot become another event', () => {
    const attack = 'Fin\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Faux\u0007';
    const text = written(
      { label: attack },
      { title: attack, summary: attack, theme: { code: 'x', label: attack } },
      attack,
    );
    expect(new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')).toHaveLength(1);
    expect(text.match(/^BEGIN:VEVENT/gm)).toHaveLength(1);
  });
});
