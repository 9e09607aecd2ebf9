import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { findPostedProgress, listProgress } from './index.ts';

let t: TestApp;
let group: { id: string; slug: string };
let base: string;
let member: string;
let copilot: string;
let stranger: string;

beforeAll(async () => {
  t = await startTestApp();
  stranger = await t.signIn((await anAccount(t.db)).id);
});

beforeEach(async () => {
  group = await aGroup(t.db);
  base = `/espace/groupes/${group.slug}/avancement`;
  const one = await anAccount(t.db);
  const two = await anAccount(t.db);
  await aMembership(t.db, group.id, one.id, 'member');
  await aMembership(t.db, group.id, two.id, 'copilot');
  member = await t.signIn(one.id);
  copilot = await t.signIn(two.id);
});

afterAll(() => t.close());

const point = { on_day: '2026-11-20', weather: 'fair', body: 'La moitié est **relue**.' };
const post = (fields: Record<string, string> = {}) =>
  t.post(`${base}/nouveau`, { ...point, ...fields }, copilot);
const only = async () => {
  const [found] = await listProgress(t.db, group.id);
  if (!found) throw new Error('no point was posted');
  return found;
};

describe('posting a progress point', () => {
  it('is for copilots; members read', async () => {
    expect((await t.get(`${base}/nouveau`)).statusCode).toBe(303);
    for (const cookie of [stranger, member]) {
      expect((await t.get(`${base}/nouveau`, cookie)).statusCode).toBe(403);
      expect((await t.post(`${base}/nouveau`, point, cookie)).statusCode).toBe(403);
    }
    expect(await listProgress(t.db, group.id)).toEqual([]);
    expect((await post()).statusCode).toBe(303);
    const seen = await t.get(base, member);
    expect(seen.body).toContain('<strong>relue</strong>');
    expect(seen.body).toContain('Éclaircies');
    expect(seen.body).not.toContain('Corriger');
    expect((await t.get(base, stranger)).statusCode).toBe(403);
  });

  it('happens once for a key, and asks once for the members to be told', async () => {
    const cle = randomUUID();
    await post({ cle });
    await post({ cle });
    const { id } = await only();
    expect(await listProgress(t.db, group.id)).toHaveLength(1);
    const jobs = await t.pool.query(
      `select payload from graphile_worker._private_jobs jobs
       join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
       where tasks.identifier = 'progress.posted' and jobs.payload->>'pointId' = $1`,
      [id],
    );
    expect(jobs.rowCount).toBe(1);
    expect(await findPostedProgress(t.db, id)).toMatchObject({
      point: { body: point.body },
      group: { slug: group.slug },
    });
  });

  it.each([
    ['no text', { body: ' ' }, 'Écrivez le point d’avancement.'],
    ['a text too long', { body: 'x'.repeat(10_001) }, 'trop long'],
    ['a NUL', { body: 'a\u0000' }, 'caractère interdit'],
    ['no weather', { weather: '' }, 'Choisissez la météo du groupe.'],
    ['no date', { on_day: '' }, 'Indiquez la date du point.'],
    ['tomorrow', { on_day: '2026-11-24' }, 'Cette date est à venir.'],
    ['an odd date', { on_day: '20/11/2026' }, 'Cette date est incorrecte'],
  ])('refuses %s, and keeps the rest', async (_what, fields, message) => {
    const answer = await post({ weather: 'stormy', ...fields });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(await listProgress(t.db, group.id)).toEqual([]);
  });

  it('never lets a script or raw HTML through', async () => {
    await post({ body: '<script>alert(1)</script> 🚀 [lien](javascript:alert(1))' });
    const { body } = await t.get(base, member);
    expect(body).not.toContain('<script>alert');
    expect(body).not.toContain('href="javascript:');
    expect(body).toContain('🚀');
  });

  it('shows a preview without posting', async () => {
    const answer = await post({ apercu: '1' });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('<strong>relue</strong>');
    expect(await listProgress(t.db, group.id)).toEqual([]);
  });

  it('stops with the group', async () => {
    await t.db.updateTable('groups').set({ state: 'closed' }).where('id', '=', group.id).execute();
    expect((await post()).statusCode).toBe(403);
  });
});

describe('correcting a progress point', () => {
  it('keeps what it said before, for the members to read', async () => {
    await post();
    const { id } = await only();
    const answer = await t.post(
      `${base}/${id}/modifier`,
      { ...point, body: 'Tout est relu.', version: '1' },
      copilot,
    );
    expect(answer.statusCode).toBe(303);
    expect(await only()).toMatchObject({ body: 'Tout est relu.', version: 2 });
    const page = (await t.get(base, member)).body;
    expect(page).toContain('corrigé le');
    expect(page).toContain('Version précédente');
    expect(page).toContain('<strong>relue</strong>');
  });

  it('shows both texts when somebody else was faster', async () => {
    await post();
    const { id } = await only();
    const edit = (body: string) =>
      t.post(`${base}/${id}/modifier`, { ...point, body, version: '1' }, copilot);
    await edit('Texte du premier');
    const late = await edit('Texte du second');
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Texte du premier');
    expect(late.body).toContain('Texte du second');
    expect((await only()).body).toBe('Texte du premier');
  });

  it('is for the copilots of that very group', async () => {
    await post();
    const { id } = await only();
    expect((await t.get(`${base}/${id}/modifier`, member)).statusCode).toBe(403);
    const other = await aGroup(t.db);
    const account = await anAccount(t.db);
    await aMembership(t.db, other.id, account.id, 'copilot');
    const cookie = await t.signIn(account.id);
    expect((await t.get(`/espace/groupes/${other.slug}/avancement/${id}/modifier`, cookie)).statusCode).toBe(
      404,
    );
    expect((await t.get(`${base}/pas-un-identifiant/modifier`, copilot)).statusCode).toBe(404);
  });
});
