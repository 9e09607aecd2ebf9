import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Db, Organisations, Side } from '../../platform/database/index.ts';
import { type Confidence, confidence, type Source, source } from '../../platform/provenance.ts';

export interface Organisation {
  slug: string;
  name: string;
  acronym: string | null;
  /** Null for those that stand on neither side, such as vendors. */
  side: Side | null;
  kind: string;
  website: string | null;
  role: string;
  inGovernance: boolean;
  sources: Source[];
  confidence: Confidence;
  note: string | null;
  version: number;
}

function toOrganisation(row: Selectable<Organisations>): Organisation {
  return {
    slug: row.slug,
    name: row.name,
    acronym: row.acronym,
    side: row.side,
    kind: row.kind,
    website: row.website,
    role: row.role,
    inGovernance: row.in_governance,
    sources: z.array(source).parse(row.sources),
    confidence: confidence.parse(row.confidence),
    note: row.note,
    version: row.version,
  };
}

/** `AMF – Association des maires de France…`, as lists and forms show it. */
export function organisationLabel({ name, acronym }: { name: string; acronym: string | null }): string {
  return acronym && acronym !== name ? `${acronym} – ${name}` : name;
}

/** Null when there is none of this slug. */
export async function findOrganisation(db: Db, slug: string): Promise<Organisation | null> {
  const row = await db.selectFrom('organisations').selectAll().where('slug', '=', slug).executeTakeFirst();
  return row ? toOrganisation(row) : null;
}

/** All of them, in the order of their names, without accents getting in the way. */
export async function listOrganisations(db: Db, filter: { side?: Side } = {}): Promise<Organisation[]> {
  let query = db.selectFrom('organisations').selectAll();
  if (filter.side) query = query.where('side', '=', filter.side);
  const rows = await query.orderBy(sql`plain(name)`).orderBy('slug').execute();
  return rows.map(toOrganisation);
}

/**
 * Those whose name or acronym holds, or nearly holds, what was typed, an exact acronym first; then those whose note does,
 * which tells of former names.
 */
export async function searchOrganisations(
  db: Db,
  typed: string,
  { limit = 10 }: { limit?: number } = {},
): Promise<Organisation[]> {
  const wanted = typed.trim().slice(0, 200);
  if (wanted === '') return [];
  const names = sql`plain(name || ' ' || coalesce(acronym, ''))`;
  const rows = await db
    .selectFrom('organisations')
    .selectAll()
    .where(
      sql<boolean>`(strpos(${names}, plain(${wanted})) > 0 or word_similarity(plain(${wanted}), ${names}) >= 0.5
        or to_tsvector('simple', plain(coalesce(note, ''))) @@ plainto_tsquery('simple', plain(${wanted})))`,
    )
    .orderBy(sql`plain(coalesce(acronym, name)) = plain(${wanted})`, 'desc')
    .orderBy(sql`strpos(${names}, plain(${wanted})) > 0`, 'desc')
    .orderBy(sql`word_similarity(plain(${wanted}), ${names})`, 'desc')
    .orderBy(sql`plain(name)`)
    .limit(Math.min(limit, 50))
    .execute();
  return rows.map(toOrganisation);
}
