import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWithCatalogues } from '../../../../test/catalogue.ts';
import { anAccount } from '../../../../test/factories.ts';
import type { TestApp } from '../../../../test/harness.ts';
import { Conflict, Refusal } from '../../../platform/http/index.ts';
import type { ResourceContent } from './content.ts';
import { contentOf, findResource, resourcesBySlugs } from './resource.ts';
import { type By, createResource, saveResource } from './saving.ts';

let t: TestApp;
let act: By;
beforeAll(async () => {
  t = await startWithCatalogues();
  const { id, name } = await anAccount(t.db);
  act = { by: { id, name }, now: t.clock.now() };
});
afterAll(() => t.close());

const edited = { origin: 'editor', reason: 'Relecture.', published: true } as const;
const current = async (slug: string) => {
  const resource = await findResource(t.db, slug);
  if (!resource) throw new Error('lost');
  return { resource, content: contentOf(resource) };
};
const save = (id: string, version: number | null, content: ResourceContent, published = true) =>
  t.db
    .transaction()
    .execute((tx) => saveResource(tx, act, { id, version }, content, { ...edited, published }));

test('a change is a version, is found by its words, and leaves a line in the audit', async () => {
  const { resource, content } = await current('messervicescyber');
  const saved = await save(resource.id, 1, {
    ...content,
    title: 'Le quincaillier des services',
    facets: { ...content.facets, kind: ['guide'] },
  });
  expect(saved).toEqual({ changed: true, version: 2 });
  t.deps.pageCache.clear();
  const { resources } = (await t.get('/catalogues/cybersecurite.json?q=quincaillier&kind=guide')).json();
  expect(resources).toMatchObject([{ slug: 'messervicescyber', version: 2 }]);
  const versions = await t.db
    .selectFrom('resource_versions')
    .select(['version', 'reason', 'actor_id'])
    .where('resource_id', '=', resource.id)
    .orderBy('version')
    .execute();
  expect(versions.map(({ version, reason }) => [version, reason])).toEqual([
    [1, 'Contenu de départ'],
    [2, 'Relecture.'],
  ]);
  expect(await save(resource.id, 2, (await current('messervicescyber')).content)).toEqual({
    changed: false,
    version: 2,
  });
  const lines = await t.db
    .selectFrom('audit_events')
    .select('verb')
    .where('thing_id', '=', resource.id)
    .execute();
  expect(lines).toEqual([{ verb: 'resource.edit' }]);
});

test('two who write at once see each other', async () => {
  const { resource, content } = await current('scdl-catalogue');
  await save(resource.id, 1, { ...content, producer: 'Première main' });
  const late = await save(resource.id, 1, { ...content, producer: 'Seconde main' }).catch(
    (error: unknown) => error,
  );
  expect(late).toBeInstanceOf(Conflict);
  expect(late).toMatchObject({ version: 2, current: { producer: 'Première main' } });
});

test('a withdrawn resource keeps its page, and is in no list nor search', async () => {
  const { resource, content } = await current('dife-mon-compte-elu');
  await save(resource.id, 1, content, false);
  t.deps.pageCache.clear();
  const page = await t.get('/catalogues/formations/dife-mon-compte-elu');
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('retirée du catalogue');
  expect((await t.get('/catalogues/formations.json')).json()).toMatchObject({ total: 45 });
  expect((await t.get('/catalogues/formations.json?q=DIFE')).body).not.toContain('dife-mon-compte-elu');
  expect(await resourcesBySlugs(t.db, ['dife-mon-compte-elu', 'messervicescyber'])).toHaveProperty('size', 1);
});

test.each<[string, Partial<ResourceContent>, string]>([
  ['a facet that does not exist', { facets: { couleur: ['bleu'] } }, 'facets'],
  ['a value that does not exist', { facets: { kind: ['grimoire'] } }, 'facets'],
  ['what follows from the rest', { facets: { coverage: ['national'] } }, 'facets'],
  ['two values where one is due', { facets: { kind: ['guide', 'fiche'] } }, 'facets'],
  ['an unknown territory', { territories: ['region:99'] }, 'territories'],
  ['an unknown measure', { measures: ['inconnue'] }, 'measures'],
  ['a slug that is taken', { slug: 'scdl-subventions' }, 'slug'],
])('%s is refused, and nothing is written', async (_, change, field) => {
  const { content } = await current('scdl-prenoms');
  const before = await t.db.selectFrom('resources').select('id').execute();
  const refused = await t.db
    .transaction()
    .execute((tx) => createResource(tx, act, { ...content, slug: 'nouvelle', ...change }, edited))
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refusal);
  expect(refused).toHaveProperty(`errors.${field}`);
  expect(await t.db.selectFrom('resources').select('id').execute()).toHaveLength(before.length);
});
