import { afterAll, beforeAll, expect, it } from 'vitest';
import { anAccount } from '../../../test/factories.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/harness.ts';
import { openSession } from './index.ts';
import { purge } from './purge.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const now = new Date('2026-11-23T10:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

it('deletes what is past its time and nothing else', async () => {
  const { db, pool } = database;
  const { id: accountId } = await anAccount(db);
  const { id: otherId } = await anAccount(db);
  const day = 24;
  for (const [owner, hours] of [
    [accountId, 25],
    [otherId, 23],
  ] as const) {
    const at = { created_at: hoursAgo(hours), expires_at: hoursAgo(hours) };
    const hash = Buffer.from(owner);
    await db
      .insertInto('sign_in_links')
      .values({ account_id: owner, token_hash: hash, code_hash: hash, ...at })
      .execute();
    await db
      .insertInto('email_changes')
      .values({ account_id: owner, new_email: 'a@b.fr', token_hash: hash, ...at })
      .execute();
  }
  for (const days of [31, 29]) await openSession(db, { accountId, userAgent: '', now: hoursAgo(days * day) });
  for (const hours of [24, 1])
    await db
      .insertInto('rate_limits')
      .values({ key: 'k', window_start: hoursAgo(hours), hits: 1 })
      .execute();
  for (const hours of [49, 47])
    await db
      .insertInto('form_keys')
      .values({ key: crypto.randomUUID(), created_at: hoursAgo(hours) })
      .execute();
  for (const [days, state] of [
    [31, 'sent'],
    [29, 'sent'],
    [31, 'queued'],
  ] as const)
    await db
      .insertInto('outbox')
      .values({
        key: crypto.randomUUID(),
        recipient: 'a@b.fr',
        subject: '',
        body_text: '',
        state,
        created_at: hoursAgo(days * day),
      })
      .execute();
  for (const days of [366, 364])
    await pool.query(
      `insert into audit_events (at, actor_label, verb, thing_type, thing_id, thing_label) values ($1, 'a', 'b.c', 't', 'i', 'l')`,
      [hoursAgo(days * day)],
    );

  for (const [days, hash] of [
    [732, 'old'],
    [728, 'recent'],
  ] as const)
    await db
      .insertInto('departed_addresses')
      .values({
        address_hash: Buffer.from(hash),
        suspended: true,
        removed_from: [],
        left_at: hoursAgo(days * day),
      })
      .execute();

  const counts = async () => {
    const tables = [
      'sign_in_links',
      'email_changes',
      'sessions',
      'rate_limits',
      'form_keys',
      'outbox',
      'audit_events',
      'departed_addresses',
    ];
    const lines = await Promise.all(
      tables.map(async (table) => {
        const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
        return [table, rows[0]?.n];
      }),
    );
    return Object.fromEntries(lines);
  };
  expect(await counts()).toMatchObject({ sign_in_links: 2, sessions: 2, outbox: 3, audit_events: 2 });
  await purge(db, now);
  const once = await counts();
  expect(once).toEqual({
    sign_in_links: 1,
    email_changes: 1,
    sessions: 1,
    rate_limits: 1,
    form_keys: 1,
    outbox: 2,
    audit_events: 1,
    departed_addresses: 1,
  });
  await purge(db, now);
  expect(await counts()).toEqual(once);
  expect(await db.selectFrom('outbox').select('state').orderBy('state').execute()).toEqual([
    { state: 'queued' },
    { state: 'sent' },
  ]);
});
