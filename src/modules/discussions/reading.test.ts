import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import type { Person } from '../../../test/people.ts';
import { answers, aThreadScene, idOf, messageAt, opens, type ThreadScene } from '../../../test/threads.ts';

let t: TestApp;
let s: ThreadScene;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  s = await aThreadScene(t);
  t.clock.advance({ minutes: 1 });
});

const read = async (url: string, who: Person) => (await t.get(url, who.cookie)).body;
const listOf = (group = s.group) => `/espace/groupes/${group.slug}/discussions`;
const separator = 'Premier message non lu';

/** A thread of so many messages, written past the product. */
async function longThread(count: number): Promise<string> {
  const thread = await opens(t, s.member, s.group, { title: 'Long fil' });
  const rows = Array.from({ length: count - 1 }, (_, n) => ({
    thread_id: idOf(thread),
    number: n + 2,
    author_id: s.copilot.id,
    body: `Message numéro ${n + 2}.`,
    created_at: t.clock.now(),
  }));
  await t.db.insertInto('messages').values(rows).execute();
  await t.db
    .updateTable('threads')
    .set({ message_count: count, last_message_at: t.clock.now() })
    .where('id', '=', idOf(thread))
    .execute();
  return thread;
}

describe('the first unread message', () => {
  test('is where the list leads, on its page, under a line that says so', async () => {
    const thread = await longThread(70);
    await t.get(`${thread}?page=2`, s.observer.cookie);
    const list = await read(listOf(), s.observer);
    expect(list).toContain(`href="${thread}?page=3#message-61"`);
    const page = await read(`${thread}?page=1`, s.observer);
    expect(page).toContain(`<a href="${thread}?page=3#message-61">Aller au premier message non lu</a>`);
    expect(page).not.toContain(separator);
    const third = await read(`${thread}?page=3`, s.observer);
    expect(third).toMatch(
      /id="message-61" value="61"[^>]*><p class="cd-message__unread">Premier message non lu<\/p>/,
    );
    // Read now: nothing is left to tell.
    expect(await read(`${thread}?page=3`, s.observer)).not.toContain(separator);
    expect(await read(listOf(), s.observer)).toContain(`href="${thread}"`);
  });

  test('of a thread that was never opened is its first: no line, no link', async () => {
    const thread = await longThread(3);
    expect(await read(listOf(), s.observer)).toContain(`href="${thread}"`);
    expect(await read(thread, s.observer)).not.toContain(separator);
  });

  test('may be put back, from any message on', async () => {
    const thread = await longThread(5);
    await t.get(thread, s.observer.cookie);
    const at = `${await messageAt(t, thread, 3)}/non-lu`;
    const done = await t.post(at, {}, s.observer.cookie);
    expect(done.headers.location).toBe(listOf());
    expect(await read(listOf(), s.observer)).toMatch(/3\snouveaux messages/);
    // That of the others does not move.
    await t.get(thread, s.copilot.cookie);
    expect(await read(listOf(), s.copilot)).not.toContain('nouveaux messages');
    expect(await read(thread, s.observer)).toContain(separator);
    expect(await read(listOf(), s.observer)).not.toContain('nouveaux messages');
    for (const one of [s.stranger, s.neighbour])
      expect((await t.post(at, {}, one.cookie)).statusCode).toBe(404);
    expect((await t.post(at, {})).headers.location).toBe('/connexion');
  });
});

test('a whole group is marked as read, and no other', async () => {
  const here = await opens(t, s.copilot, s.group, { title: 'Ici' });
  await answers(t, s.copilot, here, 'Suite');
  await opens(t, s.copilot, s.group, { title: 'Là aussi' });
  const other = await opens(t, s.neighbour, s.elsewhere, { title: 'Ailleurs' });
  await t.db
    .insertInto('memberships')
    .values({ group_id: s.elsewhere.id, account_id: s.member.id, role: 'member', joined_at: new Date(0) })
    .execute();
  await t.get(here, s.member.cookie);
  await answers(t, s.copilot, here, 'Encore');
  expect(await read(listOf(), s.member)).toContain('Tout marquer comme lu');
  const done = await t.post(`${listOf()}/tout-lu`, {}, s.member.cookie);
  expect(done.headers.location).toBe(listOf());
  expect(await read(listOf(), s.member)).not.toMatch(/nouveau(x)? message/);
  expect(await read(listOf(s.elsewhere), s.member)).toMatch(/1\snouveau message/);
  expect(await read(listOf(), s.observer)).toMatch(/nouveau message/);
  for (const one of [s.stranger, s.neighbour])
    expect((await t.post(`${listOf()}/tout-lu`, {}, one.cookie)).statusCode).toBe(403);
  expect((await t.post(`${listOf()}/tout-lu`, {})).headers.location).toBe('/connexion');
  // The team, of no group, has nothing to read there.
  await t.post(`${listOf()}/tout-lu`, {}, s.team.cookie);
  const reads = await t.db.selectFrom('thread_reads').select('account_id').execute();
  expect(reads.map(({ account_id }) => account_id)).not.toContain(s.team.id);
  expect(other).not.toBe(here);
});

test('a person follows a thread, mutes it, or hears of it as of its group; each is said', async () => {
  const thread = await opens(t, s.copilot, s.group);
  const choose = (suivre: string) => t.post(`${thread}/suivi`, { suivre }, s.member.cookie);
  const rhythm = (mail: 'weekly' | 'at_once') =>
    t.db.updateTable('memberships').set({ mail }).where('account_id', '=', s.member.id).execute();
  await rhythm('weekly');
  expect(await read(thread, s.member)).toContain('Ses messages ne vous arrivent pas un à un');
  await choose('oui');
  expect(await read(thread, s.member)).toContain('Vous recevez les réponses par courriel');
  await choose('non');
  const muted = await read(thread, s.member);
  expect(muted).toContain('En sourdine');
  expect(muted).not.toContain('Mettre en sourdine');
  await rhythm('at_once');
  await answers(t, s.copilot, thread, 'Dans le silence');
  await t.runJobs();
  expect(
    (await t.mails())
      .filter(({ to }) => to === s.member.email)
      .map(({ text }) => text)
      .join(),
  ).not.toContain('Dans le silence');
  await choose('groupe');
  expect(await read(thread, s.member)).toContain('Vous recevez ses messages avec ceux du groupe');
  expect((await choose('jamais')).statusCode).toBe(422);
  expect((await t.post(`${thread}/suivi`, { suivre: 'oui' }, s.neighbour.cookie)).statusCode).toBe(404);
  // Nothing is mailed to whoever is no member: nothing is offered.
  expect(await read(thread, s.team)).not.toContain('Mettre en sourdine');
});

describe('a thread that moves to another group', () => {
  const mover = async () => {
    await t.db
      .insertInto('memberships')
      .values({
        group_id: s.elsewhere.id,
        account_id: s.copilot.id,
        role: 'copilot',
        side: 'etat',
        joined_at: new Date(0),
      })
      .execute();
    return s.copilot;
  };

  test('is found, read and followed there, by its people alone, and keeps the trace', async () => {
    const thread = await opens(t, s.member, s.group, { title: 'Le géoréférencement vermeil' });
    await answers(t, s.observer, thread, 'Une réponse');
    const copilot = await mover();
    await t.get(thread, copilot.cookie);
    const done = await t.post(`${thread}/deplacer`, { groupe: s.elsewhere.slug }, copilot.cookie);
    expect(done.headers.location).toBe(thread);

    for (const one of [s.member, s.observer]) {
      expect((await t.get(thread, one.cookie)).statusCode).toBe(404);
      expect(await read('/espace/recherche?q=vermeil', one)).not.toContain(thread);
      expect(await read(listOf(), one)).not.toContain('vermeil');
    }
    const page = await read(thread, s.neighbour);
    expect(page).toMatch(/déplacée du groupe «\sDonnées ouvertes\s» au groupe «\sIdentité numérique\s»/);
    expect(page).toContain('Une réponse');
    expect(await read('/espace/recherche?q=vermeil', s.neighbour)).toContain(thread);
    expect(await read(listOf(s.elsewhere), s.neighbour)).toContain('vermeil');
    for (const table of ['thread_follows', 'thread_reads'] as const) {
      const rows = await t.db
        .selectFrom(table)
        .select('account_id')
        .where('thread_id', '=', idOf(thread))
        .execute();
      expect(rows.map(({ account_id }) => account_id)).not.toContain(s.member.id);
      expect(rows.map(({ account_id }) => account_id)).not.toContain(s.observer.id);
    }
    const reads = await t.db
      .selectFrom('thread_reads')
      .select('account_id')
      .where('thread_id', '=', idOf(thread))
      .execute();
    expect(reads.map(({ account_id }) => account_id)).toContain(copilot.id);
    const trail = await t.db
      .selectFrom('audit_events')
      .select(['verb', 'actor_id', 'detail'])
      .where('thing_id', '=', idOf(thread))
      .execute();
    expect(trail).toEqual([
      {
        verb: 'thread.move',
        actor_id: copilot.id,
        detail: { from: 'Données ouvertes', to: 'Identité numérique' },
      },
    ]);
    // A message is told to the people of the new group.
    await t.db
      .updateTable('memberships')
      .set({ mail: 'at_once' })
      .where('account_id', 'in', [s.member.id, s.neighbour.id])
      .execute();
    await answers(t, copilot, thread, 'Dit ailleurs');
    await t.runJobs();
    const told = (await t.mails()).filter(({ text }) => text.includes('Dit ailleurs')).map(({ to }) => to);
    expect(told).toEqual([s.neighbour.email]);
  });

  test('needs rights in both, and an open group', async () => {
    const thread = await opens(t, s.member, s.group);
    const at = `${thread}/deplacer`;
    for (const [who, status] of [
      [s.stranger, 404],
      [s.neighbour, 404],
      [s.observer, 403],
      [s.member, 403],
    ] as const) {
      expect((await t.get(at, who.cookie)).statusCode).toBe(status);
      expect((await t.post(at, { groupe: s.elsewhere.slug }, who.cookie)).statusCode).toBe(status);
    }
    expect((await t.get(at)).statusCode).toBe(303);
    // A copilot of this group alone.
    expect(await read(at, s.copilot)).toContain('Aucun autre groupe où la déplacer');
    for (const groupe of [s.elsewhere.slug, s.group.slug, '', 'inconnu'])
      expect((await t.post(at, { groupe }, s.copilot.cookie)).statusCode).toBe(422);
    t.deps.pageCache.clear();
    await t.db.updateTable('groups').set({ state: 'closed' }).where('id', '=', s.elsewhere.id).execute();
    expect((await t.post(at, { groupe: s.elsewhere.slug }, s.team.cookie)).statusCode).toBe(422);
    expect((await t.get(thread, s.member.cookie)).statusCode).toBe(200);
  });

  test('is moved by the team, which is of no group', async () => {
    const thread = await opens(t, s.member, s.group);
    t.deps.pageCache.clear();
    expect(await read(`${thread}/deplacer`, s.team)).toContain('Identité numérique');
    expect((await t.post(`${thread}/deplacer`, { groupe: s.elsewhere.slug }, s.team.cookie)).statusCode).toBe(
      303,
    );
    expect((await t.get(thread, s.team.cookie)).statusCode).toBe(200);
  });
});

test('a page costs as many queries whatever its messages say, in a thread of 2,000', async () => {
  const thread = await longThread(2_000);
  const body = [
    `@x [@y](/espace/groupes/${s.group.slug}/membres#personne-${s.observer.id})`,
    `[g](/groupes/${s.group.slug}) [m](/agenda/inconnue) [l](/livrables/inconnu) [c](/collectivites/communes/74010)`,
  ].join(' ');
  const named = t.db.updateTable('messages').set({ body }).where('thread_id', '=', idOf(thread));
  await named.where('number', '>', 1_951).execute();
  await t.db
    .insertInto('message_reactions')
    .columns(['message_id', 'account_id', 'kind', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom('messages')
        .select([
          'id',
          eb.val(s.observer.id).as('account'),
          eb.val('agree' as const).as('kind'),
          'created_at',
        ])
        .where('thread_id', '=', idOf(thread)),
    )
    .execute();
  const queriesOf = async (url: string) => {
    const asked = vi.spyOn(pg.Client.prototype, 'query');
    const page = await t.get(url, s.observer.cookie);
    const { length } = asked.mock.calls;
    asked.mockRestore();
    expect(page.statusCode).toBe(200);
    return { queries: length, messages: page.body.match(/id="message-\d+"/g)?.length };
  };
  // The session notes its first use of the day.
  await queriesOf(thread);
  const last = await queriesOf(`${thread}?page=67`);
  const full = await queriesOf(`${thread}?page=66`);
  expect([last.messages, full.messages]).toEqual([20, 30]);
  expect(full.queries).toBe(last.queries);
  const plain = await queriesOf(`${thread}?page=30`);
  // Those who are named, and one query for each kind of thing.
  expect(full.queries - plain.queries).toBeLessThanOrEqual(5);
  expect(full.queries).toBeLessThan(20);
});
