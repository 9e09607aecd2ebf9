import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAgenda, wordsIn } from '../../../test/agenda.ts';
import { loadFlags } from '../audience/index.ts';

let scene: Awaited<ReturnType<typeof startAgenda>>;
beforeAll(async () => {
  scene = await startAgenda();
  await loadFlags({ db: scene.t.db, say: () => {} });
});
afterAll(async () => {
  await scene.t.close();
});

describe('/agenda/SLUG/public', () => {
  const form = (values: Record<string, string | string[]>) => ({
    motif: 'Le seuil change.',
    version: '1',
    ...values,
  });

  test('is for those who may edit the measure', async () => {
    const { slug } = await scene.aMeasure();
    const path = `/agenda/${slug}/public`;
    expect((await scene.t.get(path)).statusCode).toBe(303);
    expect((await scene.t.get(path, await scene.as('member'))).statusCode).toBe(403);
    for (const person of ['copilot', 'editor', 'team'] as const) {
      expect((await scene.t.get(path, await scene.as(person))).statusCode).toBe(200);
    }
    expect(
      (await scene.t.post(path, form({ public_1_types: 'region' }), await scene.as('stranger'))).statusCode,
    ).toBe(403);
  });

  test('shows whom the rule hits before it is kept, and keeps nothing then', async () => {
    const { slug, id } = await scene.aMeasure();
    const shown = await scene.t.post(
      `/agenda/${slug}/public`,
      form({ public_1_types: 'departement', public_1_territoires: '74', apercu: '1' }),
      await scene.as('copilot'),
    );
    expect(shown.statusCode).toBe(200);
    expect(wordsIn(shown)).toMatch(/1 collectivité concernée/);
    expect(shown.body).toContain('href="/collectivites/departements/74"');
    const { version } = await scene.t.db
      .selectFrom('measures')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(version).toBe(1);
  });

  test('keeps the new rule with a version; two who write at once see each other', async () => {
    const { slug } = await scene.aMeasure();
    const path = `/agenda/${slug}/public`;
    const cookie = await scene.as('editor');
    const saved = await scene.t.post(
      path,
      form({ public_1_types: 'commune', public_1_min: '10 000', public_1_min_op: '>' }),
      cookie,
    );
    expect(saved.headers.location).toBe(`/agenda/${slug}`);
    scene.t.deps.pageCache.clear();
    expect(wordsIn(await scene.t.get(`/agenda/${slug}`))).toContain(
      'Les communes de plus de 10 000 habitants.',
    );
    expect((await scene.t.post(path, form({ public_1_types: 'region' }), cookie)).statusCode).toBe(409);
  });

  test('refuses a rule for nobody, and one without a reason', async () => {
    const { slug } = await scene.aMeasure();
    const path = `/agenda/${slug}/public`;
    const cookie = await scene.as('team');
    const empty = await scene.t.post(path, form({}), cookie);
    expect(empty.statusCode).toBe(422);
    expect(empty.body).toContain('au moins un type de collectivité');
    expect((await scene.t.post(path, form({ motif: '', public_1_types: 'region' }), cookie)).statusCode).toBe(
      422,
    );
  });
});
