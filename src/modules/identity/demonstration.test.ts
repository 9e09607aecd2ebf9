import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';

async function aSeat(t: TestApp, name: string) {
  const account = await anAccount(t.db, { name });
  await t.db.updateTable('accounts').set({ demonstration: true }).where('id', '=', account.id).execute();
  return account;
}

describe('on a demonstration', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startTestApp({ demo: true });
  });
  afterAll(() => t.close());

  it('says what to do without any seat', async () => {
    expect((await t.get('/demonstration')).body).toContain('Aucun compte de démonstration');
  });

  it('lists the seats with their rights, and gives one to whoever asks', async () => {
    const seat = await aSeat(t, 'Maxence Démonstration');
    const real = await anAccount(t.db, { name: 'Personne Réelle' });
    const group = await aGroup(t.db, { title: 'Agenda numérique' });
    await aMembership(t.db, group.id, seat.id, 'copilot', 'etat');
    const page = await t.get('/demonstration');
    expect(page.body).toContain('Maxence Démonstration');
    expect(page.body).toContain('Copilote, côté État\u00a0: Agenda numérique');
    expect(page.body).toContain('Annecy');
    expect(page.body).not.toContain('Personne Réelle');
    expect(page.body).not.toContain('@');

    const taken = await t.post(`/demonstration/${seat.id}/place`, {});
    expect(taken.statusCode).toBe(303);
    const cookie = `session=${taken.cookies.find(({ name }) => name === 'session')?.value}`;
    expect((await t.get('/espace/compte', cookie)).body).toContain('Maxence Démonstration');

    const refused = await t.post(`/demonstration/${real.id}/place`, {});
    expect(refused.statusCode).toBe(404);
    expect(refused.cookies.find(({ name }) => name === 'session')).toBeUndefined();
    expect((await t.get(`/demonstration/${seat.id}/place`)).statusCode).toBe(404);
    expect((await t.post('/demonstration/n-importe-quoi/place', {})).statusCode).toBe(404);
  });
});

describe('elsewhere', () => {
  it('has neither seats nor demonstration accounts that open', async () => {
    const t = await startTestApp({ demo: false });
    try {
      const seat = await aSeat(t, 'Reste Démonstration');
      expect((await t.get('/demonstration')).statusCode).toBe(404);
      expect((await t.post(`/demonstration/${seat.id}/place`, {})).statusCode).toBe(404);
      expect((await t.get('/connexion')).body).not.toContain('href="/demonstration"');
      const cookie = await t.signIn(seat.id);
      expect((await t.get('/espace/compte', cookie)).headers.location).toContain('/connexion');
    } finally {
      await t.close();
    }
  });
});
