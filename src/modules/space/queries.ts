import { sql } from 'kysely';
import type { Db, Side, Weather } from '../../platform/database/index.ts';

/** Something that a group did, as the home of its members tells it. */
export type GroupNews = {
  group: { slug: string; title: string };
  at: Date;
} & (
  | { kind: 'progress'; onDay: string; weather: Weather; body: string }
  | { kind: 'deliverable'; slug: string; title: string }
);

/** How many things of one kind a group may put in the news of a person. */
const perGroup = 3;

/**
 * Progress points and deliverables that came out in the person's groups since they last visited each, or joined;
 * the last first. What they wrote themselves is no news to them.
 */
export async function newsOf(db: Db, accountId: string, limit: number): Promise<GroupNews[]> {
  const { rows } = await sql<{
    slug: string;
    title: string;
    at: Date;
    on_day: string | null;
    weather: Weather | null;
    text: string;
    deliverable_slug: string | null;
  }>`
    select g.slug, g.title, news.at, news.on_day, news.weather, news.text, news.deliverable_slug
    from memberships m
    join groups g on g.id = m.group_id
    cross join lateral (
      (select p.created_at as at, p.on_day, p.weather, p.body as text, null as deliverable_slug
       from progress_points p
       where p.group_id = m.group_id and p.created_at > coalesce(m.last_visit_at, m.joined_at)
         and p.author_id is distinct from m.account_id
       order by p.created_at desc limit ${perGroup})
      union all
      (select d.published_at, null, null, d.title, d.slug
       from deliverables d
       where d.group_id = m.group_id and d.state = 'published'
         and d.published_at > coalesce(m.last_visit_at, m.joined_at)
         and d.created_by is distinct from m.account_id
       order by d.published_at desc limit ${perGroup})
    ) news
    where m.account_id = ${accountId}
    order by news.at desc limit ${limit}`.execute(db);
  return rows.map((row): GroupNews => {
    const about = { group: { slug: row.slug, title: row.title }, at: row.at };
    return row.on_day !== null && row.weather !== null
      ? { ...about, kind: 'progress', onDay: row.on_day, weather: row.weather, body: row.text }
      : { ...about, kind: 'deliverable', slug: row.deliverable_slug ?? '', title: row.text };
  });
}

/** A person who co-pilots a group, as its members see them. */
export interface CopilotPerson {
  name: string;
  side: Side;
  /** Where the person works, in short. */
  affiliation: string | null;
}

export async function copilotsOf(db: Db, groupId: string): Promise<CopilotPerson[]> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .where('memberships.group_id', '=', groupId)
    .where('memberships.role', '=', 'copilot')
    .where('accounts.state', '=', 'active')
    .select([
      'accounts.name',
      'memberships.side',
      'accounts.affiliation_label',
      'authorities.name as authority',
      'organisations.acronym',
      'organisations.name as organisation',
    ])
    .orderBy(sql`plain(accounts.name)`)
    .limit(50)
    .execute();
  return rows.flatMap(({ name, side, authority, acronym, organisation, affiliation_label }) =>
    side ? [{ name, side, affiliation: authority ?? acronym ?? organisation ?? affiliation_label }] : [],
  );
}
