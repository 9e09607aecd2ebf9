import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { replyAddress, startThread } from '../../src/modules/discussions/index.ts';
import { instanceSecret } from '../../src/platform/secrets.ts';
import { aGroup, aMembership, anAccount } from '../factories.ts';
import { createTestDatabase, type TestDatabase } from '../harness.ts';
import { eventually, launch, startProduct, stopAll } from './product.ts';

let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordee-reply-'));
  database = await createTestDatabase();
});
afterAll(async () => {
  await stopAll();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  probe.close();
  await once(probe, 'close');
  return port;
}

test('the running product takes an answer from the mail server, and lets go of its port when it stops', async () => {
  const { host, port, user } = inject('postgres');
  const listening = await freePort();
  const settings = {
    DATABASE_URL: `postgres://${user}@localhost:${port}/${database.connection.database}?host=${encodeURIComponent(host)}`,
    CORDEE_DATA: folder,
    REPLY_DOMAIN: 'reponses.exemple.fr',
    REPLY_LISTEN: `smtp://127.0.0.1:${listening}`,
  };
  const product = await startProduct(settings);
  const { db } = database;
  const group = await aGroup(db);
  const person = await anAccount(db);
  await aMembership(db, group.id, person.id);
  const id = await startThread(
    db,
    { by: person, now: new Date() },
    { groupId: group.id, kind: 'discussion', title: 'Quel format ?', body: 'CSV ?' },
  );
  const secret = await instanceSecret(db, 'reply-address');
  const address = replyAddress(
    { replies: { domain: 'reponses.exemple.fr', secret, trustedHost: null } },
    person,
    { id },
  );
  const transport = createTransport({ host: '127.0.0.1', port: listening, ignoreTLS: true });
  await transport.sendMail({ from: person.email, to: address ?? '', subject: 'Re: x', text: 'Oui.' });
  await eventually(async () => {
    const replies = await db
      .selectFrom('messages')
      .select('body')
      .where('thread_id', '=', id)
      .where('number', '=', 2)
      .execute();
    expect(replies).toEqual([{ body: 'Oui.' }]);
  });

  const second = launch({ ...settings, PORT: '0' });
  expect(await second.ended).toBe(1);
  expect(second.said()).toMatch(/ne peut pas être écoutée \(réglage REPLY_LISTEN\) : EADDRINUSE\./);

  expect(await product.stop()).toBe(0);
  await expect(transport.verify()).rejects.toThrow('ECONNREFUSED');
}, 120_000);
