import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { postProgress } from '../groups/index.ts';
import { notificationTasks, reply, startThread } from './index.ts';

interface Person {
  id: string;
  name: string;
  email: string;
}

let t: TestApp;
let group: { id: string; slug: string; title: string };
let author: Person;
let follower: Person;
let silent: Person;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.db.deleteFrom('outbox').execute();
  group = await aGroup(t.db, { title: 'Cybersécurité' });
  author = await joined();
  follower = await joined();
  silent = await joined('never');
});

async function joined(mail: 'at_once' | 'never' | 'weekly' = 'at_once'): Promise<Person> {
  const account = await anAccount(t.db);
  await aMembership(t.db, group.id, account.id);
  await t.db.updateTable('memberships').set({ mail }).where('account_id', '=', account.id).execute();
  return account;
}

const actOf = ({ id, name }: Person) => ({ by: { id, name }, now: t.clock.now() });

const opened = (by = author, kind: 'discussion' | 'announcement' = 'discussion') =>
  t.db.transaction().execute((tx) =>
    startThread(tx, actOf(by), {
      groupId: group.id,
      kind,
      title: 'Mots de passe',
      body: 'Le mot **mauve**',
    }),
  );
const answered = (thread: string, by: Person, body = 'Ma réponse') =>
  t.db.transaction().execute((tx) => reply(tx, actOf(by), thread, body));

/** Runs what waits, and says who was written to since the last time. */
async function told(): Promise<string[]> {
  await t.runJobs();
  const sent = (await t.mails()).map(({ to }) => to).sort();
  await t.db.deleteFrom('outbox').execute();
  return sent;
}

async function follows(thread: string, who: Person, suivre: 'oui' | 'non') {
  const cookie = await t.signIn(who.id);
  await t.post(`/espace/discussions/${thread}/suivi`, { suivre }, cookie);
}

test('those who follow the group get one mail each; the author and those who want none get none', async () => {
  const outsider = await anAccount(t.db);
  await opened();
  await t.runJobs();
  const mails = await t.mails();
  expect(mails.map(({ to }) => to)).toEqual([follower.email]);
  expect([author.email, silent.email, outsider.email]).not.toContain(mails[0]?.to);
  expect(mails[0]?.subject).toBe('Mots de passe [Cybersécurité]');
  expect(mails[0]?.text).toContain(`${author.name} ouvre une discussion`);
  expect(mails[0]?.text).toContain('Le mot mauve');
  expect(mails[0]?.text).toContain(`/espace/groupes/${group.slug}#mes-courriels`);
});

test('the mails of a group name their list, and lead to the page where one chooses', async () => {
  await opened();
  await t.runJobs();
  const { headers } = await t.db.selectFrom('outbox').select('headers').executeTakeFirstOrThrow();
  const { publicUrl } = t.deps.settings;
  expect(headers).toEqual({
    'List-Id': `<${group.slug}.groupes.${new URL(publicUrl).hostname}>`,
    'List-Unsubscribe': `<${publicUrl}/espace/groupes/${group.slug}#mes-courriels>`,
  });
});

test('an announcement says so', async () => {
  await opened(author, 'announcement');
  await t.runJobs();
  expect((await t.mails())[0]?.text).toContain(`${author.name} annonce`);
});

test('a reply is told to the others, once', async () => {
  const thread = await opened();
  await told();
  await answered(thread, follower);
  expect(await told()).toEqual([author.email]);
  expect(await told()).toEqual([]);
});

test('a muted thread stays silent for who muted it; a thread followed speaks to who waits for digests', async () => {
  const weekly = await joined('weekly');
  const thread = await opened();
  expect(await told()).toEqual([follower.email]);
  await follows(thread, follower, 'non');
  await follows(thread, weekly, 'oui');
  await answered(thread, author);
  expect(await told()).toEqual([weekly.email]);
  await follows(thread, follower, 'oui');
  await follows(thread, silent, 'oui');
  await answered(thread, author);
  expect(await told()).toEqual([follower.email, silent.email, weekly.email].sort());
});

test('who wants no mail of the group hears only of the threads they ask for, not of those they write in', async () => {
  const thread = await opened();
  await told();
  await answered(thread, silent);
  expect(await told()).toEqual([author.email, follower.email].sort());
  await answered(thread, author);
  expect(await told()).toEqual([follower.email]);
});

test('who left, was put out or deleted the account hears nothing more', async () => {
  const thread = await opened();
  await answered(thread, follower);
  await told();
  await answered(thread, author);
  await t.db.deleteFrom('memberships').where('account_id', '=', follower.id).execute();
  expect(await told()).toEqual([]);
});

test('a job that runs twice writes no mail twice', async () => {
  const thread = await opened();
  const { id } = await t.db
    .selectFrom('messages')
    .select('id')
    .where('thread_id', '=', thread)
    .executeTakeFirstOrThrow();
  const task = notificationTasks(t.deps).find(({ name }) => name === 'message.posted');
  await Promise.all([task?.run({ messageId: id }), task?.run({ messageId: id })]);
  await t.runJobs();
  await task?.run({ messageId: id });
  expect((await t.mails()).map(({ to }) => to)).toEqual([follower.email]);
});

test('what was deleted before the job ran is told to nobody; what waited in the outbox does not leave', async () => {
  const cookie = await t.signIn(author.id);
  const first = await opened();
  await remove(first);
  expect(await told()).toEqual([]);

  const second = await opened();
  await t.runJobs();
  await remove(second);
  const kept = await t.db.selectFrom('outbox').select(['state', 'body_text', 'subject']).execute();
  expect(kept).toEqual([{ state: 'cancelled', body_text: '', subject: '' }]);

  async function remove(thread: string) {
    const { id } = await t.db
      .selectFrom('messages')
      .select('id')
      .where('thread_id', '=', thread)
      .executeTakeFirstOrThrow();
    expect((await t.post(`/espace/messages/${id}/supprimer`, {}, cookie)).statusCode).toBe(303);
  }
});

test('content that should be announced to nobody is not', async () => {
  await t.db
    .transaction()
    .execute((tx) =>
      startThread(
        tx,
        actOf(author),
        { groupId: group.id, kind: 'announcement', title: 'Exemple', body: 'Exemple' },
        { announce: false },
      ),
    );
  expect(await told()).toEqual([]);
});

test('a progress point is told to those who follow the group', async () => {
  await t.db.transaction().execute((tx) =>
    postProgress(tx, actOf(author), group, {
      on_day: '2026-11-20',
      weather: 'cloudy',
      body: 'Il manque un guide.',
    }),
  );
  await t.runJobs();
  const mails = await t.mails();
  expect(mails.map(({ to }) => to)).toEqual([follower.email]);
  expect(mails[0]?.text).toContain('20 novembre 2026 : nuageux');
  expect(mails[0]?.text).toContain('Il manque un guide.');
});
