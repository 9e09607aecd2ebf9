import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { startWithCatalogues } from '../../../../test/catalogue.ts';
import { publicUrl, type TestApp } from '../../../../test/harness.ts';
import { contentOf, findResource } from '../resources/resource.ts';
import { createResource, saveResource } from '../resources/saving.ts';
import { insertResources } from '../resources/store.ts';
import { listDataQuery } from './list-data-routes.ts';
import {
  dumpShape,
  listShape,
  oembedShape,
  resourceShape,
  selectionShape,
  selectionsShape,
} from './shapes.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startWithCatalogues();
});
afterAll(() => t.close());

const data = async (path: string) => (await t.get(path)).json();
const list = async (path: string) => listShape.parse(await data(path));
const by = () => ({ by: null, now: t.clock.now() });

async function model() {
  const resource = await findResource(t.db, 'messervicescyber');
  if (!resource) throw new Error('lost');
  return { resource, content: contentOf(resource) };
}

async function publish(slug: string): Promise<string> {
  const { content } = await model();
  const saved = { origin: 'editor', reason: 'Essai.', published: true } as const;
  const id = await t.db.transaction().execute((tx) => createResource(tx, by(), { ...content, slug }, saved));
  t.deps.pageCache.clear();
  return id;
}

async function save(slug: string, changes: { title?: string }, published = true): Promise<void> {
  const resource = await findResource(t.db, slug);
  if (!resource) throw new Error('lost');
  const saved = { origin: 'editor', reason: `Motif de ${slug}.`, published } as const;
  await t.db
    .transaction()
    .execute((tx) =>
      saveResource(
        tx,
        by(),
        { id: resource.id, version: null },
        { ...contentOf(resource), ...changes },
        saved,
      ),
    );
  t.deps.pageCache.clear();
}

describe('reading everything by cursor', () => {
  test('gives each resource once, and ends', async () => {
    const slugs: string[] = [];
    let next: string | null = `${publicUrl}/catalogues/cybersecurite.json?nombre=25&apres=debut`;
    while (next) {
      const page: z.output<typeof listShape> = await list(next.slice(publicUrl.length));
      slugs.push(...page.resources.map(({ slug }) => slug));
      next = page.next;
    }
    expect(slugs).toHaveLength(110);
    expect(new Set(slugs).size).toBe(110);
  });

  test('misses nothing and repeats nothing while the catalogue changes', async () => {
    const first = await list('/catalogues/formations.json?nombre=10&apres=debut');
    const seen = first.resources.map(({ slug }) => slug);
    // The last that was read is withdrawn; another takes a title that would stand first; a new one comes.
    await save(seen.at(-1) ?? '', {}, false);
    await save(seen[0] ?? '', { title: 'Zzz, autrefois première' });
    const { content } = await model();
    t.clock.advance({ minutes: 1 });
    await t.db
      .transaction()
      .execute((tx) =>
        createResource(
          tx,
          by(),
          { ...content, catalogue: 'formations', slug: 'venue-entretemps', title: 'Aaa' },
          { origin: 'editor', reason: 'Essai.', published: true },
        ),
      );
    t.deps.pageCache.clear();
    let next = first.next;
    while (next) {
      const page = await list(next.slice(publicUrl.length));
      seen.push(...page.resources.map(({ slug }) => slug));
      next = page.next;
    }
    expect(seen).toHaveLength(47);
    expect(new Set(seen).size).toBe(47);
    expect(seen.at(-1)).toBe('venue-entretemps');
  });

  test('keeps the filters; a cursor that is none is refused', async () => {
    const { next, total } = await list('/catalogues/donnees.json?themes=open-data&nombre=5&apres=debut');
    expect(next).toContain('themes=open-data');
    expect((await list((next ?? '').slice(publicUrl.length))).total).toBe(total);
    const path = '/catalogues/donnees.json?apres=';
    expect((await t.get(`${path}00000000-0000-4000-8000-000000000000`)).statusCode).toBe(422);
    for (const odd of ['x', '1', "';--"])
      expect((await t.get(path + encodeURIComponent(odd))).statusCode).toBe(400);
  });

  test('sizes are bounded', async () => {
    for (const [asked, given] of [
      ['1', 1],
      ['100', 60],
      ['101', 20],
      ['-1', 20],
      ['x', 20],
    ] as const)
      expect((await list(`/catalogues/donnees.json?nombre=${asked}`)).resources).toHaveLength(given);
  });
});

describe('what did not change', () => {
  test.each([
    '/catalogues/donnees.json',
    '/catalogues/donnees.csv',
    '/catalogues/donnees.atom',
    '/catalogues/donnees.jsonld',
    '/catalogues.jsonld',
    '/openapi.json',
    '/catalogues/tout.json',
    '/catalogues/tout.ndjson',
    '/catalogues/cybersecurite/messervicescyber.json',
  ])('is not sent again: %s', async (path) => {
    const { etag } = (await t.get(path)).headers;
    const again = await t.app.inject({ url: path, headers: { 'if-none-match': String(etag) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect(again.headers['access-control-allow-origin']).toBe('*');
  });
});

describe('the whole of it', () => {
  test('holds what is published, in both forms, and changes its ETag with it', async () => {
    const { resources } = dumpShape.parse(await data('/catalogues/tout.json'));
    const lines = (await t.get('/catalogues/tout.ndjson')).body.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(resources);
    const count = await t.db
      .selectFrom('resources')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('published', '=', true)
      .executeTakeFirstOrThrow();
    expect(resources).toHaveLength(count.count);
    const { etag } = (await t.get('/catalogues/tout.json')).headers;
    await publish('une-de-plus');
    expect((await t.get('/catalogues/tout.json')).headers.etag).not.toBe(etag);
  });

  test('is whole beyond one reading of the database, and when there is nothing', async () => {
    await t.db.transaction().execute(async (tx) => {
      const { content } = await model();
      for (let turn = 0; turn < 3; turn += 1) {
        const many = Array.from({ length: 300 }, (_, index) => ({
          ...content,
          slug: `masse-${turn}-${index}`,
        }));
        await insertResources(tx, many, {
          origin: 'import',
          reason: 'Essai.',
          actorId: null,
          published: true,
          now: t.clock.now(),
        });
      }
    });
    const { resources } = dumpShape.parse(await data('/catalogues/tout.json'));
    expect(resources.length).toBeGreaterThan(1000);
    expect(new Set(resources.map(({ id }) => id)).size).toBe(resources.length);
    await t.db.deleteFrom('resources').where('slug', 'like', 'masse-%').execute();
    await t.db.updateTable('resources').set({ published: false }).execute();
    expect(dumpShape.parse(await data('/catalogues/tout.json')).resources).toEqual([]);
    expect((await t.get('/catalogues/tout.ndjson')).body.trim()).toBe('');
    await t.db.updateTable('resources').set({ published: true }).execute();
    t.deps.pageCache.clear();
  });

  test('is limited, and says when to come back; who has it already is not counted', async () => {
    t.clock.advance({ hours: 2 });
    const { etag } = (await t.get('/catalogues/tout.ndjson')).headers;
    for (let turn = 0; turn < 29; turn += 1) await t.get('/catalogues/tout.ndjson');
    const { statusCode, headers } = await t.get('/catalogues/tout.ndjson');
    expect(statusCode).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(
      (await t.app.inject({ url: '/catalogues/tout.ndjson', headers: { 'if-none-match': `W/${etag}` } }))
        .statusCode,
    ).toBe(304);
    t.clock.advance({ hours: 2 });
  });
});

describe('the versions of a resource', () => {
  const path = '/catalogues/cybersecurite/secrete';

  test('are told in a table and a feed, drafts left out, formulas and markup disarmed', async () => {
    await publish('secrete');
    await save('secrete', { title: '=cmd()<script>alert(1)</script>' });
    await save('secrete', { title: 'Brouillon caché' }, false);
    await save('secrete', { title: 'De retour' });
    const { body, headers } = await t.get(`${path}.csv`);
    expect(headers['content-type']).toContain('text/csv');
    expect(body.trimEnd().split('\r\n')).toHaveLength(4);
    expect(body).toContain("'=cmd()");
    expect(body).not.toContain('Brouillon caché');
    const feed = (await t.get(`${path}.atom`)).body;
    expect(feed.match(/<entry>/g)).toHaveLength(3);
    expect(feed).toContain(`${publicUrl}${path}#version-4`);
    expect(feed).toContain('Ce qui change : Titre');
    expect(feed).not.toMatch(/Brouillon caché|<script>/);
    expect((await t.get('/catalogues/donnees/secrete.csv')).statusCode).toBe(404);
  });
});

describe('JSON-LD', () => {
  test('stands in the page, and nothing of it can end it', async () => {
    await save('messervicescyber', { title: 'Titre </script><script>alert(1)</script> & suite' });
    const { body } = await t.get('/catalogues/cybersecurite/messervicescyber');
    expect(body.match(/<script/g)).toHaveLength(2);
    const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body)?.[1] ?? '';
    expect(JSON.parse(json)).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Service',
      '@id': `${publicUrl}/catalogues/cybersecurite/messervicescyber`,
      name: 'Titre </script><script>alert(1)</script> & suite',
      provider: { '@type': 'Organization', name: 'ANSSI' },
    });
    expect(await data('/catalogues/cybersecurite/messervicescyber.jsonld')).toEqual(JSON.parse(json));
  });

  test('of a list holds its page, under its filters', async () => {
    const { numberOfItems, itemListElement } = await data(
      '/catalogues/formations.jsonld?publics=elus&nombre=5',
    );
    expect(numberOfItems).toBe((await list('/catalogues/formations.json?publics=elus')).total);
    expect(itemListElement).toHaveLength(5);
    for (const { item } of itemListElement)
      expect(item).toMatchObject({ name: expect.any(String), url: expect.any(String) });
  });

  test('of the whole is a catalogue of data sets, each of whose distributions is there', async () => {
    const dcat = await data('/catalogues.jsonld');
    expect(dcat['@type']).toBe('dcat:Catalog');
    expect(dcat['dcat:dataset']).toHaveLength(4);
    for (const set of dcat['dcat:dataset']) {
      for (const name of [
        'dct:title',
        'dct:description',
        'dct:publisher',
        'dct:license',
        'dct:modified',
        'dct:accrualPeriodicity',
      ])
        expect(set[name]).toBeDefined();
      for (const distribution of set['dcat:distribution']) {
        const address: string = distribution['dcat:downloadURL']['@id'];
        const { statusCode, headers } = await t.get(address.slice(publicUrl.length));
        expect(statusCode).toBe(200);
        const type = String(headers['content-type']).split(';')[0] ?? '';
        expect(distribution['dcat:mediaType']['@id']).toBe(
          `https://www.iana.org/assignments/media-types/${type}`,
        );
      }
    }
  });
});

describe('the OpenAPI document', () => {
  test('is valid', async () => {
    const { valid, errors } = await new Validator().validate(await data('/openapi.json'));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  test('tells the parameters of the routes, all of them, with the codes of the taxonomy', async () => {
    const { paths } = await data('/openapi.json');
    const parameters: {
      name: string;
      in: string;
      description?: string;
      schema: { items?: { enum: string[] } };
    }[] = paths['/catalogues/{catalogue}.json'].get.parameters;
    const inQuery = parameters.filter((one) => one.in === 'query');
    expect(inQuery.map(({ name }) => name)).toEqual(Object.keys(listDataQuery.shape));
    for (const one of inQuery) expect(one.description, one.name).toBeTruthy();
    expect(inQuery.find(({ name }) => name === 'needs')?.schema.items?.enum).toContain('reagir');
  });

  test('tells of answers that are as it says', async () => {
    const { paths } = await data('/openapi.json');
    for (const [path, { get }] of Object.entries<{ get: { responses: { 200: { content: object } } } }>(
      paths,
    )) {
      const url = path
        .replace('{catalogue}', 'cybersecurite')
        .replace('/selections/{slug}', '/selections/premiers-gestes-d-une-petite-commune')
        .replace('{slug}', 'messervicescyber')
        .replace('/oembed', `/oembed?url=${publicUrl}/catalogues/donnees`);
      const { statusCode, headers } = await t.get(url);
      expect(statusCode, url).toBe(200);
      expect(String(headers['content-type']).split(';')[0]).toBe(Object.keys(get.responses[200].content)[0]);
    }
    for (const catalogue of ['cybersecurite', 'donnees', 'formations'])
      await list(`/catalogues/${catalogue}.json?nombre=100`);
    resourceShape.parse(await data('/catalogues/cybersecurite/messervicescyber.json'));
    selectionsShape.parse(await data('/selections.json'));
    selectionShape.parse(await data('/selections/premiers-gestes-d-une-petite-commune.json'));
    oembedShape.parse(await data(`/oembed?url=${publicUrl}/catalogues/donnees`));
  });
});

test('the page of open data leads to all of it', async () => {
  const { body } = await t.get('/catalogues/donnees-ouvertes');
  const links = [
    ...body.matchAll(/href="(\/(?:catalogues|openapi)[^"]*\.(?:json|csv|jsonld|atom|ndjson))"/g),
  ];
  expect(links.length).toBeGreaterThan(14);
  for (const [, href = ''] of links) expect((await t.get(href)).statusCode, href).toBe(200);
});
