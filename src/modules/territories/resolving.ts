import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import {
  type AuthoritySummary,
  authoritiesByIds,
  type OldCode,
  readCode,
  summaryColumns,
} from './queries.ts';
import { nameRanks, searchKey } from './search-key.ts';

/** An authority that a code leads to, and what that code was when it is no longer in use. */
export interface Resolved {
  authority: AuthoritySummary;
  old: OldCode | null;
}

/**
 * What `resolveAuthority` answers for each of these codes, in three queries for any number of them. Absent: those that lead nowhere.
 */
export async function resolveCodes(db: Db, inputs: Iterable<string>): Promise<Map<string, Resolved>> {
  const codes = new Map(
    [...inputs].flatMap((input) => {
      const code = readCode(input);
      return code ? [[input, code] as const] : [];
    }),
  );
  const ids = new Set<string>();
  const insees = new Set<string>();
  const sirens = new Set<string>();
  for (const code of codes.values()) {
    if ('siren' in code) sirens.add(code.siren);
    else {
      ids.add('id' in code ? code.id : `commune:${code.insee}`);
      insees.add('id' in code ? code.id.replace(/^commune:/, '') : code.insee);
    }
  }
  const old = await db
    .selectFrom('authority_old_codes')
    .select(['code', 'authority_id', 'name', 'kind'])
    .where('code', '=', sql<string>`any(${[...insees]}::text[])`)
    .execute();
  const byOldCode = new Map(old.map((row) => [row.code, row]));
  const byId = await authoritiesByIds(db, [...ids, ...old.map(({ authority_id }) => authority_id)]);
  const bySiren = await authoritiesOfSirens(db, [...sirens]);
  const found = new Map<string, Resolved>();
  for (const [input, code] of codes) {
    if ('siren' in code) {
      const authority = bySiren.get(code.siren);
      if (authority) found.set(input, { authority, old: null });
      continue;
    }
    const own = byId.get('id' in code ? code.id : `commune:${code.insee}`);
    const former = byOldCode.get('id' in code ? code.id.replace(/^commune:/, '') : code.insee);
    const heir = former && byId.get(former.authority_id);
    // One that lives; else the one that bore this code.
    if (own && (!own.ended_at || !heir || heir.ended_at)) found.set(input, { authority: own, old: null });
    else if (heir && former)
      found.set(input, { authority: heir, old: { code: former.code, name: former.name, kind: former.kind } });
  }
  return found;
}

/** Those that live before those that ended. */
async function authoritiesOfSirens(
  db: Db,
  sirens: readonly string[],
): Promise<Map<string, AuthoritySummary>> {
  if (sirens.length === 0) return new Map();
  const rows = await db
    .selectFrom('authorities')
    .select(summaryColumns)
    .where('siren', '=', sql<string>`any(${sirens}::text[])`)
    .orderBy(sql`ended_at is null`)
    .execute();
  return new Map(rows.flatMap((row) => (row.siren === null ? [] : [[row.siren, row] as const])));
}

/** The living authorities that bear each of these names, or wholly another form of it; absent: names that nobody bears. */
export async function authoritiesBearing(
  db: Db,
  names: Iterable<string>,
): Promise<Map<string, AuthoritySummary[]>> {
  const keys = new Map([...names].map((name) => [name, searchKey(name)] as const));
  if (keys.size === 0) return new Map();
  const rows = await db
    .selectFrom('authority_names')
    .innerJoin('authorities', 'authorities.id', 'authority_names.authority_id')
    .select(summaryColumns)
    .select('authority_names.name_key')
    .where('name_key', '=', sql<string>`any(${[...new Set(keys.values())]}::text[])`)
    .where('rank', '<', nameRanks.former)
    .where('ended_at', 'is', null)
    .execute();
  const byKey = Map.groupBy(rows, ({ name_key }) => name_key);
  return new Map(
    [...keys].flatMap(([name, key]) => {
      const bearers = byKey.get(key);
      return bearers ? [[name, bearers.map(({ name_key: _, ...authority }) => authority)] as const] : [];
    }),
  );
}

/** Whether a text names this authority, or could: « Mairie d’Annecy » for Annecy, not « Lyon ». */
export function couldName({ name }: Pick<AuthoritySummary, 'name'>, typed: string): boolean {
  const [own, given] = [wordsOf(name), wordsOf(typed)];
  return [...given].some((word) => own.has(word)) || given.size === 0;
}

/** Words that many names hold tell nothing apart. */
const commonWords = new Set(
  'de du des la le les l d a au aux en et sur sous saint sainte commune communaute agglomeration communes cc ca cu metropole pays ville mairie departement region'.split(
    ' ',
  ),
);

const wordsOf = (text: string): Set<string> =>
  new Set(
    searchKey(text)
      .split(' ')
      .filter((word) => word !== '' && !commonWords.has(word)),
  );
