import { afterAll, beforeAll, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { forgetTheAbsent } from './absence.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const night = () => forgetTheAbsent(t.db, { now: t.clock.now(), publicUrl: t.deps.settings.publicUrl });
const stateOf = async (id: string) =>
  (await t.db.selectFrom('accounts').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;

test('an account unused for two years is warned a month before, then deleted; a visit keeps it', async () => {
  const absent = await anAccount(t.db);
  const back = await anAccount(t.db);
  const suspended = await anAccount(t.db, { state: 'refused' });
  await t.db
    .updateTable('accounts')
    .set({ suspended_at: t.clock.now(), suspension_reason: 'Parti' })
    .where('id', '=', suspended.id)
    .execute();
  const administrator = await anAccount(t.db, { roles: ['administrator'] });
  await t.db.updateTable('accounts').set({ last_seen_at: t.clock.now() }).execute();

  t.clock.advance({ days: 690 });
  await night();
  expect(await t.mails()).toEqual([]);

  t.clock.advance({ days: 15 });
  await night();
  await night();
  expect((await t.mails()).map((mail) => mail.to).sort()).toEqual(
    [absent.email, back.email, suspended.email, administrator.email].sort(),
  );
  expect(await stateOf(absent.id)).toBe('active');

  await t.signIn(back.id);
  t.clock.advance({ days: 32 });
  await night();
  expect(await stateOf(absent.id)).toBe('deleted');
  expect(await stateOf(suspended.id)).toBe('deleted');
  expect(await stateOf(back.id)).toBe('active');
  expect(await stateOf(administrator.id)).toBe('active');
});

test('whoever nobody can replace yet stays, and the team is told once a month', async () => {
  const team = await anAccount(t.db, { roles: ['programme-team'] });
  const alone = await anAccount(t.db);
  const group = await aGroup(t.db);
  await aMembership(t.db, group.id, alone.id, 'copilot');
  await t.db
    .updateTable('accounts')
    .set({ last_seen_at: t.clock.now() })
    .where('id', 'in', [team.id, alone.id])
    .execute();
  t.clock.advance({ days: 705 });
  await t.signIn(team.id);
  await night();
  t.clock.advance({ days: 32 });
  await night();
  await night();
  expect(await stateOf(alone.id)).toBe('active');
  const told = (await t.mails()).filter(({ text }) => text.includes(`/comptes/${alone.id}`));
  expect(told.map(({ to }) => to)).toEqual([team.email]);
});
