import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, dueNow, TestClock, type TestDatabase } from '../../../test/harness.ts';
import { refusal, startSmtp, type TestSmtp } from '../../../test/smtp.ts';
import { runDueTasks } from '../jobs/index.ts';
import {
  checkMailServer,
  mailTasks,
  probeMailServer,
  queueMails,
  resendMail,
  retryMail,
  retryMails,
} from './index.ts';

let logged: { level: number; msg: string }[];
const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
let clock: TestClock;
let database: TestDatabase;
let smtp: TestSmtp;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('truncate outbox; delete from graphile_worker._private_jobs');
  logged = [];
  clock = new TestClock();
  smtp = await startSmtp();
});
afterEach(() => smtp.close());

const address = (port = smtp.port, user = '') => `smtp://${user}127.0.0.1:${port}`;
const tasks = (smtpUrl = address()) =>
  mailTasks({ db: database.db, clock, log }, { smtpUrl, from: 'Cordée <cordee@exemple.fr>' });
const work = (smtpUrl?: string) => runDueTasks(database.pool, tasks(smtpUrl), log);
const sweep = () =>
  tasks()
    .find(({ name }) => name === 'mail.sweep')
    ?.run({});

const mail = { to: 'lea@annecy.example', subject: 'Été', text: 'Bonjour.' };
const write = (count = 1) =>
  queueMails(
    database.db,
    Array.from({ length: count }, (_, n) => ({ ...mail, key: `m:${n}`, subject: `Sujet ${n}.` })),
  );
const rows = () =>
  database.db
    .selectFrom('outbox')
    .select(['id', 'state', 'attempts', 'last_error', 'handed_over_at', 'delayed_since'])
    .orderBy('key')
    .execute();
const row = async () => {
  const [first] = await rows();
  return first ?? expect.fail('no mail');
};
const statesOf = async () => [...new Set((await rows()).map(({ state }) => state))];

/** Four at a time, as the worker does. */
async function sendAll(): Promise<void> {
  const waiting = await rows();
  const send = tasks().find(({ name }) => name === 'mail.send');
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop())
      await send?.run({ id: next.id }).catch(() => {});
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

function expectEachOnce(count: number): void {
  const subjects = smtp.received.map((message) => /Sujet (\d+)\./.exec(message)?.[1]);
  expect(subjects.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, n) => n));
}

test.for([
  ['says "later" to the addressee', (): Error => refusal(450, 'greylisted')],
  [
    'hangs up at the addressee',
    (): undefined => {
      smtp.cut();
      return undefined;
    },
  ],
] as const)('a server that %s loses nothing and doubles nothing', async ([, answer]) => {
  await write(20);
  smtp.onRecipient = answer;
  for (let round = 1; round <= 4; round++) {
    await sendAll();
    expect(await statesOf()).toEqual(['queued']);
    expect((await rows()).every((one) => one.attempts === round && one.handed_over_at === null)).toBe(true);
  }
  smtp.onRecipient = () => undefined;
  await sendAll();
  expect(await statesOf()).toEqual(['sent']);
  expectEachOnce(20);
});

test('a server that says "later" to one addressee in two gets every mail once', async () => {
  await write(20);
  let asked = 0;
  smtp.onRecipient = (): Error | undefined => (asked++ % 2 === 0 ? refusal(451, 'busy') : undefined);
  for (let round = 1; round <= 12; round++) await sendAll();
  expect(await statesOf()).toEqual(['sent']);
  expectEachOnce(20);
});

test('a server that says "later" once it has the mail is asked again', async () => {
  await write();
  smtp.onMessage = () => refusal(451, 'later');
  await work();
  expect(await row()).toMatchObject({
    state: 'queued',
    attempts: 1,
    handed_over_at: null,
    last_error: 'Remis à plus tard par le serveur : 451 later',
  });
  expect(logged.map(({ msg }) => msg)).not.toContainEqual(expect.stringContaining('takes no mail'));
  smtp.onMessage = () => undefined;
  await dueNow(database);
  await work();
  expect(smtp.received).toHaveLength(1);
  expect(await row()).toMatchObject({ state: 'sent', attempts: 2, last_error: null });
});

test('a server that hangs up once it has the mail leaves a doubt, and gets nothing more', async () => {
  await write();
  smtp.onMessage = () => {
    smtp.cut();
    return refusal(451, 'never heard');
  };
  await work();
  expect(await row()).toMatchObject({
    state: 'uncertain',
    last_error: 'Serveur injoignable : il a coupé la connexion',
  });
  smtp.onMessage = () => undefined;
  await sweep();
  await work();
  expect(smtp.received).toEqual([]);
});

test.for(['onRecipient', 'onMessage'] as const)('"never" %s is for good', async (moment) => {
  await write();
  smtp[moment] = () => refusal(550, '5.1.1 no such person');
  await work();
  smtp[moment] = () => undefined;
  await dueNow(database);
  await sweep();
  await work();
  expect(smtp.received).toEqual([]);
  expect(await row()).toMatchObject({
    state: 'failed',
    handed_over_at: null,
    last_error: 'Refusé par le serveur : 550 5.1.1 no such person',
  });
});

test.for([
  [
    'a wrong password',
    () => address(smtp.port, 'cordee:tres-secret@'),
    'Identifiant ou mot de passe SMTP refusé (535)',
  ],
  [
    'a sender that is refused',
    () => {
      smtp.onSender = () => refusal(550, 'not from here');
      return address();
    },
    'Expéditeur refusé par le serveur : 550 not from here',
  ],
  [
    'a server that wants a sign-in',
    () => {
      smtp.onRecipient = () => refusal(530, 'sign in first');
      return address();
    },
    'Identification SMTP exigée par le serveur : 530 sign in first',
  ],
  [
    'a server that cannot be reached',
    () => address(1),
    'Serveur injoignable : rien ne répond à cette adresse et à ce port',
  ],
  [
    'a server that speaks no TLS',
    () => `smtps://127.0.0.1:${smtp.port}`,
    expect.stringMatching(/^Connexion chiffrée impossible : /),
  ],
] as const)('%s keeps the mail, says why, and tells the operator', async ([, misconfigured, reason]) => {
  await write();
  await work(misconfigured());
  expect(await row()).toMatchObject({
    state: 'queued',
    attempts: 1,
    last_error: reason,
    delayed_since: clock.now(),
  });
  expect(logged).toContainEqual(
    expect.objectContaining({ level: 50, msg: expect.stringContaining('takes no mail') }),
  );
  expect(JSON.stringify(logged)).not.toMatch(/tres-secret|lea@annecy/);
  smtp.onSender = () => undefined;
  smtp.onRecipient = () => undefined;
  await dueNow(database);
  await work(address(smtp.port, 'cordee:secret@'));
  expect(smtp.received).toHaveLength(1);
});

test('a certificate that nobody vouches for is refused from elsewhere, and taken from this very machine', async () => {
  const own = await startSmtp({ encrypts: true });
  try {
    expect(await checkMailServer(`smtp://localhost:${own.port}`)).toBeNull();
    // The same place, by an address that we do not take for this machine.
    expect(await checkMailServer(`smtp://[::ffff:127.0.0.1]:${own.port}`)).toMatch(
      // That of the library is also out of date.
      /^Connexion chiffrée impossible : son certificat (?:est auto-signé|a expiré)$/,
    );
  } finally {
    await own.close();
  }
});

test('the check at start says in one line what is wrong, and sends nothing', async () => {
  expect(await checkMailServer(address())).toBeNull();
  expect(await checkMailServer(address(smtp.port, 'cordee:secret@'))).toBeNull();
  expect(await checkMailServer(address(smtp.port, 'cordee:faux@'))).toBe(
    'Identifiant ou mot de passe SMTP refusé (535)',
  );
  expect(await checkMailServer(address(1))).toMatch(/^Serveur injoignable : /);
  expect(smtp.received).toEqual([]);
});

test('a mail is given up after four days of attempts, with the last reason; sent again, it has four more', async () => {
  smtp.onRecipient = () => refusal(450, 'greylisted');
  // Written long before anybody named a server: that does not count.
  await write();
  clock.advance({ days: 10 });
  await work();
  clock.advance({ days: 3, hours: 23 });
  await dueNow(database);
  await work();
  expect(await row()).toMatchObject({ state: 'queued', attempts: 2 });
  clock.advance({ hours: 1 });
  await sweep();
  await work();
  expect(await row()).toMatchObject({
    state: 'failed',
    attempts: 3,
    last_error: 'Remis à plus tard par le serveur : 450 greylisted (abandonné après 4 jours d’essais)',
  });
  await resendMail(database.db, (await row()).id);
  await work();
  expect(await row()).toMatchObject({ state: 'queued', delayed_since: clock.now() });
});

test('the sweep leaves a job its attempts and its turn, and gives one to the mail that has none', async () => {
  const plan = async () =>
    (await database.pool.query('select key, attempts, run_at from graphile_worker.jobs order by id')).rows;
  smtp.onRecipient = () => refusal(450, 'greylisted');
  await write(2);
  await work();
  await dueNow(database);
  const before = await plan();
  expect(before).toMatchObject([{ attempts: 1 }, { attempts: 1 }]);
  await sweep();
  expect(await plan()).toEqual(before);

  // One job got lost, another ran out of attempts.
  const [first, second] = await rows();
  await database.pool.query('delete from graphile_worker._private_jobs where key = $1', [
    `mail:${first?.id}`,
  ]);
  await database.pool.query('update graphile_worker._private_jobs set attempts = max_attempts');
  smtp.onRecipient = () => undefined;
  await sweep();
  const waiting = (await plan()).filter(({ attempts }) => attempts === 0).map(({ key }) => key);
  expect(waiting.sort()).toEqual([`mail:${first?.id}`, `mail:${second?.id}`].sort());
  await work();
  expectEachOnce(2);
});

const wrongPassword = () => address(smtp.port, 'cordee:faux@');
const rightPassword = () => address(smtp.port, 'cordee:secret@');

test('once the settings are mended, the first mail that leaves takes along all that they held up', async () => {
  await write(6);
  await work(wrongPassword());
  expect(await statesOf()).toEqual(['queued']);
  // The sweep tries one: a server that is still away is not asked for each.
  await sweep();
  await work(wrongPassword());
  expect((await rows()).map(({ attempts }) => attempts).sort()).toEqual([1, 1, 1, 1, 1, 2]);
  await sweep();
  await work(rightPassword());
  await work(rightPassword());
  expectEachOnce(6);
});

test('the mail that is tried to learn whether the server is back need not have a job any more', async () => {
  await write(2);
  await work(wrongPassword());
  await database.pool.query('update graphile_worker._private_jobs set attempts = max_attempts');
  await probeMailServer(database.db, clock.now());
  await work(rightPassword());
  await work(rightPassword());
  expectEachOnce(2);
});

test('a new mail that leaves takes them along too, but not those that were refused for what they are', async () => {
  await write(3);
  await work(wrongPassword());
  const [greylisted] = await rows();
  await database.db
    .updateTable('outbox')
    .set({ held_up: false })
    .where('id', '=', greylisted?.id ?? '')
    .execute();
  await queueMails(database.db, [{ ...mail, key: 'new', subject: 'Sujet 9.' }]);
  await work(rightPassword());
  await work(rightPassword());
  expect(smtp.received).toHaveLength(3);
  expect((await rows()).filter(({ state }) => state === 'queued').map(({ id }) => id)).toEqual([
    greylisted?.id,
  ]);
});

test('somebody has those that wait tried at once: one, then all', async () => {
  await write(3);
  smtp.onRecipient = () => refusal(450, 'greylisted');
  await work();
  smtp.onRecipient = () => undefined;
  await work();
  expect(smtp.received).toEqual([]);
  expect(await retryMail(database.db, (await row()).id)).toBe(true);
  await work();
  expect(smtp.received).toHaveLength(1);
  expect(await retryMail(database.db, (await row()).id)).toBe(false);
  expect(await retryMails(database.db)).toBe(2);
  await work();
  expectEachOnce(3);
  expect(await retryMails(database.db)).toBe(0);
});

test('to try at once doubles nothing: neither what is leaving, nor what may have left', async () => {
  await write(2);
  const [leaving, doubtful] = await rows();
  await database.db
    .updateTable('outbox')
    .set({ handed_over_at: clock.now() })
    .where('id', '=', doubtful?.id ?? '')
    .execute();
  let asked = 0;
  const look = async () => {
    asked += 1;
    expect(await retryMails(database.db)).toBe(0);
    expect(await retryMail(database.db, leaving?.id ?? '')).toBe(true);
    expect(await retryMail(database.db, doubtful?.id ?? '')).toBe(true);
    return undefined;
  };
  smtp.onRecipient = look;
  smtp.onMessage = look;
  await work();
  await work();
  expect(asked).toBe(2);
  expectEachOnce(1);
  expect((await rows()).map(({ state }) => state)).toEqual(['sent', 'uncertain']);
});
