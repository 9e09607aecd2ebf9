import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { keptWithContent } from '../../../platform/http/index.ts';
import { departmentHere } from '../directory/queries.ts';
import { sizeBands } from '../directory/size-bands.ts';

/** A kind and size of authorities, with how many there are among those represented, and in the country. */
export interface Segment {
  code: string;
  label: string;
  here: number;
  country: number;
}

export interface DepartmentCount {
  /** `74` */
  code: string;
  name: string;
  here: number;
}

/** Which authorities the people of a group come from: their main one, which somebody vouched for. */
export interface Representation {
  people: number;
  authorities: number;
  segments: Segment[];
  departments: DepartmentCount[];
}

const segmentOf = sql<string>`case authorities.kind
  when 'commune' then coalesce(
    'commune:' || width_bucket(authorities.population, ${sizeBands.slice(1).map(({ from }) => from)}::int[]),
    'commune:?')
  when 'ept' then 'epci'
  else authorities.kind::text end`;

const segments: readonly { code: string; label: string }[] = [
  ...sizeBands.map(({ label }, index) => ({
    code: `commune:${index}`,
    label: `Communes ${/^de? /.test(label) ? label : `de ${label}`}`,
  })),
  { code: 'epci', label: 'Intercommunalités' },
  { code: 'departement', label: 'Départements' },
  { code: 'region', label: 'Régions' },
  { code: 'com', label: 'Collectivités d’outre-mer' },
];

const inCountry = keptWithContent(async (db): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('authorities')
    .where('ended_at', 'is', null)
    .select((eb) => [segmentOf.as('segment'), eb.fn.countAll<number>().as('count')])
    .groupBy('segment')
    .execute();
  return new Map(rows.map(({ segment, count }) => [segment, count]));
});

const represented = (db: Db, groupId: string) =>
  db
    .selectFrom('authorities')
    .where('authorities.id', 'in', (eb) =>
      eb
        .selectFrom('memberships')
        .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
        .where('memberships.group_id', '=', groupId)
        .where('accounts.state', '=', 'active')
        .where('accounts.authority_id', 'is not', null)
        .select(sql<string>`accounts.authority_id`.as('id')),
    );

/** Who a group represents, over the kinds, sizes and départements of the country. */
export async function representationOf(
  reading: Parameters<typeof inCountry>[0],
  groupId: string,
): Promise<Representation> {
  const { db } = reading;
  const [country, here, departments, { people }] = await Promise.all([
    inCountry(reading),
    represented(db, groupId)
      .select((eb) => [segmentOf.as('segment'), eb.fn.countAll<number>().as('count')])
      .groupBy('segment')
      .execute(),
    departmentsOf(db, groupId),
    db
      .selectFrom('memberships')
      .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
      .where('memberships.group_id', '=', groupId)
      .where('accounts.state', '=', 'active')
      .select((eb) => eb.fn.countAll<number>().as('people'))
      .executeTakeFirstOrThrow(),
  ]);
  const counts = new Map(here.map(({ segment, count }) => [segment, count]));
  return {
    people,
    authorities: here.reduce((sum, { count }) => sum + count, 0),
    segments: segments.map((segment) => ({
      ...segment,
      here: counts.get(segment.code) ?? 0,
      country: country.get(segment.code) ?? 0,
    })),
    departments,
  };
}

/** Each département, in the order of the codes, with how many authorities of it are represented; itself counts. */
async function departmentsOf(db: Db, groupId: string): Promise<DepartmentCount[]> {
  const counted = represented(db, groupId)
    .select((eb) => [departmentHere.as('lies_in'), eb.fn.countAll<number>().as('count')])
    .groupBy('lies_in');
  return db
    .with('counted', () => counted)
    .selectFrom('authorities as departments')
    .leftJoin('counted', 'counted.lies_in', 'departments.id')
    .where('departments.kind', '=', 'departement')
    .where('departments.ended_at', 'is', null)
    .select(['departments.code', 'departments.name', sql<number>`coalesce(counted.count, 0)`.as('here')])
    .orderBy('departments.code')
    .execute();
}
