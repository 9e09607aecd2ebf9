import type { Db, Weather } from '../../platform/database/index.ts';

export interface ProgressPoint {
  id: string;
  onDay: string;
  weather: Weather;
  /** Markdown. */
  body: string;
  version: number;
  createdAt: Date;
  /** When it was corrected; null when it says what it first said. */
  correctedAt: Date | null;
  /** Named to the members of the group; the public sees the organisation. */
  author: { id: string; name: string } | null;
  organisation: { slug: string; name: string; acronym: string | null } | null;
}

/** The progress points of a group, newest first. */
export async function listProgress(
  db: Db,
  groupId: string,
  { limit = 200 }: { limit?: number } = {},
): Promise<ProgressPoint[]> {
  const rows = await selectPoints(db)
    .where('progress_points.group_id', '=', groupId)
    .orderBy('progress_points.on_day', 'desc')
    .orderBy('progress_points.created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toPoint);
}

/** Null when the group has no such point. */
export async function findProgressPoint(
  db: Db,
  groupId: string,
  pointId: string,
): Promise<ProgressPoint | null> {
  const row = await selectPoints(db)
    .where('progress_points.group_id', '=', groupId)
    .where('progress_points.id', '=', pointId)
    .executeTakeFirst();
  return row ? toPoint(row) : null;
}

/** For what is told of a point after it was posted: mails, feeds. Null when it is gone. */
export async function findPostedProgress(
  db: Db,
  pointId: string,
): Promise<{ point: ProgressPoint; group: { id: string; slug: string; title: string } } | null> {
  const row = await selectPoints(db)
    .innerJoin('groups', 'groups.id', 'progress_points.group_id')
    .select(['groups.id as group_id', 'groups.slug as group_slug', 'groups.title as group_title'])
    .where('progress_points.id', '=', pointId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    point: toPoint(row),
    group: { id: row.group_id, slug: row.group_slug, title: row.group_title },
  };
}

export interface ProgressRevision {
  pointId: string;
  version: number;
  onDay: string;
  weather: Weather;
  body: string;
  replacedAt: Date;
}

/** What the points of a group said before they were corrected, newest first. */
export async function listRevisions(db: Db, groupId: string): Promise<ProgressRevision[]> {
  return db
    .selectFrom('progress_point_revisions as revisions')
    .innerJoin('progress_points', 'progress_points.id', 'revisions.point_id')
    .where('progress_points.group_id', '=', groupId)
    .select([
      'revisions.point_id as pointId',
      'revisions.version',
      'revisions.on_day as onDay',
      'revisions.weather',
      'revisions.body',
      'revisions.replaced_at as replacedAt',
    ])
    .orderBy('revisions.version', 'desc')
    .limit(1000)
    .execute();
}

function selectPoints(db: Db) {
  return db
    .selectFrom('progress_points')
    .leftJoin('accounts', 'accounts.id', 'progress_points.author_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .select([
      'progress_points.id',
      'progress_points.on_day',
      'progress_points.weather',
      'progress_points.body',
      'progress_points.version',
      'progress_points.created_at',
      'progress_points.updated_at',
      'accounts.id as author_id',
      'accounts.name as author_name',
      'organisations.slug as organisation_slug',
      'organisations.name as organisation_name',
      'organisations.acronym as organisation_acronym',
    ]);
}

type PointRow = Awaited<ReturnType<ReturnType<typeof selectPoints>['executeTakeFirstOrThrow']>>;

function toPoint(row: PointRow): ProgressPoint {
  return {
    id: row.id,
    onDay: row.on_day,
    weather: row.weather,
    body: row.body,
    version: row.version,
    createdAt: row.created_at,
    correctedAt: row.version > 1 ? row.updated_at : null,
    author: row.author_id ? { id: row.author_id, name: row.author_name ?? '' } : null,
    organisation:
      row.organisation_slug && row.organisation_name
        ? { slug: row.organisation_slug, name: row.organisation_name, acronym: row.organisation_acronym }
        : null,
  };
}
