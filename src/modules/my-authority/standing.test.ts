import { expect, test } from 'vitest';
import { aMeasure, aMilestone } from '../../../test/measures.ts';
import type { Measure, Milestone } from '../agenda/index.ts';
import type { Facts, Rule } from '../audience/index.ts';
import { newsSince, snapshotOf } from './news.ts';
import { nextAction, standingIn, standingOf } from './standing.ts';
import { readPeople } from './what-if.ts';

const today = '2026-11-23';
const vocabulary = { flags: new Map(), territories: new Map(), stages: new Map() };
const commune: Facts = {
  kind: 'commune',
  kindWords: 'commune',
  population: { count: 900, source: null },
  epci: null,
  within: new Map(),
  flags: new Map(),
  stages: new Map(),
};

let count = 0;
function milestone(values: Partial<Milestone> = {}): Milestone {
  count += 1;
  return aMilestone({ id: `m${count}`, date: '2027-01-01', label: 'Date', ...values });
}

function measure(values: Partial<Measure> = {}): Measure {
  count += 1;
  return aMeasure({
    slug: `mesure-${count}`,
    title: `Mesure ${count}`,
    consequences: ['Agir'],
    audience: { kind: ['commune'] },
    ...values,
  });
}

const placeOf = (values: Partial<Measure>) => standingOf(measure(values), commune, vocabulary, today).place;

test.each<[string, Partial<Measure>, string]>([
  ['due within six months', { milestones: [milestone()] }, 'now'],
  ['due on the last day of the six months', { milestones: [milestone({ date: '2027-05-25' })] }, 'now'],
  ['due a day later', { milestones: [milestone({ date: '2027-05-26' })] }, 'soon'],
  ['due in a period that begins soon', { milestones: [milestone({ precision: 'half' })] }, 'now'],
  ['running this very year', { milestones: [milestone({ date: '2026-01-01', precision: 'year' })] }, 'now'],
  [
    'in force since the summer',
    { milestones: [milestone({ date: '2026-07-01', kind: 'entry_into_force' })] },
    'now',
  ],
  ['in force for long', { milestones: [milestone({ date: '2020-01-01' })] }, 'in_force'],
  ['in force, without a date', {}, 'in_force'],
  ['only a text to come', { milestones: [milestone({ kind: 'text' })] }, 'soon'],
  ['a date that was cancelled', { milestones: [milestone({ cancelledAt: new Date(0) })] }, 'in_force'],
  ['a date for others', { milestones: [milestone({ audience: { kind: ['region'] } })] }, 'in_force'],
  ['announced, without a date', { status: 'announced' }, 'soon'],
  ['proposed, however near', { status: 'proposed', milestones: [milestone()] }, 'soon'],
  ['an opportunity, however near', { nature: 'opportunity', milestones: [milestone()] }, 'opportunities'],
  ['an experiment', { nature: 'experiment' }, 'opportunities'],
  ['ended', { status: 'ended' }, 'over'],
  ['ended, and for others', { status: 'ended', audience: { kind: ['region'] } }, 'elsewhere'],
  ['for others', { audience: { kind: ['region'] } }, 'elsewhere'],
  ['unknown', { audience: { flag: 'fait' } }, 'unknown'],
])('where a measure goes: %s', (_case, values, place) => {
  expect(placeOf(values)).toBe(place);
});

test('the next deadline is the nearest firm one, of what concerns it and is not over', () => {
  const deadlineOf = (...measures: Measure[]) => standingIn(measures, commune, vocabulary, today).deadline;
  const near = milestone({ date: '2026-12-01' });
  const forecast = milestone({ date: '2026-11-30', kind: 'forecast' });
  expect(
    deadlineOf(
      measure({ milestones: [milestone({ date: '2027-01-01' })] }),
      measure({ milestones: [near, forecast] }),
      measure({ audience: { kind: ['region'] }, milestones: [milestone({ date: '2026-11-24' })] }),
      measure({ audience: { flag: 'fait' }, milestones: [milestone({ date: '2026-11-24' })] }),
      measure({ status: 'repealed', milestones: [milestone({ date: '2026-11-24' })] }),
    ),
  ).toMatchObject({ milestone: near, firm: true });
  expect(deadlineOf(measure({ milestones: [forecast] }))).toMatchObject({ milestone: forecast, firm: false });
  expect(deadlineOf(measure({ milestones: [milestone({ date: '2020-01-01' })] }))).toBeNull();
});

test('a date of which we cannot tell is neither certain nor hidden', () => {
  const mayBe = milestone({ date: '2026-12-01', audience: { flag: 'fait' } });
  const standing = (values: Partial<Measure> = {}) =>
    standingOf(measure({ milestones: [mayBe], ...values }), commune, vocabulary, today);
  expect(standing()).toMatchObject({
    verdict: 'yes',
    place: 'soon',
    next: null,
    open: [{ milestone: mayBe, question: 'fait' }],
  });
  const whole = standingIn([measure({ milestones: [mayBe] })], commune, vocabulary, today);
  expect(whole.deadline).toBeNull();
  expect(whole.questions).toMatchObject([{ flag: 'fait', measures: [], dates: [{ milestone: mayBe }] }]);
  const told = (answer: boolean) =>
    standingOf(
      measure({ milestones: [mayBe] }),
      { ...commune, flags: new Map([['fait', answer]]) },
      vocabulary,
      today,
    );
  expect(told(true)).toMatchObject({ place: 'now', next: mayBe, open: [] });
  expect(told(false)).toMatchObject({ place: 'in_force', next: null, open: [] });
  const flagged = { flag: 'fait' };
  const open = (values: Partial<Milestone>) =>
    standing({ milestones: [milestone({ audience: flagged, ...values })] }).open.length;
  expect(open({ date: null, precision: 'unknown' })).toBe(1);
  expect(open({ date: '2020-01-01' })).toBe(1);
  expect(open({ date: '2020-01-01', kind: 'step' })).toBe(0);
  expect(open({ cancelledAt: new Date(0) })).toBe(0);
  // What does not concern it, what may not, and what is over say nothing of their dates.
  for (const values of [
    { audience: { kind: ['region' as const] } },
    { audience: flagged },
    { status: 'ended' as const },
  ])
    expect(standing(values).open).toEqual([]);
});

test('a fact is asked once, with the measures that it settles', () => {
  const rules: Rule[] = [{ flag: 'a' }, { flag: 'b' }, { all: [{ kind: ['commune'] }, { flag: 'b' }] }];
  const { questions, concerned } = standingIn(
    rules.map((audience) => measure({ audience })),
    commune,
    vocabulary,
    today,
  );
  expect(questions.map(({ flag, measures }) => [flag, measures.length])).toEqual([
    ['b', 2],
    ['a', 1],
  ]);
  expect(concerned).toBe(0);
});

test('the next action is that of the most pressing measure which is not dealt with', () => {
  const later = measure({ consequences: ['Plus tard'] });
  const first = measure({ consequences: ['D’abord', 'Ensuite'], milestones: [milestone()] });
  const standing = standingIn([later, first], commune, vocabulary, today);
  expect(nextAction(standing)?.act).toBe('D’abord');
  expect(nextAction(standing, (id) => id === first.id)?.act).toBe('Plus tard');
  expect(nextAction(standing, (_id, act) => act === 'D’abord')?.act).toBe('Ensuite');
  expect(nextAction(standingIn([], commune, vocabulary, today))).toBeNull();
});

test.each([
  ['3600', 3600],
  [' 3 600 habitants', 3600],
  ['0', 0],
  ['-5', null],
  ['12,5', null],
  ['beaucoup', null],
  ['999999999', null],
  ['1e3', null],
])('what is typed for a number of people: %s', (typed, people) => {
  expect(readPeople(typed)).toBe(people);
});

test('followers hear of what changed since they were last told, once', () => {
  const deadline = milestone({ date: '2027-03-01' });
  const old = measure({ milestones: [deadline], audience: { population: { op: '>', value: 500 } } });
  const told = snapshotOf({ measures: [old], today }, commune, []);
  const newsOf = (...measures: Measure[]) =>
    newsSince(told, { measures, today }, commune).map(({ words }) => words);
  expect(newsOf(old)).toEqual([]);
  expect(newsOf({ ...old, milestones: [{ ...deadline, date: '2027-09-01' }] })).toEqual([
    'Date déplacée, désormais le 1er septembre 2027 : Date',
  ]);
  expect(newsOf({ ...old, milestones: [{ ...deadline, cancelledAt: new Date(0) }] })).toEqual([
    'Date annulée : Date',
  ]);
  expect(newsOf({ ...old, audience: { population: { op: '>', value: 3500 } } })).toEqual([
    'Ne vous concerne plus',
  ]);
  expect(newsOf({ ...old, status: 'repealed' })).toEqual(['Prend fin']);
  expect(newsOf(old, measure())).toEqual(['Nouvelle mesure, qui vous concerne']);
  expect(newsOf(old, measure({ audience: { kind: ['region'] } }))).toEqual([]);
  // What is past when it is learnt is no news.
  expect(newsOf({ ...old, milestones: [deadline, milestone({ date: '2020-01-01' })] })).toEqual([]);

  const later = { measures: [old], today: '2027-01-05' };
  expect(newsSince(told, later, commune).map(({ words }) => words)).toEqual([
    'Échéance le 1er mars 2027 : Date',
  ]);
  const again = snapshotOf(later, commune, [deadline.id]);
  expect(newsSince(again, later, commune)).toEqual([]);
});
