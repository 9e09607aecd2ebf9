import { afterAll, beforeAll, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount, anOpening } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { buildApp } from '../../app.ts';
import { readAssets } from '../../assets.ts';
import { type App, followChanges, followConnections, LivePages } from '../../platform/http/index.ts';
import { editMessage, reply, startThread } from './actions.ts';
import { hideMessage, restoreMessage } from './hiding.ts';
import { moveThread } from './moving.ts';
import { findThread } from './queries.ts';

/** Two processes on one database, and a thread that people of its group have open. */
let t: TestApp;
let other: App;
const origins: string[] = [];
const closing: (() => Promise<unknown>)[] = [];
let group: { id: string; slug: string };
let writer: { id: string; name: string };
let thread: string;

beforeAll(async () => {
  t = await startTestApp();
  const pages = new LivePages();
  other = await buildApp({
    deps: { ...t.deps, livePages: pages },
    assets: readAssets('neutral'),
    trustProxy: false,
  });
  for (const [app, livePages] of [
    [t.app, t.deps.livePages],
    [other, pages],
  ] as const) {
    const listener = followChanges(t.connection, livePages, t.deps.log);
    const closeConnections = followConnections(app.server);
    closing.push(async () => {
      await listener.stop();
      const closed = app.close();
      closeConnections(0);
      await closed;
    });
    origins.push(await app.listen({ port: 0, host: '127.0.0.1' }));
  }
  group = await aGroup(t.db);
  writer = await anAccount(t.db);
  await aMembership(t.db, group.id, writer.id);
  thread = await startThread(
    t.db,
    { by: writer, now: t.clock.now() },
    {
      groupId: group.id,
      kind: 'discussion',
      title: 'Quel format ?',
      body: 'CSV ou JSON',
    },
  );
});
afterAll(async () => {
  for (const close of closing) await close();
  await t.close();
});

async function aMember(): Promise<{ id: string; cookie: string }> {
  const { id } = await anAccount(t.db);
  await aMembership(t.db, group.id, id);
  return { id, cookie: await t.signIn(id) };
}

/** An open page: what it is told, as it comes. */
async function open(path: string, cookie: string, origin = origins[0]) {
  const abort = new AbortController();
  const answer = await fetch(`${origin}${path}`, {
    headers: { cookie },
    signal: abort.signal,
    redirect: 'manual',
  });
  if (answer.status !== 200) await answer.body?.cancel();
  const reader =
    answer.status === 200 ? answer.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined;
  let text = '';
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    /** Reads on until this was told, or the stream ended. */
    async until(words: string): Promise<string> {
      while (reader && !text.includes(words)) {
        const { value, done } = await reader.read();
        if (done) break;
        text += value;
      }
      return text;
    },
    close: () => abort.abort(),
  };
}

const write = (body: string) =>
  t.db.transaction().execute((tx) => reply(tx, { by: writer, now: t.clock.now() }, thread, body));

test('what one writes reaches the pages open on two processes, and nothing of its words is in the stream', async () => {
  const path = `/espace/discussions/${thread}/flux`;
  const pages = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => open(path, (await aMember()).cookie, origins[index % 2])),
  );
  for (const page of pages) {
    expect([page.status, page.type]).toEqual([200, 'text/event-stream']);
    await page.until('retry');
  }
  const number = await write('CSV, et un schéma');
  for (const page of pages) {
    const text = await page.until(`data: ${number}\n\n`);
    expect(text).toContain(`event: moved\ndata: ${number}\n\n`);
    expect(text).not.toContain('CSV');
    page.close();
  }
});

test('the list of a group hears of every thread, and an edited message is told of', async () => {
  const { cookie } = await aMember();
  const list = await open(`/espace/groupes/${group.slug}/discussions/flux`, cookie);
  const page = await open(`/espace/discussions/${thread}/flux`, cookie);
  await Promise.all([list.until('retry'), page.until('retry')]);
  const { id, version } = await t.db
    .selectFrom('messages')
    .select(['id', 'version'])
    .where('thread_id', '=', thread)
    .where('number', '=', 1)
    .executeTakeFirstOrThrow();
  await t.db
    .transaction()
    .execute((tx) => editMessage(tx, { by: writer, now: t.clock.now() }, { id, version }, 'CSV ou GeoJSON'));
  expect(await list.until('moved')).toContain('event: moved');
  expect(await page.until('moved')).toContain('event: moved');
  list.close();
  page.close();
});

test('a message that is hidden, and given back, changes the pages that are open, which are told neither words nor reason', async () => {
  const { cookie } = await aMember();
  const number = await write('Un mot zinzolin');
  const { id } = await t.db
    .selectFrom('messages')
    .select('id')
    .where('thread_id', '=', thread)
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const path = `/espace/discussions/${thread}`;
  const acts = [
    () => hideMessage(t.db, { by: writer, now: t.clock.now(), as: 'copilot', reason: 'Motif garance' }, id),
    () => restoreMessage(t.db, id, t.clock.now()),
  ];
  for (const [index, act] of acts.entries()) {
    const [page, list] = [
      await open(`${path}/flux`, cookie, origins[1]),
      await open(`/espace/groupes/${group.slug}/discussions/flux`, cookie),
    ];
    await Promise.all([page.until('retry'), list.until('retry')]);
    await act();
    expect(await list.until('moved')).toContain('event: moved');
    const told = await page.until('moved');
    expect(told).toContain('event: moved');
    expect(told).not.toMatch(/zinzolin|garance/);
    const { body } = await t.get(path, cookie);
    expect(body.includes('zinzolin')).toBe(index === 1);
    expect(body.includes('Motif garance')).toBe(index === 0);
    page.close();
    list.close();
  }
});

test('who is taken out of the group, or signed out, hears no more at once', async () => {
  const [kept, removed, signedOut] = [await aMember(), await aMember(), await aMember()];
  const pages = await Promise.all(
    [kept, removed, signedOut].map(({ cookie }) => open(`/espace/discussions/${thread}/flux`, cookie)),
  );
  for (const page of pages) await page.until('retry');
  await t.db.deleteFrom('memberships').where('account_id', '=', removed.id).execute();
  await t.db.deleteFrom('sessions').where('account_id', '=', signedOut.id).execute();
  const number = await write('Encore');
  const [told, ...silent] = await Promise.all(pages.map((page) => page.until(`data: ${number}\n`)));
  expect(told).toContain('event: moved');
  for (const text of silent) {
    expect(text).not.toContain('moved');
    expect(text).toContain('event: gone');
  }
  pages[0]?.close();
});

test('a thread that moves to another group closes on those who stay behind, and lives on for those of that group', async () => {
  const elsewhere = await aGroup(t.db);
  const [both, behind] = [await aMember(), await aMember()];
  await aMembership(t.db, elsewhere.id, both.id);
  const by = { by: writer, now: t.clock.now() };
  const moving = await startThread(t.db, by, {
    groupId: group.id,
    kind: 'discussion',
    title: 'À porter ailleurs',
    body: 'Ce n’est pas le bon groupe',
  });
  const path = `/espace/discussions/${moving}/flux`;
  const [follows, left] = [await open(path, both.cookie), await open(path, behind.cookie)];
  await Promise.all([follows.until('retry'), left.until('retry')]);
  const thread = await findThread(t.db, moving);
  if (!thread) throw new Error('no thread');
  await t.db.transaction().execute((tx) => moveThread(tx, by, thread, { id: elsewhere.id, title: 'Autre' }));
  expect(await left.until('gone')).not.toContain('moved');
  expect(await follows.until('moved')).not.toContain('gone');
  follows.close();
});

test('who of the team opened the group hears until it ends, early or at its time', async () => {
  const people = await Promise.all(
    ['kept', 'ended', 'over'].map(async () => (await anAccount(t.db, { roles: ['programme-team'] })).id),
  );
  const path = `/espace/discussions/${thread}/flux`;
  const [kept = '', ended = '', over = ''] = people;
  // A script that follows the page is not sent to a form.
  expect((await open(path, await t.signIn(kept))).status).toBe(403);
  for (const id of people) await anOpening(t.db, group.id, id);
  const pages = await Promise.all(people.map(async (id) => open(path, await t.signIn(id))));
  for (const page of pages) await page.until('retry');
  const openings = t.db.updateTable('group_openings');
  await openings.set({ closed_at: t.clock.now() }).where('account_id', '=', ended).execute();
  await openings.set({ until: t.clock.now() }).where('account_id', '=', over).execute();
  const number = await write('Entre nous');
  const [told, ...silent] = await Promise.all(pages.map((page) => page.until(`data: ${number}\n`)));
  expect(told).toContain('event: moved');
  for (const text of silent) {
    expect(text).not.toContain('moved');
    expect(text).toContain('event: gone');
  }
  pages[0]?.close();
});

test('a stranger finds no stream, a visitor is asked to sign in, and a session that opens too many gets no more', async () => {
  const path = `/espace/discussions/${thread}/flux`;
  const stranger = await anAccount(t.db);
  expect((await open(path, await t.signIn(stranger.id))).status).toBe(404);
  expect(
    (await open(`/espace/groupes/${group.slug}/discussions/flux`, await t.signIn(stranger.id))).status,
  ).toBe(403);
  expect((await open(path, '')).status).toBe(303);
  const { cookie } = await aMember();
  const pages = [];
  for (let index = 0; index < 7; index += 1) pages.push(await open(path, cookie));
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 204]);
  for (const page of pages) page.close();
});

test('after a time when nothing was heard, each page looks for itself', async () => {
  const { cookie } = await aMember();
  const page = await open(`/espace/discussions/${thread}/flux`, cookie);
  await page.until('retry');
  await t.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'cordee-listen'`);
  expect(await page.until('missed')).toContain('event: missed');
  page.close();
});
