import { sql } from 'kysely';
import type { AssertionSource, Db } from '../../../platform/database/index.ts';
import {
  type AuthoritySummary,
  authoritiesBearing,
  type Resolved,
  resolveCodes,
} from '../../territories/index.ts';
import type { Rollout } from '../rollout.ts';

/** What a source said of an authority, and was not taken back. */
export interface Said {
  authorityId: string;
  source: AssertionSource;
  stage: string | null;
  blocked: boolean;
  since: string;
  toldBy: string;
  url: string | null;
  note: string | null;
}

/** Who does it for an authority, as a source said it latest of each provider. */
export interface SaidCoverage {
  authorityId: string;
  source: AssertionSource;
  providerId: string | null;
  providerName: string;
  stage: string | null;
  covers: boolean;
  since: string;
}

/** What lines are read against. */
export interface Known {
  rollout: Pick<Rollout, 'stages'>;
  /** Who speaks in the file. */
  source: AssertionSource;
  /** When set, only what the same body said before is « already said ». */
  toldBy: string | null;
  /** A day, `2026-11-26`. */
  today: string;
  /** For the lines that give no date. */
  since: string | null;
  codes: ReadonlyMap<string, Resolved>;
  names: ReadonlyMap<string, readonly AuthoritySummary[]>;
  /** Ids of those that the rollout concerns, among those of the file. */
  concerned: ReadonlySet<string>;
  /** By authority: all that this source said, and the latest of each other, the latest first. */
  said: ReadonlyMap<string, readonly Said[]>;
  coverages: ReadonlyMap<string, readonly SaidCoverage[]>;
}

export interface Speaking extends Pick<Known, 'source' | 'toldBy' | 'today' | 'since'> {
  rollout: Rollout;
}

/** Loads what is known of the authorities that a file speaks of: a handful of queries for any number of lines. */
export async function loadKnown(
  db: Db,
  speaking: Speaking,
  wanted: { codes: ReadonlySet<string>; names: ReadonlySet<string> },
): Promise<Known> {
  const { rollout, source } = speaking;
  const codes = await resolveCodes(db, wanted.codes);
  const names = await authoritiesBearing(db, wanted.names);
  const ids = [
    ...new Set([
      ...[...codes.values()].map(({ authority }) => authority.id),
      ...[...names.values()].flat().map(({ id }) => id),
    ]),
  ];
  const concerned = await db
    .selectFrom('rollout_concerned')
    .select('authority_id')
    .where('rollout', '=', rollout.slug)
    .where('authority_id', '=', sql<string>`any(${ids}::text[])`)
    .execute();
  const said = await sql<Said>`
    select authority_id as "authorityId", source, stage, blocked, valid_from as since, told_by as "toldBy",
      evidence_url as url, evidence_note as note
    from (
      select *, row_number() over (partition by authority_id, source order by valid_from desc, id desc) as place
      from assertions
      where rollout = ${rollout.slug} and authority_id = any(${ids}::text[])
        and not exists (select from assertion_retractions where assertion_id = assertions.id)
    ) as told
    where place = 1 or source = ${source}::assertion_source
    order by valid_from desc, id desc`.execute(db);
  const coverages = await sql<SaidCoverage>`
    select distinct on (authority_id, coalesce(provider_id, lower(provider_name)))
      authority_id as "authorityId", source, provider_id as "providerId",
      coalesce(provider_name, (select name from authorities where id = provider_id)) as "providerName",
      stage, covers, valid_from as since
    from coverages
    where rollout = ${rollout.slug} and authority_id = any(${ids}::text[])
      and not exists (select from coverage_retractions where coverage_id = coverages.id)
    order by authority_id, coalesce(provider_id, lower(provider_name)), valid_from desc, id desc`.execute(db);
  return {
    ...speaking,
    codes,
    names,
    concerned: new Set(concerned.map(({ authority_id }) => authority_id)),
    said: Map.groupBy(said.rows, ({ authorityId }) => authorityId),
    coverages: Map.groupBy(coverages.rows, ({ authorityId }) => authorityId),
  };
}
