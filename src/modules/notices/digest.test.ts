import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, anAccount } from '../../../test/factories.ts';
import { dueNow, startTestApp, type TestApp, type TestClock } from '../../../test/harness.ts';
import { startSmtp } from '../../../test/smtp.ts';
import type { MailRhythm } from '../../platform/database/index.ts';
import { runDueTasks } from '../../platform/jobs/index.ts';
import { mailTasks } from '../../platform/mail/index.ts';
import { followThread, hideMessage, reply, startThread } from '../discussions/index.ts';
import { markRead } from '../discussions/reading.ts';
import { postProgress } from '../groups/index.ts';
import { writeDigests } from './digest.ts';
import { runDue } from './digest-runs.ts';
import { mailRevisions } from './index.ts';
import { tasks } from './tasks.ts';

interface Person {
  id: string;
  name: string;
  email: string;
}

let t: TestApp;
let clock: TestClock;
let group: { id: string; slug: string; title: string };
let author: Person;

beforeAll(async () => {
  t = await startTestApp();
  clock = t.clock;
});
afterAll(() => t.close());

/** Moves the clock to that moment. */
const at = (moment: string) =>
  clock.advance({ seconds: (Date.parse(moment) - clock.now().getTime()) / 1000 });

beforeEach(async () => {
  await t.pool.query(
    'delete from outbox; delete from digest_runs; delete from notice_events; delete from memberships; delete from graphile_worker._private_jobs',
  );
  // A Thursday.
  at('2026-11-26T10:00:00+01:00');
  group = await aGroup(t.db, { title: 'Cybersécurité' });
  author = await member('never');
});

async function member(mail: MailRhythm, of = group): Promise<Person> {
  const account = await anAccount(t.db);
  await place(account, mail, of);
  return account;
}

const place = ({ id }: Person, mail: MailRhythm, of: { id: string }) =>
  t.db
    .insertInto('memberships')
    .values({ group_id: of.id, account_id: id, role: 'member', mail, joined_at: new Date(0) })
    .execute();

const actOf = ({ id, name }: Person) => ({ by: { id, name }, now: clock.now() });

async function opens(
  body: string,
  { by = author, of = group, title = 'Mots de passe' } = {},
): Promise<string> {
  clock.advance({ seconds: 1 });
  const id = await t.db
    .transaction()
    .execute((tx) => startThread(tx, actOf(by), { groupId: of.id, kind: 'discussion', title, body }));
  await t.runJobs();
  return id;
}

async function answers(thread: string, body: string, by = author): Promise<void> {
  clock.advance({ seconds: 1 });
  await t.db.transaction().execute((tx) => reply(tx, actOf(by), thread, body));
  await t.runJobs();
}

/** Has the digests made as the worker would, and gives the mails written since the last time. */
async function morning(moment: string) {
  at(moment);
  await writeDigests(t.deps);
  const mails = await t.mails();
  await t.db.deleteFrom('outbox').execute();
  return mails;
}

const recipients = (mails: { to: string }[]) => mails.map(({ to }) => to).sort();

describe('when', () => {
  const last = { day: '2026-11-26', tuesday: '2026-11-24' };
  const due = (moment: string, before: typeof last | undefined = last) => runDue(new Date(moment), before);

  test('at eight in Paris, on working days, once', () => {
    expect(due('2026-11-27T07:59:59+01:00')).toBeNull();
    expect(due('2026-11-27T08:00:00+01:00')).toMatchObject({ day: '2026-11-27', weekly: false });
    expect(due('2026-11-27T08:05:00+01:00', { ...last, day: '2026-11-27' })).toBeNull();
    expect(due('2026-11-28T09:00:00+01:00')).toBeNull();
    expect(due('2026-12-25T09:00:00+01:00')).toBeNull();
  });

  test('weekly ones on Tuesday, in winter as in summer', () => {
    expect(due('2026-11-30T09:00:00+01:00')).toMatchObject({ weekly: false });
    expect(due('2026-12-01T06:59:00Z')).toBeNull();
    expect(due('2026-12-01T07:00:00Z')).toMatchObject({ weekly: true });
    // The Tuesdays around both changes of hour, at eight on the wall.
    for (const [moment, isDue] of [
      ['2027-03-23T06:30:00Z', false],
      ['2027-03-23T07:00:00Z', true],
      ['2027-03-30T05:59:00Z', false],
      ['2027-03-30T06:00:00Z', true],
      ['2027-10-26T06:00:00Z', true],
      ['2027-11-02T06:30:00Z', false],
      ['2027-11-02T07:00:00Z', true],
    ] as const)
      expect(due(moment)?.weekly ?? false, moment).toBe(isDue);
  });

  test('a server that was off makes up for it on the next working day, once', () => {
    const back = due('2026-12-03T14:00:00+01:00');
    expect(back).toEqual({ day: '2026-12-03', weekly: true, tuesday: '2026-12-01' });
    expect(due('2026-12-04T08:00:00+01:00', back ?? last)).toMatchObject({ weekly: false });
    expect(due('2026-12-08T08:00:00+01:00', back ?? last)).toMatchObject({ weekly: true });
  });

  test('an instance that starts in the middle of a week waits for its first Tuesday', () => {
    expect(runDue(new Date('2026-11-26T09:00:00+01:00'), undefined)).toMatchObject({ weekly: false });
    expect(runDue(new Date('2026-12-01T09:00:00+01:00'), undefined)).toMatchObject({ weekly: true });
  });
});

test('each rhythm has its morning; nothing is told twice; without news nothing leaves', async () => {
  const [daily, weekly, atOnce] = [await member('daily'), await member('weekly'), await member('at_once')];
  await opens('Le mot mauve');
  expect(recipients(await t.mails())).toEqual([atOnce.email]);
  expect(recipients(await morning('2026-11-27T08:00:00+01:00'))).toEqual([atOnce.email, daily.email].sort());
  expect(await morning('2026-11-27T08:05:00+01:00')).toEqual([]);
  expect(await morning('2026-11-30T08:00:00+01:00')).toEqual([]);
  const [tuesday, ...none] = await morning('2026-12-01T08:00:00+01:00');
  expect([tuesday?.to, none]).toEqual([weekly.email, []]);
  expect(tuesday?.subject).toMatch(/^1.nouveauté : Cybersécurité$/);
  expect(tuesday?.text).toContain('Le mot mauve');
  expect(await morning('2026-12-08T08:00:00+01:00')).toEqual([]);
});

test('what comes out is by group and by thread, the newest first, with what is not of a thread', async () => {
  const other = await aGroup(t.db, { title: 'Données' });
  const reader = await member('weekly');
  await place(reader, 'weekly', other);
  const first = await opens('premier-sujet', { title: 'Sujet A' });
  await opens('autre-groupe', { of: other, title: 'Sujet C' });
  await opens('deuxieme-sujet', { title: 'Sujet B' });
  await answers(first, 'reponse-un');
  await answers(first, 'reponse-deux');
  clock.advance({ seconds: 1 });
  await t.db.transaction().execute((tx) =>
    postProgress(tx, actOf(author), group, {
      on_day: '2026-11-26',
      weather: 'cloudy',
      body: 'point-publie',
    }),
  );
  clock.advance({ seconds: 1 });
  await t.runJobs();
  const [mail, ...none] = await morning('2026-12-01T08:00:00+01:00');
  expect(none).toEqual([]);
  const found = mail?.text.match(
    /CYBERSÉCURITÉ|DONNÉES|Sujet [ABC]|Point d’avancement|premier-sujet|deuxieme-sujet|autre-groupe|reponse-\w+|point-publie/g,
  );
  expect(found).toEqual([
    'CYBERSÉCURITÉ',
    'Point d’avancement',
    'point-publie',
    'Sujet A',
    'reponse-deux',
    'reponse-un',
    'premier-sujet',
    'Sujet B',
    'deuxieme-sujet',
    'DONNÉES',
    'Sujet C',
    'autre-groupe',
  ]);
  expect(mail?.subject).toMatch(/^6.nouveautés : Cybersécurité et 1.autre groupe$/);
});

test('what was read, deleted or muted is left out; a digest with nothing left is not sent', async () => {
  const [reads, mutes, hears] = [await member('daily'), await member('daily'), await member('daily')];
  const thread = await opens('mot-un');
  await answers(thread, 'mot-deux');
  await t.db.transaction().execute((tx) => markRead(tx, thread, reads.id, 2, clock.now()));
  await t.db.transaction().execute((tx) => followThread(tx, thread, mutes.id, 'mute'));
  await t.db
    .updateTable('messages')
    .set({ body: 'mot-corrigé' })
    .where('number', '=', 2)
    .where('thread_id', '=', thread)
    .execute();
  await t.db
    .updateTable('messages')
    .set({ deleted_at: clock.now(), body: '' })
    .where('number', '=', 1)
    .where('thread_id', '=', thread)
    .execute();
  const mails = await morning('2026-11-27T08:00:00+01:00');
  expect(recipients(mails)).toEqual([hears.email]);
  expect(mails[0]?.text).toContain('mot-corrigé');
  expect(mails[0]?.text).not.toMatch(/mot-un|mot-deux/);
});

test('who left hears nothing; who joined late is not told of the past; the author is not told of their own', async () => {
  const [left, late] = [await member('daily'), await anAccount(t.db)];
  const writer = await member('daily');
  await opens('mot', { by: writer });
  await t.db.deleteFrom('memberships').where('account_id', '=', left.id).execute();
  clock.advance({ minutes: 5 });
  await t.db
    .insertInto('memberships')
    .values({
      group_id: group.id,
      account_id: late.id,
      role: 'member',
      mail: 'daily',
      joined_at: clock.now(),
    })
    .execute();
  expect(await morning('2026-11-27T08:00:00+01:00')).toEqual([]);
});

test('a thread that moved is told to the members of its new group, and to no others', async () => {
  const other = await aGroup(t.db, { title: 'Données' });
  const [here, there] = [await member('daily'), await member('daily', other)];
  const thread = await opens('mot');
  await t.db.updateTable('threads').set({ group_id: other.id }).where('id', '=', thread).execute();
  const mails = await morning('2026-11-27T08:00:00+01:00');
  expect(recipients(mails)).toEqual([there.email]);
  expect(recipients(mails)).not.toContain(here.email);
});

test('what the ceiling of the day held back comes in the next digest, once', async () => {
  const reader = await member('at_once');
  await t.db.insertInto('mail_choices').values({ account_id: reader.id, most_a_day: 1 }).execute();
  await opens('mot-un', { title: 'Premier' });
  await opens('mot-deux', { title: 'Second' });
  expect(await t.mails()).toHaveLength(1);
  await t.db.deleteFrom('outbox').execute();
  const [mail] = await morning('2026-11-27T08:00:00+01:00');
  expect(mail?.to).toBe(reader.email);
  expect(mail?.text).toContain('mot-deux');
  expect(mail?.text).not.toContain('mot-un');
});

test('cut in the middle, a run is taken up where it stood, be it by two processes', async () => {
  const people: Person[] = [];
  for (let n = 0; n < 5; n += 1) people.push(await member('daily'));
  await opens('mot');
  at('2026-11-27T08:00:00+01:00');
  await t.pool.query(
    "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'cut'; end $$; create trigger cut before insert on outbox execute function refuse()",
  );
  await expect(writeDigests(t.deps)).rejects.toThrow('cut');
  expect(await t.mails()).toEqual([]);
  await t.pool.query('drop trigger cut on outbox; drop function refuse');
  await Promise.all([writeDigests(t.deps), writeDigests(t.deps)]);
  expect(recipients(await t.mails())).toEqual(people.map(({ email }) => email).sort());
  await writeDigests(t.deps);
  expect(await t.mails()).toHaveLength(5);
});

test('one that was cut on an earlier day is finished on the next morning', async () => {
  const weekly = await member('weekly');
  await opens('mot');
  await t.db
    .insertInto('digest_runs')
    .values({ day: '2026-12-01', weekly: true, tuesday: '2026-12-01', started_at: clock.now() })
    .execute();
  expect(await morning('2026-12-02T06:00:00+01:00')).toEqual([]);
  expect(recipients(await morning('2026-12-02T08:00:00+01:00'))).toEqual([weekly.email]);
  expect(await morning('2026-12-03T08:00:00+01:00')).toEqual([]);
});

describe('when it leaves', () => {
  /** Sends what waits to a real server, as the worker does. */
  async function sent(): Promise<string[]> {
    const smtp = await startSmtp();
    await dueNow({ db: t.db, pool: t.pool, connection: {}, close: async () => {} });
    const sending = mailTasks(
      t.deps,
      { smtpUrl: `smtp://127.0.0.1:${smtp.port}`, from: 'Cordée <cordee@exemple.fr>' },
      mailRevisions(t.deps),
    );
    await runDueTasks(t.pool, [...sending, ...tasks(t.deps)], t.deps.log);
    await smtp.close();
    return smtp.received.map((mail) => decoded(mail));
  }
  const decoded = (mail: string) =>
    mail
      .replace(/=\r\n/g, '')
      .replace(/((?:=[0-9A-F]{2})+)/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString());
  const cookieOf = ({ id }: Person) => t.signIn(id);
  const messageOf = (thread: string, number: number) =>
    t.db
      .selectFrom('messages')
      .select(['id', 'version'])
      .where('thread_id', '=', thread)
      .where('number', '=', number)
      .executeTakeFirstOrThrow();

  test('it says what is true then: an edit is there, what was deleted or read is not', async () => {
    const reader = await member('daily');
    const thread = await opens('mot-un');
    await answers(thread, 'mot-deux');
    await answers(thread, 'mot-trois');
    at('2026-11-27T08:00:00+01:00');
    await writeDigests(t.deps);
    await t.db.transaction().execute((tx) => markRead(tx, thread, reader.id, 1, clock.now()));
    const edited = await messageOf(thread, 2);
    const cookie = await cookieOf(author);
    const answer = await t.post(
      `/espace/messages/${edited.id}/modifier`,
      { body: 'mot-corrige', version: String(edited.version) },
      cookie,
    );
    expect(answer.statusCode).toBe(303);
    expect(
      (await t.post(`/espace/messages/${(await messageOf(thread, 3)).id}/supprimer`, {}, cookie)).statusCode,
    ).toBe(303);
    const [mail = '', ...none] = await sent();
    expect(none).toEqual([]);
    expect(mail).toContain('mot-corrige');
    expect(mail).not.toMatch(/mot-un|mot-deux|mot-trois/);
    expect(mail).toContain(`To: ${reader.email}`);
    expect(mail).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    expect(mail).toMatch(/Content-Type: text\/plain/);
    expect(mail).toMatch(/Content-Type: text\/html/);
    // Deleted after it left: the copy that we keep loses its words.
    await t.post(`/espace/messages/${edited.id}/supprimer`, {}, cookie);
    await t.runJobs();
    expect(JSON.stringify(await t.db.selectFrom('outbox').selectAll().execute())).not.toContain(
      'mot-corrige',
    );
  });

  test('what was hidden meanwhile is not in it, nor what quotes it, nor its title; alone, it makes no mail', async () => {
    const reader = await member('daily');
    const other = await member('never');
    const thread = await opens('mot-masque', { title: 'Titre masqué aussi' });
    const at1 = `/espace/discussions/${thread}?page=1#message-1`;
    await answers(thread, `> [X](/x) [a écrit](${at1}) :\n> mot-masque\n\nmot-permis`, other);
    await member('at_once');
    const alone = await opens('mot-cache', { title: 'Autre titre' });
    await t.db.transaction().execute((tx) => followThread(tx, alone, reader.id, 'mute'));
    const only = await member('daily');
    await t.db.transaction().execute((tx) => followThread(tx, thread, only.id, 'mute'));
    at('2026-11-27T08:00:00+01:00');
    await writeDigests(t.deps);
    const kept = async () => JSON.stringify(await t.db.selectFrom('outbox').selectAll().execute());
    expect(await kept()).toMatch(/mot-masque.*mot-cache|mot-cache.*mot-masque/);
    const act = { by: other, now: clock.now(), as: 'copilot', reason: 'Vise une personne' } as const;
    for (const hidden of [thread, alone]) {
      const { id } = await messageOf(hidden, 1);
      await t.db.transaction().execute((tx) => hideMessage(tx, act, id));
    }
    const mails = await sent();
    expect(mails.filter((mail) => mail.includes(`To: ${only.email}`))).toEqual([]);
    expect(mails.find((mail) => mail.includes(`To: ${reader.email}`))).toContain('mot-permis');
    expect(mails.join()).not.toMatch(/mot-masque|mot-cache|Titre masqué aussi|Autre titre/);
    expect(await kept()).not.toMatch(/mot-masque|mot-cache/);
  });

  test('one with nothing left to say, or whose reader left the group, does not leave; nor does a mail of its own', async () => {
    const [reads, leaves, atOnce] = [await member('daily'), await member('daily'), await member('at_once')];
    const thread = await opens('mot');
    at('2026-11-27T08:00:00+01:00');
    await writeDigests(t.deps);
    await t.db.transaction().execute((tx) => markRead(tx, thread, reads.id, 1, clock.now()));
    await t.db.deleteFrom('memberships').where('account_id', 'in', [leaves.id, atOnce.id]).execute();
    expect(await sent()).toEqual([]);
    const states = await t.db.selectFrom('outbox').select('state').execute();
    expect(states).toEqual([{ state: 'cancelled' }, { state: 'cancelled' }, { state: 'cancelled' }]);
  });

  test('a message told alone bears the same name for all its readers', async () => {
    await member('at_once');
    await member('at_once');
    const thread = await opens('mot');
    const mails = await sent();
    expect(mails).toHaveLength(2);
    for (const mail of mails) {
      expect(mail.match(/Message-ID:\s+<[^>]*>/gi)?.map((line) => line.replace(/\s+/, ' '))).toEqual([
        `Message-ID: <discussion-${thread}@cordee.test>`,
      ]);
    }
  });
});
