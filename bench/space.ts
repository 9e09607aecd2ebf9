import { createHash, randomBytes } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { fill } from './fill.ts';
import { attack, type Load } from './load.ts';
import type { Product } from './product.ts';

interface Shown {
  show: (name: string, value: string) => void;
  showLoad: (name: string, load: Load) => void;
}

/** The collaborative space with this many people and messages: what its members open most, and pages told of an event. */
export async function benchSpace(
  product: Product,
  size: { people: number; messages: number; groups: number; round: string },
  seconds: number,
  { show, showLoad }: Shown,
): Promise<void> {
  const database = await product.database();
  const token = randomBytes(32).toString('base64url');
  const began = performance.now();
  await fill(database, { ...size, token });
  const named = `${size.messages.toLocaleString('fr-FR')} messages`;
  show(
    `filled with ${size.people} people, ${named}, ${size.groups} groups`,
    `${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  const headers = { 'accept-encoding': 'br, gzip', cookie: `session=${token}` };
  const { slug, longest } = await target(database, size.round);
  for (const [name, path] of [
    ['member home', '/espace'],
    ['home of a group', `/espace/groupes/${slug}`],
    ['discussions of a group', `/espace/groupes/${slug}/discussions`],
    ['last page of a thread of 2,000 messages', `/espace/discussions/${longest}?page=67`],
  ] as const) {
    showLoad(
      `${named}: ${name} at 50 req/s`,
      await attack(`${product.url}${path}`, { seconds, connections: 10, rate: 50, headers }),
    );
  }
  for (const [name, path] of [
    ['common words in all groups', '/espace/recherche?q=paragraphe+mesure'],
    ['rare words in all groups', '/espace/recherche?q=sujet+1234'],
    ['common words in one group', `/espace/recherche?q=paragraphe+mesure&groupe=${slug}`],
  ] as const) {
    showLoad(
      `${named}: search of ${name} at 50 req/s`,
      await attack(`${product.url}${path}`, { seconds, connections: 10, rate: 50, headers }),
    );
  }
  showLoad(
    `${named}: member home, as fast as it goes`,
    await attack(`${product.url}/espace`, { seconds, connections: 16, headers }),
  );
}

/** A group of this filling, and its thread of 2,000 messages. */
async function target(
  connection: pg.ClientConfig,
  round: string,
): Promise<{ slug: string; longest: string; groupId: string }> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows } = await client.query<{ slug: string; longest: string; groupId: string }>(
      `select g.slug, t.id as longest, g.id as "groupId" from threads t join groups g on g.id = t.group_id
       where t.title = 'Long sujet ' || $1::text`,
      [round],
    );
    const [row] = rows;
    if (!row) throw new Error('nothing was filled');
    return row;
  } finally {
    await client.end();
  }
}

const openPages = 200;

/** How long an answer takes to reach 200 pages open on its thread, half of them on another process. */
export async function benchOpenPages(product: Product, round: string, show: Shown['show']): Promise<void> {
  const database = await product.database();
  const { groupId, longest } = await target(database, round);
  const tokens = await openSessions(database, groupId, openPages);
  const other = await product.beside();
  await other.start();
  const streams: IncomingMessage[] = [];
  try {
    const told: Promise<number>[] = [];
    for (const [index, token] of tokens.entries()) {
      const origin = index % 2 === 0 ? product.url : other.url;
      const stream = await follow(`${origin}/espace/discussions/${longest}/flux`, token);
      streams.push(stream);
      told.push(movedAt(stream));
    }
    const sent = performance.now();
    const answer = await fetch(`${product.url}/espace/discussions/${longest}`, {
      method: 'POST',
      body: new URLSearchParams({ body: 'Un message pour toutes les pages ouvertes' }),
      headers: { cookie: `session=${tokens[0]}`, 'sec-fetch-site': 'same-origin' },
      redirect: 'manual',
    });
    if (answer.status !== 303) throw new Error(`the answer was refused: ${answer.status}`);
    const times = (await Promise.all(told)).map((at) => at - sent).sort((a, b) => a - b);
    show(
      `${openPages} open pages over two processes told of a message`,
      `first ${times[0]?.toFixed(0)} ms, last ${times.at(-1)?.toFixed(0)} ms after it was sent`,
    );
  } finally {
    for (const stream of streams) stream.destroy();
    await other.stop();
  }
}

async function openSessions(connection: pg.ClientConfig, groupId: string, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'));
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `insert into sessions (token_hash, account_id, created_at, last_seen_at, expires_at)
       select h.hash, m.account_id, now(), now(), now() + interval '1 day'
       from unnest($1::bytea[]) with ordinality as h(hash, rank)
       join (select account_id, row_number() over () as rank from memberships where group_id = $2) m using (rank)`,
      [tokens.map((token) => createHash('sha256').update(token).digest()), groupId],
    );
    return tokens.slice(0, rowCount ?? 0);
  } finally {
    await client.end();
  }
}

function follow(url: string, token: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { cookie: `session=${token}` }, agent: false }, (stream) => {
      if (stream.statusCode !== 200) return reject(new Error(`no stream: ${stream.statusCode}`));
      stream.once('data', () => resolve(stream));
    }).once('error', reject);
  });
}

function movedAt(stream: IncomingMessage): Promise<number> {
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => {
      if (chunk.includes('event: moved')) resolve(performance.now());
    });
  });
}
