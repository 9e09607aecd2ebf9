import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAgenda, wordsIn } from '../../../test/agenda.ts';
import { assertStages, loadRollouts } from '../rollouts/index.ts';

const annecy = '/collectivites/communes/74010';
let scene: Awaited<ReturnType<typeof startAgenda>>;
beforeAll(async () => {
  scene = await startAgenda();
  await loadRollouts({ db: scene.t.db, say: () => {} });
});
afterAll(() => scene.t.close());

const page = async () => {
  const text = wordsIn(await scene.t.get(annecy)).replace(/<[^>]+>/g, ' ');
  return text.replace(/\s+/g, ' ');
};

test('a measure for those who reached a stage concerns the authority once somebody says that it did', async () => {
  const { slug } = await scene.aMeasure({ slug: 'archiver', title: 'Archiver les dossiers' });
  const path = `/agenda/${slug}/public`;
  const typed = {
    public_1_types: 'commune',
    public_1_etape_1: 'demat-ads/instruction',
    motif: 'Seules celles qui instruisent en ligne.',
    version: '1',
  };
  const editor = await scene.as('editor');
  const preview = await scene.t.post(path, { ...typed, apercu: '1' }, editor);
  expect(wordsIn(preview)).toMatch(/0 collectivité concernée.+\d à préciser/);
  expect((await scene.t.post(path, typed, editor)).statusCode).toBe(303);
  expect(wordsIn(await scene.t.get(path, editor))).toMatch(
    /<option value="demat-ads\/instruction" selected>[^<]+</,
  );

  scene.t.deps.pageCache.clear();
  expect(await page()).toMatch(
    /Nous ne savons pas encore Archiver les dossiers À préciser : commune, cela dépend : Démat\.ADS, étape « .+ », non renseignée\./,
  );
  await assertStages(
    scene.t.db,
    {
      rollout: 'demat-ads',
      source: 'authority',
      toldBy: 'Annecy',
      accountId: scene.id.member,
      now: scene.t.clock.now(),
    },
    [{ authorityId: 'commune:74010', stage: 'archiver', since: '2024-01-01' }],
  );
  scene.t.deps.pageCache.clear();
  expect(await page()).toMatch(
    /Archiver les dossiers .+ Concernée : commune, Démat\.ADS, étape « .+ » atteinte\./,
  );
  const { measures } = (await scene.t.get(`${annecy}.json`)).json();
  expect(measures).toMatchObject([{ slug: 'archiver', verdict: 'yes' }]);
});
