import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicUrl, startTestApp, type TestApp } from '../../../test/harness.ts';
import { distinctName, resolveAuthority, searchAuthorities } from './index.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const first = async (query: string): Promise<string | undefined> =>
  (await searchAuthorities(app.db, query))[0]?.id;

describe('what a person types', () => {
  test.each([
    ['st etienne', 'commune:42218'],
    ['saint-étienne', 'commune:42218'],
    ['SAINT ETIENNE', 'commune:42218'],
    ['ste marie', 'commune:97418'],
    ["L'Abergement-Clémenciat", 'commune:01001'],
    ['abergement clemenciat', 'commune:01001'],
    ['74010', 'commune:74010'],
    ['2a004', 'commune:2A004'],
    ['200063402', 'commune:74010'],
    ['200 063 402 00019', 'commune:74010'],
    ['CC faucigny', 'epci:200000172'],
    ['communauté de communes du faucigny', 'epci:200000172'],
    ['haute savoie', 'departement:74'],
    ['la haute-savoie', 'departement:74'],
    ['département de l’Ain', 'departement:01'],
    ['mairie de chamonix', 'commune:74056'],
    ['strasbour', 'commune:67482'],
    ['marseile', 'commune:13055'],
    ['grenbole', 'commune:38185'],
    ['st etiene', 'commune:42218'],
    ['villeneuve ascq', 'commune:59009'],
    ['chalon s/ saone', 'commune:71076'],
    ['coeuvres', 'commune:02201'],
    ['Cœuvres', 'commune:02201'],
    ['rochelle', 'commune:17300'],
    ['lyon', 'commune:69123'],
    ['métropole de lyon', 'epci:200046977'],
    ['paris', 'commune:75056'],
    ['plaine commune', 'ept:200057867'],
    ['saint-denis', 'commune:97411'],
    ['saint denis 93', 'commune:93066'],
    ['saint-denis 93200', 'commune:93066'],
    ['annecy haute savoie', 'commune:74010'],
    ['polynésie', 'com:987'],
    ['papeete', 'commune:98735'],
    ['auvergne rhone alpes', 'region:84'],
    ['Saint-Denis (Seine-Saint-Denis)', 'commune:93066'],
    ['Saint-Denis (La Réunion)', 'commune:97411'],
    ['La Réunion (région)', 'region:04'],
    ['La Réunion (département)', 'departement:974'],
    ['saint denis (inconnu)', undefined],
  ])('%s', async (query, id) => {
    expect(await first(query)).toBe(id);
  });

  test('« L’Abergement » leads to communes that begin so, article or not, the larger first', async () => {
    const names = (await searchAuthorities(app.db, 'L’Abergement')).map(({ name }) => name);
    expect(names[0]).toBe("L'Abergement-Sainte-Colombe");
    expect(names.slice(0, 4).every((name) => name.startsWith("L'Abergement"))).toBe(true);
    expect(names).toContain('Abergement-la-Ronce');
  });

  test('a postcode leads to its communes', async () => {
    const hits = await searchAuthorities(app.db, '74940');
    expect(hits.map(({ name }) => name)).toEqual(['Annecy']);
    const several = await searchAuthorities(app.db, '01300', { limit: 50 });
    expect(several.length).toBeGreaterThan(5);
    expect(several[0]?.name).toBe('Belley');
  });

  test('every authority is found alone by the name that tells it from all others', async () => {
    const all = await app.db
      .selectFrom('authorities')
      .select(['id', 'kind', 'name', 'place'])
      .where('ended_at', 'is', null)
      .orderBy('id')
      .execute();
    expect(new Set(all.map((one) => distinctName(one))).size).toBe(all.length);
    // One out of 97, as above, and all those whose kinds are few.
    const sample = all.filter(({ kind }, index) => index % 97 === 0 || !['commune', 'epci'].includes(kind));
    const lost: string[] = [];
    for (const one of sample) {
      const hits = await searchAuthorities(app.db, distinctName(one));
      if (hits.length !== 1 || hits[0]?.id !== one.id) lost.push(distinctName(one));
    }
    expect(sample.length).toBeGreaterThan(450);
    expect(lost).toEqual([]);
  });

  test('suggestions say by what former name they were found, and what to send back', async () => {
    const [seynod] = (await app.get('/collectivites.json?q=seynod')).json().items;
    expect(seynod).toMatchObject({ name: 'Annecy', distinct_name: 'Annecy (Haute-Savoie)' });
    expect(seynod.detail).toMatch(/^anciennement Seynod, commune, Haute-Savoie, /);
    const [lyon] = (await app.get('/collectivites.json?q=lyon%203')).json().items;
    expect(lyon.detail).toMatch(/^comprend Lyon 3e Arrondissement, /);
  });

  test('a former commune leads to the one that replaced it, and says so', async () => {
    const [hit] = await searchAuthorities(app.db, 'Seynod');
    expect(hit).toMatchObject({ id: 'commune:74010', former_name: 'Seynod', exact: true });
  });

  test('the beginning of « saint » finds those in full, and those that begin with « st »', async () => {
    const names = (await searchAuthorities(app.db, 'st')).map(({ name }) => name);
    expect(names).toContain('Strasbourg');
    expect(names).toContain('Saint-Étienne');
  });

  test('only the kinds asked for', async () => {
    const hits = await searchAuthorities(app.db, 'annecy', { kinds: ['epci'] });
    expect(hits.map(({ id }) => id)).toContain('epci:200066793');
    expect(hits.every(({ kind }) => kind === 'epci')).toBe(true);
  });

  test.each(['', ' ', '!!!', '%', '_', '\\', "'; drop table authorities; --", '🏔️', 'x'.repeat(200)])(
    'nothing, and no error, for %j',
    async (query) => {
      expect(await searchAuthorities(app.db, query)).toEqual([]);
    },
  );

  test('an authority comes once', async () => {
    const ids = (await searchAuthorities(app.db, 'annecy', { limit: 50 })).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('every authority is found by its own name, or by it and its département', async () => {
    const all = await app.db
      .selectFrom('authorities')
      .select(['id', 'name', 'kind', 'department_id'])
      .orderBy('id')
      .execute();
    // One out of 97: 375 of them, spread over all the départements, the same at every run.
    const sample = all.filter((_, index) => index % 97 === 0);
    const missing: string[] = [];
    for (const { id, name, department_id } of sample) {
      if ((await searchAuthorities(app.db, name)).some((hit) => hit.id === id)) continue;
      // Twelve communes are called Sainte-Colombe.
      const place = department_id?.split(':')[1] ?? '';
      if ((await searchAuthorities(app.db, `${name} ${place}`)).some((hit) => hit.id === id)) continue;
      missing.push(`${id} ${name}`);
    }
    expect(sample.length).toBeGreaterThan(300);
    expect(missing).toEqual([]);
  });
});

describe('codes', () => {
  test.each([
    ['74010', 'commune:74010', null],
    ['74 010', 'commune:74010', null],
    ['74268', 'commune:74010', { name: 'Seynod', kind: 'deleguee' }],
    ['20004', 'commune:2A004', { name: null, kind: 'ancienne' }],
    ['75108', 'commune:75056', { name: 'Paris 8e Arrondissement', kind: 'arrondissement' }],
    ['69381', 'commune:69123', { kind: 'arrondissement' }],
    ['13201', 'commune:13055', { kind: 'arrondissement' }],
    ['01015', 'commune:01015', null],
    ['217400423', 'commune:74042', null],
    ['217 400 423 00015', 'commune:74042', null],
    ['200054781', 'epci:200054781', null],
    ['200057867', 'ept:200057867', null],
    ['commune:74268', 'commune:74010', { name: 'Seynod' }],
    ['departement:2b', 'departement:2B', null],
  ])('%s', async (input, id, old) => {
    const authority = await resolveAuthority(app.db, input);
    expect(authority?.id).toBe(id);
    if (old) expect(authority?.old).toMatchObject(old);
    else expect(authority?.old).toBeNull();
  });

  test.each(['', 'Annecy', '99999', '000000000', '7401', '74010000000000000', 'commune:99999'])(
    'no authority for %j',
    async (input) => {
      expect(await resolveAuthority(app.db, input)).toBeUndefined();
    },
  );
});

describe('pages', () => {
  test('a commune says who it is and where it belongs', async () => {
    const reply = await app.get('/collectivites/communes/74010');
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toContain('<h1>Annecy</h1>');
    expect(reply.body).toContain('132\u202f117');
    expect(reply.body).toContain('href="/collectivites/epci/200066793"');
    expect(reply.body).toContain('href="/collectivites/departements/74"');
    expect(reply.body).toContain('Seynod');
    expect(reply.body).toContain('Insee');
  });

  test.each([
    ['/collectivites/communes/74268', 301, '/collectivites/communes/74010'],
    ['/collectivites/communes/74268.json', 301, '/collectivites/communes/74010.json'],
    ['/collectivites/communes/2a004', 301, '/collectivites/communes/2A004'],
    ['/collectivites/communes/200063402', 301, '/collectivites/communes/74010'],
    ['/collectivites/epci/20006679300010', 301, '/collectivites/epci/200066793'],
    ['/collectivites/epci/200057867', 301, '/collectivites/ept/200057867'],
    ['/collectivites/departements/2a', 301, '/collectivites/departements/2A'],
    ['/collectivites/75056', 302, '/collectivites/communes/75056'],
    ['/collectivites?q=annecy&q_id=commune:74010', 303, '/collectivites/communes/74010'],
  ])('%s leads to the address in use', async (url, status, location) => {
    const reply = await app.get(url);
    expect(reply.statusCode).toBe(status);
    expect(reply.headers.location).toBe(location);
  });

  test.each([
    '/collectivites/communes/99999',
    '/collectivites/communes/99999.json',
    '/collectivites/communes/%00',
    '/collectivites/villages/74010',
    '/collectivites/n-importe-quoi',
    '/collectivites/departements/987',
  ])('%s leads nowhere', async (url) => {
    expect((await app.get(url)).statusCode).toBe(404);
  });

  test('a département lists its communes, fifty a page, and its other kinds', async () => {
    const one = await app.get('/collectivites/departements/74.json');
    expect(one.json().contains).toMatchObject({ kind: 'commune', page: 1, total: 279, pages: 6 });
    expect(one.json().contains.items).toHaveLength(50);
    const last = await app.get('/collectivites/departements/74.json?page=6');
    expect(last.json().contains.items).toHaveLength(29);
    const bodies = await app.get('/collectivites/departements/74?type=epci&page=quatre');
    expect(bodies.statusCode).toBe(200);
    expect(bodies.body).toContain('CA du Grand Annecy');
  });

  test('an EPCI across départements belongs to each, the most peopled first', async () => {
    const epci = await app.db
      .selectFrom('authorities')
      .select(['id', 'code', 'ancestors'])
      .where('kind', '=', 'epci')
      .where('name', '=', 'CC Usses et Rhône')
      .executeTakeFirstOrThrow();
    expect(epci.ancestors).toEqual(['departement:74', 'departement:01', 'region:84']);
    for (const department of ['74', '01']) {
      const listed = await app.get(`/collectivites/departements/${department}.json?type=epci`);
      expect(JSON.stringify(listed.json().contains.items)).toContain(epci.id);
    }
  });

  test('Greater Paris holds its territories, and they hold their communes', async () => {
    const metropole = await app.get('/collectivites/epci/200054781.json');
    expect(metropole.json().contains.counts).toEqual({ commune: 130, ept: 11 });
    const montreuil = await app.get('/collectivites/communes/93048.json');
    expect(montreuil.json().belongs_to.map(({ id }: { id: string }) => id)).toEqual([
      'ept:200057875',
      'epci:200054781',
      'departement:93',
      'region:11',
    ]);
  });

  test('nothing is made up where the source is silent', async () => {
    const papeete = (await app.get('/collectivites/communes/98735.json')).json();
    expect(papeete).toMatchObject({ siren: null, belongs_to: [{ id: 'com:987' }] });
    const kerguelen = await app.get('/collectivites/communes/98412');
    expect(kerguelen.body).toContain('Non connue');
    const department = (await app.get('/collectivites/departements/74.json')).json();
    expect(department.siren).toBeNull();
    expect(department.population_source.label).toContain('somme');
  });

  test('search as a page and as data', async () => {
    const page = await app.get('/collectivites?q=saint-denis');
    expect(page.body).toContain('href="/collectivites/communes/93066"');
    expect(page.body).toContain('value="saint-denis"');
    const data = await app.get('/collectivites.json?q=annecy');
    expect(data.json().items[0]).toMatchObject({
      id: 'commune:74010',
      kind: 'commune',
      code: '74010',
      siren: '200063402',
      name: 'Annecy',
      label: 'Annecy — commune, Haute-Savoie, 132\u202f117\u00a0habitants',
      department: 'Haute-Savoie',
      population: 132117,
      url: `${publicUrl}/collectivites/communes/74010`,
    });
    expect((await app.get('/collectivites.json?q=zzqqxx')).json().items).toEqual([]);
  });

  test('counts are written the French way; what an authority is comes before what it holds', async () => {
    const counted = await app.get('/collectivites?q=saint');
    expect(counted.body).toMatch(/<span class="cd-count">4\u202f\d{3}</);
    const department = (await app.get('/collectivites/departements/74')).body;
    expect(department.indexOf('Carte d’identité')).toBeLessThan(
      department.indexOf('id="contenu-territorial"'),
    );
    expect(department).toContain('non fourni par les données officielles utilisées');
    expect((await app.get('/collectivites/communes/74010')).body).not.toContain('non fourni');
  });

  test('search pages hold all that was counted', async () => {
    const first = await app.get('/collectivites?q=sainte-colombe&type=communes');
    expect(first.body).toContain('Sainte-Colombe');
    const pages = await Promise.all(
      [1, 2].map((page) => app.get(`/collectivites?q=saint-jean&type=communes&page=${page}`)),
    );
    const links = pages.map(({ body }) =>
      [...body.matchAll(/\/collectivites\/communes\/(\w{5})/g)].map(([, code]) => code),
    );
    expect(links[0]).toHaveLength(50);
    expect(links[1]?.some((code) => links[0]?.includes(code))).toBe(false);
  });

  test('no result says what to do; strange input is text', async () => {
    const none = await app.get(`/collectivites?q=${encodeURIComponent('<script>zzqqxx</script>')}`);
    expect(none.statusCode).toBe(200);
    expect(none.body).not.toContain('<script>zz');
    for (const odd of ['?q[]=a', '?q=a&q=b', `?q=${'a'.repeat(5000)}`, '?q=%00', '?type=rien&page=-1']) {
      expect((await app.get(`/collectivites${odd}`)).statusCode).toBe(200);
      expect((await app.get(`/collectivites.json${odd}`)).statusCode).toBe(200);
    }
  });

  test('without a search: regions and départements to go through', async () => {
    const reply = await app.get('/collectivites');
    expect(reply.body).toContain('href="/collectivites/regions/84"');
    expect(reply.body).toContain('href="/collectivites/departements/974"');
    expect(reply.body).toContain('href="/collectivites/outre-mer/987"');
  });
});
