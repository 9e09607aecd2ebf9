import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { aGroupThatMeets, callAMeeting } from '../../../test/meetings.ts';

let t: TestApp;
let g: Awaited<ReturnType<typeof aGroupThatMeets>>;
let id: string;
let item: string;
beforeAll(async () => {
  t = await startTestApp();
  g = await aGroupThatMeets(t);
  id = await callAMeeting(t, g, { titre: 'Réunion secrète', invites: 'copilots' });
  ({ id: item } = await t.db
    .selectFrom('meeting_items')
    .select('id')
    .where('meeting_id', '=', id)
    .limit(1)
    .executeTakeFirstOrThrow());
});
afterAll(() => t.close());

const reading = () => [
  `/espace/groupes/${g.group.slug}/reunions`,
  `/espace/reunions/${id}`,
  `/espace/reunions/${id}/invites`,
  `/espace/reunions/${id}/compte-rendu`,
  `/espace/reunions/${id}/compte-rendu.pdf`,
  `/espace/reunions/${id}/points/${item}/historique`,
];
const running = () => [
  `/espace/groupes/${g.group.slug}/reunions/nouvelle`,
  `/espace/reunions/${id}/modifier`,
  `/espace/reunions/${id}/annulation`,
  `/espace/reunions/${id}/presence`,
  `/espace/reunions/${id}/presence/personne`,
  `/espace/reunions/${id}/points/${item}`,
  `/espace/reunions/${id}/points/${item}/decision`,
  `/espace/reunions/${id}/points/${item}/action`,
];
const acts = () => [
  `/espace/reunions/${id}/invites`,
  `/espace/reunions/${id}/invites/retrait`,
  `/espace/reunions/${id}/invites/redaction`,
  `/espace/reunions/${id}/presence/retrait`,
  `/espace/reunions/${id}/points/${item}/report`,
  `/espace/reunions/${id}/compte-rendu/retrait`,
  `/espace/reunions/${id}/compte-rendu/proposition`,
  `/espace/reunions/${id}/compte-rendu/reprise`,
  `/espace/reunions/${id}/compte-rendu/approbation`,
  `/espace/reunions/${id}/compte-rendu/correction`,
];

const ofMeeting = (path: string) => path.startsWith('/espace/reunions/');

test('a visitor is sent to sign in, whatever the address', async () => {
  for (const path of [...reading(), ...running(), '/espace/calendriers']) {
    const answer = await t.get(path);
    expect([path, answer.statusCode]).toEqual([path, 303]);
    expect(answer.headers.location).toMatch(/^\/connexion/);
  }
  for (const path of [...running(), ...acts()]) {
    const answer = await t.post(path, {});
    expect([path, [303, 401, 403].includes(answer.statusCode)]).toEqual([path, true]);
  }
});

test.each(['stranger', 'elsewhere'] as const)(
  'for a %s, the meetings of the group do not exist',
  async (who) => {
    for (const path of [...reading(), ...running()]) {
      const answer = await t.get(path, g.cookies[who]);
      // The group itself is public.
      expect([path, answer.statusCode]).toEqual([path, ofMeeting(path) ? 404 : 403]);
      expect(answer.body).not.toContain('Réunion secrète');
    }
    for (const path of [...running(), ...acts()].filter(ofMeeting))
      expect([path, (await t.post(path, {}, g.cookies[who])).statusCode]).toEqual([path, 404]);
  },
);

test.each(['member', 'observer'] as const)('a %s reads, and runs nothing', async (who) => {
  for (const path of reading())
    expect([path, (await t.get(path, g.cookies[who])).statusCode]).toEqual([path, 200]);
  for (const path of running())
    expect([path, (await t.get(path, g.cookies[who])).statusCode]).toEqual([path, 403]);
  for (const path of [...running(), ...acts()])
    expect([path, (await t.post(path, {}, g.cookies[who])).statusCode]).toEqual([path, 403]);
});

test('how to join is told to those invited only, and only they answer', async () => {
  const page = await t.get(`/espace/reunions/${id}`, g.cookies.member);
  expect(page.body).not.toContain('visio.example.fr');
  expect((await t.get(`/espace/reunions/${id}`, g.cookies.local)).body).toContain('visio.example.fr');
  expect(
    (await t.post(`/espace/reunions/${id}`, { reponse: 'yes', mot: '' }, g.cookies.member)).statusCode,
  ).toBe(422);
  expect(
    (await t.post(`/espace/reunions/${id}`, { reponse: 'yes', mot: '' }, g.cookies.local)).statusCode,
  ).toBe(303);
});

test('a point of another meeting is not written through this one', async () => {
  const other = await aGroupThatMeets(t);
  const theirs = await callAMeeting(t, other);
  expect((await t.get(`/espace/reunions/${theirs}/points/${item}`, other.cookies.state)).statusCode).toBe(
    404,
  );
  const answer = await t.post(
    `/espace/reunions/${theirs}/points/${item}`,
    { texte: 'Volé', version: '0' },
    other.cookies.state,
  );
  expect(answer.statusCode).toBe(404);
});

test('a closed group calls no meeting, and its minutes stay readable', async () => {
  const own = await aGroupThatMeets(t);
  const kept = await callAMeeting(t, own);
  await t.db.updateTable('groups').set({ state: 'closed' }).where('id', '=', own.group.id).execute();
  expect(
    (await t.get(`/espace/groupes/${own.group.slug}/reunions/nouvelle`, own.cookies.state)).statusCode,
  ).toBe(403);
  expect((await t.get(`/espace/reunions/${kept}/compte-rendu`, own.cookies.member)).statusCode).toBe(200);
  expect((await t.get(`/espace/reunions/${kept}/modifier`, own.cookies.state)).statusCode).toBe(403);
});

/** Asks for a calendar as a person does; gives its address. */
async function calendarOf(cookie: string, groupe?: string): Promise<string> {
  const asked = await t.post('/espace/calendriers', groupe ? { groupe } : {}, cookie);
  expect(asked.statusCode).toBe(303);
  const set = [asked.headers['set-cookie'] ?? []].flat().find((line) => line.startsWith('calendrier='));
  const made = set?.split(';')[0] ?? '';
  const page = await t.get('/espace/calendriers', `${cookie}; ${made}`);
  return /\/calendriers\/[\w-]{43}\.ics/.exec(page.body)?.[0] ?? '';
}

test('a calendar has a secret address that shows what its owner may see, until they leave', async () => {
  const own = await aGroupThatMeets(t);
  await callAMeeting(t, own, { titre: 'Tous ensemble' });
  await callAMeeting(t, own, { titre: 'Entre copilotes', invites: 'copilots' });
  const [mine, group] = [
    await calendarOf(own.cookies.member),
    await calendarOf(own.cookies.member, own.group.id),
  ];
  const personal = await t.get(mine);
  expect(personal.headers['content-type']).toBe('text/calendar; charset=utf-8');
  expect(personal.headers['cache-control']).toBe('private, no-store');
  expect(personal.body).toContain('SUMMARY:Tous ensemble');
  expect(personal.body).not.toContain('Entre copilotes');
  const all = (await t.get(group)).body;
  expect(all).toContain('SUMMARY:Entre copilotes');
  // The link of the meeting that they are not invited to is not there.
  expect(all.replace(/\r\n /g, '').match(/visio\.example\.fr/g)).toHaveLength(2);
  // The secret is nowhere in the database, and the page says it once.
  const kept = await t.db
    .selectFrom('meeting_calendars')
    .select('token_hash')
    .where('account_id', '=', own.member.id)
    .execute();
  for (const { token_hash } of kept) expect(mine + group).not.toContain(token_hash.toString('base64url'));
  expect((await t.get('/espace/calendriers', own.cookies.member)).body).not.toContain('.ics');
  const keys = await t.db.selectFrom('form_keys').select('location').execute();
  expect(JSON.stringify(keys)).not.toContain(mine.slice(13, 40));
  // Renewed, the former address is dead.
  const renewed = await calendarOf(own.cookies.member);
  expect((await t.get(mine)).statusCode).toBe(404);
  expect((await t.get(renewed)).statusCode).toBe(200);
  // Put out of the group: at once nothing of it.
  await t.db.deleteFrom('memberships').where('account_id', '=', own.member.id).execute();
  expect((await t.get(group)).statusCode).toBe(404);
  expect((await t.get(renewed)).body).not.toContain('Tous ensemble');
  await t.db.updateTable('accounts').set({ state: 'refused' }).where('id', '=', own.member.id).execute();
  expect((await t.get(renewed)).statusCode).toBe(404);
});

test('nobody gets a calendar of a group that they are not in; one closes only one’s own', async () => {
  expect((await t.post('/espace/calendriers', { groupe: g.group.id }, g.cookies.stranger)).statusCode).toBe(
    404,
  );
  const address = await calendarOf(g.cookies.local);
  await t.post('/espace/calendriers/fermeture', {}, g.cookies.member);
  expect((await t.get(address)).statusCode).toBe(200);
  await t.post('/espace/calendriers/fermeture', {}, g.cookies.local);
  expect((await t.get(address)).statusCode).toBe(404);
});

test('a page of the list past the last one leads to the last, for those alone who see the list', async () => {
  const past = `/espace/groupes/${g.group.slug}/reunions?page=9`;
  const answer = await t.get(past, g.cookies.member);
  expect([answer.statusCode, answer.headers.location]).toEqual([
    302,
    `/espace/groupes/${g.group.slug}/reunions?page=1`,
  ]);
  expect((await t.get(past, g.cookies.stranger)).statusCode).not.toBe(302);
});
