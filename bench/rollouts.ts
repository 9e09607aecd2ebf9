import { sql } from 'kysely';
import type pg from 'pg';
import { importStatements, rebuild } from '../src/modules/rollouts/index.ts';
import { systemClock } from '../src/platform/clock.ts';
import { type Db, openDatabase } from '../src/platform/database/index.ts';
import { openFileStore } from '../src/platform/files/index.ts';
import { toCsv } from '../src/platform/http/index.ts';

const rollout = 'demat-ads';

/** A file of statements about every commune, as copilots send them. */
async function aFile(db: Db): Promise<{ bytes: Buffer; lines: number }> {
  const stages = await db
    .selectFrom('rollout_stages')
    .select('slug')
    .where('rollout', '=', rollout)
    .orderBy('position')
    .execute();
  const authorities = await db
    .selectFrom('rollout_concerned')
    .innerJoin('authorities', 'authorities.id', 'rollout_concerned.authority_id')
    .select(['authorities.code', 'authorities.name'])
    .where('rollout', '=', rollout)
    .orderBy('authorities.id')
    .execute();
  const rows = authorities.map(({ code, name }, index) => [
    code,
    name,
    stages[index % stages.length]?.slug ?? '',
    '31/03/2024',
  ]);
  return { bytes: Buffer.from(toCsv(['insee', 'nom', 'etape', 'date'], rows)), lines: rows.length };
}

/** Five more statements of each authority, by other sources and of other days: 200,000 and more in all. */
async function sayMore(db: Db): Promise<number> {
  await sql`
    insert into assertions (rollout, authority_id, stage, blocked, source, valid_from, recorded_at, told_by)
    select concerned.rollout, authority_id, stages.slug, false,
      (array['authority', 'vendor', 'copilot_import', 'operator', 'vendor'])[n]::assertion_source,
      date '2020-01-01' + (n * 200 + abs(hashtext(authority_id)) % 150), now(), 'Banc'
    from rollout_concerned as concerned, generate_series(1, 5) as n
    join rollout_stages as stages on stages.rollout = ${rollout} and stages.position = n
    where concerned.rollout = ${rollout}`.execute(db);
  await sql`analyze`.execute(db);
  const { count } = await db
    .selectFrom('assertions')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('rollout', '=', rollout)
    .executeTakeFirstOrThrow();
  return count;
}

/** A file of 35,000 lines, then 200,000 statements, projected from zero. */
export async function benchRollouts(
  connection: pg.ClientConfig,
  /** Where the product keeps its files. */
  folder: string,
  show: (name: string, value: string) => void,
): Promise<void> {
  const database = openDatabase(connection);
  try {
    const { db } = database;
    const { bytes, lines } = await aFile(db);
    const files = openFileStore({ folder, bucket: null });
    const seconds = async (work: () => Promise<unknown>) => {
      const began = performance.now();
      await work();
      return `${((performance.now() - began) / 1000).toFixed(1)} s`;
    };
    const file = { name: 'banc.csv', bytes };
    const from = { db, clock: systemClock, openFiles: async () => files };
    const say = () => {};
    show(
      `trial of a file of ${lines} statements`,
      await seconds(() => importStatements(from, rollout, file, { apply: false, say })),
    );
    show(
      `the same, tried and written`,
      await seconds(async () => {
        const { written, refusal } = await importStatements(from, rollout, file, { apply: true, say });
        if (!written) throw new Error(refusal ?? 'nothing was written');
      }),
    );
    const count = await sayMore(db);
    show(
      `projection of ${count} statements from zero`,
      await seconds(() => db.transaction().execute((tx) => rebuild(tx, rollout))),
    );
  } finally {
    await database.close();
  }
}
