import { sql } from 'kysely';
import type { AuthorityKind, Db, StateBasis } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import { assertCoverages } from './assertions.ts';
import { pastDay } from './declaring.ts';
import { lockRollout } from './projection.ts';
import type { Rollout } from './rollout.ts';

/** Those that may do it for the communes in them. */
export const coveringKinds: ReadonlySet<AuthorityKind> = new Set(['epci', 'ept', 'departement']);

/** A commune that a provider may do it for. */
export interface Coverable {
  id: string;
  code: string;
  name: string;
  population: number | null;
  /** Whether this provider does it for it. */
  covered: boolean;
  /** Who else does, when somebody does. */
  other: string | null;
  /** How we know where it stands; null when nobody says. */
  basis: StateBasis | null;
}

/** The communes in a body that the rollout concerns, in alphabetical order, with who does it for them today. */
export async function coverableBy(db: Db, rollout: string, providerId: string): Promise<Coverable[]> {
  const { rows } = await sql<Coverable>`
    with latest as (
      select distinct on (coverages.authority_id, provider) coverages.authority_id, provider_id, provider_name, covers
      from coverages
      join authorities on authorities.id = coverages.authority_id,
        lateral (select coalesce(provider_id, lower(provider_name)) as provider) as named
      where rollout = ${rollout} and authorities.ancestors @> array[${providerId}]::text[]
        and not exists (select from coverage_retractions r where r.coverage_id = coverages.id)
      order by coverages.authority_id, provider, valid_from desc, coverages.id desc
    )
    select authorities.id, authorities.code, authorities.name, authorities.population, concerned.basis,
      exists (select from latest where latest.authority_id = authorities.id and covers and provider_id = ${providerId}) as covered,
      (select coalesce(providers.name, latest.provider_name) from latest
        left join authorities as providers on providers.id = latest.provider_id
        where latest.authority_id = authorities.id and covers and provider_id is distinct from ${providerId} limit 1) as other
    from authorities
    join rollout_concerned as concerned on concerned.rollout = ${rollout} and concerned.authority_id = authorities.id
    where authorities.ancestors @> array[${providerId}]::text[] and authorities.kind = 'commune' and authorities.ended_at is null
    order by authorities.sort_key, authorities.id`.execute(db);
  return rows;
}

/** Who says for whom their own authority does it. */
export interface Covering {
  by: { id: string; name: string };
  now: Date;
  rollout: Rollout;
  provider: { id: string; name: string };
}

/**
 * Says, all at once, for which communes one's own authority does it: those newly ticked begin, those no longer ticked end. Who
 * may is for the caller to check. Throws Refusal when a commune is none of its own.
 * @param asked codes of communes; `opened` those that were ticked when the form was
 * @returns how many began and ended
 */
export async function coverCommunes(
  tx: Db,
  { by, now, rollout, provider }: Covering,
  asked: { ticked: readonly string[]; opened: readonly string[]; since: string | null },
): Promise<{ begun: number; ended: number }> {
  const since = pastDay(asked.since, now);
  await lockRollout(tx, rollout.slug);
  const coverable = await coverableBy(tx, rollout.slug, provider.id);
  const byCode = new Map(coverable.map((one) => [one.code, one]));
  if (asked.ticked.some((code) => !byCode.has(code))) {
    throw new Refusal(
      `Une des communes choisies n’est pas dans ${provider.name}. Rechargez la page.`,
      'communes',
    );
  }
  const ticked = new Set(asked.ticked);
  const opened = new Set(asked.opened);
  const begun = coverable.filter(({ code, covered }) => ticked.has(code) && !covered);
  const ended = coverable.filter(({ code, covered }) => covered && opened.has(code) && !ticked.has(code));
  if (begun.length + ended.length === 0) return { begun: 0, ended: 0 };
  await assertCoverages(
    tx,
    { rollout: rollout.slug, source: 'authority', toldBy: provider.name, accountId: by.id, now },
    [...begun.map(({ id }) => ({ id, covers: true })), ...ended.map(({ id }) => ({ id, covers: false }))].map(
      ({ id, covers }) => ({ authorityId: id, provider: { id: provider.id }, covers, since }),
    ),
  );
  await record(tx, {
    actor: by,
    verb: 'rollout.cover',
    thing: { type: 'authority', id: provider.id, label: provider.name },
    detail: {
      rollout: rollout.slug,
      begun: begun.map(({ code }) => code),
      ended: ended.map(({ code }) => code),
      since,
    },
  });
  return { begun: begun.length, ended: ended.length };
}
