import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness.ts';
import type { AuthorityKind } from '../../platform/database/index.ts';
import { loadRollouts } from '../rollouts/load.ts';
import { evaluate, type Verdict } from './evaluate.ts';
import type { Facts } from './facts.ts';
import { countConcerned, listConcerned } from './queries.ts';
import { type Comparison, operators, type Rule, ruleKinds, ruleSchema } from './rule.ts';
import { authoritiesWithEpci, toSql } from './sql.ts';
import { readStages } from './stages.ts';

// One law: a rule decided in TypeScript and in SQL gives the same verdict, for every authority of the country.

const askedStages = [
  { rollout: 'demat-ads', reached: 'teleservice' },
  { rollout: 'franceconnect', reached: 'integration' },
  { rollout: 'franceconnect', reached: 'inconnue' },
];

let database: TestDatabase;
let all: { id: string; facts: Facts }[];

interface Row {
  id: string;
  kind: AuthorityKind;
  population: number | null;
  ancestors: string[];
  epci: string | null;
  epci_population: number | null;
}

beforeAll(async () => {
  database = await createTestDatabase();
  await loadRollouts({ db: database.db, say: () => {} });
  // Some stand somewhere, some are told of without a stage, of most nobody says anything.
  await sql`
    update rollout_concerned set basis = case when abs(hashtext(authority_id)) % 5 < 3 then 'declared' end::state_basis,
      position = case when abs(hashtext(authority_id)) % 5 < 2 then abs(hashtext(authority_id)) % 9 end`.execute(
    database.db,
  );
  const { reachedBy } = await readStages(database.db, askedStages);
  const { rows } = await sql<Row>`
    select authorities.id, authorities.kind, authorities.population, authorities.ancestors, epci.id as epci,
      epci.population as epci_population
    from ${authoritiesWithEpci} where authorities.ended_at is null`.execute(database.db);
  const people = (count: number | null) => (count === null ? null : { count, source: null });
  all = rows.map(({ id, kind, population, ancestors, epci, epci_population }) => ({
    id,
    facts: {
      kind,
      kindWords: kind,
      population: people(population),
      epci: epci === null ? null : { name: epci, population: people(epci_population) },
      within: new Map([id, ...ancestors].map((one) => [one, one])),
      flags: new Map(),
      stages: reachedBy(id),
    },
  }));
});
afterAll(async () => {
  await database.close();
});

/** Ids of the authorities with each verdict, in SQL. */
async function inSql(rule: Rule): Promise<Map<string, Verdict>> {
  const { rows } = await sql<{ id: string; concerned: boolean | null }>`
    select authorities.id, ${toSql(rule)} as concerned
    from ${authoritiesWithEpci} where authorities.ended_at is null`.execute(database.db);
  return new Map(
    rows.map(({ id, concerned }) => [id, concerned === null ? 'unknown' : concerned ? 'yes' : 'no']),
  );
}

const near = [0, 1, 499, 500, 2_000, 3_499, 3_500, 3_501, 10_000, 30_000, 50_000, 132_117, 2_000_000];
const comparison: fc.Arbitrary<Comparison> = fc.record({
  op: fc.constantFrom(...operators),
  value: fc.oneof(fc.constantFrom(...near), fc.integer({ min: 0, max: 100_000 })),
});
const places = fc.oneof(
  fc.constantFrom(
    'departement:74',
    'departement:2A',
    'departement:974',
    'region:84',
    'region:01',
    'com:987',
    'france',
  ),
  fc.constantFrom('epci:200066793', 'commune:74010', 'commune:75056', 'departement:69', 'commune:99999'),
);
const leaf: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    kind: fc.uniqueArray(fc.constantFrom(...(Object.keys(ruleKinds) as (keyof typeof ruleKinds)[])), {
      minLength: 1,
    }),
  }),
  fc.record({ population: comparison }),
  fc.record({ epciPopulation: comparison }),
  fc.record({ within: fc.uniqueArray(places, { minLength: 1, maxLength: 4 }) }),
  fc.constant({ flag: 'assujettie-tva' }),
  fc.constantFrom(...askedStages).map((stage) => ({ stage })),
);
const { rule: anyRule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('rule'), { maxLength: 4 }) }),
    fc.record({ any: fc.array(tie('rule'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ not: tie('rule') }),
  ),
}));

test('a rule gives every authority the same verdict in TypeScript and in SQL', {
  timeout: 120_000,
}, async () => {
  expect(all.length).toBeGreaterThan(36_000);
  await fc.assert(
    fc.asyncProperty(anyRule, async (rule) => {
      const verdicts = await inSql(rule);
      const differing = all.filter(({ id, facts }) => evaluate(rule, facts).verdict !== verdicts.get(id));
      expect(differing.slice(0, 3).map(({ id }) => id)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('counts and lists say the same as the verdicts', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyRule, async (rule) => {
      const verdicts = [...(await inSql(rule)).values()];
      const of = (wanted: Verdict) => verdicts.filter((verdict) => verdict === wanted).length;
      const counted = await countConcerned(database.db, rule);
      expect(counted).toMatchObject({ yes: of('yes'), unknown: of('unknown'), total: all.length });
      const sum = (parts: readonly { yes: number }[]) => parts.reduce((total, { yes }) => total + yes, 0);
      expect(sum(counted.byKind)).toBe(counted.yes);
      for (const verdict of ['yes', 'no', 'unknown'] as const) {
        const { total, authorities } = await listConcerned(database.db, rule, {
          verdict,
          page: 1,
          perPage: 3,
        });
        expect(total).toBe(of(verdict));
        expect(authorities).toHaveLength(Math.min(3, total));
      }
    }),
    { numRuns: 8 },
  );
});

test('people are counted once, those of a commune in a concerned intercommunal body included', async () => {
  const communes: Rule = { kind: ['commune'] };
  const everyone = await countConcerned(database.db, communes);
  const both = await countConcerned(database.db, { kind: ['commune', 'epci', 'departement', 'region'] });
  expect(both.people).toBe(everyone.people);
  const annecy = await countConcerned(database.db, { within: ['commune:74010'] });
  const grandAnnecy = await countConcerned(database.db, {
    all: [{ kind: ['epci'] }, { within: ['epci:200066793'] }],
  });
  expect(grandAnnecy.yes).toBe(1);
  expect(grandAnnecy.people).toBeGreaterThan(annecy.people);
  expect(grandAnnecy.byDepartement.find(({ yes }) => yes > 0)).toMatchObject({
    id: 'departement:74',
    yes: 1,
  });
});

test('rules of the generator are rules, unless their bounds exclude each other', () => {
  fc.assert(
    fc.property(anyRule, (rule) => {
      const read = ruleSchema.safeParse(rule);
      if (read.success) expect(read.data).toEqual(rule);
      else expect(read.error.issues[0]?.message).toMatch(/s’excluent/);
    }),
  );
});
