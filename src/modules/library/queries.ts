import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import { jsonObjectFrom } from 'kysely/helpers/postgres';
import type { DB, Db, DeliverableAvailability, DeliverableState } from '../../platform/database/index.ts';
import { pageCount } from '../../platform/http/index.ts';
import { applyFilter, type DeliverableFilter, type Filtered } from './facets.ts';

export interface DeliverableGroup {
  id: string;
  slug: string;
  number: number | null;
  title: string;
}

/** A deliverable as cards and lists show it. */
export interface DeliverableSummary {
  id: string;
  slug: string;
  title: string;
  /** In Markdown. */
  description: string;
  kind: string;
  audiences: string[];
  formats: string[];
  /** Null for what the programme as a whole produced. */
  group: DeliverableGroup | null;
  state: DeliverableState;
  availability: DeliverableAvailability;
  availabilityNote: string | null;
  publishedOn: string | null;
  /** In words, for what has no date. */
  firstSeen: string | null;
  /** When somebody here last changed it; null for what was loaded with the start-up content and left as it was. */
  updatedAt: Date | null;
}

type Builder = ExpressionBuilder<DB, 'deliverables'>;

export function groupOf(eb: Builder) {
  return jsonObjectFrom(
    eb
      .selectFrom('groups')
      .select(['groups.id', 'groups.slug', 'groups.number', 'groups.title'])
      .whereRef('groups.id', '=', 'deliverables.group_id'),
  );
}

/** The formats of its files and links, in what is published those that the public sees; what is said of it when there is none. */
export const formatsOf = sql<string[]>`coalesce(
  (select array_agg(distinct f.format order by f.format)
   from deliverable_files f join deliverable_versions v on v.id = f.version_id
   where v.deliverable_id = deliverables.id
     and (v.published_at is not null or deliverables.state <> 'published')),
  array_remove(array[deliverables.format], null))`;

function selectSummaries(db: Db) {
  return db
    .selectFrom('deliverables')
    .selectAll('deliverables')
    .select((eb) => [groupOf(eb).as('group'), formatsOf.as('formats')]);
}

type Row = Selectable<DB['deliverables']> & { group: DeliverableGroup | null; formats: string[] };

export function toSummary(row: Row): DeliverableSummary {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    description: row.description,
    kind: row.kind,
    audiences: row.audiences,
    formats: row.formats,
    group: row.group,
    state: row.state,
    availability: row.availability,
    availabilityNote: row.availability_note,
    publishedOn: row.published_on,
    firstSeen: row.first_seen,
    updatedAt:
      row.created_by === null && row.updated_at.getTime() === row.created_at.getTime()
        ? null
        : row.updated_at,
  };
}

/** What still holds first, then the newest, then in the order of the groups. */
const publicOrder = sql`
  (deliverables.availability = 'published') desc, deliverables.published_on desc nulls last,
  (select number from groups where groups.id = deliverables.group_id) nulls last,
  plain(deliverables.title), deliverables.id`;

export interface DeliverableList extends Filtered {
  items: DeliverableSummary[];
  total: number;
  page: number;
  pages: number;
}

const pageSize = 20;

/** The published deliverables that pass the filter, a page at a time, with the counts by value of each filter. */
export async function listDeliverables(
  db: Db,
  filter: DeliverableFilter,
  { page = 1, size = pageSize }: { page?: number; size?: number } = {},
): Promise<DeliverableList> {
  const rows = await db
    .selectFrom('deliverables')
    .leftJoin('groups', 'groups.id', 'deliverables.group_id')
    .select(['deliverables.id', 'groups.slug as group', 'deliverables.kind', 'deliverables.audiences'])
    .select(formatsOf.as('formats'))
    .where('deliverables.state', '=', 'published')
    .orderBy(publicOrder)
    .execute();
  const filtered = applyFilter(rows, filter);
  const total = filtered.ids.length;
  const pages = pageCount(total, size);
  const shown = Math.min(page, pages);
  const items = await byIds(db, filtered.ids.slice((shown - 1) * size, shown * size));
  return { ...filtered, items, total, page: shown, pages };
}

async function byIds(db: Db, ids: readonly string[]): Promise<DeliverableSummary[]> {
  if (ids.length === 0) return [];
  const rows = await selectSummaries(db).where('deliverables.id', 'in', ids).orderBy(publicOrder).execute();
  return rows.map(toSummary);
}

/** What this group has published. */
export async function deliverablesOfGroup(db: Db, groupId: string): Promise<DeliverableSummary[]> {
  const rows = await selectSummaries(db)
    .where('deliverables.group_id', '=', groupId)
    .where('deliverables.state', '=', 'published')
    .orderBy(publicOrder)
    .execute();
  return rows.map(toSummary);
}

/** A deliverable among those at work. */
export interface DeliverableAtWork extends DeliverableSummary {
  /** Of what is published: whether a version of it is in preparation. */
  isPreparing: boolean;
}

const preparedAt = sql<Date | null>`(
  select max(v.updated_at) from deliverable_versions v
  where v.deliverable_id = deliverables.id and v.published_at is null and deliverables.state = 'published')`;

/**
 * All that a group, or the programme as a whole, has at work, published or withdrawn; the last touched first. Without
 * `drafts`, as if nothing were in preparation.
 */
export async function workOf(
  db: Db,
  groupId: string | null,
  { states, drafts }: { states: readonly DeliverableState[]; drafts: boolean },
): Promise<DeliverableAtWork[]> {
  const prepared = drafts ? preparedAt : sql<Date | null>`null::timestamptz`;
  const rows = await selectSummaries(db)
    .select(prepared.as('prepared_at'))
    .where('deliverables.group_id', groupId === null ? 'is' : '=', groupId)
    .where('deliverables.state', 'in', states)
    .orderBy(sql`greatest(deliverables.updated_at, ${prepared})`, 'desc')
    .orderBy(sql`plain(deliverables.title)`)
    .execute();
  return rows.map(({ prepared_at: at, ...row }) => {
    const summary = toSummary(row);
    const isLast = at !== null && (summary.updatedAt === null || at > summary.updatedAt);
    return { ...summary, updatedAt: isLast ? at : summary.updatedAt, isPreparing: at !== null };
  });
}

/** What was published last: here first, then by the dates known. */
export async function latestDeliverables(db: Db, limit: number): Promise<DeliverableSummary[]> {
  const rows = await selectSummaries(db)
    .where('deliverables.state', '=', 'published')
    .where('deliverables.availability', '=', 'published')
    .orderBy('deliverables.published_at', (order) => order.desc().nullsLast())
    .orderBy(publicOrder)
    .limit(limit)
    .execute();
  return rows.map(toSummary);
}

/** How many deliverables each group has published, by group id; groups without any are absent. */
export async function countByGroup(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('deliverables')
    .select(['group_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('state', '=', 'published')
    .where('group_id', 'is not', null)
    .groupBy('group_id')
    .execute();
  return new Map(rows.flatMap(({ group_id, count }) => (group_id ? [[group_id, count] as const] : [])));
}

/** The published deliverable that an address of the former site stood for: its address here, or null. */
export async function deliverableAt(db: Db, originalPath: string): Promise<string | null> {
  if (originalPath.includes('\0')) return null;
  const row = await db
    .selectFrom('deliverables')
    .select('slug')
    .where('state', '=', 'published')
    .where('original_path', 'in', [originalPath, decoded(originalPath)])
    .executeTakeFirst();
  return row ? `/livrables/${row.slug}` : null;
}

function decoded(path: string): string {
  try {
    const plain = decodeURIComponent(path);
    return plain.includes('\0') ? path : plain;
  } catch {
    return path;
  }
}

/** The groups that have published something, to name them in the filter. */
export async function groupsWithDeliverables(db: Db): Promise<DeliverableGroup[]> {
  return db
    .selectFrom('groups')
    .select(['id', 'slug', 'number', 'title'])
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('deliverables')
        .select('group_id')
        .where('state', '=', 'published')
        .where('group_id', 'is not', null)
        .$narrowType<{ group_id: string }>(),
    )
    .execute();
}
