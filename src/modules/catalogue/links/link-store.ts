import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { DB, Db } from '../../../platform/database/index.ts';
import type { LinkReason } from './check-link.ts';
import type { Link } from './standing.ts';

const reasons = [
  'internal',
  'dns',
  'offline',
  'timeout',
  'unreachable',
  'certificate',
  'untrusted',
  'protocol',
  'scheme',
  'port',
  'robots',
  'redirects',
] as const satisfies readonly LinkReason[];

const reason = z.enum(reasons).nullable();

export const linkOf = (row: Selectable<DB['resource_links']>): Link => ({
  url: row.url,
  state: row.state,
  since: row.since,
  checkedAt: row.checked_at,
  okAt: row.ok_at,
  status: row.status,
  reason: reason.parse(row.reason),
  movedTo: row.moved_to,
  failures: row.failures,
  failedOn: row.failed_on,
});

/** What is known of these addresses; those that were never tried are left out. */
export async function linksAt(db: Db, urls: readonly string[]): Promise<Map<string, Link>> {
  if (urls.length === 0) return new Map();
  const rows = await db.selectFrom('resource_links').selectAll().where('url', 'in', urls).execute();
  return new Map(rows.map((row) => [row.url, linkOf(row)]));
}

/** Knows each address of the published resources, and forgets those of none. */
export async function gatherLinks(tx: Db, now: Date): Promise<void> {
  // The order keeps two runs from waiting for each other.
  await sql`
    insert into resource_links (url, next_at)
    select url, ${now}::timestamptz from resources where published
      and not exists (select from resource_links links where links.url = resources.url)
    group by url order by url
    on conflict (url) do nothing`.execute(tx);
  await sql`
    delete from resource_links links
    where not exists (select from resources where resources.url = links.url and published)`.execute(tx);
}

/** So long is a link ours once taken: those of a process that died are taken again after that. */
const holdFor = 3_600_000;

/** Takes links whose turn has come, for nobody else to try them meanwhile. */
export async function takeDueLinks(db: Db, now: Date, most: number): Promise<Link[]> {
  const rows = await db
    .updateTable('resource_links')
    .set({ next_at: new Date(now.getTime() + holdFor) })
    .where('url', 'in', (eb) =>
      eb
        .selectFrom('resource_links')
        .select('url')
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .orderBy('url')
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
  return rows.map(linkOf);
}

/** Links that answered of late, of as many sites: when they are silent too, so is our network. */
export async function witnesses(db: Db, but: readonly string[], most: number): Promise<string[]> {
  const { rows } = await sql<{ url: string }>`
    select url from (
      select distinct on (split_part(url, '/', 3)) url, ok_at from resource_links
      where state in ('ok', 'moved') and ok_at is not null and url <> all(${but}::text[])
      order by split_part(url, '/', 3), ok_at desc
    ) of_each_site order by ok_at desc limit ${most}`.execute(db);
  return rows.map(({ url }) => url);
}

/** Writes what several tries taught, and which states changed; a link that nobody leads to any more is left alone. */
export async function writeLinks(
  tx: Db,
  links: readonly (Link & { nextAt: Date })[],
  now: Date,
): Promise<void> {
  const rows = links.map((link) => ({
    url: link.url,
    state: link.state,
    since: link.since,
    checked_at: link.checkedAt,
    ok_at: link.okAt,
    status: link.status,
    reason: link.reason,
    moved_to: link.movedTo,
    failures: link.failures,
    failed_on: link.failedOn,
    next_at: link.nextAt,
  }));
  // One statement: pages kept in memory are forgotten once, not once for each link.
  await sql`
    with tried as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as tried(
        url text, state link_state, since timestamptz, checked_at timestamptz, ok_at timestamptz, status integer,
        reason text, moved_to text, failures integer, failed_on date, next_at timestamptz)
    ), changes as (
      insert into resource_link_changes (url, from_state, to_state, status, reason, at)
      select tried.url, before.state, tried.state, tried.status, tried.reason, ${now}
      from tried join resource_links before on before.url = tried.url where before.state <> tried.state
    )
    update resource_links set state = tried.state, since = tried.since, checked_at = tried.checked_at,
      ok_at = tried.ok_at, status = tried.status, reason = tried.reason, moved_to = tried.moved_to,
      failures = tried.failures, failed_on = tried.failed_on, next_at = tried.next_at,
      told_at = case when tried.state = 'dead' then told_at end
    from tried where tried.url = resource_links.url`.execute(tx);
}

/** Gives links back, to be tried at the next run. */
export async function giveBack(db: Db, urls: readonly string[], now: Date): Promise<void> {
  if (urls.length === 0) return;
  await db.updateTable('resource_links').set({ next_at: now }).where('url', 'in', urls).execute();
}
