import { type RawBuilder, sql } from 'kysely';
import type { AuthorityKind, StateBasis } from '../../platform/database/index.ts';

/** At which date one looks at a rollout; both null: today, as we know it today. */
export interface Looking {
  /** The day that is looked at: `2024-03-31`. */
  on: string | null;
  /** What was not yet known at the end of this day is left out. */
  knownOn: string | null;
}

/** Where one authority that is concerned stands. */
export interface StandingRow {
  authority_id: string;
  segment: string | null;
  kind: AuthorityKind;
  department_id: string | null;
  region_id: string | null;
  population: number | null;
  /** Null when nobody says where it stands. */
  basis: StateBasis | null;
  position: number | null;
  blocked: boolean;
  contradicted: boolean;
  since: string | null;
}

/**
 * To be read `from`: the rows of `StandingRow` of a rollout. Who is concerned is always as today: the territories of the past
 * are not kept.
 */
export function standingsAt(rollout: string, { on, knownOn }: Looking): RawBuilder<StandingRow> {
  if (on === null && knownOn === null) {
    return sql`(select authority_id, segment, kind, department_id, region_id, population, basis, position, blocked, contradicted,
      since from rollout_concerned where rollout = ${rollout})`;
  }
  // A day ends at midnight in Paris.
  const history =
    knownOn === null
      ? sql`rollout_states`
      : sql`(select ${rollout}::text as rollout, history.* from rollout_history(${rollout}, null,
          ((${knownOn}::date + 1)::timestamp at time zone 'Europe/Paris') - interval '1 microsecond') as history)`;
  const day = on === null ? sql`current_date` : sql`${on}::date`;
  return sql`(select concerned.authority_id, concerned.segment, concerned.kind, concerned.department_id, concerned.region_id,
      concerned.population, states.basis, states.position, coalesce(states.blocked, false) as blocked,
      coalesce(states.contradicted, false) as contradicted, states.from_day as since
    from rollout_concerned as concerned
    left join ${history} as states on states.rollout = concerned.rollout and states.authority_id = concerned.authority_id
      and states.from_day <= ${day} and (states.until_day is null or states.until_day > ${day})
    where concerned.rollout = ${rollout})`;
}
