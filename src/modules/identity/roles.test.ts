import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anAccount } from '../../../test/factories.ts';
import { publicUrl, startTestApp, type TestApp } from '../../../test/harness.ts';
import { listEvents } from '../audit/index.ts';
import { firstAdministratorLink, grantRole, revokeRole } from './index.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(() => t.db.deleteFrom('account_roles').execute());

const now = () => t.clock.now();
const administrators = async () =>
  (
    await t.db.selectFrom('account_roles').select('account_id').where('role', '=', 'administrator').execute()
  ).map(({ account_id }) => account_id);

describe('roles', () => {
  it('are given and taken back with a line on the trail, once', async () => {
    const actor = await anAccount(t.db, { roles: ['administrator'] });
    const { id, name } = await anAccount(t.db);
    for (let n = 0; n < 2; n++)
      await grantRole(t.db, { actor, accountId: id, role: 'programme-team', now: now() });
    for (let n = 0; n < 2; n++)
      await revokeRole(t.db, { actor, accountId: id, role: 'programme-team', now: now() });
    const { events } = await listEvents(t.db, { thingType: 'account', thingId: id, limit: 10, offset: 0 });
    expect(events.map(({ verb }) => verb)).toEqual(['role.revoke', 'role.grant']);
    expect(events[0]).toMatchObject({
      actor_label: actor.name,
      thing_label: name,
      detail: { role: 'programme-team' },
    });
  });

  it('are for active accounts', async () => {
    const actor = await anAccount(t.db, { roles: ['administrator'] });
    const { id } = await anAccount(t.db, { state: 'pending' });
    await expect(
      grantRole(t.db, { actor, accountId: id, role: 'administrator', now: now() }),
    ).rejects.toThrow('pas de compte actif');
  });

  it('hold from the next request', async () => {
    const actor = await anAccount(t.db, { roles: ['administrator'] });
    const { id } = await anAccount(t.db);
    const cookie = await t.signIn(id);
    const isTeam = async () =>
      (await t.get('/espace/compte', cookie)).body.includes('href="/administration"');
    expect(await isTeam()).toBe(false);
    await grantRole(t.db, { actor, accountId: id, role: 'programme-team', now: now() });
    expect(await isTeam()).toBe(true);
    await revokeRole(t.db, { actor, accountId: id, role: 'programme-team', now: now() });
    expect(await isTeam()).toBe(false);
  });

  it('never leave the instance without administrator, not even when two leave at once', async () => {
    for (let round = 0; round < 5; round++) {
      await t.db.deleteFrom('account_roles').execute();
      const [a, b] = [
        await anAccount(t.db, { roles: ['administrator'] }),
        await anAccount(t.db, { roles: ['administrator'] }),
      ];
      const results = await Promise.allSettled([
        t.db
          .transaction()
          .execute((tx) => revokeRole(tx, { actor: a, accountId: a.id, role: 'administrator', now: now() })),
        t.db
          .transaction()
          .execute((tx) => revokeRole(tx, { actor: b, accountId: b.id, role: 'administrator', now: now() })),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await administrators()).toHaveLength(1);
    }
  });

  it('keep the last administrator from deleting the account, and one of two who do so at once', async () => {
    const [a, b] = [
      await anAccount(t.db, { roles: ['administrator'] }),
      await anAccount(t.db, { roles: ['administrator'] }),
    ];
    const cookies = [await t.signIn(a.id), await t.signIn(b.id)];
    const answers = await Promise.all(
      cookies.map((cookie) => t.post('/espace/compte/suppression', {}, cookie)),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422]);
    expect(answers.find(({ statusCode }) => statusCode === 422)?.body).toContain('plus d’administrateur');
    expect(await administrators()).toHaveLength(1);
  });

  it('do not count an administrator who is a demonstration account', async () => {
    const real = await anAccount(t.db, { roles: ['administrator'] });
    const fake = await anAccount(t.db, { roles: ['administrator'] });
    await t.db.updateTable('accounts').set({ demonstration: true }).where('id', '=', fake.id).execute();
    await expect(
      revokeRole(t.db, { actor: real, accountId: real.id, role: 'administrator', now: now() }),
    ).rejects.toThrow('plus d’administrateur');
  });
});

describe('the first administrator', () => {
  const path = async () => {
    const link = await firstAdministratorLink(t.db, { publicUrl, now: now() });
    return link?.replace(publicUrl, '') ?? '';
  };
  const person = { nom: 'Dominique Première', adresse: 'premiere@annecy.example' };

  it('is made by a link that opening does not use up', async () => {
    const link = await path();
    expect(link).toMatch(/^\/premier-administrateur\/[\w-]{43}$/);
    for (let n = 0; n < 2; n++) expect((await t.get(link)).statusCode).toBe(200);
    expect((await t.post(link, { nom: '', adresse: 'x' })).statusCode).toBe(422);

    const answer = await t.post(link, person);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/administration');
    const cookie = answer.cookies.find(({ name }) => name === 'session');
    const page = await t.get('/espace/compte', `session=${cookie?.value}`);
    expect(page.body).toContain('href="/administration"');
    expect(await administrators()).toHaveLength(1);

    expect((await t.get(link)).statusCode).toBe(404);
    expect((await t.post(link, person)).statusCode).toBe(404);
    expect(await firstAdministratorLink(t.db, { publicUrl, now: now() })).toBeNull();
  });

  it('raises an account that signed up before', async () => {
    const account = await anAccount(t.db, { state: 'pending' });
    await t.post(await path(), { nom: 'Camille', adresse: account.email });
    expect(await administrators()).toEqual([account.id]);
    const { state } = await t.db
      .selectFrom('accounts')
      .select('state')
      .where('id', '=', account.id)
      .executeTakeFirstOrThrow();
    expect(state).toBe('active');
  });

  it('is one, when two use the link at once', async () => {
    const link = await path();
    const answers = await Promise.all([
      t.post(link, { nom: 'Aline', adresse: 'a@annecy.example' }),
      t.post(link, { nom: 'Bruno', adresse: 'b@annecy.example' }),
    ]);
    const statuses = answers.map(({ statusCode }) => statusCode).sort();
    expect(statuses[0]).toBe(303);
    expect([404, 422]).toContain(statuses[1]);
    expect(await administrators()).toHaveLength(1);
  });

  it('cannot be made by an older link, a day later, a forged one, or while there is one', async () => {
    const older = await path();
    const newer = await path();
    expect((await t.get(older)).statusCode).toBe(404);
    expect((await t.post(older, person)).statusCode).toBe(404);
    expect((await t.get(`/premier-administrateur/${'x'.repeat(43)}`)).statusCode).toBe(404);
    t.clock.advance({ hours: 24 });
    expect((await t.post(newer, person)).statusCode).toBe(404);
    const last = await path();
    await anAccount(t.db, { roles: ['administrator'] });
    expect((await t.get(last)).statusCode).toBe(404);
    expect((await t.post(last, person)).statusCode).toBe(404);
    expect(await administrators()).toHaveLength(1);
  });

  it('is no demonstration account', async () => {
    const account = await anAccount(t.db);
    await t.db.updateTable('accounts').set({ demonstration: true }).where('id', '=', account.id).execute();
    const answer = await t.post(await path(), { nom: 'X', adresse: account.email });
    expect(answer.statusCode).toBe(422);
    expect(await administrators()).toEqual([]);
  });
});
