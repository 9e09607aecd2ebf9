import { sql } from 'kysely';
import type { AssertionSource, Db } from '../../platform/database/index.ts';
import { lockRollout, projectAgain } from './projection.ts';

/** What shows that it is so; nothing is asked of who has nothing. */
export interface Evidence {
  url?: string | null;
  note?: string | null;
  fileId?: string | null;
}

/** « This authority is at this stage since this day. » */
export interface Statement extends Evidence {
  authorityId: string;
  /** Slug of the stage; null: nothing has begun. */
  stage: string | null;
  blocked?: boolean;
  /** A day that has come: what is to come is no fact yet. */
  since: string;
}

/** « It does it for this authority since this day », or no longer does. */
export interface CoverageStatement extends Omit<Evidence, 'fileId'> {
  authorityId: string;
  /** An authority, by its id, whose own stage is inherited; or the name of a body that is none, with where it stands. */
  provider: { id: string } | { name: string; stage: string | null };
  covers: boolean;
  since: string;
}

/** Who speaks. */
export interface Telling {
  rollout: string;
  source: AssertionSource;
  /** The body, in words, shown in public: « Annecy », « Éditeur X », « Fichier « suivi.csv » ». */
  toldBy: string;
  /** The person, never shown in public. */
  accountId: string | null;
  now: Date;
}

/**
 * Adds what a source says of authorities, in the order given, and brings their current states up to date, in the caller's
 * transaction. Who may say it is for the caller to check.
 * @returns the ids of the assertions, in the same order
 */
export async function assertStages(
  tx: Db,
  { rollout, source, toldBy, accountId, now }: Telling,
  statements: readonly Statement[],
): Promise<number[]> {
  if (statements.length === 0) return [];
  await lockRollout(tx, rollout);
  // One parameter a column: a value each would meet the limit of 65,535 at 8,000 lines.
  const { rows } = await sql<{ id: number }>`
    insert into assertions (rollout, authority_id, stage, blocked, source, valid_from, recorded_at, account_id, told_by,
      evidence_url, evidence_note, evidence_file_id)
    select ${rollout}, authority_id, stage, blocked, ${source}::assertion_source, since, ${now}, ${accountId}::uuid, ${toldBy},
      url, note, file_id
    from unnest(
      ${statements.map(({ authorityId }) => authorityId)}::text[], ${statements.map(({ stage }) => stage)}::text[],
      ${statements.map(({ blocked = false }) => blocked)}::boolean[], ${statements.map(({ since }) => since)}::date[],
      ${statements.map(({ url = null }) => url)}::text[], ${statements.map(({ note = null }) => note)}::text[],
      ${statements.map(({ fileId = null }) => fileId)}::uuid[]
    ) with ordinality as said (authority_id, stage, blocked, since, url, note, file_id, place)
    order by place
    returning id`.execute(tx);
  await projectAgain(
    tx,
    rollout,
    statements.map(({ authorityId }) => authorityId),
  );
  return rows.map(({ id }) => id);
}

/**
 * Adds who does it for whom, and brings the current states up to date. Who may say it is for the caller to check.
 * @returns the ids of the coverages, in the same order
 */
export async function assertCoverages(
  tx: Db,
  { rollout, source, toldBy, accountId, now }: Telling,
  statements: readonly CoverageStatement[],
): Promise<number[]> {
  if (statements.length === 0) return [];
  await lockRollout(tx, rollout);
  const rows = statements.map(({ provider, ...said }) => ({
    ...said,
    providerId: 'id' in provider ? provider.id : null,
    providerName: 'name' in provider ? provider.name : null,
    stage: 'name' in provider ? provider.stage : null,
  }));
  const inserted = await sql<{ id: number }>`
    insert into coverages (rollout, authority_id, provider_id, provider_name, stage, covers, source, valid_from, recorded_at,
      account_id, told_by, evidence_url, evidence_note)
    select ${rollout}, authority_id, provider_id, provider_name, stage, covers, ${source}::assertion_source, since, ${now},
      ${accountId}::uuid, ${toldBy}, url, note
    from unnest(
      ${rows.map(({ authorityId }) => authorityId)}::text[], ${rows.map(({ providerId }) => providerId)}::text[],
      ${rows.map(({ providerName }) => providerName)}::text[], ${rows.map(({ stage }) => stage)}::text[],
      ${rows.map(({ covers }) => covers)}::boolean[], ${rows.map(({ since }) => since)}::date[],
      ${rows.map(({ url = null }) => url)}::text[], ${rows.map(({ note = null }) => note)}::text[]
    ) with ordinality as said (authority_id, provider_id, provider_name, stage, covers, since, url, note, place)
    order by place
    returning id`.execute(tx);
  await projectAgain(
    tx,
    rollout,
    statements.map(({ authorityId }) => authorityId),
  );
  return inserted.rows.map(({ id }) => id);
}

/** Who takes back, and why: shown with what is taken back, which stays. */
export interface TakingBack {
  rollout: string;
  reason: string;
  accountId: string | null;
  now: Date;
}

/** Takes back assertions and coverages that were wrong; those already taken back stay so. */
export async function retract(
  tx: Db,
  { rollout, reason, accountId, now }: TakingBack,
  { assertions = [], coverages = [] }: { assertions?: readonly number[]; coverages?: readonly number[] },
): Promise<void> {
  await lockRollout(tx, rollout);
  await sql`
    insert into assertion_retractions (assertion_id, at, account_id, reason)
    select id, ${now}, ${accountId}::uuid, ${reason} from assertions
    where rollout = ${rollout} and id = any(${assertions}::bigint[])
    on conflict do nothing`.execute(tx);
  await sql`
    insert into coverage_retractions (coverage_id, at, account_id, reason)
    select id, ${now}, ${accountId}::uuid, ${reason} from coverages
    where rollout = ${rollout} and id = any(${coverages}::bigint[])
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ ids: string[] }>`
    select array(
      select authority_id from assertions where id = any(${assertions}::bigint[])
      union
      select authority_id from coverages where id = any(${coverages}::bigint[])
    ) as ids`.execute(tx);
  await projectAgain(tx, rollout, rows[0]?.ids ?? []);
}
