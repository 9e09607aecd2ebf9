import { createTransport } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';
import { photo } from '../../../../test/photo.ts';
import { startSmtp } from '../../../../test/smtp.ts';
import { openDatabase } from '../../../platform/database/index.ts';
import { type MailListener, startMailListener } from '../../../platform/inbound-mail/index.ts';
import { mailTasks } from '../../../platform/mail/index.ts';
import { instanceSecret } from '../../../platform/secrets.ts';
import { deleteAccount } from '../../identity/index.ts';
import { limitPosts } from '../access.ts';
import {
  invitationTo,
  moderateThread,
  replyAddress,
  replyMailbox,
  replyTasks,
  startThread,
} from '../index.ts';

interface Person {
  id: string;
  name: string;
  email: string;
}

const replies = { domain: 'reponses.test', secret: Buffer.alloc(32, 7), trustedHost: 'mx.test' };
const maxBytes = 200_000;
const log = pino({ level: 'silent' });

let t: TestApp;
let listener: MailListener;
let group: { id: string; slug: string; title: string };
let author: Person;
let member: Person;
let thread: string;

const listen = (protocol: 'smtp' | 'lmtp' = 'smtp', mailbox = replyMailbox(t.deps)) =>
  startMailListener({ protocol, host: '127.0.0.1', port: 0, maxBytes, log, ...mailbox });

beforeAll(async () => {
  t = await startTestApp({ replies, mailFrom: 'Cordée <cordee@exemple.fr>' });
  listener = await listen();
});
afterAll(async () => {
  await listener.stop();
  await t.close();
});
beforeEach(async () => {
  group = await aGroup(t.db, { title: 'Données' });
  author = await joined();
  member = await joined();
  thread = await t.db
    .transaction()
    .execute((tx) =>
      startThread(
        tx,
        { by: author, now: t.clock.now() },
        { groupId: group.id, kind: 'discussion', title: 'Quel format ?', body: 'CSV ou JSON ?' },
      ),
    );
  await t.runJobs();
  await t.db.deleteFrom('outbox').execute();
});
afterEach(() => t.clock.advance({ hours: 2 }));

async function joined(): Promise<Person> {
  const account = await anAccount(t.db);
  await aMembership(t.db, group.id, account.id);
  return account;
}

const addressFor = (who: Person, of = thread) => replyAddress({ replies }, who, { id: of }) ?? '';

type Sent = Parameters<ReturnType<typeof createTransport>['sendMail']>[0];

/** Hands a mail over as a mail server would. */
async function send(who: Pick<Person, 'email'>, mail: Sent & { to?: string } = {}, port = listener.port) {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  return transport.sendMail({
    from: who.email,
    to: addressFor(member),
    subject: 'Re: Quel format ?',
    text: 'En **CSV**.',
    ...mail,
  });
}

const messages = () =>
  t.db
    .selectFrom('messages')
    .select(['id', 'number', 'body', 'author_id', 'mail_hash'])
    .where('thread_id', '=', thread)
    .where('number', '>', 1)
    .orderBy('number')
    .execute();

const outcomes = async () =>
  (await t.db.selectFrom('reply_mails').select('outcome').where('thread_id', '=', thread).execute()).map(
    ({ outcome }) => outcome,
  );

/** What was written to the sender, not to those who follow the thread. */
const answers = async () =>
  t.db
    .selectFrom('outbox')
    .select(['recipient', 'subject', 'body_text as text', 'headers', 'null_return_path'])
    .where('key', 'like', 'reply-answer:%')
    .execute();

async function refusedWith(outcome: string, words: RegExp, to = member.email): Promise<void> {
  await t.runJobs();
  expect(await messages()).toEqual([]);
  expect(await outcomes()).toEqual([outcome]);
  const written = await answers();
  expect(written.map(({ recipient }) => recipient)).toEqual([to]);
  expect(written[0]?.text).toMatch(words);
  expect(written[0]?.text).toContain('En **CSV**.');
  expect(written[0]?.text).not.toContain('CSV ou JSON');
}

describe('a reply', () => {
  test('becomes a message of its author, who follows the thread; the others are told', async () => {
    await t.db
      .updateTable('memberships')
      .set({ mail: 'weekly' })
      .where('account_id', '=', member.id)
      .execute();
    await t.db
      .updateTable('memberships')
      .set({ mail: 'at_once' })
      .where('account_id', '=', author.id)
      .execute();
    const quoted = '> --- Répondez à ce courriel…\n> CSV ou JSON ?';
    await send(member, {
      text: `En **CSV**.\n\nLe 3 nov. 2026 à 10:00, Cordée <cordee@exemple.fr> a écrit :\n\n${quoted}\n`,
    });
    await t.runJobs();
    const [message, ...more] = await messages();
    expect(more).toEqual([]);
    expect(message).toMatchObject({ number: 2, body: 'En **CSV**.', author_id: member.id });
    const page = await t.get(`/espace/discussions/${thread}`, await t.signIn(author.id));
    expect(page.body).toContain('<p>En <strong>CSV</strong>.</p>');
    expect(page.body.match(/par courriel<\/p>/g)).toHaveLength(1);
    const follow = await t.db
      .selectFrom('thread_follows')
      .select('following')
      .where('thread_id', '=', thread)
      .where('account_id', '=', member.id)
      .executeTakeFirst();
    expect(follow).toEqual({ following: true });
    const told = await t.db
      .selectFrom('outbox')
      .select(['recipient', 'headers', 'body_text', 'body_html'])
      .execute();
    expect(told.map(({ recipient }) => recipient)).toEqual([author.email]);
    expect(told[0]?.headers).toMatchObject({ 'Reply-To': addressFor(author) });
    expect(told[0]?.body_text).toMatch(/^--- Répondez à ce courriel, au-dessus de cette ligne,/);
    // Many programs show, and quote, the HTML part alone.
    expect(told[0]?.body_html).toMatch(
      /<div style="[^"]*"><p>--- Répondez à ce courriel, au-dessus de cette ligne,/,
    );
    expect(await answers()).toEqual([]);
    const kept = await t.db
      .selectFrom('reply_mails')
      .select(['content', 'sender', 'outcome'])
      .where('thread_id', '=', thread)
      .execute();
    expect(kept).toEqual([{ content: null, sender: '', outcome: 'posted' }]);
  });

  test('may come by LMTP, to an address whose case was changed, from one written otherwise', async () => {
    const lmtp = await listen('lmtp');
    const connection = new SMTPConnection({
      host: '127.0.0.1',
      port: lmtp.port,
      lmtp: true,
      ignoreTLS: true,
    });
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.connect(() =>
        connection.send(
          { from: member.email.toUpperCase(), to: addressFor(member).toUpperCase() },
          `From: Paul <${member.email.toUpperCase()}>\r\nSubject: x\r\n\r\nEn CSV.\r\n`,
          (error) => (error ? reject(error) : resolve()),
        ),
      );
    });
    connection.quit();
    await lmtp.stop();
    await t.runJobs();
    expect((await messages()).map(({ body }) => body)).toEqual(['En CSV.']);
  });

  test('that comes twice, at once or later, makes one message', async () => {
    const mail = { messageId: '<une-fois@annecy.example>' };
    await Promise.all([send(member, mail), send(member, mail)]);
    const received = replyTasks(t.deps).find(({ name }) => name === 'reply.received');
    const rows = await t.db.selectFrom('reply_mails').select('id').where('thread_id', '=', thread).execute();
    await Promise.all([...rows, ...rows].map(({ id }) => received?.run({ id })));
    await send(member, mail);
    await t.runJobs();
    expect(await messages()).toHaveLength(1);
    expect((await outcomes()).sort()).toEqual(['duplicate', 'duplicate', 'posted']);
    expect(await answers()).toEqual([]);
  });

  test('with script in its HTML shows words and runs nothing', async () => {
    await send(member, {
      text: undefined,
      html: '<p>Bonjour<script>alert(1)</script> <img src=x onerror=alert(2)> &lt;script&gt;alert(3)&lt;/script&gt;</p>',
    });
    await t.runJobs();
    const page = await t.get(`/espace/discussions/${thread}`, await t.signIn(author.id));
    expect(page.body).toContain('Bonjour &lt;script&gt;alert(3)&lt;/script&gt;');
    expect(page.body).not.toMatch(/alert\([12]\)|<img|onerror/);
  });

  test('is cut at our line, whatever a program quotes and how', async () => {
    await send(member, {
      text: 'En CSV.\nMerci.\n\n| --- Répondez à ce courriel, au-dessus de cette ligne\n| CSV ou JSON ?',
    });
    await t.runJobs();
    expect((await messages()).map(({ body }) => body)).toEqual(['En CSV.  \nMerci.']);
  });
});

describe('files', () => {
  test('are kept, served as what they are to those who read the thread, and go with the message', async () => {
    await send(member, {
      attachments: [
        { filename: 'page.html.txt', content: '<script>alert(1)</script>', contentType: 'text/html' },
        { filename: 'outil.exe', content: Buffer.from('4d5a900003000000', 'hex') },
      ],
    });
    await t.runJobs();
    const [message] = await messages();
    const cookie = await t.signIn(author.id);
    const page = await t.get(`/espace/discussions/${thread}`, cookie);
    const path = `/espace/messages/${message?.id}/pieces-jointes/1`;
    expect(page.body).toContain(`href="${path}"`);
    const file = await t.get(path, cookie);
    expect(file.statusCode).toBe(200);
    expect(file.headers).toMatchObject({
      'content-type': expect.stringMatching(/^text\/plain/),
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringContaining('attachment; filename="page.html.txt"'),
    });
    const [told] = await answers();
    expect(told).toMatchObject({ recipient: member.email, subject: expect.stringContaining('sans toutes') });
    expect(told?.text).toContain('outil.exe : ce type de fichier n’est pas accepté');

    const stranger = await anAccount(t.db);
    expect((await t.get(path, await t.signIn(stranger.id))).statusCode).toBe(404);
    expect((await t.get(path)).statusCode).toBe(303);
    expect((await t.get(path.replace(/1$/, '2'), cookie)).statusCode).toBe(404);
    await t.post(`/espace/messages/${message?.id}/supprimer`, {}, await t.signIn(member.id));
    expect((await t.get(path, cookie)).statusCode).toBe(404);
    const left = await t.db
      .selectFrom('stored_files')
      .select('id')
      .where('name', '=', 'page.html.txt')
      .execute();
    expect(left).toEqual([]);
  });

  test('lose where a photo was taken, as those sent by the form', async () => {
    await send(member, { attachments: [{ filename: 'photo.jpg', content: photo(1) }] });
    await t.runJobs();
    const [message] = await messages();
    const cookie = await t.signIn(author.id);
    const shown = await t.get(`/espace/messages/${message?.id}/pieces-jointes/1/apercu`, cookie);
    expect(shown.headers['content-type']).toBe('image/jpeg');
    expect(shown.rawPayload.includes('48.8584 N')).toBe(false);
  });

  test('that are too heavy for what is left of the group’s room are lost, not what was written', async () => {
    await t.db.insertInto('document_quotas').values({ group_id: group.id, bytes: 10 }).execute();
    const attachments = [{ filename: 'lourd.txt', content: 'plus de dix octets' }];
    await send(member, { attachments });
    await t.runJobs();
    expect((await messages()).map(({ body }) => body)).toEqual(['En **CSV**.']);
    expect((await answers())[0]?.text).toContain('lourd.txt : le groupe n’a plus assez de place');
    expect(
      await t.db.selectFrom('message_attachments').select('name').where('name', '=', 'lourd.txt').execute(),
    ).toEqual([]);
    t.clock.advance({ hours: 2 });
    await send(member, { text: '', attachments, messageId: '<seul@annecy.example>' });
    await t.runJobs();
    expect(await messages()).toHaveLength(1);
    expect((await outcomes()).sort()).toEqual(['no-room', 'posted']);
  });

  test('alone are a message that names them', async () => {
    await send(member, { text: '', attachments: [{ filename: 'plan.txt', content: 'un plan' }] });
    await t.runJobs();
    expect((await messages()).map(({ body }) => body)).toEqual(['Pièce jointe : plan.txt']);
  });
});

describe('is refused, and the sender told with their text', () => {
  test('from another address than that of the account', async () => {
    await send({ email: 'paul@maison.example' });
    await refusedWith('other-sender', /adresse du compte/, 'paul@maison.example');
  });

  test('in the name of the person, from elsewhere: they alone are told', async () => {
    await send(member, { envelope: { from: 'pirate@ailleurs.example', to: addressFor(member) } });
    await refusedWith('other-sender', /adresse du compte/);
  });

  test('with the address of somebody else', async () => {
    await send(member, { to: addressFor(author) });
    await refusedWith('other-sender', /adresse du compte/);
  });

  test('when our mail server says that it is forged', async () => {
    await send(member, { headers: { 'Authentication-Results': 'mx.test; dmarc=fail' } });
    await refusedWith('forged', /pas pu vérifier/);
  });

  test('after they left the group', async () => {
    await t.db.deleteFrom('memberships').where('account_id', '=', member.id).execute();
    await send(member);
    await refusedWith('not-member', /plus partie de ce groupe/);
  });

  test('for what the page would refuse too, in its words', async () => {
    const people = await Promise.all(Array.from({ length: 11 }, joined));
    const links = people.map(({ id }) => `[x](/espace/groupes/${group.slug}/membres#personne-${id})`);
    await send(member, { text: `En **CSV**.\n\n${links.join('\n')}` });
    await refusedWith('refused', /pas été publiée : vous mentionnez 11 personnes/);
  });

  test('once suspended', async () => {
    await t.db.updateTable('accounts').set({ state: 'refused' }).where('id', '=', member.id).execute();
    await send(member);
    await refusedWith('no-access', /suspendu/);
  });

  test('in a closed thread, in a group that is closed, in a thread that was deleted', async () => {
    const by = { by: author, now: t.clock.now() };
    await moderateThread(t.db, by, { id: thread, title: '' }, 'close');
    await send(member);
    await refusedWith('closed', /discussion est close/);
    await t.db.deleteFrom('outbox').execute();
    await moderateThread(t.db, by, { id: thread, title: '' }, 'reopen');
    await t.db.updateTable('groups').set({ state: 'closed' }).where('id', '=', group.id).execute();
    await send(member);
    await t.runJobs();
    expect((await answers())[0]?.text).toMatch(/groupe est clos/);
    await t.db.deleteFrom('outbox').execute();
    await t.db.updateTable('threads').set({ deleted_at: t.clock.now() }).where('id', '=', thread).execute();
    await send(member);
    await t.runJobs();
    expect((await answers())[0]?.text).toMatch(/supprimée/);
    expect(await messages()).toEqual([]);
  });

  test('without a word, or with too many', async () => {
    await send(member, { text: '> CSV ou JSON ?' });
    await t.runJobs();
    expect(await outcomes()).toEqual(['empty']);
    await send(member, { text: 'mots '.repeat(5_000) });
    await t.runJobs();
    expect((await outcomes()).sort()).toEqual(['empty', 'too-long']);
    expect(await messages()).toEqual([]);
    expect(await answers()).toHaveLength(2);
  });

  test('once for a mail that comes twice, and a few times an hour at most', async () => {
    await t.db.deleteFrom('memberships').where('account_id', '=', member.id).execute();
    const mail = { messageId: '<refuse@annecy.example>' };
    await send(member, mail);
    await send(member, mail);
    await t.runJobs();
    expect(await answers()).toHaveLength(1);
    for (let n = 0; n < 6; n += 1) await send(member);
    await t.runJobs();
    expect((await outcomes()).length).toBe(8);
    // The second coming of the first one counted.
    expect(await answers()).toHaveLength(4);
  });

  test('with more links than who just came in may post', async () => {
    await t.db
      .updateTable('accounts')
      .set({ created_at: t.clock.now() })
      .where('id', '=', member.id)
      .execute();
    const links = ['a', 'b', 'c'].map((name) => `https://${name}.example/`).join(' et ');
    await send(member, { text: `En **CSV**. ${links}` });
    await refusedWith('refused', /votre message contient 3 liens/);
  });

  test('beyond as many messages an hour as on the page', async () => {
    for (let n = 0; n < 60; n += 1) await limitPosts(t.deps, member);
    await send(member);
    await t.runJobs();
    expect(await outcomes()).toEqual(['too-many']);
    expect(await messages()).toEqual([]);
  });

  test('by a mail that no machine answers in turn', async () => {
    await t.db.deleteFrom('memberships').where('account_id', '=', member.id).execute();
    await send(member, { messageId: '<mien@annecy.example>' });
    await t.runJobs();
    const smtp = await startSmtp();
    const tasks = mailTasks(
      { db: t.db, clock: t.clock, log },
      { smtpUrl: `smtp://127.0.0.1:${smtp.port}`, from: 'Cordée <cordee@exemple.fr>' },
    );
    for (const task of tasks.filter(({ name }) => name === 'mail.send'))
      for (const { id } of await t.db.selectFrom('outbox').select('id').execute()) await task.run({ id });
    await smtp.close();
    expect(smtp.senders).toEqual(['']);
    expect(smtp.received[0]).toMatch(/^Auto-Submitted: auto-replied\r$/m);
    expect(smtp.received[0]).toMatch(/^In-Reply-To: <mien@annecy\.example>\r$/m);
  });
});

describe('nobody answers', () => {
  test('away messages, delivery reports and what we sent ourselves', async () => {
    await send(member, { headers: { 'Auto-Submitted': 'auto-replied' } });
    await send(member, { envelope: { from: '', to: addressFor(member) } });
    await send(member, { messageId: `<${'0f'.repeat(16)}@exemple.fr>` });
    await send(member, { subject: 'Réponse automatique : Quel format ?' });
    await t.runJobs();
    expect(await outcomes()).toEqual(['automatic', 'automatic', 'automatic', 'automatic']);
    expect(await messages()).toEqual([]);
    expect(await t.mails()).toEqual([]);
  });

  test('forgers who name nobody of ours, and cannot be told from their victim', async () => {
    const to = addressFor(member);
    await send({ email: 'maire@victime.example' }, { to, envelope: { from: 'pirate@ailleurs.example', to } });
    await send(
      { email: 'maire@victime.example' },
      { to, headers: { 'Authentication-Results': 'mx.test; dmarc=fail' } },
    );
    await t.runJobs();
    expect((await outcomes()).sort()).toEqual(['forged', 'other-sender']);
    expect(await t.mails()).toEqual([]);
  });
});

describe('the mail server is told', () => {
  const codeOf = (sending: Promise<unknown>) =>
    sending.then(
      () => 250,
      (error: { responseCode?: number }) => error.responseCode,
    );

  test('at once of an address that we never gave', async () => {
    const [local = '', domain] = addressFor(member).split('@');
    const altered = `${local.slice(0, -1)}${local.endsWith('0') ? '1' : '0'}@${domain}`;
    const another = replyAddress({ replies: { ...replies, secret: Buffer.alloc(32, 8) } }, member, {
      id: thread,
    });
    for (const to of [
      altered,
      another ?? '',
      `reponse+@${domain}`,
      `reponse@${domain}`,
      `${local}@ailleurs.test`,
    ])
      expect(await codeOf(send(member, { to })), to).toBe(550);
    expect(await outcomes()).toEqual([]);
  });

  test('of one whose account is no more', async () => {
    await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: member.id, now: t.clock.now() }));
    expect(await codeOf(send(member))).toBe(550);
  });

  test('of a mail that is too large, said beforehand or not', async () => {
    const text = 'x'.repeat(maxBytes + 10);
    expect(await codeOf(send(member, { text }))).toBe(552);
    const connection = new SMTPConnection({ host: '127.0.0.1', port: listener.port, ignoreTLS: true });
    const undeclared = new Promise((resolve, reject) => {
      connection.once('error', reject);
      connection.connect(() =>
        connection.send({ from: member.email, to: addressFor(member) }, `\r\n${text}`, (error) =>
          error ? reject(error) : resolve(null),
        ),
      );
    });
    expect(await codeOf(undeclared)).toBe(552);
    connection.close();
    expect(await outcomes()).toEqual([]);
  });

  test('to come back when the database is away, before and after it knows the address', async () => {
    const away = openDatabase({ host: '127.0.0.1', port: 1 });
    const lost = replyMailbox({ ...t.deps, db: away.db });
    const deaf = await listen('smtp', lost);
    const halfDeaf = await listen('smtp', { ...lost, accepts: replyMailbox(t.deps).accepts });
    expect(await codeOf(send(member, {}, deaf.port))).toBe(451);
    expect(await codeOf(send(member, {}, halfDeaf.port))).toBe(451);
    await Promise.all([deaf.stop(), halfDeaf.stop(), away.close()]);
    expect(await outcomes()).toEqual([]);
    expect(await codeOf(send(member))).toBe(250);
  });

  test('to come back when an address gets more than anybody writes', async () => {
    const keep = replyMailbox(t.deps).keep;
    const mail = { sender: member.email, recipients: [addressFor(member)], content: Buffer.from('x') };
    for (let n = 0; n < 120; n += 1) await keep(mail);
    expect(await codeOf(send(member))).toBe(452);
    await t.db.deleteFrom('reply_mails').execute();
  });
});

test('what nobody can read is answered by nobody; what is settled is forgotten after a month', async () => {
  const parts = Array.from(
    { length: 40 },
    (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
  );
  const raw = `From: ${member.email}\r\n${parts.join('')}\r\nEn CSV.\r\n`;
  await send(member, { raw, envelope: { from: member.email, to: addressFor(member) } });
  await t.runJobs();
  expect(await outcomes()).toEqual(['unreadable']);
  expect(await t.mails()).toEqual([]);
  const purge = replyTasks(t.deps).find(({ name }) => name === 'reply-mails.purge');
  t.clock.advance({ days: 29 });
  await purge?.run({});
  expect(await outcomes()).toEqual(['unreadable']);
  t.clock.advance({ days: 2 });
  await purge?.run({});
  expect(await outcomes()).toEqual([]);
});

test('without a domain no address is given', () => {
  expect(invitationTo({ replies: null }, member, { id: thread })).toBeNull();
  expect(addressFor(member)).toMatch(/^reponse\+[0-9a-f]{40}@reponses\.test$/);
});

test('an instance makes its secret once', async () => {
  const [one, two] = await Promise.all([instanceSecret(t.db, 'essai'), instanceSecret(t.db, 'essai')]);
  expect(one).toEqual(two);
  expect(one).toHaveLength(32);
  expect(await instanceSecret(t.db, 'autre')).not.toEqual(one);
});
