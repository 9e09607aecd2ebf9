import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAccount } from '../../../test/factories.ts';
import type { TestApp } from '../../../test/harness.ts';
import { startWithRollouts } from '../../../test/rollouts.ts';
import { assertStages } from './assertions.ts';
import { askAuthorities } from './reminders.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startWithRollouts();
});
afterAll(() => t.close());

const ask = () => askAuthorities(t.deps);
const asking = async () =>
  (await t.mails()).filter(({ subject }) => subject.endsWith('est-ce toujours exact ?'));
const linkIn = (text: string) => /(\/deploiements\/lien\/[\w-]{43})\n/.exec(text)?.[1] ?? '';

test('an authority is asked once a year, and answers in two clicks without an account', async () => {
  const person = await anAccount(t.db, { authorityId: 'commune:74010' });
  await anAccount(t.db, { authorityId: 'commune:74010' });
  await t.db.updateTable('accounts').set({ created_at: t.clock.now() }).execute();
  await assertStages(
    t.db,
    { rollout: 'demat-ads', source: 'authority', toldBy: 'Annecy', accountId: person.id, now: t.clock.now() },
    [{ authorityId: 'commune:74010', stage: 'cadrer', since: '2024-01-01' }],
  );
  // Too soon: they have just arrived.
  expect(await ask()).toBe(0);
  t.clock.advance({ days: 366 });
  expect(await ask()).toBe(1);
  expect(await ask()).toBe(0);
  const [mail] = await asking();
  // Whoever declared last, not the colleague.
  expect(mail?.to).toBe(person.email);
  const link = linkIn(mail?.text ?? '');

  const page = (await t.get(link)).body;
  expect(page).toContain('Cadrer');
  const before = await t.db.selectFrom('assertions').selectAll().execute();
  expect(before).toHaveLength(1);
  expect((await t.post(`${link}/demat-ads/oui`, {})).statusCode).toBe(303);
  const [, confirmed] = await t.db.selectFrom('assertions').selectAll().orderBy('id').execute();
  expect(confirmed).toMatchObject({
    stage: 'cadrer',
    valid_from: '2024-01-01',
    source: 'authority',
    account_id: person.id,
  });

  const changed = await t.post(`${link}/franceconnect`, { etape: 'rien', depuis: '' });
  expect(changed.statusCode).toBe(303);
  const refused = await t.post(`${link}/franceconnect`, { etape: 'inconnue', depuis: '' });
  expect(refused.statusCode).toBe(422);
  expect((await t.get('/deploiements/franceconnect/collectivites/communes/74010.json')).json()).toMatchObject(
    {
      basis: 'declared',
      position: 0,
    },
  );
  // Nobody is asked of what they said this year.
  t.clock.advance({ days: 364 });
  expect(await ask()).toBe(0);
});

test('a link dies after sixty days, and with the account’s belonging', async () => {
  t.clock.advance({ days: 10 });
  expect(await ask()).toBe(1);
  const link = linkIn((await asking()).at(-1)?.text ?? '');
  expect((await t.get(link)).statusCode).toBe(200);
  await t.db
    .updateTable('accounts')
    .set({ authority_id: 'commune:74019' })
    .where('authority_id', '=', 'commune:74010')
    .execute();
  expect((await t.get(link)).statusCode).toBe(404);
  expect((await t.post(`${link}/demat-ads/oui`, {})).statusCode).toBe(404);
  await t.db
    .updateTable('accounts')
    .set({ authority_id: 'commune:74010' })
    .where('authority_id', '=', 'commune:74019')
    .execute();
  t.clock.advance({ days: 61 });
  expect((await t.get(link)).statusCode).toBe(404);
  expect((await t.get('/deploiements/lien/0000000000000000000000000000000000000000000')).statusCode).toBe(
    404,
  );
});

test('who asked not to be asked is not, in one click from the mail', async () => {
  t.clock.advance({ days: 366 });
  expect(await ask()).toBe(1);
  const link = linkIn((await asking()).at(-1)?.text ?? '');
  await t.get(`${link}/arret`);
  expect(await t.db.selectFrom('rollout_reminder_refusals').selectAll().execute()).toEqual([]);
  expect((await t.post(`${link}/arret`, {})).statusCode).toBe(200);
  const [refusal] = await t.db.selectFrom('rollout_reminder_refusals').selectAll().execute();
  t.clock.advance({ days: 366 });
  const before = (await asking()).length;
  await ask();
  const asked = (await asking()).slice(before);
  const { email } = await t.db
    .selectFrom('accounts')
    .select('email')
    .where('id', '=', refusal?.account_id ?? '')
    .executeTakeFirstOrThrow();
  expect(asked.map(({ to }) => to)).not.toContain(email);
});
