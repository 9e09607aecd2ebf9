import { describe, expect, it } from 'vitest';
import {
  formatDate,
  formatDateTime,
  formatFileSize,
  formatLongDate,
  formatNumber,
  formatPercent,
  inFrenchOrder,
  initials,
  machineDate,
  plural,
  relativeSince,
} from './index.ts';

describe('dates', () => {
  it('writes the first of a month as an ordinal, and no other day', () => {
    expect(formatDate('2027-01-01')).toBe('1er janvier 2027');
    expect(formatDate('2027-01-11')).toBe('11 janvier 2027');
    expect(formatDate('2027-01-21')).toBe('21 janvier 2027');
    expect(formatLongDate('2027-01-01')).toBe('vendredi 1er janvier 2027');
  });

  it('shows a moment in Paris time, whatever the machine', () => {
    const lateInUtc = new Date('2026-12-31T23:30:00Z');
    expect(formatDate(lateInUtc)).toBe('1er janvier 2027');
    expect(formatDateTime(lateInUtc)).toBe('1er janvier 2027 à 00\u00a0h\u00a030');
    expect(formatDateTime(new Date('2026-07-14T12:05:00Z'))).toBe('14 juillet 2026 à 14\u00a0h\u00a005');
  });

  it('keeps a calendar date on its day', () => {
    expect(machineDate('2026-03-29')).toBe('2026-03-29');
    expect(machineDate(new Date('2026-12-31T23:30:00Z'))).toBe('2027-01-01');
  });

  it.each([
    ['2026-11-23T09:59:40Z', 'à l’instant'],
    ['2026-11-23T09:55:00Z', 'il\u00a0y\u00a0a\u00a05\u00a0minutes'],
    ['2026-11-23T07:00:00Z', 'il\u00a0y\u00a0a\u00a03\u00a0heures'],
    ['2026-11-22T22:00:00Z', 'hier'],
    ['2026-11-20T10:00:00Z', 'il\u00a0y\u00a0a\u00a03\u00a0jours'],
    ['2026-11-01', 'il\u00a0y\u00a0a\u00a03\u00a0semaines'],
    ['2026-11-23', 'aujourd’hui'],
    ['2026-07-20', 'il\u00a0y\u00a0a\u00a04\u00a0mois'],
    ['2024-06-01', 'il\u00a0y\u00a0a\u00a02\u00a0ans'],
  ])('says how long ago %s was', (value, words) => {
    const moment = value.includes('T') ? new Date(value) : value;
    expect(relativeSince(moment, new Date('2026-11-23T10:00:00Z'))).toBe(words);
  });
});

describe('numbers', () => {
  it('groups thousands with narrow no-break spaces', () => {
    expect(formatNumber(34969)).toBe('34\u202f969');
    expect(formatPercent(0.125)).toBe('12,5\u00a0%');
  });

  it('agrees nouns the French way: plural from two', () => {
    expect(plural(0, 'membre')).toBe('0\u00a0membre');
    expect(plural(1, 'membre')).toBe('1\u00a0membre');
    expect(plural(2, 'membre')).toBe('2\u00a0membres');
    expect(plural(3, 'organisme copilote', 'organismes copilotes')).toBe('3\u00a0organismes copilotes');
  });

  it.each([
    [0, '0\u00a0octet'],
    [999, '999\u00a0octets'],
    [1000, '1\u00a0Ko'],
    [1_240_000, '1,2\u00a0Mo'],
    [999_900, '1\u00a0Mo'],
    [52_428_800, '52\u00a0Mo'],
    [3_000_000_000, '3\u00a0Go'],
  ])('writes %i bytes', (bytes, words) => {
    expect(formatFileSize(bytes)).toBe(words);
  });
});

it('takes initials from the first and last words', () => {
  expect(initials('Jean-Marie Le Goff')).toBe('JG');
  expect(initials('élise')).toBe('É');
  expect(initials('  ')).toBe('?');
});

it('puts labels in the order of a French dictionary', () => {
  const labels = ['Zones', 'Élus', 'agents', 'Groupe 10', 'Groupe 2', 'Épargne', 'Écoles'];
  expect(labels.toSorted(inFrenchOrder)).toEqual([
    'agents',
    'Écoles',
    'Élus',
    'Épargne',
    'Groupe 2',
    'Groupe 10',
    'Zones',
  ]);
});
