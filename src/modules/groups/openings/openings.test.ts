import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aMembership } from '../../../../test/factories.ts';
import { publicUrl, startTestApp, type TestApp } from '../../../../test/harness.ts';
import { aPerson, type Person } from '../../../../test/people.ts';
import { answers, aThreadScene, messageAt, opens, type ThreadScene } from '../../../../test/threads.ts';

let t: TestApp;
let s: ThreadScene;
let thread: string;
let administrator: Person;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  s = await aThreadScene(t);
  thread = await opens(t, s.member, s.group, { title: 'Entre nous', body: 'Un mot secret' });
  await answers(t, s.member, thread, 'Une suite secrète');
  administrator = await aPerson(t, { name: 'Ada Administre', roles: ['administrator'] });
});

const space = () => `/espace/groupes/${s.group.slug}`;
const motif = 'Un membre signale un échange qui dégénère';
const open = (who = administrator, fields: Record<string, string> = {}) =>
  t.post(`${space()}/ouverture`, { motif, duree: '24h', ...fields }, who.cookie);

/** What a group keeps for itself. */
const pages = async () => [
  thread,
  `${thread}/flux`,
  `${space()}/discussions`,
  `${space()}/discussions/nouvelle`,
  `${space()}/plan`,
  `${space()}/plan/tableau`,
  `${space()}/documents`,
  `${space()}/documents/archive.zip`,
  `${space()}/reunions`,
  `${space()}/decisions`,
  `${space()}/livrables`,
  `${space()}/membres`,
  `${space()}/representativite`,
  `${space()}/passation`,
  `${space()}/passation.pdf`,
  `${space()}/bienvenue`,
  `${(await messageAt(t, thread, 2)).replace('/espace/', '/espace/moderation/')}/masquer`,
];

describe('somebody of the programme team who is not of a group', () => {
  test('is sent from each of its pages to where they open it, and reads nothing before', async () => {
    for (const page of await pages()) {
      const answer = await t.get(page, administrator.cookie);
      expect([page, answer.statusCode, answer.headers.location]).toEqual([
        page,
        303,
        `${space()}/ouverture?retour=${encodeURIComponent(page)}`,
      ]);
    }
    const home = await t.get(space(), administrator.cookie);
    expect(home.statusCode).toBe(200);
    expect(home.body).not.toContain('Entre nous');
    expect(home.body).toContain(`${space()}/ouverture`);
    expect((await t.get('/espace', administrator.cookie)).body).not.toContain('Entre nous');
    // An act, a script: refused, since nobody would follow.
    expect((await t.post(thread, { body: 'Intrusion' }, administrator.cookie)).statusCode).toBe(403);
    expect((await t.get('/espace/groupes/inconnu/discussions', administrator.cookie)).statusCode).toBe(404);
  });

  test('opens it for a reason, comes back to the page, reads and moderates; its copilots are told once', async () => {
    const form = await t.get(
      `${space()}/ouverture?retour=${encodeURIComponent(thread)}`,
      administrator.cookie,
    );
    expect(form.body).toContain(`value="${thread}"`);
    const answer = await open(administrator, { retour: thread });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, thread]);
    for (const page of await pages()) {
      // A stream does not end by itself.
      if (page.endsWith('/flux')) continue;
      // An archive of nothing is not made.
      const expected = page.endsWith('.zip') ? 422 : 200;
      expect([page, (await t.get(page, administrator.cookie)).statusCode]).toEqual([page, expected]);
    }
    const page = await t.get(thread, administrator.cookie);
    expect(page.body).toContain('Un mot secret');
    expect(page.body).toContain(motif);
    expect(page.body).toContain(`${space()}/ouverture/fin`);
    const mails = (await t.mails()).filter(({ subject }) => subject.includes('ouvre l’espace'));
    expect(mails.map(({ to }) => to)).toEqual([s.copilot.email]);
    expect(mails[0]?.text).toContain(motif);
    expect(mails[0]?.text).toContain(`${publicUrl}${space()}/ouvertures`);
    // What a side engages stays to its copilots.
    expect((await t.get(`${space()}/etat`, administrator.cookie)).statusCode).toBe(403);
    expect((await open()).statusCode).toBe(422);
  });

  test('reads no more once its time is over, once it is ended, or once out of the team', async () => {
    const reads = async () => (await t.get(thread, administrator.cookie)).statusCode === 200;
    await open(administrator, { duree: '1h' });
    t.clock.advance({ minutes: 59 });
    expect(await reads()).toBe(true);
    t.clock.advance({ minutes: 1 });
    expect(await reads()).toBe(false);
    await open();
    expect(await reads()).toBe(true);
    expect((await t.post(`${space()}/ouverture/fin`, {}, administrator.cookie)).statusCode).toBe(303);
    expect(await reads()).toBe(false);
    await open();
    await t.db.deleteFrom('account_roles').where('account_id', '=', administrator.id).execute();
    expect((await t.get(thread, administrator.cookie)).statusCode).toBe(404);
  });

  test('receives no mail of what the group does, opened or not', async () => {
    await open();
    await answers(t, s.member, thread, 'Un autre mot secret');
    await t.runJobs();
    expect((await t.mails()).filter(({ to }) => to === administrator.email)).toEqual([]);
  });

  test.each([
    [{ motif: '' }, 'Dites pourquoi'],
    [{ motif: 'Pour voir' }, 'Dites-le en quelques mots'],
    [{ duree: '1an' }, 'Choisissez une durée'],
  ])('is refused for %j, and opens nothing', async (fields, words) => {
    const answer = await open(administrator, fields);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(words);
    expect((await t.get(thread, administrator.cookie)).statusCode).toBe(303);
  });

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'is not sent to %s afterwards',
    async (retour) => {
      const form = await t.get(
        `${space()}/ouverture?retour=${encodeURIComponent(retour)}`,
        administrator.cookie,
      );
      expect(form.body).not.toContain('evil.example');
      const answer = await open(administrator, { retour });
      expect(answer.headers.location ?? space()).toBe(space());
    },
  );
});

describe('the journal', () => {
  test('tells copilots and the team who opened the group, when and why', async () => {
    await open();
    await t.post(`${space()}/ouverture/fin`, {}, administrator.cookie);
    for (const who of [s.copilot, administrator]) {
      const { body } = await t.get(`${space()}/ouvertures`, who.cookie);
      expect(body).toContain('Ada Administre');
      expect(body).toContain(motif);
    }
    for (const who of [s.member, s.observer, s.neighbour, s.stranger])
      expect((await t.get(`${space()}/ouvertures`, who.cookie)).statusCode).toBe(403);
    const trail = await t.db
      .selectFrom('audit_events')
      .select(['verb', 'detail'])
      .where('thing_id', '=', s.group.id)
      .where('verb', 'like', 'opening.%')
      .orderBy('id')
      .execute();
    expect(trail.map(({ verb }) => verb)).toEqual(['opening.start', 'opening.end']);
    expect(trail[0]?.detail).toMatchObject({ reason: motif });
  });
});

test('nobody else opens a group: members have it, others are refused', async () => {
  for (const who of [s.member, s.copilot, s.observer, s.neighbour, s.stranger]) {
    expect((await t.get(`${space()}/ouverture`, who.cookie)).statusCode).toBe(403);
    expect((await open(who)).statusCode).toBe(403);
  }
  expect((await open(s.stranger)).statusCode).toBe(403);
  expect((await t.get(thread, s.stranger.cookie)).statusCode).toBe(404);
});

test('somebody of the team who is of the group needs not open it', async () => {
  await aMembership(t.db, s.group.id, administrator.id, 'copilot');
  expect((await t.get(thread, administrator.cookie)).statusCode).toBe(200);
  expect((await t.get(`${space()}/ouverture`, administrator.cookie)).statusCode).toBe(403);
});
