import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { followThread, startThread } from '../discussions/index.ts';
import { deleteAccount } from '../identity/index.ts';
import { addMember } from '../membership/index.ts';
import { recipientsOf } from './choices.ts';

let t: TestApp;
let one: { id: string; slug: string; title: string };
let two: typeof one;
let person: { id: string; name: string; email: string };
let cookie: string;

const path = '/espace/compte/courriels';

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  one = await aGroup(t.db, { title: 'Données' });
  two = await aGroup(t.db, { title: '<script>Cyber</script>' });
  person = await anAccount(t.db);
  cookie = await t.signIn(person.id);
  for (const { id } of [one, two]) await aMembership(t.db, id, person.id);
});

const rhythms = async () => {
  const rows = await t.db
    .selectFrom('memberships')
    .select(['group_id', 'mail'])
    .where('account_id', '=', person.id)
    .execute();
  return new Map(rows.map(({ group_id, mail }) => [group_id, mail]));
};

const stopOf = async ({ id }: { id: string }) => {
  const [recipient] = await t.db.transaction().execute((tx) => recipientsOf(tx, [id]));
  return `/arret-courriels/${recipient?.stopId}`;
};

/** As a mail program does (RFC 8058): no session, no browser. */
const oneClick = (url: string) =>
  t.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  });

test('who joins has one digest a week; those who were there keep what they have', async () => {
  const joins = await anAccount(t.db);
  await t.db
    .transaction()
    .execute((tx) =>
      addMember(tx, { groupId: one.id, accountId: joins.id, role: 'member', now: t.clock.now() }),
    );
  const { mail } = await t.db
    .selectFrom('memberships')
    .select('mail')
    .where('account_id', '=', joins.id)
    .executeTakeFirstOrThrow();
  expect(mail).toBe('weekly');
});

test('all groups and the ceiling are chosen on one form', async () => {
  expect((await t.get(path)).statusCode).toBe(303);
  const page = await t.get(path, cookie);
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('&lt;script>Cyber');
  expect(page.body.match(/name="rythme"/g)).toHaveLength(2);
  const saved = await t.post(
    path,
    { groupe: [one.slug, two.slug], rythme: ['daily', 'never'], plafond: '3' },
    cookie,
  );
  expect([saved.statusCode, saved.headers.location]).toEqual([303, path]);
  expect(await rhythms()).toEqual(
    new Map([
      [one.id, 'daily'],
      [two.id, 'never'],
    ]),
  );
  expect((await t.get(path, cookie)).body).toMatch(/value="3" selected/);
});

test('what is wrong is said, and what was chosen is kept; groups of others are left alone', async () => {
  const wrong = await t.post(path, { groupe: [one.slug], rythme: ['daily'], plafond: '7' }, cookie);
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toMatch(/value="daily" selected/);
  expect((await t.post(path, { groupe: one.slug, rythme: 'hourly', plafond: '3' }, cookie)).statusCode).toBe(
    422,
  );
  const others = await aGroup(t.db);
  const someone = await anAccount(t.db);
  await aMembership(t.db, others.id, someone.id);
  await t.post(path, { groupe: others.slug, rythme: 'never', plafond: '3' }, cookie);
  const row = await t.db
    .selectFrom('memberships')
    .select('mail')
    .where('account_id', '=', someone.id)
    .executeTakeFirstOrThrow();
  expect(row.mail).toBe('weekly');
  const pending = await anAccount(t.db, { state: 'pending' });
  expect((await t.get(path, await t.signIn(pending.id))).statusCode).toBe(403);
});

test('one click stops a group without signing in; opening the address changes nothing', async () => {
  const stop = `${await stopOf(person)}/groupes/${one.slug}`;
  const thread = await t.db
    .transaction()
    .execute((tx) =>
      startThread(
        tx,
        { by: person, now: t.clock.now() },
        { groupId: one.id, kind: 'discussion', title: 'T', body: 'B' },
      ),
    );
  const page = await t.get(stop);
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('Ne plus recevoir de courriel de ce groupe');
  expect((await rhythms()).get(one.id)).toBe('weekly');
  const done = await oneClick(stop);
  expect(done.statusCode).toBe(200);
  expect(done.body).toContain('Vous ne recevrez plus ces courriels');
  expect(await rhythms()).toEqual(
    new Map([
      [one.id, 'never'],
      [two.id, 'weekly'],
    ]),
  );
  // They wrote in it, and followed it.
  const follows = await t.db
    .selectFrom('thread_follows')
    .selectAll()
    .where('thread_id', '=', thread)
    .execute();
  expect(follows).toEqual([]);
  expect((await oneClick(stop)).statusCode).toBe(200);
});

test('one click stops the digests of all groups', async () => {
  const other = await anAccount(t.db);
  await aMembership(t.db, one.id, other.id);
  await oneClick(await stopOf(person));
  expect([...(await rhythms()).values()]).toEqual(['never', 'never']);
  const row = await t.db
    .selectFrom('memberships')
    .select('mail')
    .where('account_id', '=', other.id)
    .executeTakeFirstOrThrow();
  expect(row.mail).toBe('weekly');
});

test('one click silences a thread, whose title a stranger does not read', async () => {
  const by = await anAccount(t.db);
  const thread = await t.db.transaction().execute(async (tx) => {
    const id = await startThread(
      tx,
      { by, now: t.clock.now() },
      { groupId: one.id, kind: 'discussion', title: 'Réservé', body: 'B' },
    );
    await followThread(tx, id, person.id, 'follow');
    return id;
  });
  const stop = `${await stopOf(person)}/discussions/${thread}`;
  expect((await t.get(stop)).body).not.toContain('Réservé');
  await oneClick(stop);
  const follow = await t.db
    .selectFrom('thread_follows')
    .select('following')
    .where('thread_id', '=', thread)
    .where('account_id', '=', person.id)
    .executeTakeFirstOrThrow();
  expect(follow.following).toBe(false);
});

test('a forged or old address stops nothing, and says no more than a true one', async () => {
  const forged = '/arret-courriels/00000000-0000-4000-8000-000000000000';
  for (const url of [
    forged,
    `${forged}/groupes/${one.slug}`,
    `${forged}/groupes/inconnu`,
    `${forged}/discussions/${one.id}`,
  ])
    expect((await oneClick(url)).statusCode).toBe(200);
  expect([...(await rhythms()).values()]).toEqual(['weekly', 'weekly']);
  expect((await oneClick('/arret-courriels/nimporte')).statusCode).toBe(404);
  const stop = await stopOf(person);
  await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: person.id, now: t.clock.now() }));
  expect((await oneClick(stop)).statusCode).toBe(200);
  expect(
    await t.db.selectFrom('mail_choices').select('stop_id').where('account_id', '=', person.id).execute(),
  ).toEqual([]);
});

test('before an announcement, its author sees whom it reaches, and when', async () => {
  const copilot = await anAccount(t.db);
  await aMembership(t.db, one.id, copilot.id, 'copilot');
  for (const mail of ['at_once', 'daily', 'daily', 'never'] as const) {
    const { id } = await anAccount(t.db);
    await t.db
      .insertInto('memberships')
      .values({ group_id: one.id, account_id: id, role: 'member', mail })
      .execute();
  }
  const asked = (of: string) =>
    t.get(`/espace/groupes/${of}/discussions/nouvelle?nature=annonce`, copilotCookie);
  const copilotCookie = await t.signIn(copilot.id);
  // A Monday, in the morning: the day after is a Tuesday.
  expect((await asked(one.slug)).body.replace(/\s/g, ' ')).toContain(
    '5 personnes : 1 tout de suite, 3 demain matin, 1 sans courriel.',
  );
  expect((await t.get(`/espace/groupes/${one.slug}/discussions/nouvelle`, copilotCookie)).body).not.toContain(
    'tout de suite',
  );
});
