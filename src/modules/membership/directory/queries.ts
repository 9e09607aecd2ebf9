import { sql } from 'kysely';
import type { AuthorityKind, Db } from '../../../platform/database/index.ts';
import { affiliationColumns, affiliationWords } from '../affiliation-words.ts';
import { functionHere, type Member, peopleOf } from '../membership-queries.ts';
import { type DirectoryFilter, type DirectorySide, roleOf, sides } from './schemas.ts';
import { sizeBands } from './size-bands.ts';

/** A person as the directory of a group lists them, under the body that they take part for. */
export interface DirectoryEntry extends Member {
  directorySide: DirectorySide;
  authority: { id: string; kind: AuthorityKind; population: number | null } | null;
  /** Whether the person takes part in another quality than their main one. */
  inOtherQuality: boolean;
  refusesContact: boolean;
}

const sideHere = sql<DirectorySide>`case
  when memberships.side is not null then memberships.side::text
  when accounts.quality in ('agent', 'elu') then 'collectivites'
  when accounts.quality = 'agent_etat' then 'etat'
  when accounts.quality = 'association' then 'associations'
  when accounts.quality = 'editeur' then 'editeurs'
  else 'autres' end`;

/** The département where the body lies; a département lies in itself. */
export const departmentHere = sql<
  string | null
>`case authorities.kind when 'departement' then authorities.id else authorities.department_id end`;

const words = sql<string>`plain(concat_ws(' ', accounts.name, ${functionHere}, authorities.name,
  organisations.acronym, organisations.name, accounts.affiliation_label))`;

function narrowed(db: Db, groupId: string, filter: DirectoryFilter) {
  const { q, cote, role, nature, taille, departement } = filter;
  let query = peopleOf(db, groupId);
  const looked = q.trim();
  if (looked !== '') query = query.where(sql<boolean>`strpos(${words}, plain(${looked})) > 0`);
  if (cote) query = query.where(sideHere, '=', cote);
  if (role) query = query.where('memberships.role', '=', roleOf[role]);
  if (nature) query = query.where('authorities.kind', '=', nature);
  const band = sizeBands.find(({ code }) => code === taille);
  if (band) query = query.where('authorities.population', '>=', band.from);
  if (band?.below != null) query = query.where('authorities.population', '<', band.below);
  if (departement) {
    const ids = [`departement:${departement}`, `com:${departement}`];
    query = query.where(departmentHere, 'in', ids);
  }
  return query;
}

/** The people of a group by side, then by body; copilots come first among those of one body. */
export async function directoryOf(
  db: Db,
  groupId: string,
  filter: DirectoryFilter,
  { page, perPage }: { page: number; perPage: number },
): Promise<{ entries: DirectoryEntry[]; total: number }> {
  const [rows, { total }] = await Promise.all([
    narrowed(db, groupId, filter)
      .select([
        'memberships.account_id',
        'memberships.role',
        'memberships.side',
        'memberships.joined_at',
        'accounts.name',
        'accounts.refuses_contact',
        functionHere.as('function_title'),
        'authorities.id as authority_id',
        'authorities.population',
        sideHere.as('directory_side'),
        sql<boolean>`chosen.id is not null`.as('in_other_quality'),
        ...affiliationColumns,
      ])
      .orderBy(sql`array_position(${[...sides]}::text[], ${sideHere})`)
      .orderBy(
        sql`plain(coalesce(authorities.name, organisations.name, accounts.affiliation_label))`,
        (order) => order.asc().nullsLast(),
      )
      .orderBy(sql`coalesce(authorities.id, organisations.slug, accounts.affiliation_label)`)
      .orderBy('memberships.role')
      .orderBy(sql`plain(accounts.name)`)
      .orderBy('memberships.account_id')
      .limit(perPage)
      .offset((page - 1) * perPage)
      .execute(),
    narrowed(db, groupId, filter)
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  const entries = rows.map((row) => ({
    accountId: row.account_id,
    name: row.name,
    functionTitle: row.function_title,
    affiliation: affiliationWords(row),
    role: row.role,
    side: row.side,
    joinedAt: row.joined_at,
    directorySide: row.directory_side,
    authority:
      row.authority_id && row.authority_kind
        ? { id: row.authority_id, kind: row.authority_kind, population: row.population }
        : null,
    inOtherQuality: row.in_other_quality,
    refusesContact: row.refuses_contact,
  }));
  return { entries, total };
}

/** The départements that somebody of the group takes part for, in the order of their codes. */
export async function departmentsIn(db: Db, groupId: string): Promise<{ code: string; name: string }[]> {
  return db
    .selectFrom('authorities as departments')
    .select(['departments.code', 'departments.name'])
    .where('departments.id', 'in', peopleOf(db, groupId).select(departmentHere.as('id')))
    .orderBy('departments.code')
    .execute();
}

/**
 * In what quality these people take part in a group, in a few words: « maire, Annecy (Haute-Savoie) ». For those who show
 * what people wrote there; whoever left the group is not in it.
 */
export async function qualitiesIn(
  db: Db,
  groupId: string,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await peopleOf(db, groupId)
    .where('memberships.account_id', 'in', [...new Set(accountIds)])
    .select(['memberships.account_id', functionHere.as('function_title'), ...affiliationColumns])
    .execute();
  return new Map(
    rows.map((row) => [
      row.account_id,
      [row.function_title, affiliationWords(row)].filter(Boolean).join(', '),
    ]),
  );
}
