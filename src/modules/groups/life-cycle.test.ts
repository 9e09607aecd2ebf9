import { describe, expect, it } from 'vitest';
import { dormancyOf, groupStates, isLate, nextStates } from './life-cycle.ts';

describe('life cycle', () => {
  it('goes from proposed to active, to paused and back, and ends closed', () => {
    expect(nextStates('proposed')).toEqual(['active', 'closed']);
    expect(nextStates('active')).toEqual(['paused', 'closed']);
    expect(nextStates('paused')).toEqual(['active', 'closed']);
    expect(nextStates('closed')).toEqual([]);
  });

  it('never leads back to a proposal, nor to where one is', () => {
    for (const state of groupStates) {
      expect(nextStates(state)).not.toContain('proposed');
      expect(nextStates(state)).not.toContain(state);
    }
  });
});

describe('dormancy', () => {
  const now = new Date('2026-11-23T10:00:00+01:00');
  const active = { state: 'active' as const, activatedAt: null, lastProgress: null };

  it('says nothing of a group without any point that was active before Cordée', () => {
    expect(dormancyOf(active, now)).toBeNull();
  });

  it('starts four months after the last point, to the day', () => {
    expect(dormancyOf({ ...active, lastProgress: { onDay: '2026-07-24' } }, now)).toBeNull();
    expect(dormancyOf({ ...active, lastProgress: { onDay: '2026-07-23' } }, now)).toEqual({
      months: 4,
      since: 'progress',
    });
    expect(dormancyOf({ ...active, lastProgress: { onDay: '2025-11-24' } }, now)).toEqual({
      months: 11,
      since: 'progress',
    });
  });

  it('counts from the activation when no point came since', () => {
    const activatedAt = new Date('2026-06-01T09:00:00Z');
    expect(dormancyOf({ ...active, activatedAt }, now)).toEqual({ months: 5, since: 'activation' });
    expect(dormancyOf({ ...active, activatedAt, lastProgress: { onDay: '2026-01-05' } }, now)).toEqual({
      months: 5,
      since: 'activation',
    });
    expect(dormancyOf({ ...active, activatedAt, lastProgress: { onDay: '2026-10-05' } }, now)).toBeNull();
  });

  it('ends a count begun on the 31st with the last day of a shorter month', () => {
    const endOfFebruary = new Date('2027-02-28T10:00:00+01:00');
    expect(dormancyOf({ ...active, lastProgress: { onDay: '2026-10-31' } }, endOfFebruary)?.months).toBe(4);
    expect(
      dormancyOf({ ...active, lastProgress: { onDay: '2026-10-31' } }, new Date('2027-02-27T10:00:00+01:00')),
    ).toBeNull();
  });

  it('concerns active groups only', () => {
    for (const state of ['proposed', 'paused', 'closed'] as const) {
      expect(dormancyOf({ state, activatedAt: null, lastProgress: { onDay: '2020-01-01' } }, now)).toBeNull();
    }
  });
});

describe('a late step', () => {
  it('is still to be done the day after it was due', () => {
    expect(isLate({ state: 'todo', dueOn: '2026-11-22' }, '2026-11-23')).toBe(true);
    expect(isLate({ state: 'doing', dueOn: '2026-11-22' }, '2026-11-23')).toBe(true);
    expect(isLate({ state: 'doing', dueOn: '2026-11-23' }, '2026-11-23')).toBe(false);
    expect(isLate({ state: 'done', dueOn: '2026-11-22' }, '2026-11-23')).toBe(false);
    expect(isLate({ state: 'dropped', dueOn: '2026-11-22' }, '2026-11-23')).toBe(false);
    expect(isLate({ state: 'todo', dueOn: null }, '2026-11-23')).toBe(false);
  });
});
