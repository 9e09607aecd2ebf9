import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { loadDemonstration } from '../demonstration/index.ts';
import { loadGroups } from '../groups/index.ts';
import { loadOrganisations } from '../organisations/index.ts';

let t: TestApp;
const content = (demo: boolean) => ({
  db: t.db,
  files: t.deps.files,
  demo,
  now: t.clock.now(),
  say: () => {},
});
const own = '/maturite-donnees/collectivite';
const fictional = 'Ces réponses sont fictives';

beforeAll(async () => {
  t = await startTestApp({ demo: true });
  await loadOrganisations(content(true));
  await loadGroups(content(true));
  await loadDemonstration(content(true));
});
afterAll(() => t.close());

async function cookieOf(name: string) {
  const { id } = await t.db
    .selectFrom('accounts')
    .select('id')
    .where('name', '=', `${name} Démonstration`)
    .executeTakeFirstOrThrow();
  return t.signIn(id);
}

test('the authority of a fictional agent has a result, a progress and a comparison, and each says that it is fictional', async () => {
  const alix = await cookieOf('Alix');
  const result = (await t.get(`${own}/resultat`, alix)).body;
  expect(result).toContain(fictional);
  expect(result).toContain('Ces chiffres sont fictifs');
  expect(result).toContain('communes de moins de 1 000 habitants'.replace('1 000', '1\u202f000'));
  for (const page of ['plan', 'progression'])
    expect((await t.get(`${own}/${page}`, alix)).body).toContain(fictional);
  expect((await t.get(`${own}/progression`, alix)).body).not.toContain('Une seule autoévaluation');
  const plan = await t.get(`${own}/plan.pdf`, alix);
  expect(plan.headers['content-type']).toBe('application/pdf');
});

test('what they send is fictional too, and so are the figures', async () => {
  const andrea = await cookieOf('Andrea');
  await t.post(`${own}/commencer`, {}, andrea);
  await t.db
    .updateTable('maturity_drafts')
    .set({
      answers: t.db.selectFrom('maturity_assessments').select('answers').limit(1),
    })
    .execute();
  expect((await t.post(`${own}/verification`, {}, andrea)).headers.location).toBe(`${own}/resultat`);
  expect((await t.get(`${own}/resultat`, andrea)).body).toContain(fictional);
  const sacha = await cookieOf('Sacha');
  expect((await t.get('/espace/maturite-donnees', sacha)).body).toContain('Ces chiffres sont fictifs');
  const file = await t.get('/espace/maturite-donnees.csv', sacha);
  expect(file.headers['content-disposition']).toContain('"demonstration-maturite');
});

test('all of it is gone where there is no demonstration; what real people sent stays', async () => {
  const agent = await anAccount(t.db, { authorityId: 'commune:74010' });
  const { answers, scores, version } = await t.db
    .selectFrom('maturity_assessments')
    .select(['answers', 'scores', 'version'])
    .executeTakeFirstOrThrow();
  await t.db
    .insertInto('maturity_assessments')
    .values({
      authority_id: 'commune:74010',
      account_id: agent.id,
      version,
      answers: JSON.stringify(answers),
      scores: JSON.stringify(scores),
      comparable: true,
      done_at: t.clock.now(),
    })
    .execute();
  await t.post(`${own}/commencer`, {}, await cookieOf('Alix'));
  await t.post(`${own}/commencer`, {}, await t.signIn(agent.id));

  await loadDemonstration(content(false));

  for (const table of ['maturity_assessments', 'maturity_drafts'] as const)
    expect(await t.db.selectFrom(table).select('authority_id').execute()).toEqual([
      { authority_id: 'commune:74010' },
    ]);
  expect(await t.db.selectFrom('maturity_counts').select('authority_id').execute()).toEqual([]);
});
