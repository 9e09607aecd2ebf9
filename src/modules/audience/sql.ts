import { type RawBuilder, sql } from 'kysely';
import { type Comparison, type Rule, walk } from './rule.ts';

/** What a rule gives in SQL: true, false, or null for unknown, as in `evaluate`. */
type ThreeValued = RawBuilder<boolean | null>;

/**
 * A rule over the rows of `authorities`, which the query must join to their intercommunal body as `epci` (itself for an
 * EPCI), see `authoritiesWithEpci`. Facts that are not in the database are null: PostgreSQL's three values are ours.
 */
export function toSql(rule: Rule): ThreeValued {
  if ('all' in rule) return joined(rule.all, ' and ', true);
  if ('any' in rule) return joined(rule.any, ' or ', false);
  if ('not' in rule) return sql`(not ${toSql(rule.not)})`;
  if ('kind' in rule) {
    const known = rule.kind.filter((kind) => kind !== 'syndicat');
    return sql`(authorities.kind = any(${known}::authority_kind[]))`;
  }
  if ('population' in rule) return compare(sql`authorities.population`, rule.population);
  if ('epciPopulation' in rule) {
    return sql`(epci.id is not null and ${compare(sql`epci.population`, rule.epciPopulation)})`;
  }
  if ('within' in rule) {
    if (rule.within.includes('france')) return sql`true`;
    return sql`(authorities.id = any(${rule.within}::text[]) or authorities.ancestors && ${rule.within}::text[])`;
  }
  if ('stage' in rule) {
    // Null when nobody says where it stands: the tables are of the module `rollouts`.
    return sql`(select concerned.position >= stages.position from rollout_concerned as concerned
      join rollout_stages as stages on stages.rollout = concerned.rollout and stages.slug = ${rule.stage.reached}
      where concerned.rollout = ${rule.stage.rollout} and concerned.authority_id = authorities.id
        and concerned.basis is not null)`;
  }
  return sql`null::boolean`;
}

function joined(parts: readonly Rule[], by: ' and ' | ' or ', whenEmpty: boolean): ThreeValued {
  if (parts.length === 0) return sql`${sql.lit(whenEmpty)}`;
  return sql`(${sql.join(parts.map(toSql), sql.raw(by))})`;
}

function compare(people: RawBuilder<unknown>, { op, value }: Comparison): ThreeValued {
  return sql`(${people} ${sql.raw(op)} ${value}::integer)`;
}

/** `from` of every query over a rule: the authorities of today, each with its intercommunal body. */
export const authoritiesWithEpci = sql`
  authorities left join authorities epci
    on epci.id = coalesce(authorities.epci_id, case when authorities.kind = 'epci' then authorities.id end)`;

/** The same for one rule: without the intercommunal bodies when it asks nothing of them. */
export const authoritiesFor = (rule: Rule) =>
  [...walk(rule)].some((one) => 'epciPopulation' in one) ? authoritiesWithEpci : sql`authorities`;
