import { sql } from 'kysely';
import type pg from 'pg';
import { type Db, openDatabase } from '../src/platform/database/index.ts';
import { attack, type Load } from './load.ts';

const copies = 20_000;

/**
 * Adds resources made from the real ones, with their words in another order and their facets mixed, and makes them found.
 * For measuring only: they say nothing true.
 */
async function multiply(db: Db): Promise<number> {
  await sql`
    with numbered as (
      select *, row_number() over (order by slug) as rank, count(*) over () as size from resources where published
    ), picked as (
      select n, one.*, other.terms as other_terms, other.summary as other_summary
      from generate_series(1, ${copies}) as n
      join numbered as one on one.rank = 1 + n % one.size
      join numbered as other on other.rank = 1 + (n * 7919) % other.size
    )
    insert into resources (catalogue, slug, title, summary, producer, url, terms, least_people, most_people, territories,
      effort, language, sources, confidence, measures, checked_on)
    select 'cybersecurite', 'banc-' || n, title || ' ' || n, other_summary || ' ' || summary, producer, url,
      array(select distinct unnest(terms || other_terms)), case when n % 5 = 0 then n % 3500 end, null,
      case when n % 10 = 0 then array['region:84'] else territories end,
      jsonb_build_object('min_minutes', n % 300, 'max_minutes', n % 300, 'label', n % 300 || ' min'),
      language, sources, confidence, measures, checked_on
    from picked`.execute(db);
  await sql`
    insert into search_entries (kind, key, url, title, names, summary, body, keywords, audience)
    select 'resource', id::text, '/catalogues/' || catalogue || '/' || slug, title, '', summary, producer,
      array_to_string(terms, E'\n'), 'public'
    from resources where slug like 'banc-%'`.execute(db);
  await sql`vacuum analyze resources`.execute(db);
  await sql`vacuum analyze search_entries`.execute(db);
  const { count } = await db
    .selectFrom('resources')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

const facets = 'needs=prevenir&themes=mots-de-passe&themes=sauvegarde&audiences=elu';
const words = ['phishing', 'mot de passe', 'sauvegarde', 'guide', 'gestion de crise', 'anssi', 'commune'];
const texts = words.map((word) => `q=${encodeURIComponent(word)}`);
/** More than are kept in memory. */
const pairs = words.flatMap((one) =>
  words.map((other) => `q=${encodeURIComponent(one === other ? one : `${one} ${other}`)}`),
);

/** What is asked of the catalogues, each with its addresses. */
const asked: readonly { name: string; paths: readonly string[] }[] = [
  {
    name: 'JSON, texts never asked before and three facets',
    paths: pairs.map((text) => `/catalogues/cybersecurite.json?${text}&${facets}`),
  },
  {
    name: 'page, a text and three facets',
    paths: texts.map((text) => `/catalogues/cybersecurite?${text}&${facets}`),
  },
  {
    name: 'JSON, a text and three facets, counts included',
    paths: texts.map((text) => `/catalogues/cybersecurite.json?${text}&${facets}`),
  },
  {
    name: 'JSON, a word with a slip and three facets',
    paths: [`/catalogues/cybersecurite.json?q=hamesonage&${facets}`],
  },
  { name: 'JSON, three facets, counts included', paths: [`/catalogues/cybersecurite.json?${facets}`] },
  {
    name: 'page, what suits an authority, three facets',
    paths: ['74010', '35238', '01002', '200066793'].map(
      (code) => `/catalogues/cybersecurite?collectivite=${code}&${facets}`,
    ),
  },
  {
    name: 'three questions',
    paths: ['74010', '35238'].map(
      (code) => `/catalogues/cybersecurite/guide?qui=elu&besoin=prevenir&temps=60&collectivite=${code}`,
    ),
  },
  {
    name: 'page of a resource',
    paths: ['/catalogues/cybersecurite/banc-42', '/catalogues/cybersecurite/banc-4242'],
  },
  { name: 'page of an authority', paths: ['/collectivites/communes/74010', '/collectivites/communes/35238'] },
  { name: 'sheet for victims of an attack', paths: ['/urgence-cyber?region=84', '/urgence-cyber'] },
];

/** The catalogues with 20,000 resources more, each page made anew. */
export async function benchCatalogues(
  connection: pg.ClientConfig,
  url: string,
  seconds: number,
  {
    show,
    showLoad,
  }: { show: (name: string, value: string) => void; showLoad: (name: string, load: Load) => void },
): Promise<void> {
  const database = openDatabase(connection);
  try {
    show('resources of the catalogues', String(await multiply(database.db)));
  } finally {
    await database.close();
  }
  const headers = { 'accept-encoding': 'br, gzip', cookie: 'bench=1' };
  for (const { name, paths } of asked) {
    showLoad(
      `catalogues: ${name}, at 10 req/s`,
      await attack(url, { seconds, connections: 4, rate: 10, headers, paths: [...paths] }),
    );
  }
}
