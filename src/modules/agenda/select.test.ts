import { describe, expect, test } from 'vitest';
import { aMeasure, aMilestone } from '../../../test/measures.ts';
import type { Facts } from '../audience/index.ts';
import { plainText, selectFrom, type Wanted } from './select.ts';

const measures = [
  aMeasure({
    slug: 'permis',
    title: 'Permis en ligne',
    audience: { all: [{ kind: ['commune'] }, { population: { op: '>', value: 3500 } }] },
    milestones: [
      aMilestone({ date: '2022-01-01' }),
      aMilestone({
        date: '2027-01-01',
        precision: 'year',
        audience: { population: { op: '>', value: 10_000 } },
      }),
    ],
  }),
  aMeasure({
    slug: 'cadastre',
    title: 'Œuvres et cadastre',
    nature: 'opportunity',
    milestones: [aMilestone({ date: '2024-06-01' })],
  }),
  aMeasure({
    slug: 'tva',
    title: 'Facturation',
    theme: { code: 'finances', label: 'Finances' },
    status: 'rolling_out',
    audience: { flag: 'assujettie-tva' },
    milestones: [aMilestone({ date: null })],
  }),
];

const select = (wanted: Wanted) => selectFrom(measures, wanted, new Map());
const slugs = (wanted: Wanted) => select(wanted).items.map(({ measure }) => measure.slug);

test.each<[Wanted, string[]]>([
  [{}, ['permis', 'cadastre', 'tva']],
  [{ theme: 'urbanisme' }, ['permis', 'cadastre']],
  [{ nature: 'opportunity' }, ['cadastre']],
  [{ statut: 'rolling_out' }, ['tva']],
  [{ q: ['oeuvres', 'cadastre'] }, ['cadastre']],
  [{ q: ['permis', 'cadastre'] }, []],
  [{ type: 'region' }, ['cadastre', 'tva']],
  [{ type: 'commune', population: 100 }, ['cadastre', 'tva']],
  [{ de: 2027 }, ['permis']],
  [{ a: 2022 }, ['permis']],
  [{ de: 2023, a: 2026 }, ['cadastre']],
  [{ theme: 'urbanisme', nature: 'opportunity' }, ['cadastre']],
])('%j keeps %j', (wanted, kept) => {
  expect(slugs(wanted)).toEqual(kept);
});

test('each facet is counted beside the other filters, not beside itself', () => {
  const { values } = select({ theme: 'urbanisme', nature: 'opportunity' });
  expect(values.theme).toEqual([{ value: 'urbanisme', count: 1 }]);
  expect(values.nature).toEqual([
    { value: 'obligation', count: 1 },
    { value: 'opportunite', count: 1 },
  ]);
  expect(values.statut).toEqual([{ value: 'en-vigueur', count: 1 }]);
  expect(select({}).values.type).toContainEqual({ value: 'region', count: 2 });
});

test('tells what each filter in use keeps away', () => {
  expect(select({ theme: 'finances', nature: 'opportunity' }).without).toEqual([
    { name: 'theme', count: 1 },
    { name: 'nature', count: 1 },
  ]);
});

describe('one authority', () => {
  const commune = (people: number): Facts => ({
    kind: 'commune',
    kindWords: 'commune',
    population: { count: people, source: null },
    epci: null,
    within: new Map(),
    flags: new Map(),
    stages: new Map(),
  });

  test('keeps what concerns it and, said so, what may', () => {
    const { items } = select({ collectivite: commune(900) });
    expect(items.map(({ measure, verdict }) => [measure.slug, verdict])).toEqual([
      ['cadastre', 'yes'],
      ['tva', 'unknown'],
    ]);
  });

  test('of a measure that concerns it, leaves out the milestones that do not', () => {
    const dates = (people: number) =>
      select({ collectivite: commune(people) }).items[0]?.milestones.map(({ of }) => of.date);
    expect(dates(5000)).toEqual(['2022-01-01']);
    expect(dates(20_000)).toEqual(['2022-01-01', '2027-01-01']);
    expect(slugs({ collectivite: commune(5000), de: 2027 })).toEqual([]);
  });
});

test('text is looked for as people type', () => {
  expect(plainText('Échéance d’ŒUVRE')).toBe("echeance d'oeuvre");
});
