import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness.ts';
import type { AssertionSource, Db } from '../../platform/database/index.ts';
import { assertCoverages, assertStages, retract } from './assertions.ts';
import { loadRollouts } from './load.ts';
import { isStronger, precedence } from './precedence.ts';
import { rebuild } from './projection.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  await loadRollouts({ db, say: () => undefined });
});
afterAll(() => database.close());

const rollout = 'demat-ads';
const epci = 'epci:200066793';
const communes = ['commune:74010', 'commune:74026', 'commune:74056'] as const;
const authorities = [epci, ...communes] as const;
const stages = [null, 'cadrer', 'sve-adresse', 'teleservice', 'archiver'] as const;
const positions: Readonly<Record<string, number>> = {
  cadrer: 1,
  'sve-adresse': 2,
  teleservice: 4,
  archiver: 8,
};
const days = ['2022-01-01', '2022-06-01', '2023-01-01', '2024-03-31', '2025-01-01'] as const;
const syndicate = 'Syndicat mixte d’essai';

type Stage = (typeof stages)[number];

type Act =
  | {
      do: 'assert';
      authorityId: string;
      stage: Stage;
      blocked: boolean;
      source: AssertionSource;
      since: string;
    }
  | { do: 'cover'; authorityId: string; by: 'epci' | 'syndicate'; covers: boolean; since: string }
  | { do: 'retract'; which: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('assert' as const),
      authorityId: fc.constantFrom(...authorities),
      stage: fc.constantFrom(...stages),
      blocked: fc.boolean(),
      source: fc.constantFrom(...precedence),
      since: fc.constantFrom(...days),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('cover' as const),
      authorityId: fc.constantFrom(...communes),
      by: fc.constantFrom('epci' as const, 'syndicate' as const),
      covers: fc.boolean(),
      since: fc.constantFrom(...days),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retract' as const), which: fc.nat() }) },
);

interface Said {
  id: number;
  act: Exclude<Act, { do: 'retract' }>;
  /** Its place in time, which is what we knew when. */
  at: number;
  retractedAt: number;
}

const instant = (at: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, at));

/** Does each act, a second after the one before it. */
async function play(tx: Db, acts: readonly Act[]): Promise<Said[]> {
  const said: Said[] = [];
  for (const [at, one] of acts.entries()) {
    const now = instant(at);
    const telling = { rollout, toldBy: 'Essai', accountId: null, now };
    if (one.do === 'retract') {
      const that = said[one.which % Math.max(said.length, 1)];
      if (!that) continue;
      await retract(
        tx,
        { rollout, reason: 'Erreur', accountId: null, now },
        {
          [that.act.do === 'assert' ? 'assertions' : 'coverages']: [that.id],
        },
      );
      that.retractedAt = Math.min(that.retractedAt, at);
      continue;
    }
    const ids =
      one.do === 'assert'
        ? await assertStages(tx, { ...telling, source: one.source }, [one])
        : await assertCoverages(tx, { ...telling, source: 'authority' }, [
            { ...one, provider: one.by === 'epci' ? { id: epci } : { name: syndicate, stage: 'cadrer' } },
          ]);
    said.push({ id: ids[0] ?? 0, act: one, at, retractedAt: Number.POSITIVE_INFINITY });
  }
  return said;
}

interface State {
  stage: string | null;
  position: number | null;
  blocked: boolean;
  basis: string;
  contradicted: boolean;
}

/** The published rule, told again the slow way: of each source the latest, of sources the strongest, then who covers. */
function expected(said: readonly Said[], authorityId: string, day: string, known: number): State | null {
  const live = said.filter(
    ({ at, retractedAt, act: { since } }) => at <= known && retractedAt > known && since <= day,
  );
  const later = (one: Said, other: Said) =>
    one.act.since < other.act.since || (one.act.since === other.act.since && one.id < other.id);
  const ownOf = (id: string) => {
    const latest = new Map<AssertionSource, { one: Said; act: Extract<Act, { do: 'assert' }> }>();
    for (const one of live) {
      if (one.act.do !== 'assert' || one.act.authorityId !== id) continue;
      const before = latest.get(one.act.source);
      if (!before || later(before.one, one)) latest.set(one.act.source, { one, act: one.act });
    }
    const [strongest] = [...latest.values()].sort((a, b) =>
      isStronger(a.act.source, b.act.source) ? -1 : 1,
    );
    return (
      strongest && {
        ...strongest.act,
        contradicted: new Set([...latest.values()].map(({ act: { stage } }) => stage)).size > 1,
      }
    );
  };
  const own = ownOf(authorityId);
  if (own) {
    return {
      stage: own.stage,
      position: own.stage === null ? 0 : (positions[own.stage] ?? null),
      blocked: own.blocked,
      basis: own.source === 'probe' || own.source === 'operator' ? 'observed' : 'declared',
      contradicted: own.contradicted,
    };
  }
  const latest = new Map<string, { one: Said; act: Extract<Act, { do: 'cover' }> }>();
  for (const one of live) {
    if (one.act.do !== 'cover' || one.act.authorityId !== authorityId) continue;
    const before = latest.get(one.act.by);
    if (!before || later(before.one, one)) latest.set(one.act.by, { one, act: one.act });
  }
  const [cover] = [...latest.values()]
    .filter(({ act: { covers } }) => covers)
    .sort((a, b) => (later(a.one, b.one) ? 1 : -1));
  if (!cover) return null;
  const provider = cover.act.by === 'epci' ? ownOf(epci) : { stage: 'cadrer', blocked: false };
  return {
    stage: provider?.stage ?? null,
    position: provider ? (provider.stage === null ? 0 : (positions[provider.stage] ?? null)) : null,
    blocked: provider?.blocked ?? false,
    basis: 'covered',
    contradicted: false,
  };
}

const undone = new Error('undone');

/** Runs in a transaction that is not kept. */
async function tried(work: (tx: Db) => Promise<void>): Promise<void> {
  const run = db.transaction().execute(async (tx) => {
    await work(tx);
    throw undone;
  });
  await run.catch((error: unknown) => {
    if (error !== undone) throw error;
  });
}

/** All that is derived. */
const derived = async (tx: Db) => ({
  history: await tx
    .selectFrom('rollout_states')
    .selectAll()
    .orderBy('authority_id')
    .orderBy('from_day')
    .execute(),
  today: await tx
    .selectFrom('rollout_concerned')
    .selectAll()
    .where('rollout', '=', rollout)
    .where('authority_id', 'in', authorities)
    .orderBy('authority_id')
    .execute(),
});

describe('the current states', () => {
  test('are the same kept along the way and made from zero, and follow the published rule at any date, as known at any time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), fc.nat(13), async (acts, back) => {
        await tried(async (tx) => {
          const said = await play(tx, acts);
          const kept = await derived(tx);
          await rebuild(tx, rollout);
          expect(kept).toEqual(await derived(tx));
          for (const known of [acts.length, Math.min(back, acts.length)]) {
            const { rows } = await sql<
              State & { authority_id: string; from_day: string; until_day: string | null }
            >`
              select * from rollout_history(${rollout}, null, ${instant(known)})`.execute(tx);
            for (const day of days) {
              for (const id of authorities) {
                const row = rows.find(
                  ({ authority_id, from_day, until_day }) =>
                    authority_id === id && from_day <= day && (until_day === null || until_day > day),
                );
                const found = row && {
                  stage: row.stage,
                  position: row.position,
                  blocked: row.blocked,
                  basis: row.basis,
                  contradicted: row.contradicted,
                };
                expect({ id, day, known, state: found ?? null }).toEqual({
                  id,
                  day,
                  known,
                  state: expected(said, id, day, known),
                });
              }
            }
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  test('do not depend on the order in which we learn what was true on different days', async () => {
    const told = days.map((since, index) => ({
      do: 'assert' as const,
      authorityId: communes[0],
      stage: stages[index % stages.length] ?? null,
      blocked: false,
      source: precedence[index % 3] ?? 'probe',
      since,
    }));
    const shown = async (acts: readonly Act[]) => {
      let rows: unknown[] = [];
      await tried(async (tx) => {
        await play(tx, acts);
        rows = (
          await sql`select from_day, until_day, stage, basis from rollout_states order by from_day`.execute(
            tx,
          )
        ).rows;
      });
      return rows;
    };
    const inOrder = await shown(told);
    expect(inOrder).toHaveLength(days.length);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(told, { minLength: told.length }), async (shuffled) => {
        expect(await shown(shuffled)).toEqual(inOrder);
      }),
      { numRuns: 10 },
    );
  });
});

describe('what was said', () => {
  test.each([
    ['changed', sql`update assertions set stage = 'archiver'`],
    ['deleted', sql`delete from assertions`],
    ['changed when it is a coverage', sql`update coverages set covers = false`],
    ['deleted when it is a coverage', sql`delete from coverages`],
    ['un-retracted', sql`delete from assertion_retractions`],
  ])('cannot be %s, whoever asks', async (_, statement) => {
    await tried(async (tx) => {
      const said = await play(tx, [
        {
          do: 'assert',
          authorityId: communes[0],
          stage: 'cadrer',
          blocked: false,
          source: 'authority',
          since: days[0],
        },
        { do: 'retract', which: 0 },
        { do: 'cover', authorityId: communes[1], by: 'epci', covers: true, since: days[0] },
      ]);
      expect(said).toHaveLength(2);
      await expect(statement.execute(tx)).rejects.toThrow('only grows');
      throw undone;
    });
  });

  test('outlives the person who said it, without their name', async () => {
    await tried(async (tx) => {
      const { id } = await tx
        .insertInto('accounts')
        .values({ name: 'Essai' })
        .returning('id')
        .executeTakeFirstOrThrow();
      await assertStages(
        tx,
        { rollout, source: 'authority', toldBy: 'Annecy', accountId: id, now: instant(0) },
        [{ authorityId: communes[0], stage: 'cadrer', since: days[0] }],
      );
      await tx.deleteFrom('accounts').where('id', '=', id).execute();
      expect(await tx.selectFrom('assertions').select(['account_id', 'told_by']).execute()).toEqual([
        { account_id: null, told_by: 'Annecy' },
      ]);
    });
  });
});

describe('who is concerned', () => {
  test('each authority is in the first segment that holds it, and none in another rollout’s', async () => {
    const rows = await db
      .selectFrom('rollout_concerned')
      .select(['rollout', 'segment', (eb) => eb.fn.countAll<number>().as('count')])
      .groupBy(['rollout', 'segment'])
      .execute();
    const counts = Object.fromEntries(
      rows.map(({ rollout: of, segment, count }) => [`${of} ${segment}`, count]),
    );
    const { communes: total } = await db
      .selectFrom('authorities')
      .select((eb) => eb.fn.countAll<number>().as('communes'))
      .where('kind', '=', 'commune')
      .where('ended_at', 'is', null)
      .where('zone', '<>', 'com')
      .executeTakeFirstOrThrow();
    const counted = Object.entries(counts).flatMap(([name, count]) =>
      /^demat-ads/.test(name) ? [count] : [],
    );
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(total);
    expect(Object.keys(counts).sort()).toMatchInlineSnapshot(`
      [
        "demat-ads communes-3500-et-moins",
        "demat-ads communes-plus-3500",
        "franceconnect communes-3500-et-moins",
        "franceconnect communes-plus-3500",
        "franceconnect departements",
        "franceconnect intercommunalites",
        "franceconnect regions",
      ]
    `);
  });
});
