import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startWithAgenda } from '../../../test/agenda.ts';
import { anAccount } from '../../../test/factories.ts';
import { publicUrl, type TestApp } from '../../../test/harness.ts';
import { deleteAccount } from '../identity/index.ts';
import { purgeUnconfirmed } from './followers.ts';
import { tellFollowers } from './telling.ts';

let t: TestApp;
const annecy = '/collectivites/communes/74010';
beforeAll(async () => {
  t = await startWithAgenda();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.db.deleteFrom('authority_followers').execute();
  await t.db.deleteFrom('outbox').execute();
  await t.db.deleteFrom('rate_limits').execute();
});

const follow = (adresse: string, url = annecy) => t.post(`${url}/suivre`, { adresse });

/** The path of the link in the last mail. */
async function linkOf(kind: 'lien' | 'desinscription'): Promise<string> {
  const { text } = (await t.mails()).at(-1) ?? { text: '' };
  return new RegExp(`${publicUrl}(\\S+/suivre/${kind}/\\S+)`).exec(text)?.[1] ?? '';
}

async function aFollower(adresse: string, url = annecy): Promise<void> {
  await follow(adresse, url);
  await t.post(await linkOf('lien'), {});
  await t.db.deleteFrom('outbox').execute();
}

const followers = () => t.db.selectFrom('authority_followers').selectAll().execute();

test('the address is confirmed by a button before anything is sent', async () => {
  expect((await t.get(`${annecy}/suivre`)).statusCode).toBe(200);
  const asked = await follow('Mairie@annecy.example');
  expect(asked.statusCode).toBe(303);
  const [mail] = await t.mails();
  expect(mail).toMatchObject({ to: 'mairie@annecy.example' });
  const link = await linkOf('lien');
  // A mail scanner opens it: nothing happens.
  expect((await t.get(link)).body).toContain('mairie@annecy.example');
  expect((await followers())[0]?.confirmed_at).toBeNull();
  expect(await tellFollowers(t.deps)).toBe(0);
  expect((await t.post(link, {})).body).toContain('Vous suivez Annecy');
  const [row] = await followers();
  expect(row?.confirmed_at).not.toBeNull();
  expect(JSON.stringify(row)).not.toContain(link.split('/').at(-1));
  // A second click changes nothing.
  expect((await t.post(link, {})).statusCode).toBe(200);
});

test('who asks sees the same whether or not the address follows already', async () => {
  const first = await follow('a@annecy.example');
  await t.post(await linkOf('lien'), {});
  const second = await follow('a@annecy.example');
  expect([second.statusCode, second.headers.location]).toEqual([first.statusCode, first.headers.location]);
  expect(second.cookies.map(({ value }) => value)).toEqual(first.cookies.map(({ value }) => value));
  expect(await t.mails()).toHaveLength(2);
  expect(await followers()).toMatchObject([{ confirmed_at: expect.any(Date) }]);
});

test('requests are counted, by address and by network', async () => {
  for (let turn = 0; turn < 5; turn += 1) expect((await follow('b@annecy.example')).statusCode).toBe(303);
  expect((await follow('b@annecy.example')).statusCode).toBe(429);
  expect(await t.mails()).toHaveLength(5);
  for (let turn = 0; turn < 14; turn += 1) await follow(`c${turn}@annecy.example`);
  expect((await follow('d@annecy.example')).statusCode).toBe(429);
});

test.each([
  '',
  'pas une adresse',
  'a@b',
  `${'a'.repeat(300)}@annecy.example`,
  'a@annecy.example\nBcc: b@x.example',
])('a bad address is refused: %s', async (adresse) => {
  expect((await follow(adresse)).statusCode).toBe(422);
  expect(await t.mails()).toEqual([]);
});

test('links that are forged, of another authority or too old lead nowhere', async () => {
  await follow('e@annecy.example');
  const link = await linkOf('lien');
  expect((await t.post(`${annecy}/suivre/lien/${'x'.repeat(43)}`, {})).statusCode).toBe(410);
  expect((await t.post(link.replace('74010', '74282'), {})).statusCode).toBe(410);
  t.clock.advance({ days: 8 });
  expect((await t.get(link)).statusCode).toBe(410);
  expect((await t.post(link, {})).statusCode).toBe(410);
  expect(await purgeUnconfirmed(t.db, t.clock.now())).toBe(1);
  expect(await followers()).toEqual([]);
});

test('a message leaves only when something changed, once a month at most', async () => {
  await aFollower('f@annecy.example');
  await tellFollowers(t.deps);
  await t.db.deleteFrom('outbox').execute();
  t.clock.advance({ days: 31 });
  t.deps.pageCache.clear();
  // Deadlines that near are told first.
  await tellFollowers(t.deps);
  await t.db.deleteFrom('outbox').execute();
  t.clock.advance({ days: 31 });
  await move('2027-07-01');
  expect(await tellFollowers(t.deps)).toBe(1);
  const [mail] = await t.mails();
  expect(mail?.subject).toContain('Annecy');
  expect(mail?.text).toContain('Date déplacée, désormais le 1er juillet 2027');
  expect(mail?.text).toContain(`${publicUrl}/agenda/compte-financier-unique`);
  // The task runs again; then something else moves within the month.
  expect(await tellFollowers(t.deps)).toBe(0);
  await move('2027-08-01');
  t.clock.advance({ days: 5 });
  expect(await tellFollowers(t.deps)).toBe(0);
  t.clock.advance({ days: 26 });
  expect(await tellFollowers(t.deps)).toBe(1);
});

test('a deadline that nears is told once', async () => {
  await t.db
    .updateTable('measure_milestones')
    .set({ date: iso(40), precision: 'day' })
    .where('label', 'like', 'Production attendue%')
    .execute();
  t.deps.pageCache.clear();
  await aFollower('g@annecy.example');
  expect(await tellFollowers(t.deps)).toBe(1);
  expect((await t.mails())[0]?.text).toContain('Échéances proches');
  t.clock.advance({ days: 31 });
  expect(await tellFollowers(t.deps)).toBe(0);
});

test('leaving takes one click of the mail program, or one button; the GET does nothing', async () => {
  await aFollower('h@annecy.example');
  await move(iso(200));
  await tellFollowers(t.deps);
  const link = await linkOf('desinscription');
  const [row] = await t.db.selectFrom('outbox').select('headers').execute();
  expect(row?.headers).toEqual({
    'List-Unsubscribe': `<${publicUrl}${link}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  });
  expect((await t.get(link)).body).toContain('Ne plus recevoir ces messages');
  expect(await followers()).toHaveLength(1);
  // As a mail provider does: no cookie, no header of a browser.
  const left = await t.app.inject({
    method: 'POST',
    url: link,
    payload: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(left.statusCode).toBe(200);
  expect(await followers()).toEqual([]);
  // What waited does not leave.
  expect((await t.db.selectFrom('outbox').select('state').execute())[0]?.state).toBe('cancelled');
  expect((await t.post(link, {})).statusCode).toBe(200);
});

test('nobody unsubscribes another with a made-up link', async () => {
  await aFollower('i@annecy.example');
  const [row] = await followers();
  await t.post(`${annecy}/suivre/desinscription/00000000-0000-4000-8000-000000000000`, {});
  await t.post(`/collectivites/communes/74282/suivre/desinscription/${row?.id}`, {});
  expect((await t.post(`${annecy}/suivre/desinscription/nimporte`, {})).statusCode).toBe(404);
  expect(await followers()).toHaveLength(1);
});

test('followers of many authorities are told in few queries, each of their own', async () => {
  await aFollower('j@annecy.example');
  await aFollower('j@annecy.example', '/collectivites/communes/74282');
  await aFollower('k@annecy.example');
  await move(iso(220));
  expect(await tellFollowers(t.deps)).toBe(3);
  expect((await t.mails()).map(({ to, subject }) => `${to} ${subject.split(' :')[0]}`).sort()).toEqual([
    'j@annecy.example Annecy',
    'j@annecy.example Fillière',
    'k@annecy.example Annecy',
  ]);
});

test('a deleted account follows nothing any more', async () => {
  const person = await anAccount(t.db, { email: 'l@annecy.example' });
  await aFollower('l@annecy.example');
  await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: person.id, now: t.clock.now() }));
  expect(await followers()).toEqual([]);
});

const iso = (days: number): string =>
  new Date(t.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** Moves a date that concerns all communes. */
async function move(date: string): Promise<void> {
  await t.db
    .updateTable('measure_milestones')
    .set({ date, precision: 'day' })
    .where('label', 'like', 'Production attendue%')
    .execute();
  t.deps.pageCache.clear();
}
