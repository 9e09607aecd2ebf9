import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../../test/agenda.ts';
import { type Keeper, startKeptCatalogues } from '../../../../test/catalogue.ts';
import { multipart } from '../../../../test/multipart.ts';
import { anXlsx } from '../../../../test/xlsx.ts';
import { readSheet } from '../../../platform/sheets/index.ts';
import { derivedFacets, readTaxonomy, type Taxonomy } from '../facets/taxonomy.ts';
import type { ResourceContent } from '../resources/content.ts';
import { contentOf, findResource } from '../resources/resource.ts';
import { insertResources } from '../resources/store.ts';
import { exportCatalogue, importCatalogue } from './by-command.ts';
import { limits } from './imports.ts';
import { readTable } from './reading.ts';
import { asCsv, asXlsx } from './sheet.ts';

let scene: Awaited<ReturnType<typeof startKeptCatalogues>>;
let taxonomy: Taxonomy;
beforeAll(async () => {
  scene = await startKeptCatalogues();
  taxonomy = await readTaxonomy(scene.t.db);
});
afterAll(() => scene.t.close());
beforeEach(() => scene.fresh());

const now = new Date('2026-11-23T10:00:00Z');
const run = (text: string | Buffer, apply = true, catalogue = 'cybersecurite', name = 'fiches.csv') =>
  importCatalogue(scene.t.db, catalogue, { name, bytes: Buffer.from(text) }, { apply, now });
const exported = async (format: 'csv' | 'xlsx', catalogue = 'cybersecurite') => {
  const result = await exportCatalogue(scene.t.db, catalogue, format);
  if ('refusal' in result) throw new Error(result.refusal);
  return result.bytes;
};
const versions = async () =>
  Number(
    (
      await scene.t.db
        .selectFrom('resource_versions')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

const text = (most: number) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: most }),
      fc.constantFrom(
        '=HYPERLINK("https://evil.example";"clic")',
        '+33 1 23 45 67 89',
        '-12',
        '@cmd|calc',
        "'=1+1",
        "''@x",
        '＝1+1',
        '"guillemets"; virgules, et\nretours\n\nà la ligne',
        '="01001"',
        'a\n="x";b',
        '| barre | de | côté |',
        'Élève œuvre à Noël',
        'toString',
        '__proto__',
        'signe _x0041_ par son numéro',
        '<t>&amp;</t>]]>',
        '007',
      ),
    )
    .map((raw) => raw.replace(/\r\n?/g, '\n').trim())
    .filter(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: no field of a form takes them
      (one) => one !== '' && !/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/.test(one) && one.isWellFormed(),
    );
const line = (most: number) =>
  text(most)
    .map((one) => one.replace(/\s+/g, ' ').trim())
    .filter((one) => one !== '');
const page = fc.stringMatching(/^[a-z0-9]{1,10}$/).map((path) => `https://www.exemple.fr/${path}?a=1|2`);

const content = (): fc.Arbitrary<ResourceContent> => {
  const facets = fc.record(
    Object.fromEntries(
      [...taxonomy.values()]
        .filter(({ code }) => !derivedFacets.includes(code))
        .map(({ code, values, multiple }) => [
          code,
          fc.uniqueArray(fc.constantFrom(...values.keys()), { minLength: 1, maxLength: multiple ? 4 : 1 }),
        ]),
    ),
    { requiredKeys: [] },
  );
  const bounds = fc
    .tuple(fc.option(fc.nat(50_000)), fc.option(fc.nat(50_000)))
    .map(([one, other]) => (one !== null && other !== null && one > other ? [other, one] : [one, other]));
  return fc
    .record({
      catalogue: fc.constant('cybersecurite' as const),
      slug: fc.stringMatching(/^[a-z]{3,8}$/),
      title: line(100),
      summary: text(300),
      producer: line(60),
      url: page,
      facets,
      bounds,
      territories: fc.uniqueArray(
        fc.constantFrom('region:84', 'departement:74', 'epci:200066793', 'commune:74010'),
      ),
      effort: fc.option(
        fc.record({
          min_minutes: fc.option(fc.nat(5_000)),
          max_minutes: fc.option(fc.nat(5_000)),
          label: line(30),
        }),
      ),
      start: fc.option(text(400)),
      skills: fc.array(line(60), { maxLength: 3 }),
      language: fc.constantFrom('fr', 'en'),
      sources: fc.array(fc.record({ label: line(60), url: page }), { maxLength: 3 }),
      confidence: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
      note: fc.option(text(200)),
      measures: fc.uniqueArray(fc.constantFrom('nis2', 'rgpd-dpo')),
      checked_on: fc.constantFrom('2026-11-23', '2025-01-31'),
    })
    .map(({ bounds: [least = null, most = null], facets: filled, ...rest }) => ({
      ...rest,
      facets: Object.fromEntries(Object.entries(filled).flatMap(([code, its]) => (its ? [[code, its]] : []))),
      least_people: least,
      most_people: most,
    }));
};

describe('import(export(x)) = x', () => {
  test.each(['csv', 'xlsx'] as const)('any resource, through %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(content(), fc.boolean(), async (wanted, published) => {
        const row = { content: wanted, published, version: 3 };
        const bytes =
          format === 'csv' ? Buffer.from(asCsv([row], taxonomy)) : asXlsx('cybersecurite', [row], taxonomy);
        const reading = readTable(await readSheet(bytes, limits), {
          catalogue: 'cybersecurite',
          taxonomy,
          resources: new Map(),
          today: '2026-11-23',
          freeSlug: () => 'libre',
        });
        expect(reading.problems).toEqual([]);
        expect(reading.entries).toMatchObject([{ published, version: 3 }]);
        expect(reading.entries[0]?.content).toEqual(wanted);
      }),
      { numRuns: format === 'csv' ? 150 : 60 },
    );
  });

  test.each(['csv', 'xlsx'] as const)('the whole catalogue, through %s, changes nothing', async (format) => {
    const before = await versions();
    for (const catalogue of ['cybersecurite', 'donnees', 'formations']) {
      const report = await run(await exported(format, catalogue), true, catalogue);
      expect(report.checked?.problems).toEqual([]);
      expect(report.counts).toMatchObject({ created: 0, changed: 0 });
    }
    expect(await versions()).toBe(before);
  });

  test('what was exported can be loaded where nothing is: content for content', async () => {
    const { db } = scene.t;
    const table = await exported('csv');
    const ids = await db
      .selectFrom('resources')
      .select('id')
      .where('catalogue', '=', 'cybersecurite')
      .execute();
    await db
      .deleteFrom('resources')
      .where(
        'id',
        'in',
        ids.map(({ id }) => id),
      )
      .execute();
    const report = await run(table);
    expect(report.counts).toMatchObject({ created: 110, changed: 0, unchanged: 0 });
    expect((await exported('csv')).toString()).toBe(table.toString());
  });

  test('a formula never runs in a spreadsheet', async () => {
    const nasty = '=HYPERLINK("https://evil.example";"clic")';
    const resource = await findResource(scene.t.db, 'silene');
    if (!resource) throw new Error('lost');
    const row = { content: { ...contentOf(resource), title: nasty }, published: true, version: 1 };
    expect(asCsv([row], taxonomy)).toContain(`"'=HYPERLINK(""https://evil.example"";""clic"")"`);
  });
});

const head =
  'adresse;titre;lien;producteur;resume;kind;territoires;mesures;sources;verifiee_le;etat;version;motif';
const cells = (values: Record<string, string>) => {
  const all: Record<string, string> = {
    adresse: '',
    titre: 'Essai importé',
    lien: 'https://www.exemple.fr/importe',
    producteur: 'Syndicat',
    resume: 'Un essai.',
    kind: 'guide',
    ...values,
  };
  return head
    .split(';')
    .map((name) => `"${(all[name] ?? '').replaceAll('"', '""')}"`)
    .join(';');
};
const sheet = (...lines: Record<string, string>[]) => [head, ...lines.map(cells)].join('\r\n');

describe('a table', () => {
  test('is tried first: a trial writes nothing and says what would be', async () => {
    const before = await versions();
    const report = await run(sheet({ titre: 'Jamais écrite' }), false);
    expect(report).toMatchObject({
      written: false,
      counts: { created: 1 },
      checked: { outcomes: [{ line: 2, slug: 'jamais-ecrite', done: 'created' }] },
    });
    expect(await versions()).toBe(before);
  });

  test('creates, changes its columns only, withdraws; the history says so', async () => {
    const report = await run(sheet({ titre: 'Essai importé' }, { titre: 'Essai importé', kind: 'Fiche' }));
    expect(report.checked?.outcomes.map(({ slug }) => slug)).toEqual(['essai-importe', 'essai-importe-2']);
    const changed = await run(
      'adresse;resume;etat;motif\nessai-importe;Tout autre;retirée;Remplacée\nessai-importe-2;Un essai.;;\n',
    );
    expect(changed.counts).toEqual({ created: 0, changed: 1, unchanged: 1 });
    const resource = await findResource(scene.t.db, 'essai-importe');
    expect(resource).toMatchObject({
      title: 'Essai importé',
      summary: 'Tout autre',
      published: false,
      version: 2,
    });
    const version = await scene.t.db
      .selectFrom('resource_versions')
      .select(['origin', 'reason'])
      .where('resource_id', '=', resource?.id ?? '')
      .where('version', '=', 2)
      .executeTakeFirst();
    expect(version).toEqual({ origin: 'import', reason: 'Remplacée' });
    scene.fresh();
    expect(
      (await scene.t.get('/catalogues/cybersecurite.json?q=tout autre')).json().resources,
    ).not.toContainEqual(expect.objectContaining({ slug: 'essai-importe' }));
  });

  test.each<[string, Record<string, string>, string, string]>([
    ['a script for a link', { lien: 'javascript:alert(1)' }, 'lien', 'adresse'],
    ['an unknown value', { kind: 'grimoire' }, 'kind', 'grimoire'],
    ['an unknown territory', { territoires: 'region:99' }, 'territoires', 'region:99'],
    ['a place by its name', { territoires: 'Bretagne' }, 'territoires', 'code'],
    ['an unknown measure', { mesures: 'inconnue' }, 'mesures', 'inconnue'],
    ['half a source', { sources: 'Nulle part' }, 'sources', 'nom | adresse'],
    ['a script for a source', { sources: 'Ici | javascript:alert(1)' }, 'sources', 'adresse'],
    ['no title', { titre: '' }, 'titre', 'titre'],
    ['a day to come', { verifiee_le: '2030-01-01' }, 'verifiee_le', 'à venir'],
    ['a day that is none', { verifiee_le: '31/02/2026' }, 'verifiee_le', 'date'],
    ['an odd state', { etat: 'peut-être' }, 'etat', 'publiée'],
    ['an address of the site', { adresse: 'proposer' }, 'adresse', 'prise'],
    ['an address of another catalogue', { adresse: 'scdl-prenoms' }, 'adresse', 'autre catalogue'],
    ['an odd address', { adresse: 'Été 2026' }, 'adresse', 'minuscules'],
    [
      'a version that is not the last',
      { adresse: 'silene', version: '9', verifiee_le: '2026-11-20' },
      'version',
      'modifiée depuis',
    ],
  ])('with %s is refused whole, the line and the column told', async (_, values, column, said) => {
    const before = await versions();
    const report = await run(sheet({ titre: 'Bonne ligne' }, values));
    expect(report.written).toBe(false);
    expect(report.checked?.problems).toMatchObject([
      { line: 3, column, message: expect.stringContaining(said) },
    ]);
    expect(await versions()).toBe(before);
  });

  test('tells all that is wrong at once, in the order of the file', async () => {
    const report = await run(
      sheet({ kind: 'grimoire', territoires: 'region:99' }, {}, { lien: 'x', mesures: 'inconnue' }),
    );
    expect(report.checked?.problems.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '2 kind',
      '2 territoires',
      '4 lien',
      '4 mesures',
    ]);
  });

  test('that is no table, or has odd columns, says why', async () => {
    expect((await run('%PDF-1.4')).refusal).toContain('pas un tableau');
    const odd = await run('adresse;couleur\nsilene;bleu\n');
    expect(odd.checked?.problems).toEqual([
      { line: 1, column: 'couleur', message: 'Cette colonne n’est pas connue.' },
    ]);
    expect((await run(sheet({}), true, 'inconnu')).refusal).toContain('Aucun catalogue');
    expect((await run(sheet({ adresse: 'double' }, { adresse: 'double' }))).checked?.problems).toMatchObject([
      { line: 3, column: 'adresse', message: expect.stringContaining('ligne 2') },
    ]);
  });

  test('saved by a spreadsheet: numbers, days and rows of its own', async () => {
    const rows = [
      ['adresse', 'population_max', 'verifiee_le'],
      ['silene', '3500', '31/01/2026'],
    ];
    const report = await run(anXlsx(rows), true, 'cybersecurite', 'fiches.xlsx');
    expect(report.counts).toMatchObject({ changed: 1 });
    expect(await findResource(scene.t.db, 'silene')).toMatchObject({
      mostPeople: 3500,
      checkedOn: '2026-01-31',
    });
  });
});

describe('pages', () => {
  const base = '/catalogues/cybersecurite';
  const send = async (bytes: string, who: Keeper) => {
    const { payload, headers } = multipart(
      {},
      { fichier: { name: 'fiches.csv', content: bytes, type: 'text/csv' } },
    );
    return scene.t.app.inject({
      method: 'POST',
      url: `${base}/importer`,
      payload,
      headers: { ...headers, cookie: scene.as(who) ?? '' },
    });
  };

  test('the whole catalogue is for those who keep it; withdrawn ones are in it', async () => {
    await scene.t.db
      .updateTable('resources')
      .set({ published: false })
      .where('slug', '=', 'cyberdico')
      .execute();
    for (const ending of ['csv', 'xlsx']) {
      const path = `${base}/export.${ending}`;
      expect((await scene.t.get(path)).headers.location).toContain('/connexion');
      expect((await scene.t.get(path, scene.as('foreignCopilot'))).statusCode).toBe(403);
      const answer = await scene.t.get(path, scene.as('copilot'));
      expect(answer.headers['content-disposition']).toContain(`catalogue-cybersecurite-complet.${ending}`);
      const { rows, header } = await readSheet(answer.rawPayload, limits);
      const at = header.indexOf('etat');
      expect(rows.find((one) => one.cells[0] === 'cyberdico')?.cells[at]).toBe('retirée');
    }
  });

  test('a file is tried, read again, then applied at one stroke; once', async () => {
    expect((await send(sheet({}), 'foreignCopilot')).statusCode).toBe(403);
    expect((await send('%PDF-1.4', 'copilot')).statusCode).toBe(422);
    const sent = await send(sheet({ titre: '<script>alert(1)</script>' }), 'copilot');
    expect(sent.statusCode, sent.body).toBe(303);
    const path = String(sent.headers.location);
    const trial = await scene.t.get(path, scene.as('copilot'));
    expect(wordsIn(trial)).toContain('Ce n’est qu’un essai');
    expect(trial.body).not.toContain('<script>alert');
    // Through another catalogue, and for others, it is none.
    expect(
      (await scene.t.get(path.replace('cybersecurite', 'donnees'), scene.as('foreignCopilot'))).statusCode,
    ).toBe(404);
    expect((await scene.t.get(path, scene.as('stranger'))).statusCode).toBe(403);
    const essai = /name="essai" value="([^"]+)"/.exec(trial.body)?.[1] ?? '';
    expect((await scene.t.post(path, { essai: 'autre' }, scene.as('copilot'))).statusCode).toBe(422);
    expect((await scene.t.post(path, { essai }, scene.as('copilot'))).statusCode).toBe(303);
    expect(wordsIn(await scene.t.get(path, scene.as('copilot')))).toContain('C’est écrit');
    expect((await scene.t.post(path, { essai }, scene.as('copilot'))).statusCode).toBe(422);
    expect((await scene.t.get('/administration/journal', scene.as('team'))).body).toContain(
      'a importé un tableau dans le catalogue',
    );
  });

  test('a file with a wrong line says where, and cannot be applied', async () => {
    const sent = await send(sheet({ titre: 'Bonne' }, { kind: 'grimoire' }), 'copilot');
    const path = String(sent.headers.location);
    const report = wordsIn(await scene.t.get(path, scene.as('copilot')));
    expect(report).toContain('« grimoire » n’est pas dans « Nature »');
    expect(report).not.toContain('name="essai"');
    expect((await scene.t.post(path, { essai: 'x' }, scene.as('copilot'))).statusCode).toBe(422);
    expect((await scene.t.get(`${path}/rapport.csv`, scene.as('copilot'))).body).toContain(
      '3;refusée;;kind;',
    );
  });
});

test('a long table asks little more of the database than what it writes', async () => {
  const { db } = scene.t;
  const resource = await findResource(db, 'silene');
  if (!resource) throw new Error('lost');
  const many = Array.from({ length: 300 }, (_, index) => ({
    ...contentOf(resource),
    catalogue: 'formations' as const,
    slug: `masse-${index}`,
    title: `Masse ${index}`,
  }));
  await insertResources(db, many, { origin: 'content', reason: 'x', actorId: null, published: true, now });
  let asked = 0;
  const counted = db.withPlugin({
    transformQuery: ({ node }) => {
      asked += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const lines = many.map(({ slug }) => `${slug};Autre résumé.`);
  const bytes = Buffer.from(['adresse;resume', ...lines].join('\n'));
  const report = await importCatalogue(
    counted,
    'formations',
    { name: 'masse.csv', bytes },
    { apply: true, now },
  );
  expect(report.counts).toMatchObject({ changed: 300 });
  // Its entry in the search is one statement each.
  expect(asked).toBeLessThan(300 + 40);
  expect(await findResource(db, 'masse-7')).toMatchObject({
    summary: 'Autre résumé.',
    title: 'Masse 7',
    version: 2,
    sources: resource.sources,
    facets: resource.facets,
  });
});
