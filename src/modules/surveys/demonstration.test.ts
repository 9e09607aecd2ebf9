import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { loadDemonstration } from '../demonstration/index.ts';
import { loadGroups } from '../groups/index.ts';
import { loadOrganisations } from '../organisations/index.ts';
import { loadSurveys } from './index.ts';

let t: TestApp;
const content = (demo: boolean) => ({
  db: t.db,
  files: t.deps.files,
  demo,
  now: t.clock.now(),
  say: () => {},
});
const open = 'demonstration-vos-outils-au-quotidien';
const byAuthority = 'demonstration-logiciels-de-votre-collectivite';

beforeAll(async () => {
  t = await startTestApp({ demo: true });
  await loadOrganisations(content(true));
  await loadGroups(content(true));
  await loadSurveys(content(true));
  await loadDemonstration(content(true));
});
afterAll(() => t.close());

const listed = async () => {
  t.deps.pageCache.clear();
  return (await t.get('/enquetes.json')).json().items;
};

async function accountOf(name: string) {
  const { id } = await t.db
    .selectFrom('accounts')
    .select('id')
    .where('name', '=', `${name} Démonstration`)
    .executeTakeFirstOrThrow();
  return { id, cookie: await t.signIn(id) };
}

test('a demonstration has surveys that are answered, and each says that it is fictional', async () => {
  const items: { title: string; state: string; demonstration: boolean }[] = await listed();
  expect(items.map(({ state }) => state).sort()).toEqual(['closed', 'open', 'open']);
  for (const { title, demonstration } of items) {
    expect(title).toMatch(/^\[Démonstration\] /);
    expect(demonstration).toBe(true);
  }
  for (const page of [`/enquetes/${open}`, `/enquetes/${open}/resultats`])
    expect((await t.get(page)).body).toContain('Cette enquête est fictive');
  expect((await t.get('/recherche?q=fictive')).body).toContain(`href="/enquetes/${open}"`);
  expect((await t.get('/sitemap-contenus.xml')).body).not.toContain('/enquetes/demonstration');
});

test('results have counts for every published question, and as many answers as the days tell', async () => {
  const results = (await t.get(`/enquetes/${open}/resultats.json`)).json();
  expect(results).toMatchObject({ responses: 386, demonstration: true });
  expect(JSON.stringify(results)).not.toContain('null,null,null');
  const { n } = await t.db
    .selectFrom('survey_days')
    .innerJoin('surveys', 'surveys.id', 'survey_days.survey_id')
    .select(({ fn }) => fn.sum<string>('n').as('n'))
    .where('slug', '=', open)
    .executeTakeFirstOrThrow();
  expect(Number(n)).toBe(386);
  const camille = await accountOf('Camille');
  const live = await t.get(`/espace/enquetes/${open}/resultats`, camille.cookie);
  expect(live.statusCode).toBe(200);
  expect(live.body).toContain('Cette enquête est fictive');
  const texts = await t.get(`/espace/enquetes/${open}/resultats/textes/Q11`, camille.cookie);
  expect(texts.body).toContain('[Démonstration] Un seul mot de passe pour tout.');
});

test('all of it is gone where there is no demonstration, with what fictional people made and answered', async () => {
  const camille = await accountOf('Camille');
  const made = await t.post(
    '/espace/enquetes/nouvelle',
    {
      titre: 'Faite pour rire',
      introduction: 'Pour rire.',
      groupe: 'agenda-transformation-numerique',
      mode: 'anonymous',
    },
    camille.cookie,
  );
  expect(made.statusCode).toBe(303);
  // A real survey, to which a fictional and a real person answer for their authorities.
  await t.db
    .updateTable('surveys')
    .set({ demonstration: false, slug: 'vraie', title: 'Vraie enquête' })
    .where('slug', '=', byAuthority)
    .execute();
  const real = await anAccount(t.db, { authorityId: 'commune:74010' });
  for (const cookie of [(await accountOf('Alix')).cookie, await t.signIn(real.id)]) {
    await t.post('/enquetes/vraie/reponse', {}, cookie);
    const base = async (step: number) =>
      /name="base" value="([^"]+)"/.exec((await t.get(`/enquetes/vraie/etape/${step}`, cookie)).body)?.[1] ??
      '';
    await t.post(
      '/enquetes/vraie/etape/1',
      { q_Q1: '1', q_Q2: '4', vues: 'Q1 Q2', base: await base(1) },
      cookie,
    );
    await t.post('/enquetes/vraie/etape/2', { q_Q3: ['1'], vues: 'Q3 Q4', base: await base(2) }, cookie);
    expect((await t.post('/enquetes/vraie/verification', {}, cookie)).headers.location).toBe(
      '/enquetes/vraie/merci',
    );
  }

  await loadDemonstration(content(false));

  const left = await t.db.selectFrom('surveys').select(['slug', 'counted']).orderBy('slug').execute();
  expect(left).toEqual([
    { slug: 'numerique-vu-par-les-elus', counted: 0 },
    { slug: 'vraie', counted: 1 },
  ]);
  const answers = await t.db.selectFrom('survey_authority_responses').select('authority_id').execute();
  expect(answers).toEqual([{ authority_id: 'commune:74010' }]);
  const tallies = await t.db.selectFrom('survey_tallies').select('n').where('n', '<>', 0).execute();
  expect(new Set(tallies.map(({ n }) => n))).toEqual(new Set([1]));
  expect(await t.db.selectFrom('survey_responses').select('codes').execute()).toEqual([]);
  expect(await t.db.selectFrom('survey_days').select('n').execute()).toEqual([{ n: 1 }]);
  expect((await t.get('/recherche?q=fictive')).body).not.toContain(`href="/enquetes/${open}"`);
  expect((await listed()).map(({ title }: { title: string }) => title)).toEqual(['Vraie enquête']);
});
