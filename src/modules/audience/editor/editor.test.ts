import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { loadRollouts } from '../../rollouts/load.ts';
import { loadFlags } from '../flags.ts';
import { audienceSchema, type Comparison, type Rule, ruleKindCodes } from '../rule.ts';
import { addButton, afterButton, caseCount, removeButton } from './buttons.ts';
import { type Case, casesOf, mostConditions, mostStages, ruleOfCases } from './cases.ts';
import { fieldsOfRule, type RuleInput, readRule } from './fields.ts';
import { previewOf } from './preview.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await loadFlags({ db: database.db, say: () => {} });
  await loadRollouts({ db: database.db, say: () => {} });
});
afterAll(() => database.close());

const read = (input: RuleInput, kept?: Rule) => readRule(database.db, input, kept);
const errorsOf = async (input: RuleInput) => {
  const refused = await read(input).catch((error: unknown) => error);
  return refused instanceof Refusal ? refused.errors : {};
};

const bound = (...ops: Comparison['op'][]) =>
  fc.option(fc.record({ op: fc.constantFrom(...ops), value: fc.nat(100_000) }));
const bounds = fc.record({ least: bound('>', '>='), most: bound('<', '<=') });
const places = fc.uniqueArray(fc.constantFrom('departement:74', 'region:84', 'commune:74010', 'france'));
const anyCase: fc.Arbitrary<Case> = fc
  .record({
    kinds: fc.uniqueArray(fc.constantFrom(...ruleKindCodes)),
    population: bounds,
    epciPopulation: bounds,
    within: places,
    except: places,
    conditions: fc.array(fc.record({ flag: fc.constantFrom('agents-50', 'maternite'), has: fc.boolean() }), {
      maxLength: mostConditions,
    }),
    stages: fc.array(
      fc.record({
        rollout: fc.constant('demat-ads'),
        reached: fc.constantFrom('sve-adresse', 'instruction'),
        has: fc.boolean(),
      }),
      { maxLength: mostStages },
    ),
  })
  .filter((one) => !('all' in ruleOfCases([one])) || JSON.stringify(ruleOfCases([one])) !== '{"all":[]}');

test('the rule that cases make is told by the same cases', () => {
  fc.assert(
    fc.property(fc.array(anyCase, { minLength: 1, maxLength: 4 }), (cases) => {
      expect(casesOf(ruleOfCases(cases))).toEqual(cases);
    }),
  );
});

test.each<[string, Rule]>([
  ['a choice inside a case', { all: [{ kind: ['commune'] }, { any: [{ flag: 'a' }, { flag: 'b' }] }] }],
  ['a stage that is not in its list', { stage: { rollout: 'franceconnect', reached: 'raccordee' } }],
  ['a refusal of more than a territory or a fact', { not: { kind: ['commune'] } }],
  [
    'two lower bounds',
    { all: [{ population: { op: '>', value: 1 } }, { population: { op: '>=', value: 9 } }] },
  ],
  ['two lists of territories', { all: [{ within: ['departement:74'] }, { within: ['region:84'] }] }],
  ['everyone', { all: [] }],
  ['a question that is not in its list', { flag: 'oubliee' }],
  ['everyone, as one case among others', { any: [{ kind: ['commune'] }, { all: [] }] }],
  ['more cases than the form has', { any: Array.from({ length: 5 }, () => ({ flag: 'maternite' })) }],
])('the form does not pretend to tell %s', async (_, rule) => {
  const fields = await fieldsOfRule(database.db, rule);
  expect(fields).toEqual({ public_garder: 'oui' });
  expect(await read(fields, rule)).toEqual(rule);
  expect(await read({ ...fields, public_garder: 'non', public_1_types: 'commune' }, rule)).toEqual({
    kind: ['commune'],
  });
});

test('every rule of the start-up content goes through the form unchanged', async () => {
  const file = z.object({ items: z.array(z.object({ slug: z.string(), audience: audienceSchema })) });
  const { items } = file.parse(JSON.parse(await readFile('data/agenda.json', 'utf8')));
  expect(items.length).toBeGreaterThan(60);
  for (const { slug, audience } of items) {
    const fields = await fieldsOfRule(database.db, audience.rule);
    expect(fields, slug).not.toHaveProperty('public_garder');
    expect(await read(fields), slug).toEqual(audience.rule);
  }
});

describe('territories', () => {
  const within = (typed: string) => read({ public_1_territoires: typed });
  test('are named, coded, or both', async () => {
    expect(
      await within('Haute-Savoie, 74 ; region:84\nCA du Grand Annecy, 2a, France, 74010, haute savoie'),
    ).toEqual({
      within: ['departement:74', 'region:84', 'epci:200066793', 'departement:2A', 'france', 'commune:74010'],
    });
    expect(await within('Saint-Denis (La Réunion)')).toEqual({ within: ['commune:97411'] });
  });

  test('are shown by names that lead back to them, by codes where a name would not', async () => {
    const rule: Rule = {
      // « CC Avallon, Vézelay, Morvan », « La Réunion » twice, an old commune of two départements.
      within: [
        'epci:200039758',
        'departement:974',
        'region:04',
        'commune:74010',
        'epci:200006682',
        'com:987',
      ],
    };
    const fields = await fieldsOfRule(database.db, rule);
    expect(fields.public_1_territoires).toContain('La Réunion (région), Annecy (Haute-Savoie)');
    expect(await read(fields)).toEqual(rule);
  });

  test('that several bear are for the person to settle', async () => {
    const { public_1_territoires: message } = await errorsOf({ public_1_territoires: 'La Réunion' });
    expect(message).toContain('La Réunion (département) ; La Réunion (région)');
  });

  test.each([
    'Atlantide',
    'departement:99',
    'commune:99999',
    '<script>',
    "'; drop table authorities",
    '%',
    '\0',
  ])('%j is none', async (typed) => {
    expect(await errorsOf({ public_2_sauf: typed })).toHaveProperty('public_2_sauf');
  });

  test('a list without end is refused before it is looked for', async () => {
    const typed = Array.from({ length: 101 }, () => 'Annecy').join(',');
    expect(await errorsOf({ public_1_territoires: typed })).toEqual({
      public_1_territoires: 'Au plus 100 territoires.',
    });
    expect(await errorsOf({ public_1_sauf: 'a'.repeat(5_001) })).toHaveProperty('public_1_sauf');
  });
});

test('numbers are typed as people write them', async () => {
  expect(await read({ public_1_min: ' 3\u202f500 ', public_1_min_op: '>=', public_1_max: '10 000' })).toEqual(
    {
      all: [{ population: { op: '>=', value: 3_500 } }, { population: { op: '<', value: 10_000 } }],
    },
  );
});

test.each<[string, RuleInput, string[]]>([
  ['nothing', {}, ['public_1_types']],
  [
    'operators alone',
    { public_1_min_op: '>', public_3_condition_1_sens: 'non', public_3_etape_1_sens: 'non' },
    ['public_1_types'],
  ],
  ['a kind that does not exist', { public_1_types: ['commune', 'canton'] }, ['public_1_types']],
  ['letters for a number', { public_2_min: 'beaucoup' }, ['public_2_min']],
  ['a negative number', { public_1_max: '-5' }, ['public_1_max']],
  ['bounds that exclude each other', { public_1_min: '10', public_1_max: '5' }, ['public_1_min']],
  [
    'the same of the intercommunal body',
    { public_4_epci_min: '10', public_4_epci_max: '5' },
    ['public_4_epci_min'],
  ],
  ['a question that does not exist', { public_1_condition_2: '__proto__' }, ['public_1_condition_2']],
  ['a stage that does not exist', { public_2_etape_1: 'demat-ads/raccordee' }, ['public_2_etape_1']],
  ['a stage of no rollout', { public_1_etape_2: '__proto__' }, ['public_1_etape_2']],
  [
    'two stages in one field',
    { public_1_etape_1: ['demat-ads/cadrer', 'demat-ads/plat-au'] },
    ['public_1_etape_1'],
  ],
  ['a list where a text is due', { public_1_min: ['1', '2'] }, ['public_1_min']],
  [
    'several mistakes, each at its place',
    { public_1_min: 'x', public_2_sauf: 'Atlantide' },
    ['public_1_min', 'public_2_sauf'],
  ],
])('%s is refused by field', async (_, input, fields) => {
  const errors = await errorsOf(input);
  expect(Object.keys(errors)).toEqual(fields);
  for (const message of Object.values(errors)) expect(message).toMatch(/^[A-ZÀ-Ý«]/);
});

test('the preview counts, and takes its examples from the largest to the smallest', async () => {
  const preview = await previewOf(database.db, { public_1_types: 'commune', public_1_territoires: '74' });
  if ('errors' in preview) throw new Error('refused');
  expect(preview.concerned.yes).toBeGreaterThan(250);
  expect(preview.examples).toHaveLength(10);
  expect(preview.examples[0]?.name).toBe('Annecy');
  const people = preview.examples.map(({ population }) => population ?? 0);
  expect(people).toEqual(people.toSorted((a, b) => b - a));
  expect(people.at(-1)).toBeLessThan(700);
  const few = await previewOf(database.db, {
    public_1_types: 'region',
    public_1_territoires: 'region:84, region:11',
  });
  expect('examples' in few && few.examples.map(({ id }) => id)).toEqual(['region:11', 'region:84']);
});

test('a stage of a rollout is reached, or known not to be', async () => {
  const input = {
    public_1_types: ['commune'],
    public_1_etape_1: 'demat-ads/sve-adresse',
    public_1_etape_2: 'demat-ads/instruction',
    public_1_etape_2_sens: 'non',
  };
  const rule = await read(input);
  expect(rule).toEqual({
    all: [
      { kind: ['commune'] },
      { stage: { rollout: 'demat-ads', reached: 'sve-adresse' } },
      { not: { stage: { rollout: 'demat-ads', reached: 'instruction' } } },
    ],
  });
  expect(await fieldsOfRule(database.db, rule)).toMatchObject({ ...input, public_1_etape_1_sens: 'oui' });
  const preview = await previewOf(database.db, { ...input, public_1_territoires: '74' });
  if ('errors' in preview) throw new Error('refused');
  expect(preview.words).toMatch(
    /Démat\.ADS, étape « .+ » atteinte.+Démat\.ADS, étape « .+ » pas encore atteinte/,
  );
  expect(preview.concerned).toMatchObject({ yes: 0 });
  expect(preview.concerned.unknown).toBeGreaterThan(250);
});

describe('buttons', () => {
  const typed = {
    titre: 'Gardé',
    public_1_min: '1',
    public_2_types: ['region', 'epci'],
    public_2_min: '2',
    public_3_territoires: '',
  };

  test('take a case out, move up those after it, and leave the rest of the form', () => {
    expect(afterButton({ ...typed, apercu: removeButton(1) })).toEqual({
      titre: 'Gardé',
      public_1_types: ['region', 'epci'],
      public_1_min: '2',
      public_2_territoires: '',
    });
    for (const apercu of ['1', addButton, removeButton(9), 'public_retirer_', '__proto__'])
      expect(afterButton({ ...typed, apercu })).toEqual({ ...typed, apercu });
  });

  test('add one case at a time, up to the last', () => {
    expect(caseCount({})).toBe(1);
    expect(caseCount({ public_garder: 'oui' })).toBe(1);
    expect(caseCount(typed)).toBe(3);
    expect(caseCount({ ...typed, apercu: addButton })).toBe(4);
    expect(caseCount({ public_4_min: '', apercu: addButton })).toBe(4);
    // A mistake is shown where it is.
    expect(caseCount({}, { public_2_sauf: 'Inconnu' })).toBe(2);
  });
});

test('the same rule said in another order stays as it was written', async () => {
  const rule: Rule = { all: [{ population: { op: '>', value: 3_500 } }, { kind: ['epci', 'commune'] }] };
  const fields = await fieldsOfRule(database.db, rule);
  expect(await read(fields, rule)).toBe(rule);
  expect(await read({ ...fields, public_1_min: '3 501' }, rule)).not.toEqual(rule);
});
