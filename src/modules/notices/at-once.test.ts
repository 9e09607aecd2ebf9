import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { reply, startThread } from '../discussions/index.ts';
import { postProgress } from '../groups/index.ts';
import { tasks as noticeTasks } from './tasks.ts';

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
  expect(mails[0]?.text).toContain(`/espace/compte/courriels`);
});

test('the mails of a group name their list, their thread, and the address that stops them in one click', async () => {
  const thread = await opened();
  await answered(thread, author);
  await t.runJobs();
  const mails = await t.db
    .selectFrom('outbox')
    .select(['headers', 'body_html'])
    .orderBy('subject', 'desc')
    .execute();
  const { stop_id } = await t.db
    .selectFrom('mail_choices')
    .select('stop_id')
    .where('account_id', '=', follower.id)
    .executeTakeFirstOrThrow();
  const { publicUrl } = t.deps.settings;
  const { hostname } = new URL(publicUrl);
  const { id } = await t.db
    .selectFrom('messages')
    .select('id')
    .where('thread_id', '=', thread)
    .where('number', '=', 2)
    .executeTakeFirstOrThrow();
  const list = {
    'List-Id': `<${group.slug}.groupes.${hostname}>`,
    'List-Unsubscribe': `<${publicUrl}/arret-courriels/${stop_id}/groupes/${group.slug}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
  const root = `<discussion-${thread}@${hostname}>`;
  expect(mails.map(({ headers }) => headers)).toEqual([
    { ...list, 'Message-ID': `<message-${id}@${hostname}>`, 'In-Reply-To': root, References: root },
    { ...list, 'Message-ID': root },
  ]);
  for (const { body_html } of mails) expect(body_html).not.toMatch(/<(?:img|link|script|style)|src=/);
});

test('what people write is text in the HTML part too, and no image of it is fetched', async () => {
  await t.db.transaction().execute((tx) =>
    startThread(tx, actOf(author), {
      groupId: group.id,
      kind: 'discussion',
      title: '<script>alert(1)</script>',
      body: '<b>gras</b> ![plan](/images/plan.png) [la page](/agenda)',
    }),
  );
  await t.runJobs();
  const { body_html } = await t.db.selectFrom('outbox').select('body_html').executeTakeFirstOrThrow();
  expect(body_html).not.toMatch(/<(?:img|script|b)\b/);
  expect(body_html).toContain(`href="${t.deps.settings.publicUrl}/agenda"`);
});

test('beyond the ceiling of the day, things wait', async () => {
  await t.db.insertInto('mail_choices').values({ account_id: follower.id, most_a_day: 2 }).execute();
  for (let n = 0; n < 4; n += 1) await opened();
  expect(await told()).toHaveLength(2);
  t.clock.advance({ hours: 15 });
  await opened();
  expect(await told()).toHaveLength(1);
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
  const task = noticeTasks(t.deps).find(({ name }) => name === 'message.posted');
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

test('a deliverable is told once it is published, and no more when it is withdrawn meanwhile', async () => {
  const published = async (state: 'published' | 'withdrawn') => {
    const { id } = await t.db
      .insertInto('deliverables')
      .values({
        slug: `guide-${state}-${group.slug}`,
        group_id: group.id,
        title: 'Guide des mots de passe',
        kind: 'guide',
        description: 'Dix pages.',
        state,
        published_at: t.clock.now(),
        created_by: author.id,
        created_at: t.clock.now(),
        updated_at: t.clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await enqueue(t.db, 'deliverable.published', { id });
    await t.runJobs();
  };
  await published('withdrawn');
  expect(await t.mails()).toEqual([]);
  await published('published');
  const [mail, ...none] = await t.mails();
  expect([mail?.to, none]).toEqual([follower.email, []]);
  expect(mail?.subject).toBe('Nouveau livrable : Guide des mots de passe [Cybersécurité]');
  expect(mail?.text).toContain('Dix pages.');
  expect(mail?.text).toContain(`/livrables/guide-published-${group.slug}`);
});
