import { sql } from 'kysely';
import type { AssertionSource, ContestDecision, Db } from '../../platform/database/index.ts';

/** What somebody said of an authority, with what became of it. */
export interface Told {
  what: 'assertion' | 'coverage';
  id: number;
  source: AssertionSource;
  /** The body that speaks, in words. */
  toldBy: string;
  /** Slug of the stage; null when nothing has begun, or when a provider does not tell. */
  stage: string | null;
  blocked: boolean;
  /** Of a coverage: who does it, and whether it does or no longer does. */
  provider: { id: string | null; name: string; covers: boolean } | null;
  since: string;
  recordedAt: Date;
  evidenceUrl: string | null;
  evidenceNote: string | null;
  /** Name of the file that shows it, for those who may read it. */
  evidenceFile: string | null;
  retracted: { at: Date; reason: string } | null;
  /** The last time that the authority said it is wrong. */
  contest: {
    id: string;
    at: Date;
    reason: string;
    decision: ContestDecision | null;
    decisionReason: string | null;
  } | null;
}

const most = 200;

/** What was said of an authority in a rollout, the latest first: assertions and coverages, those taken back included. */
export async function toldOf(db: Db, rollout: string, authorityId: string): Promise<Told[]> {
  return readTold(db, rollout, authorityId, null);
}

/** One of them; undefined when it is not of this authority and rollout. */
export async function oneTold(
  db: Db,
  rollout: string,
  authorityId: string,
  one: Pick<Told, 'what' | 'id'>,
): Promise<Told | undefined> {
  return (await readTold(db, rollout, authorityId, one))[0];
}

async function readTold(
  db: Db,
  rollout: string,
  authorityId: string,
  only: Pick<Told, 'what' | 'id'> | null,
): Promise<Told[]> {
  const wanted = (what: Told['what']) =>
    only === null ? sql`true` : sql`${only.what === what} and id = ${only.id}`;
  const { rows } = await sql<Row>`
    with told as (
      select 'assertion' as what, id, source, told_by, stage, blocked, null::text as provider_id, null::text as provider_name,
        null::boolean as covers, valid_from, recorded_at, evidence_url, evidence_note, evidence_file_id
      from assertions where rollout = ${rollout} and authority_id = ${authorityId} and ${wanted('assertion')}
      union all
      select 'coverage', id, source, told_by, stage, false, provider_id, provider_name, covers, valid_from, recorded_at,
        evidence_url, evidence_note, null
      from coverages where rollout = ${rollout} and authority_id = ${authorityId} and ${wanted('coverage')}
      order by recorded_at desc, id desc
      limit ${most}
    )
    select told.*, coalesce(providers.name, told.provider_name) as provider, stored_files.name as evidence_file,
      coalesce(taken.at, given_back.at) as retracted_at, coalesce(taken.reason, given_back.reason) as retracted_reason,
      contest.id as contest_id, contest.at as contest_at, contest.reason as contest_reason, contest.decision,
      contest.decision_reason
    from told
    left join authorities as providers on providers.id = told.provider_id
    left join stored_files on stored_files.id = told.evidence_file_id
    left join assertion_retractions as taken on told.what = 'assertion' and taken.assertion_id = told.id
    left join coverage_retractions as given_back on told.what = 'coverage' and given_back.coverage_id = told.id
    left join lateral (
      select * from assertion_contests as contests
      where contests.rollout = ${rollout} and contests.authority_id = ${authorityId}
        and case told.what when 'assertion' then contests.assertion_id else contests.coverage_id end = told.id
      order by contests.at desc limit 1
    ) as contest on true
    order by told.recorded_at desc, told.id desc`.execute(db);
  return rows.map(asTold);
}

interface Row {
  what: Told['what'];
  id: number;
  source: AssertionSource;
  told_by: string;
  stage: string | null;
  blocked: boolean;
  provider_id: string | null;
  provider: string | null;
  covers: boolean | null;
  valid_from: string;
  recorded_at: Date;
  evidence_url: string | null;
  evidence_note: string | null;
  evidence_file: string | null;
  retracted_at: Date | null;
  retracted_reason: string | null;
  contest_id: string | null;
  contest_at: Date | null;
  contest_reason: string | null;
  decision: ContestDecision | null;
  decision_reason: string | null;
}

function asTold(row: Row): Told {
  const { provider, retracted_at, contest_id, contest_at } = row;
  return {
    what: row.what,
    id: row.id,
    source: row.source,
    toldBy: row.told_by,
    stage: row.stage,
    blocked: row.blocked,
    provider: provider === null ? null : { id: row.provider_id, name: provider, covers: row.covers ?? false },
    since: row.valid_from,
    recordedAt: row.recorded_at,
    evidenceUrl: row.evidence_url,
    evidenceNote: row.evidence_note,
    evidenceFile: row.evidence_file,
    retracted: retracted_at && { at: retracted_at, reason: row.retracted_reason ?? '' },
    contest:
      contest_id && contest_at
        ? {
            id: contest_id,
            at: contest_at,
            reason: row.contest_reason ?? '',
            decision: row.decision,
            decisionReason: row.decision_reason,
          }
        : null,
  };
}
