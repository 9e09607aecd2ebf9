import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { queueMail } from '../../src/platform/mail/index.ts';
import { createTestDatabase, type TestDatabase } from '../harness.ts';
import { startSmtp, type TestSmtp } from '../smtp.ts';
import { eventually, type Product, startProduct, stopAll } from './product.ts';

let folder: string;
let database: TestDatabase;
let smtp: TestSmtp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordee-mail-'));
  database = await createTestDatabase();
  smtp = await startSmtp();
});
afterEach(stopAll);
afterAll(async () => {
  await smtp.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

function settings(account = '') {
  const { host, port, user } = inject('postgres');
  return {
    DATABASE_URL: `postgres://${user}@localhost:${port}/${database.connection.database}?host=${encodeURIComponent(host)}`,
    CORDEE_DATA: folder,
    SMTP_URL: `smtp://${account}127.0.0.1:${smtp.port}`,
    MAIL_FROM: 'Cordée <cordee@exemple.fr>',
  };
}

async function kill(product: Product): Promise<void> {
  product.signal('SIGKILL');
  await product.ended;
}

const mail = { to: 'lea@annecy.example', text: 'Bonjour.' };
const arrived = (subject: string) => smtp.received.filter((message) => message.includes(subject)).length;
const stateOf = async (key: string) =>
  (await database.db.selectFrom('outbox').select('state').where('key', '=', key).executeTakeFirstOrThrow())
    .state;

test('a wrong password is told at once in one line, and stops nothing', async () => {
  const product = await startProduct(settings('cordee:tres-secret@'));
  await product.waitFor(/Attention : aucun courriel ne part/);
  expect(product.said()).toMatch(
    /^Attention : aucun courriel ne part avec ce SMTP_URL, ils attendent\. Identifiant ou mot de passe SMTP refusé \(535\)\.$/m,
  );
  expect(product.said() + product.logs()).not.toContain('tres-secret');
  expect((await fetch(`${product.url}/sante/pret`)).status).toBe(200);
  expect(await product.stop()).toBe(0);
}, 60_000);

test('killed before the server has the mail, it is sent again; after, it is not', async () => {
  const killedAt = async (moment: 'onRecipient' | 'onMessage', subject: string) => {
    const product = await startProduct(settings());
    const reached = Promise.withResolvers<void>();
    const never = new Promise<undefined>(() => {});
    const before = smtp[moment];
    smtp[moment] = () => {
      reached.resolve();
      return never;
    };
    await queueMail(database.db, { ...mail, subject, key: subject });
    await reached.promise;
    await kill(product);
    smtp[moment] = before;
  };
  await killedAt('onRecipient', 'Reprise');
  await killedAt('onMessage', 'Doute');
  await startProduct(settings());
  await eventually(async () => {
    expect(await stateOf('Reprise')).toBe('sent');
    expect(await stateOf('Doute')).toBe('uncertain');
  }, 60_000);
  expect([arrived('Reprise'), arrived('Doute')]).toEqual([1, 0]);
}, 180_000);

test('what a wrong password held up leaves as soon as the product starts with the right one', async () => {
  const wrong = await startProduct(settings('cordee:faux@'));
  await queueMail(database.db, { ...mail, subject: 'Patience', key: 'patience' });
  const row = () =>
    database.db
      .selectFrom('outbox')
      .select(['attempts', 'held_up'])
      .where('key', '=', 'patience')
      .executeTakeFirstOrThrow();
  await eventually(async () => expect(await row()).toMatchObject({ held_up: true }));
  await wrong.stop();
  await database.pool.query("update graphile_worker._private_jobs set run_at = now() + interval '6 hours'");
  await startProduct(settings('cordee:secret@'));
  await eventually(async () => expect(await stateOf('patience')).toBe('sent'));
  expect(arrived('Patience')).toBe(1);
}, 120_000);
