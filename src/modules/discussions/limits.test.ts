import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { aPerson, type Person } from '../../../test/people.ts';
import { answers, aThreadScene, joins, messageAt, opens, type ThreadScene } from '../../../test/threads.ts';
import { limits, linksAway } from './limits.ts';

let t: TestApp;
let s: ThreadScene;
let thread: string;
let newcomer: Person;
let names: string[];

beforeAll(async () => {
  t = await startTestApp();
  s = await aThreadScene(t);
  thread = await opens(t, s.member, s.group);
  const letters = [...'ABCDEFGHIJKL'];
  names = letters.map((letter) => `Prénom ${letter}nomdefamille`);
  for (const name of names) await joins(t, await aPerson(t, { name }), s.group);
});
afterAll(() => t.close());
beforeEach(async () => {
  newcomer = await joins(t, await aPerson(t, { since: t.clock.now() }), s.group);
});

const post = (body: string, who = newcomer, at = thread) => t.post(at, { body }, who.cookie);
const links = (count: number) =>
  Array.from({ length: count }, (_, n) => `https://exemple${n}.example/page`).join(' et ');
const calling = (count: number) =>
  names
    .slice(0, count)
    .map((name) => `@${name}`)
    .join(', ');

describe('who just came in', () => {
  test('posts two links a message, and loses nothing of a longer one', async () => {
    expect((await post(links(2))).statusCode).toBe(303);
    const refused = await post(`Mon texte ${links(3)}`);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('3 liens vers d’autres sites');
    expect(refused.body).toContain('href="#body"');
    expect(refused.body).toContain('Mon texte');
    expect((await post(`${links(2)} http://cordee.test/agenda /groupes`)).statusCode).toBe(303);
  });

  test('posts two messages with links an hour, deleted or not, and any without', async () => {
    for (const _ of [1, 2]) {
      expect((await post(links(1))).statusCode).toBe(303);
      const { number } = await t.db
        .selectFrom('messages')
        .select((eb) => eb.fn.max('number').as('number'))
        .executeTakeFirstOrThrow();
      await t.post(`${await messageAt(t, thread, number)}/supprimer`, {}, newcomer.cookie);
    }
    const refused = await post(links(1));
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('réessayez dans une heure');
    expect((await post('Sans lien')).statusCode).toBe(303);
    t.clock.advance({ hours: 1 });
    expect((await post(links(1))).statusCode).toBe(303);
  });

  test('mentions three people; a correction or a new thread goes no further', async () => {
    expect((await post(calling(4))).statusCode).toBe(422);
    const message = await answers(t, newcomer, thread, calling(3));
    const edited = await t.post(`${message}/modifier`, { body: links(3), version: '1' }, newcomer.cookie);
    expect(edited.statusCode).toBe(422);
    const opened = await t.post(
      `/espace/groupes/${s.group.slug}/discussions/nouvelle`,
      { title: 'Sujet', body: links(3) },
      newcomer.cookie,
    );
    expect(opened.statusCode).toBe(422);
  });

  test('is no newcomer after three messages that are read, a week, or as a copilot', async () => {
    for (const n of [1, 2, 3]) await answers(t, newcomer, thread, `Message ${n}`);
    expect((await post(links(5))).statusCode).toBe(303);
    const later = await joins(t, await aPerson(t, { since: t.clock.now() }), s.group);
    t.clock.advance({ days: limits.newcomer.days, hours: 1 });
    expect((await post(links(5), later)).statusCode).toBe(303);
    const copilot = await joins(t, await aPerson(t, { since: t.clock.now() }), s.group, 'copilot');
    expect((await post(links(5), copilot)).statusCode).toBe(303);
  });
});

test('nobody mentions more than ten people', async () => {
  expect((await post(calling(10), s.member)).statusCode).toBe(303);
  const refused = await post(calling(11), s.member);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('11 personnes');
});

test.each([
  ['Rien', 0],
  ['[a](https://a.example) <https://b.example> https://c.example', 3],
  ['[a][1]\n\n[1]: https://a.example', 1],
  ['http://cordee.test/agenda [x](/agenda) http://cordee.test', 0],
  ['http://cordee.test.evil.example/ [x](http://cordee.test@evil.example/)', 2],
  ['[x](//evil.example)', 1],
])('links away in %j: %i', (body, count) => expect(linksAway(body, 'http://cordee.test')).toBe(count));
