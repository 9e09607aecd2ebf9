import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import type { Person } from '../../../test/people.ts';
import { aThreadScene, idOf, opens, type ThreadScene } from '../../../test/threads.ts';

let t: TestApp;
let s: ThreadScene;
let thread: string;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  s = await aThreadScene(t);
  t.clock.advance({ minutes: 1 });
  thread = await opens(t, s.member, s.group, { title: 'Le fil' });
  t.clock.advance({ minutes: 5 });
});

const read = async (url: string, who: Person) => (await t.get(url, who.cookie)).body;
const newOne = () => `/espace/groupes/${s.group.slug}/discussions`;
const saves = (who: Person, fields: Record<string, string>, at = `${thread}/brouillon`) =>
  t.post(at, fields, who.cookie);
const drafts = async (who: Person) =>
  (await t.db.selectFrom('message_drafts').select('body').where('account_id', '=', who.id).execute()).map(
    ({ body }) => body,
  );

describe('an answer that is not finished', () => {
  test('is kept, given back, replaced, listed, told on the home, and gone once posted', async () => {
    const saved = await saves(s.observer, { body: 'Je commence', cle: randomUUID() });
    expect(saved.headers.location).toBe(`${thread}?page=1#repondre`);
    const back = await read(thread, s.observer);
    expect(back).toContain('>Je commence</textarea>');
    expect(back).toContain('Votre brouillon du');
    await saves(s.observer, { body: 'Je continue' });
    expect(await drafts(s.observer)).toEqual(['Je continue']);
    const list = await read('/espace/brouillons', s.observer);
    expect(list).toContain(`href="${thread}#repondre">Le fil</a>`);
    expect(list).toContain('Je continue');
    expect(await read('/espace', s.observer)).toMatch(/\/espace\/brouillons">1\stexte commencé/);
    // Its own author alone.
    for (const other of [s.member, s.copilot, s.team]) {
      expect(await read(thread, other)).not.toContain('Je continue');
      expect(await read('/espace/brouillons', other)).toContain('Aucun brouillon');
    }
    await t.post(thread, { body: 'Je finis' }, s.observer.cookie);
    expect(await drafts(s.observer)).toEqual([]);
    expect(await read(thread, s.observer)).not.toContain('Votre brouillon du');
  });

  test('is taken whatever is wrong with it, and nothing is kept of nothing', async () => {
    await saves(s.observer, { body: `a\0b${'é'.repeat(30_000)}` });
    expect((await drafts(s.observer))[0]).toMatch(/^abé{30000}$/);
    await saves(s.observer, { body: ' \n ' });
    expect(await drafts(s.observer)).toEqual([]);
    expect((await saves(s.observer, {})).statusCode).toBe(303);
  });

  test('saved by the browser just after it was posted is not kept', async () => {
    await t.post(thread, { body: 'Publié' }, s.observer.cookie);
    const late = await saves(s.observer, { body: 'Publié', silencieux: '1' });
    expect([late.statusCode, String(late.headers['set-cookie'] ?? '')]).toEqual([204, '']);
    expect(await drafts(s.observer)).toEqual([]);
    const race = { body: 'En même temps' };
    await Promise.all([t.post(thread, race, s.observer.cookie), saves(s.observer, race)]);
    expect(await drafts(s.observer)).toEqual([]);
  });

  test('that the browser keeps as one types answers 204, and nothing else does', async () => {
    const quietly = (cookie?: string) =>
      t.post(`${thread}/brouillon`, { body: 'Je commence', silencieux: '1' }, cookie);
    expect((await quietly(s.observer.cookie)).statusCode).toBe(204);
    expect(await drafts(s.observer)).toEqual(['Je commence']);
    expect((await quietly()).statusCode).toBe(303);
  });

  test('is before a quote', async () => {
    await saves(s.observer, { body: 'Je commence' });
    const { id } = await t.db
      .selectFrom('messages')
      .select('id')
      .where('thread_id', '=', idOf(thread))
      .executeTakeFirstOrThrow();
    const { body } = await t.get(`${thread}?citer=${id}`, s.observer.cookie);
    expect(body).toMatch(/>Je commence\n\n> \*\*/);
  });

  test('is asked for by those who read the thread alone', async () => {
    expect((await t.post(`${thread}/brouillon`, { body: 'x' })).headers.location).toBe('/connexion');
    for (const one of [s.stranger, s.neighbour])
      expect((await saves(one, { body: 'Intrus' })).statusCode).toBe(404);
    for (const one of [s.stranger, s.neighbour])
      expect((await saves(one, { body: 'Intrus' }, `${newOne()}/brouillon`)).statusCode).toBe(403);
    expect(await drafts(s.stranger)).toEqual([]);
    expect((await t.get('/espace/brouillons')).headers.location).toMatch(/^\/connexion/);
  });

  test('stays with its author, without its title, once they left the group', async () => {
    await saves(s.observer, { body: 'Ma prose' });
    await t.db.deleteFrom('memberships').where('account_id', '=', s.observer.id).execute();
    const list = await read('/espace/brouillons', s.observer);
    expect(list).toContain('Ma prose');
    expect(list).not.toMatch(/Le fil|Données ouvertes/);
  });

  test('is thrown away by its author alone', async () => {
    await saves(s.observer, { body: 'À jeter' });
    const { id } = await t.db
      .selectFrom('message_drafts')
      .select('id')
      .where('account_id', '=', s.observer.id)
      .executeTakeFirstOrThrow();
    const at = `/espace/brouillons/${id}/suppression`;
    expect((await t.post(at, {})).headers.location).toBe('/connexion');
    for (const one of [s.stranger, s.member, s.copilot, s.team])
      expect((await t.post(at, {}, one.cookie)).statusCode).toBe(404);
    expect(await drafts(s.observer)).toEqual(['À jeter']);
    expect((await t.post(at, {}, s.observer.cookie)).headers.location).toBe('/espace/brouillons');
    expect(await drafts(s.observer)).toEqual([]);
  });
});

test('a new thread that is not finished is kept with its title and category, one a group', async () => {
  const fields = { title: 'Pas fini', body: 'Un <b>début</b>', kind: 'question' };
  const saved = await saves(s.member, fields, `${newOne()}/brouillon`);
  expect(saved.headers.location).toBe(`${newOne()}/nouvelle`);
  const form = await read(`${newOne()}/nouvelle`, s.member);
  expect(form).toContain('value="Pas fini"');
  expect(form).toContain('Un &lt;b>début&lt;/b>');
  expect(form).toMatch(/value="question" checked/);
  expect(await read(`${newOne()}/nouvelle?nature=experience`, s.member)).toMatch(
    /value="experience" checked/,
  );
  expect(await read('/espace/brouillons', s.member)).toContain(`href="${newOne()}/nouvelle">Pas fini</a>`);
  // Kept by who may not announce, an announcement opens as a discussion.
  await saves(s.member, { ...fields, kind: 'announcement' }, `${newOne()}/brouillon`);
  expect(await read(`${newOne()}/nouvelle`, s.member)).toMatch(/value="discussion" checked/);
  await opens(t, s.member, s.group, { title: 'Fini' });
  expect(await drafts(s.member)).toEqual([]);
});
