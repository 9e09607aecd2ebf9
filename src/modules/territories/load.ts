import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { buildDataset, type Dataset } from './dataset.ts';
import { readSource, sourceVersion } from './source-files.ts';

/** To be raised when the same source must be read again because we read it otherwise. */
const reading = 1;

/** Any constant of our own: processes that start together load one after the other. */
const loadLock = 727_117_010;

const chunkSize = 4_000;

export interface LoadProgress {
  label: string;
  done: number;
  total: number;
}

/**
 * Brings the tables to the installed edition of the official division, in one transaction. Loaded already, it
 * costs one query. What a new edition no longer has is marked as ended, never deleted.
 * @returns whether anything was loaded.
 */
export async function loadTerritories(
  db: Db,
  onProgress: (progress: LoadProgress) => void = () => {},
): Promise<boolean> {
  const edition = `${await sourceVersion()}+${reading}`;
  if ((await loadedEdition(db)) === edition) return false;
  const dataset = buildDataset(await readSource());
  const work = async (tx: Db): Promise<boolean> => {
    await sql`select pg_advisory_xact_lock(${loadLock})`.execute(tx);
    if ((await loadedEdition(tx)) === edition) return false;
    await replaceAll(tx, dataset, onProgress);
    const counts: Record<string, number> = {};
    for (const { kind } of dataset.authorities) counts[kind] = (counts[kind] ?? 0) + 1;
    await tx
      .insertInto('territory_editions')
      .values({ edition, counts: JSON.stringify(counts) })
      .execute();
    return true;
  };
  if (db.isTransaction) return work(db);
  const loaded = await db.transaction().execute(work);
  // So that reads by index alone are possible at once, not when the server gets round to it.
  if (loaded) await sql`vacuum authority_names`.execute(db);
  return loaded;
}

async function loadedEdition(db: Db): Promise<string | undefined> {
  const last = await db
    .selectFrom('territory_editions')
    .select('edition')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.edition;
}

/** Brings the tables to this dataset. */
export async function replaceAll(
  tx: Db,
  dataset: Dataset,
  onProgress: (progress: LoadProgress) => void,
): Promise<void> {
  await stage(tx, dataset, onProgress);
  await endMissing(tx);
  await upsert(tx);
  await sql`delete from authority_postcodes`.execute(tx);
  await sql`delete from authority_old_codes`.execute(tx);
  await sql`delete from authority_names`.execute(tx);
  for (const chunk of chunks(dataset.postcodes)) {
    await sql`insert into authority_postcodes
      select * from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as row(postcode text, authority_id text)`.execute(
      tx,
    );
  }
  await sql`insert into authority_old_codes
    select * from jsonb_to_recordset(${JSON.stringify(dataset.oldCodes)}::jsonb)
      as row(code text, authority_id text, name text, kind old_code_kind)`.execute(tx);
  await withoutWordIndexes(tx, () => insertNames(tx, dataset, onProgress));
  await sql`analyze authorities, authority_postcodes, authority_old_codes, authority_names`.execute(tx);
}

/** Built at once rather than row by row, an index of trigrams takes half a second instead of twelve. */
async function withoutWordIndexes(tx: Db, work: () => Promise<void>): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = current_schema() and tablename = 'authority_names' and indexdef like '% USING gin %'`.execute(
    tx,
  );
  for (const { name } of indexes.rows) await sql`drop index ${sql.id(name)}`.execute(tx);
  await work();
  for (const { definition } of indexes.rows) await sql.raw(definition).execute(tx);
}

async function insertNames(
  tx: Db,
  dataset: Dataset,
  onProgress: (progress: LoadProgress) => void,
): Promise<void> {
  let done = 0;
  for (const chunk of chunks(dataset.names)) {
    await sql`insert into authority_names (name_key, authority_id, kind, rank, weight, with_place, former_name)
      select * from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb)
        as row(name_key text, authority_id text, kind authority_kind, rank smallint, weight integer, with_place text, former_name text)`.execute(
      tx,
    );
    done += chunk.length;
    onProgress({ label: 'Noms de collectivités', done, total: dataset.names.length });
  }
}

async function stage(
  tx: Db,
  { authorities }: Dataset,
  onProgress: (progress: LoadProgress) => void,
): Promise<void> {
  await sql`create temporary table staged_authorities (like authorities) on commit drop`.execute(tx);
  let done = 0;
  for (const chunk of chunks(authorities)) {
    await sql`insert into staged_authorities
      select * from jsonb_populate_recordset(null::staged_authorities, ${JSON.stringify(chunk)}::jsonb)`.execute(
      tx,
    );
    done += chunk.length;
    onProgress({ label: 'Collectivités', done, total: authorities.length });
  }
  await sql`create index on staged_authorities (id)`.execute(tx);
  await sql`analyze staged_authorities`.execute(tx);
}

async function endMissing(tx: Db): Promise<void> {
  await sql`update authorities set ended_at = now()
    where ended_at is null and not exists (select from staged_authorities staged where staged.id = authorities.id)`.execute(
    tx,
  );
  // A SIREN that moves from one authority to another would be held by both halfway through.
  await sql`update authorities set siren = null from staged_authorities staged
    where staged.id = authorities.id and staged.siren is distinct from authorities.siren`.execute(tx);
}

async function upsert(tx: Db): Promise<void> {
  const columns = sql.raw(
    `kind, code, siren, name, of_name, epci_kind, zone, population, population_source, department_id, region_id,
     epci_id, ept_id, seat_id, ancestors, place, sort_key, ended_at`,
  );
  // Only what differs is written: an edition changes a few thousand rows out of 36,000.
  await sql`insert into authorities (id, ${columns}) select id, ${columns} from staged_authorities
    on conflict (id) do update set (${columns}) = row (
      excluded.kind, excluded.code, excluded.siren, excluded.name, excluded.of_name, excluded.epci_kind, excluded.zone,
      excluded.population, excluded.population_source, excluded.department_id, excluded.region_id, excluded.epci_id,
      excluded.ept_id, excluded.seat_id, excluded.ancestors, excluded.place, excluded.sort_key, excluded.ended_at)
    where authorities.* is distinct from excluded.*`.execute(tx);
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let start = 0; start < rows.length; start += chunkSize) yield rows.slice(start, start + chunkSize);
}
