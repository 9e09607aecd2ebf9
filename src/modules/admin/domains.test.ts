import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { isTrusted, trustDomain } from '../identity/index.ts';

let t: TestApp;
let team: string;
let actor: { id: string; name: string };
const path = '/administration/domaines';
const annecy = { authorityId: 'commune:74010', organisation: null };

beforeAll(async () => {
  t = await startTestApp();
  actor = await anAccount(t.db, { name: 'Thomas', roles: ['programme-team'] });
  team = await t.signIn(actor.id);
});
afterAll(() => t.close());
beforeEach(() => t.db.deleteFrom('trusted_domains').execute());

async function trust(domain: string): Promise<string> {
  await trustDomain(t.db, { ...annecy, actor, domain, now: t.clock.now() });
  const { id } = await t.db
    .selectFrom('trusted_domains')
    .select('id')
    .where('domain', '=', domain)
    .executeTakeFirstOrThrow();
  return id;
}

describe('the trusted domains', () => {
  it('are the programme team’s to see and to withdraw', async () => {
    const group = await aGroup(t.db);
    const [stranger, copilot] = [await anAccount(t.db), await anAccount(t.db)];
    await aMembership(t.db, group.id, copilot.id, 'copilot');
    const id = await trust('annecy.fr');
    expect((await t.get(path)).headers.location).toContain('/connexion');
    expect((await t.post(`${path}/${id}/retrait`, {})).headers.location).toBe('/connexion');
    for (const cookie of [await t.signIn(stranger.id), await t.signIn(copilot.id)]) {
      expect((await t.get(path, cookie)).statusCode).toBe(403);
      expect((await t.post(`${path}/${id}/retrait`, {}, cookie)).statusCode).toBe(403);
    }
    expect(await isTrusted(t.db, 'annecy.fr', annecy)).toBe(true);
    expect((await t.get('/administration/inscriptions', team)).body).toContain(`href="${path}"`);
    expect((await t.get('/administration/inscriptions', await t.signIn(copilot.id))).body).not.toContain(
      path,
    );
  });

  it('say whose they are, since when and by whom', async () => {
    expect((await t.get(path, team)).body).toContain('Aucun domaine reconnu');
    await trust('annecy.fr');
    const { body } = await t.get(path, team);
    for (const words of ['annecy.fr', 'Annecy (Haute-Savoie)', 'Thomas', '23 novembre 2026'])
      expect(body).toContain(words);
  });

  it('are withdrawn, and the journal names the body', async () => {
    const id = await trust('annecy.fr');
    expect((await t.post(`${path}/${id}/retrait`, {}, team)).headers.location).toBe(path);
    expect(await isTrusted(t.db, 'annecy.fr', annecy)).toBe(false);
    const { body } = await t.get('/administration/journal?action=domain.distrust', team);
    expect(body).toContain('a retiré sa confiance au domaine «\u00a0annecy.fr\u00a0»');
    expect(body).toContain('Annecy (Haute-Savoie)');
    expect((await t.post(`${path}/${id}/retrait`, {}, team)).statusCode).toBe(404);
    expect((await t.post(`${path}/x/retrait`, {}, team)).statusCode).toBe(404);
  });

  it('come fifty a page', async () => {
    for (let n = 10; n < 61; n++) await trust(`commune-${n}.fr`);
    const first = (await t.get(path, team)).body;
    expect(first).toContain('commune-59.fr');
    expect(first).not.toContain('commune-60.fr');
    const second = (await t.get(`${path}?page=2`, team)).body;
    expect(second).toContain('commune-60.fr');
    expect(second).not.toContain('commune-59.fr');
    expect((await t.get(`${path}?page=9`, team)).statusCode).toBe(200);
    expect((await t.get(`${path}?page=-1`, team)).statusCode).toBe(200);
  });
});
