import { sql } from 'kysely';
import type { Db, LinkState } from '../../../platform/database/index.ts';
import type { CatalogueSlug } from '../catalogues.ts';
import type { LinkReason } from './check-link.ts';
import { linksAt } from './link-store.ts';
import type { LinkView } from './link-words.ts';
import type { Link } from './standing.ts';

const view = sql<LinkView>`case
  when links.state = 'dead' then 'morts'
  when links.failures > 0 then 'en-panne'
  when links.state = 'moved' then 'deplaces'
  when links.state = 'refused' then 'refus'
  when links.state = 'ok' then 'bons'
  else 'non-verifies' end`;

const publishedLinks = (db: Db, catalogue: CatalogueSlug) =>
  db
    .selectFrom('resources')
    .leftJoin('resource_links as links', 'links.url', 'resources.url')
    .where('resources.published', '=', true)
    .where('resources.catalogue', '=', catalogue);

export async function countLinks(db: Db, catalogue: CatalogueSlug): Promise<Map<LinkView, number>> {
  const rows = await publishedLinks(db, catalogue)
    .select(({ fn }) => [view.as('view'), fn.countAll<number>().as('count')])
    .groupBy(view)
    .execute();
  return new Map(rows.map(({ view: of, count }) => [of, count]));
}

export interface LinkedResource {
  id: string;
  slug: string;
  title: string;
  url: string;
  /** Unknown until it is first looked at. */
  link: Link | undefined;
}

export async function listLinks(
  db: Db,
  catalogue: CatalogueSlug,
  wanted: LinkView,
  { limit, offset }: { limit: number; offset: number },
): Promise<LinkedResource[]> {
  const rows = await publishedLinks(db, catalogue)
    .select(['resources.id', 'resources.slug', 'resources.title', 'resources.url'])
    .where(view, '=', wanted)
    .orderBy('links.since', (order) => order.desc().nullsLast())
    .orderBy('resources.title')
    .orderBy('resources.id')
    .limit(limit)
    .offset(offset)
    .execute();
  const links = await linksAt(
    db,
    rows.map(({ url }) => url),
  );
  return rows.map((row) => ({ ...row, link: links.get(row.url) }));
}

export interface LinkChange {
  from: LinkState;
  to: LinkState;
  at: Date;
}

const mostChanges = 5;

/** The last changes of state of each address, the latest first. */
export async function changesOf(db: Db, urls: readonly string[]): Promise<Map<string, LinkChange[]>> {
  const { rows } = await sql<LinkChange & { url: string }>`
    select url, from_state as "from", to_state as "to", at from (
      select *, row_number() over (partition by url order by at desc, id) as place
      from resource_link_changes where url = any(${urls}::text[])
    ) ranked where place <= ${mostChanges} order by url, at desc`.execute(db);
  return Map.groupBy(rows, ({ url }) => url);
}

export interface DeadLink {
  catalogue: string;
  slug: string;
  title: string;
  url: string;
  since: Date;
  reason: LinkReason | null;
  status: number | null;
  told: boolean;
}

/** The dead links of published resources, by catalogue. */
export async function deadLinks(db: Db): Promise<DeadLink[]> {
  const rows = await db
    .selectFrom('resources')
    .innerJoin('resource_links as links', 'links.url', 'resources.url')
    .where('resources.published', '=', true)
    .where('links.state', '=', 'dead')
    .select(['resources.catalogue', 'resources.slug', 'resources.title', 'resources.url', 'links.told_at'])
    .orderBy('resources.title')
    .execute();
  const links = await linksAt(
    db,
    rows.map(({ url }) => url),
  );
  return rows.flatMap(({ told_at, ...row }) => {
    const link = links.get(row.url);
    return link?.since
      ? [{ ...row, since: link.since, reason: link.reason, status: link.status, told: told_at !== null }]
      : [];
  });
}
