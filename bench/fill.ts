import { createHash } from 'node:crypto';
import pg from 'pg';

const longest = 2_000;

/**
 * Fills a database with people, groups and messages by the thousand, named after `round`, and signs one of the people
 * in with `token`. One thread of the first group is long.
 */
export async function fill(
  connection: pg.ClientConfig,
  size: { people: number; messages: number; groups: number; token: string; round: string },
): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  const threads = Math.ceil((size.messages - longest) / 10);
  const mail = `banc-${size.round}-%`;
  const first = `banc-${size.round}-1@exemple.invalid`;
  try {
    await client.query('begin');
    await client.query(
      `insert into accounts (email, name, quality, authority_id, state, email_confirmed_at)
       select 'banc-' || $2::text || '-' || n || '@exemple.invalid', 'Personne ' || n, 'agent', a.id, 'active', now()
       from generate_series(1, $1::int) n
       join (select id, row_number() over (order by id) as rank from authorities where kind = 'commune') a
         on a.rank = 1 + n % 34000`,
      [size.people, size.round],
    );
    await client.query(
      `insert into groups (slug, title, objective, state) select 'banc-' || $2::text || '-' || n, 'Groupe de mesure ' || n, 'Mesurer.', 'active'
       from generate_series(1, $1::int) n`,
      [size.groups, size.round],
    );
    // Everybody in three groups; the first person in all of them.
    await client.query(
      `insert into memberships (group_id, account_id, role, last_visit_at)
       select g.id, p.id, 'member', now() - interval '7 days'
       from (select id, email, row_number() over (order by email) as n from accounts where email like $1) p
       join (select id, row_number() over (order by slug) as n from groups where slug like $1) g
         on p.email = $2 or (p.n + g.n * 7) % (select count(*) / 3 from groups where slug like $1) = 0
       on conflict do nothing`,
      [mail, first],
    );
    await client.query(
      `insert into progress_points (group_id, on_day, weather, body)
       select g.id, current_date - n * 20, 'fair', 'Point de mesure ' || n from groups g, generate_series(1, 12) n where slug like $1`,
      [mail],
    );
    await client.query(
      `insert into threads (group_id, kind, title, author_id, message_count, last_message_at, created_at)
       select g.id, case when n / 60 % 50 = 0 then 'announcement' else 'discussion' end::thread_kind, 'Sujet ' || n, p.id, 10, now() - n * interval '3 minutes', now() - n * interval '4 minutes'
       from generate_series(1, $1::int) n
       join (select id, row_number() over (order by slug) as rank, count(*) over () as total from groups where slug like $2) g on g.rank = 1 + n % g.total
       join (select id, row_number() over (order by email) as rank, count(*) over () as total from accounts where email like $2) p on p.rank = 1 + n % p.total`,
      [threads, mail],
    );
    await client.query(
      `insert into messages (thread_id, number, author_id, body, created_at)
       select t.id, n, t.author_id, 'Message de mesure ' || n || ' : ' || repeat('quelques mots pour faire un paragraphe. ', 6),
         t.created_at + (t.last_message_at - t.created_at) * n / 10
       from threads t join groups g on g.id = t.group_id, generate_series(1, 10) n where g.slug like $1`,
      [mail],
    );
    await client.query(
      `with long as (
         insert into threads (group_id, title, author_id, message_count, last_message_at, created_at)
         select g.id, 'Long sujet ' || $1::text, p.id, $4::int, now() - interval '1 day', now() - interval '90 days'
         from groups g, accounts p where g.slug = 'banc-' || $1 || '-1' and p.email = $2 returning id)
       insert into messages (thread_id, number, author_id, body, created_at)
       select long.id, n, p.id, 'Message de mesure ' || n || ' : ' || repeat('quelques mots pour faire un paragraphe. ', 6),
         now() - interval '90 days' + n * interval '1 hour'
       from long, generate_series(1, $4::int) n
       join (select id, row_number() over (order by email) as rank, count(*) over () as total from accounts where email like $3) p on p.rank = 1 + n % p.total`,
      [size.round, first, mail, longest],
    );
    // As the messages write them (src/modules/discussions/search-entries.ts).
    await client.query(
      `insert into scoped_entries (source, key, kind, scope_id, author_id, at, url, title, names, body)
       select 'message', m.id::text, 'message-' || t.kind, t.group_id, m.author_id, m.created_at,
         '/espace/discussions/' || t.id || '?page=' || ceil(m.number / 30::numeric) || '#message-' || m.number, t.title,
         case when m.number = 1 then t.title else '' end, m.body
       from messages m join threads t on t.id = m.thread_id join groups g on g.id = t.group_id where g.slug like $1`,
      [mail],
    );
    // Everybody has read every third thread of their groups.
    await client.query(
      `insert into thread_reads (thread_id, account_id, last_number, read_at)
       select t.id, m.account_id, 10, now()
       from memberships m join threads t on t.group_id = m.group_id join groups g on g.id = t.group_id
       where g.slug like $1 and t.last_message_at > now() - interval '2 days' and hashtext(t.id::text || m.account_id::text) % 3 = 0`,
      [mail],
    );
    await client.query(
      `insert into sessions (token_hash, account_id, created_at, last_seen_at, expires_at)
       select $1, id, now(), now(), now() + interval '1 day' from accounts where email = $2`,
      [createHash('sha256').update(size.token).digest(), first],
    );
    await client.query('commit');
    await client.query('vacuum analyze');
    // Otherwise what the filling leaves to write slows the first page measured.
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}
