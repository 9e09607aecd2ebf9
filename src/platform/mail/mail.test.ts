import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, dueNow, TestClock, type TestDatabase } from '../../../test/harness.ts';
import { refusal, startSmtp, type TestSmtp } from '../../../test/smtp.ts';
import { runDueTasks } from '../jobs/index.ts';
import { mailTasks, queueMail, queueMails } from './index.ts';

const log = pino({ level: 'silent' });
let clock: TestClock;
let database: TestDatabase;
let smtp: TestSmtp;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('truncate outbox; delete from graphile_worker._private_jobs');
  clock = new TestClock();
  smtp = await startSmtp();
});
afterEach(() => smtp.close());

const tasks = () =>
  mailTasks(
    { db: database.db, clock, log },
    { smtpUrl: `smtp://127.0.0.1:${smtp.port}`, from: 'Cordée <cordee@exemple.fr>' },
  );
const work = () => runDueTasks(database.pool, tasks(), log);
const mail = { to: 'lea@annecy.example', subject: 'Été', text: 'Bonjour.', key: 'bonjour:1' };
const state = () =>
  database.db.selectFrom('outbox').select(['state', 'attempts', 'last_error']).executeTakeFirstOrThrow();
const jobs = async () =>
  (await database.pool.query('select key from graphile_worker.jobs order by key')).rows;

test('a mail leaves once its transaction has committed', async () => {
  await database.db.transaction().execute((tx) => queueMail(tx, mail));
  await work();
  expect(smtp.received).toHaveLength(1);
  expect(smtp.received[0]).toContain('To: lea@annecy.example');
  expect(smtp.received[0]).toMatch(/^Message-ID: <[0-9a-f]{32}@exemple\.fr>\r$/m);
  expect(smtp.received[0]).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(await state()).toMatchObject({ state: 'sent', attempts: 1 });
});

test('an event goes along, for the calendar of who reads and as a file', async () => {
  const content = 'BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n';
  await queueMail(database.db, { ...mail, calendar: { method: 'CANCEL', content } });
  await work();
  const [received = ''] = smtp.received;
  expect(received).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=CANCEL/);
  expect(received).toMatch(/filename=invitation\.ics/);
  const encoded = received.match(/^[A-Za-z0-9+/=]{40,}$/gm) ?? [];
  const read = encoded.map((part) => Buffer.from(part, 'base64').toString());
  expect(received.includes('METHOD:CANCEL') || read.some((part) => part.includes('METHOD:CANCEL'))).toBe(
    true,
  );
});

test('a mail whose transaction fails never existed', async () => {
  const failed = database.db.transaction().execute(async (tx) => {
    await queueMail(tx, mail);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  await work();
  expect(smtp.received).toEqual([]);
});

test('the same mail written twice leaves once', async () => {
  expect(await queueMail(database.db, mail)).toBe(true);
  expect(await queueMail(database.db, mail)).toBe(false);
  await work();
  await work();
  expect(smtp.received).toHaveLength(1);
});

test('many mails are written in one go, each once, with a job each', async () => {
  const many = Array.from({ length: 450 }, (_, n) => ({ ...mail, key: `m:${n}`, subject: `Sujet ${n}` }));
  expect(await queueMails(database.db, [...many.slice(0, 250), ...many.slice(0, 10)])).toBe(250);
  expect(await queueMails(database.db, many)).toBe(200);
  expect(await queueMails(database.db, many)).toBe(0);
  expect(await queueMails(database.db, [])).toBe(0);
  const rows = await database.db.selectFrom('outbox').select('id').execute();
  expect(await jobs()).toEqual(rows.map(({ id }) => ({ key: `mail:${id}` })).sort(byKey));
});
const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);

test('two transactions that write the same mails do not wait for each other for ever', async () => {
  const many = Array.from({ length: 300 }, (_, n) => ({ ...mail, key: `m:${n}` }));
  const write = (mails: (typeof mail)[]) => database.db.transaction().execute((tx) => queueMails(tx, mails));
  const written = await Promise.all([write(many), write(many.toReversed()), write(many)]);
  expect(written.reduce((sum, n) => sum + n)).toBe(300);
});

test('two workers on one mail send it once', async () => {
  await queueMail(database.db, mail);
  const { id } = await database.db.selectFrom('outbox').select('id').executeTakeFirstOrThrow();
  const send = tasks().find((task) => task.name === 'mail.send');
  await Promise.all([send?.run({ id }), send?.run({ id }), send?.run({ id })]);
  expect(smtp.received).toHaveLength(1);
});

test('killed before the last byte left, it is sent again; after, it is never sent twice', async () => {
  await queueMail(database.db, mail);
  await queueMail(database.db, { ...mail, key: 'bonjour:2', subject: 'Doute' });
  await database.db
    .updateTable('outbox')
    .set({ handed_over_at: clock.now() })
    .where('key', '=', 'bonjour:2')
    .execute();
  await work();
  expect(smtp.received.filter((message) => message.includes('Doute'))).toEqual([]);
  const states = await database.db.selectFrom('outbox').select(['key', 'state']).orderBy('key').execute();
  expect(states).toEqual([
    { key: 'bonjour:1', state: 'sent' },
    { key: 'bonjour:2', state: 'uncertain' },
  ]);
});

test('the note that the mail is leaving is written after the addressee was taken, before the server has it all', async () => {
  await queueMail(database.db, mail);
  const noted: (Date | null)[] = [];
  const look = async () => {
    const row = await database.db.selectFrom('outbox').select('handed_over_at').executeTakeFirstOrThrow();
    noted.push(row.handed_over_at);
    return undefined;
  };
  smtp.onRecipient = look;
  smtp.onMessage = look;
  await work();
  expect(noted).toEqual([null, clock.now()]);
});

test('a mail that is cancelled while it leaves does not arrive, and stays cancelled', async () => {
  await queueMail(database.db, mail);
  smtp.onRecipient = async () => {
    await database.db.updateTable('outbox').set({ state: 'cancelled' }).execute();
    return undefined;
  };
  await work();
  await dueNow(database);
  await work();
  expect(smtp.received).toEqual([]);
  expect((await state()).state).toBe('cancelled');
});

test('a mail that says nothing true any more does not leave, and keeps the reason why it waited', async () => {
  await queueMail(database.db, { ...mail, expiresAt: new Date(clock.now().getTime() + 60_000) });
  smtp.onRecipient = () => refusal(450, 'later');
  await work();
  smtp.onRecipient = () => undefined;
  clock.advance({ minutes: 2 });
  await dueNow(database);
  await work();
  expect(smtp.received).toEqual([]);
  expect(await state()).toMatchObject({
    state: 'cancelled',
    last_error: 'Périmé avant d’avoir pu partir (Remis à plus tard par le serveur : 450 later)',
  });
});

test('a subject cannot bring headers of its own', async () => {
  await queueMail(database.db, { ...mail, subject: 'Bonjour\r\nBcc: tous@exemple.fr' });
  await work();
  expect(smtp.received[0]).not.toMatch(/^Bcc:/m);
});
