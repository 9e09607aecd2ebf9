import { afterAll, beforeAll, expect, it } from 'vitest';
import { anAccount } from '../../../test/factories.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/harness.ts';
import { listEvents } from '../audit/index.ts';
import { distrustDomain, isTrusted, trustDomain } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const annecy = { authorityId: 'commune:74010', organisation: null };
const now = new Date('2026-11-23T10:00:00Z');

it('trusts a domain for one body, with a line on the trail, until it does no more', async () => {
  const { db } = database;
  const actor = await anAccount(db);
  expect(await isTrusted(db, 'annecy.fr', annecy)).toBe(false);
  for (let n = 0; n < 2; n++) await trustDomain(db, { ...annecy, actor, domain: 'Annecy.fr', now });
  expect(await isTrusted(db, 'annecy.fr', annecy)).toBe(true);
  expect(await isTrusted(db, 'evil.annecy.fr', annecy)).toBe(false);
  expect(await isTrusted(db, 'notannecy.fr', annecy)).toBe(false);
  expect(await isTrusted(db, 'annecy.fr', { authorityId: 'commune:75056', organisation: null })).toBe(false);
  expect(await isTrusted(db, 'annecy.fr', { authorityId: null, organisation: null })).toBe(false);

  const { id } = await db.selectFrom('trusted_domains').select('id').executeTakeFirstOrThrow();
  await distrustDomain(db, { actor, id });
  expect(await isTrusted(db, 'annecy.fr', annecy)).toBe(false);
  const { events } = await listEvents(db, { thingType: 'trusted-domain', limit: 10, offset: 0 });
  expect(events.map(({ verb }) => verb)).toEqual(['domain.distrust', 'domain.trust']);
});

it.each(['orange.fr', 'gmail.com', 'fr', 'gouv.fr', 'github.io', 'localhost', ''])(
  'never trusts %j, even written in the database',
  async (domain) => {
    const { db } = database;
    const actor = await anAccount(db);
    await expect(trustDomain(db, { ...annecy, actor, domain, now })).rejects.toThrow(
      'ne peut pas être reconnu',
    );
    if (!domain.includes('.')) return;
    await db.insertInto('trusted_domains').values({ domain, authority_id: annecy.authorityId }).execute();
    expect(await isTrusted(db, domain, annecy)).toBe(false);
  },
);
