import { once } from 'node:events';
import { pino } from 'pino';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, TestClock, type TestDatabase } from '../../../test/harness.ts';
import { runDueTasks } from '../jobs/index.ts';
import { mailTasks, queueMail } from './index.ts';

const log = pino({ level: 'silent' });
const clock = new TestClock();
let database: TestDatabase;
let smtp: SMTPServer;
let received: string[];
/** What the server does with the next message once it has it all. */
let answer: ((error?: Error & { responseCode?: number }) => Error | undefined) | null;
let onEnd: () => void;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('truncate outbox; delete from graphile_worker._private_jobs');
  received = [];
  answer = null;
  onEnd = () => {};
  const options: SMTPServerOptions = {
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        onEnd();
        const refusal = answer?.();
        if (!refusal) received.push(Buffer.concat(chunks).toString());
        done(refusal);
      });
    },
  };
  smtp = new SMTPServer(options);
  smtp.on('error', () => {});
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
});

afterEach(async () => {
  await new Promise((resolve) => smtp.close(() => resolve(undefined)));
});

const port = () => {
  const address = smtp.server.address();
  return typeof address === 'object' && address ? address.port : 0;
};
const tasks = (smtpPort = port()) =>
  mailTasks(
    { db: database.db, clock, log },
    {
      smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
      from: 'Cordée <cordee@exemple.fr>',
      publicUrl: 'https://cordee.exemple.fr',
    },
  );
const work = (smtpPort?: number) => runDueTasks(database.pool, tasks(smtpPort), log);
const mail = { to: 'lea@annecy.example', subject: 'Été', text: 'Bonjour.', key: 'bonjour:1' };
const state = () =>
  database.db.selectFrom('outbox').select(['state', 'attempts', 'last_error']).executeTakeFirstOrThrow();
const dueNow = () => database.pool.query('update graphile_worker._private_jobs set run_at = now()');

test('a mail leaves once its transaction has committed', async () => {
  await database.db.transaction().execute((tx) => queueMail(tx, mail));
  await work();
  expect(received).toHaveLength(1);
  expect(received[0]).toContain('To: lea@annecy.example');
  expect(await state()).toMatchObject({ state: 'sent', attempts: 1 });
});

test('a mail whose transaction fails never existed', async () => {
  const failed = database.db.transaction().execute(async (tx) => {
    await queueMail(tx, mail);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  await work();
  expect(received).toEqual([]);
});

test('the same mail written twice leaves once', async () => {
  expect(await queueMail(database.db, mail)).toBe(true);
  expect(await queueMail(database.db, mail)).toBe(false);
  await work();
  await work();
  expect(received).toHaveLength(1);
});

test('two workers on one mail send it once', async () => {
  await queueMail(database.db, mail);
  const { id } = await database.db.selectFrom('outbox').select('id').executeTakeFirstOrThrow();
  const send = tasks().find((task) => task.name === 'mail.send');
  await Promise.all([send?.run({ id }), send?.run({ id }), send?.run({ id })]);
  expect(received).toHaveLength(1);
});

test('a server that says "later" is asked again', async () => {
  await queueMail(database.db, mail);
  answer = () => Object.assign(new Error('later'), { responseCode: 451 });
  await work();
  expect(await state()).toMatchObject({ state: 'queued', attempts: 1 });
  answer = null;
  await dueNow();
  await work();
  expect(received).toHaveLength(1);
  expect(await state()).toMatchObject({ state: 'sent', attempts: 2, last_error: null });
});

test('a server that says "never" is not asked again', async () => {
  await queueMail(database.db, mail);
  answer = () => Object.assign(new Error('never'), { responseCode: 550 });
  await work();
  answer = null;
  await dueNow();
  await work();
  expect(received).toEqual([]);
  expect((await state()).state).toBe('failed');
});

test('a server that cannot be reached loses nothing', async () => {
  await queueMail(database.db, mail);
  await work(1);
  expect((await state()).state).toBe('queued');
  await dueNow();
  await work();
  expect(received).toHaveLength(1);
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
  expect(received.filter((message) => message.includes('Doute'))).toEqual([]);
  const states = await database.db.selectFrom('outbox').select(['key', 'state']).orderBy('key').execute();
  expect(states).toEqual([
    { key: 'bonjour:1', state: 'sent' },
    { key: 'bonjour:2', state: 'uncertain' },
  ]);
});

test('the note that the mail is leaving is in the database before the server has it all', async () => {
  await queueMail(database.db, mail);
  let noted: Promise<Date | null> | undefined;
  onEnd = () => {
    noted = database.db
      .selectFrom('outbox')
      .select('handed_over_at')
      .executeTakeFirstOrThrow()
      .then((row) => row.handed_over_at);
  };
  await work();
  expect(await noted).toEqual(clock.now());
});

test('a mail that says nothing true any more does not leave', async () => {
  await queueMail(database.db, { ...mail, expiresAt: new Date(clock.now().getTime() - 1) });
  await work();
  expect(received).toEqual([]);
  expect((await state()).state).toBe('cancelled');
});

test('a subject cannot bring headers of its own', async () => {
  await queueMail(database.db, { ...mail, subject: 'Bonjour\r\nBcc: tous@exemple.fr' });
  await work();
  expect(received[0]).not.toMatch(/^Bcc:/m);
});
