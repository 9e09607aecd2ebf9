import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startWithAgenda } from '../../../test/agenda.ts';
import { anAccount } from '../../../test/factories.ts';
import type { TestApp } from '../../../test/harness.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startWithAgenda();
});
afterAll(() => t.close());

const values = z.array(z.object({ value: z.string(), count: z.number() }));
const listed = z.object({
  total: z.number(),
  page: z.number(),
  pages: z.number(),
  next: z.url().nullable(),
  counts: z.object({ theme: values, nature: values, statut: values, type: values }),
  items: z.array(
    z.object({
      slug: z.string(),
      url: z.url(),
      verdict: z.enum(['yes', 'unknown']).optional(),
      milestones: z.array(z.object({ id: z.uuid(), date: z.string().nullable(), words: z.string() })),
    }),
  ),
});
const list = async (query = '') => listed.parse((await t.get(`/agenda.json${query}`)).json());
const slugsOf = async (query: string) => (await list(query)).items.map(({ slug }) => slug);

async function idOf(slug: string): Promise<string> {
  const row = await t.db
    .selectFrom('measures')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  return row.id;
}

describe('the list', () => {
  test('says what comes, what runs and what is past, with the measure, its kind and its theme', async () => {
    const { statusCode, body } = await t.get('/agenda');
    expect(statusCode).toBe(200);
    expect(body.match(/<h1>/g)).toHaveLength(1);
    expect(body).toMatch(/68.mesures/);
    const [soon, now, past] = ['Bientôt', 'En cours', 'Passé'].map((title) => body.indexOf(`>${title}</h3>`));
    expect([0 < (soon ?? 0), (soon ?? 0) < (now ?? 0), (now ?? 0) < (past ?? 0)]).toEqual([true, true, true]);
    expect(body).toMatch(/2026, 4e trimestre.*2.décembre.2026.*Échéance.*href="\/agenda\/reglement-ia"/s);
    expect(body).toMatch(/<details[^>]*open[^>]*><summary>2026/);
    expect(body).toContain('À vérifier');
  });

  test('is given in pages that hold each entry once', async () => {
    const pages = await Promise.all([1, 2, 3].map((page) => t.get(`/agenda?page=${page}`)));
    const entries = pages.map(({ body }) => body.match(/class="cd-item cd-entry"/g)?.length ?? 0);
    expect(Math.max(...entries)).toBeLessThanOrEqual(60);
    expect(entries.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(163);
    expect(pages[0]?.body).toContain('href="/agenda?page=2"');
    expect((await t.get('/agenda?page=9999')).statusCode).toBe(200);
  });

  test('by measure, all of them, in the order of their titles', async () => {
    const bodies = await Promise.all([1, 2, 3].map((page) => t.get(`/agenda?vue=mesures&page=${page}`)));
    const slugs = bodies.flatMap(({ body }) =>
      [...body.matchAll(/cd-item__title"><a href="\/agenda\/([^"]+)"/g)].map(([, slug]) => slug),
    );
    expect(new Set(slugs).size).toBe(68);
  });

  test('leads to proposing what is missing, whatever is found', async () => {
    for (const url of ['/agenda', '/agenda?q=zinzolin'])
      expect((await t.get(url)).body).toContain('href="/agenda/proposer"');
  });

  test('is kept in memory for visitors', async () => {
    const first = await t.get('/agenda?theme=social');
    expect(first.headers.etag).toBeDefined();
    expect((await t.get('/agenda?theme=social')).headers.etag).toBe(first.headers.etag);
  });
});

describe('filters', () => {
  test.each([
    ['?theme=cybersecurite', 7],
    ['?nature=experimentation', 3],
    ['?nature=opportunite', 22],
    ['?statut=terminee', 6],
    ['?de=2027', 6],
    ['?q=PLAT%27AU', 1],
  ])('%s leaves %i', async (query, total) => {
    expect((await list(query)).total).toBe(total);
    expect((await t.get(`/agenda${query}`)).body).toMatch(
      new RegExp(`<h2 id="resultats">${total}.mesures?<`),
    );
  });

  test('counts of a facet tell what choosing it gives, beside the other filters', async () => {
    const { counts } = await list('?theme=cybersecurite');
    for (const name of ['nature', 'statut', 'type'] as const) {
      for (const { value, count } of counts[name])
        expect([value, (await list(`?theme=cybersecurite&${name}=${value}`)).total]).toEqual([value, count]);
    }
    expect((await t.get('/agenda?theme=cybersecurite')).body).toMatch(
      /<option value="obligation"[^>]*>Obligation \(\d+\)/,
    );
  });

  test('what is to be settled for an authority is listed and marked, whatever the view, and the page says on what it goes', async () => {
    const { pages } = await list('?collectivite=01001');
    const numbers = Array.from({ length: pages }, (_, index) => index + 1);
    const found = await Promise.all(numbers.map((page) => list(`?collectivite=01001&page=${page}`)));
    const unknown = found.flatMap(({ items }) => items).filter(({ verdict }) => verdict === 'unknown');
    expect(unknown.length).toBeGreaterThan(3);
    for (const view of ['liste', 'mesures']) {
      const bodies = await Promise.all(
        [1, 2, 3].map(
          async (page) => (await t.get(`/agenda?vue=${view}&collectivite=01001&page=${page}`)).body,
        ),
      );
      expect(bodies[0]).toContain('les seules données officielles');
      for (const { slug } of unknown) {
        const entries = bodies.flatMap((body) =>
          body.split('<li').filter((one) => one.includes(`href="/agenda/${slug}"`)),
        );
        const isMarked = entries.length > 0 && entries.every((one) => one.includes('À préciser'));
        expect([view, slug, isMarked]).toEqual([view, slug, true]);
      }
    }
    const timeline = await t.get('/agenda?vue=frise&collectivite=01001');
    expect(timeline.body).toMatch(/À préciser.: [a-zé]/);
    for (const address of [
      '/agenda',
      '/agenda?vue=frise',
      '/agenda?collectivite=74010&theme=urbanisme&statut=abrogee',
    ])
      expect((await t.get(address)).body).not.toContain('les seules données officielles');
  });

  test('a kind, a number of people and a place keep what may concern such an authority', async () => {
    expect(await slugsOf('?type=commune&population=900&theme=urbanisme')).not.toContain(
      'demat-ads-instruction',
    );
    expect(await slugsOf('?type=commune&population=3501&theme=urbanisme')).toContain('demat-ads-instruction');
    expect(await slugsOf('?type=commune&population=3500&theme=urbanisme')).not.toContain(
      'demat-ads-instruction',
    );
    const everywhere = (await list('?theme=reseaux')).total;
    expect((await list('?theme=reseaux&territoire=departement:74')).total).toBeLessThanOrEqual(everywhere);
    expect((await t.get('/agenda?territoire=Haute-Savoie')).body).toContain(
      'value="Haute-Savoie (département)"',
    );
  });

  test('one authority: what concerns it, by its name or its code, and what is to be settled', async () => {
    const small = await list('?collectivite=01001');
    expect(small.total).toBeLessThan(68);
    expect(small.items.some(({ verdict }) => verdict === 'unknown')).toBe(true);
    expect(small.items.map(({ slug }) => slug)).not.toContain('demat-ads-instruction');
    expect(await slugsOf('?collectivite=74010&theme=urbanisme')).toContain('demat-ads-instruction');
    const { body, statusCode } = await t.get('/agenda?collectivite=Annecy&theme=urbanisme');
    expect(statusCode).toBe(200);
    expect(body).toContain('pour Annecy');
    expect(body).toContain('href="/agenda?vue=mesures&amp;collectivite=commune%3A74010&amp;theme=urbanisme"');
    expect((await t.get('/agenda?collectivite=01001')).body).toContain('À préciser');
    // What was chosen in the list, with a script.
    expect((await t.get('/agenda?collectivite=x&collectivite_id=commune:74010')).body).toContain(
      'pour Annecy',
    );
  });

  test('a name that several bear is asked about; a name that none bears is said', async () => {
    const several = await t.get('/agenda?collectivite=Saint-Denis&theme=urbanisme');
    expect(several.statusCode).toBe(422);
    expect(several.body).toMatch(/Laquelle est «.Saint-Denis.»/);
    expect(several.body).toContain('href="/agenda?collectivite=commune%3A93066&amp;theme=urbanisme"');
    const none = await t.get('/agenda?collectivite=Xqzwv');
    expect(none.body).toMatch(/Aucune collectivité ne répond à «.Xqzwv.»/);
    for (const path of ['/agenda.json', '/agenda.csv'])
      expect((await t.get(`${path}?collectivite=Saint-Denis`)).statusCode).toBe(422);
  });

  test('nothing found says which filter to leave out, and what that would give', async () => {
    const { body } = await t.get('/agenda?theme=etat-civil&type=region');
    expect(body).toContain('Aucune mesure ne passe tous ces filtres');
    expect(body).toMatch(
      /href="\/agenda\?type=region">Sans le filtre «.Thème.: État civil.»<\/a> \(\d+.mesures/,
    );
    expect(body).toContain('href="/agenda?theme=etat-civil"');
  });

  test.each([
    ['population=-4', 'Indiquez un nombre d’habitants'],
    ['population=1e9', 'Indiquez un nombre d’habitants'],
    ['de=demain', 'Indiquez une année'],
    ['de=2028&a=2020', 'La période finit avant de commencer'],
    ['de=99999', 'Indiquez une année'],
  ])('%s is refused in plain words', async (query, message) => {
    const page = await t.get(`/agenda?${query}`);
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain(message);
    const data = await t.get(`/agenda.json?${query}`);
    expect(data.statusCode).toBe(422);
    expect(data.headers['content-type']).toContain('application/problem+json');
  });

  test('odd and huge filters are no filters', async () => {
    const odd = '?theme=..%2F&nature=bombe&statut=%00&type=%3Cscript%3E&page=-4&vue=autre&autre=1&theme=a';
    expect((await list(odd)).total).toBe(68);
    expect((await t.get(`/agenda${odd}`)).statusCode).toBe(200);
    const huge = 'a'.repeat(10_000);
    for (const name of ['q', 'collectivite', 'territoire', 'population', 'de', 'theme']) {
      const { statusCode, body } = await t.get(`/agenda?${name}=${huge}`);
      expect([name, statusCode]).toEqual([name, 200]);
      expect(body).not.toContain(huge);
    }
    const attack = await t.get(`/agenda?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(attack.body).not.toContain('<script>alert');
  });
});

describe('the timeline', () => {
  test('draws links that the keyboard reaches, each with its kind and period in words', async () => {
    const { body } = await t.get('/agenda?vue=frise');
    expect(body).toContain('Voir en liste');
    expect(body.match(/<svg class="cd-frise cd-frise--(wide|narrow)"/g)).toHaveLength(2);
    expect(body).toMatch(/<title id="frise-wide">Frise de l’agenda<\/title>/);
    expect(body).toMatch(/<a href="\/agenda\/reglement-ia">.*?Échéance, 2.décembre.2026/s);
    expect(body).toContain('Aujourd’hui');
    expect(body).not.toMatch(/ style=/);
  });

  test('leads to the years before and after, with the filters kept', async () => {
    const { body } = await t.get('/agenda?vue=frise&theme=urbanisme');
    const earlier = /href="([^"]+)">Avant 2025 \(\d+\)/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(earlier).toMatch(
      /vue=frise&theme=urbanisme&de=\d{4}&a=2024|vue=frise&theme=urbanisme&de=\d{4}&a=\d{4}/,
    );
    expect((await t.get(earlier)).body).toContain('<svg class="cd-frise cd-frise--wide"');
  });
});

describe('a measure', () => {
  test('is told whole', async () => {
    const { statusCode, body } = await t.get('/agenda/demat-ads-instruction');
    expect(statusCode).toBe(200);
    for (const words of [
      'Instruction dématérialisée des autorisations d’urbanisme',
      'DGALN',
      'Obligation',
      'En vigueur',
      'Les communes de plus de',
      'Ce qu’il faut faire',
      'Former accueil et instructeurs',
      'L. 423-3',
      'Condition pour',
      'href="/agenda/plat-au"',
    ])
      expect(body).toContain(words);
    expect(body).toMatch(/<time dateTime="2026-11-2\d">|<time datetime="2026-11-2\d">/);
    expect((await t.get('/agenda/plat-au')).body).toMatch(
      /Dépend de.: <a href="\/agenda\/demat-ads-instruction">/,
    );
  });

  test('says what is to be checked, and what is good to know', async () => {
    const { body } = await t.get('/agenda/nis2');
    expect(body).toContain('fr-alert--warning');
    const medium = await t.db
      .selectFrom('measures')
      .select(['slug', 'note'])
      .where('confidence', '=', 'medium')
      .where('note', 'is not', null)
      .executeTakeFirstOrThrow();
    expect((await t.get(`/agenda/${medium.slug}`)).body).toContain('>À savoir<');
  });

  test.each([
    ['74010', /Concernée.: commune de/],
    ['01001', /Non concernée.: commune de/],
    ['Annecy', /Concernée.: commune de/],
    ['200066793', /À préciser/],
    ['Saint-Denis', /Laquelle est/],
    ['Xqzwv', /Aucune collectivité ne répond/],
  ])('tells %s whether it is concerned', async (typed, words) => {
    const { statusCode, body } = await t.get(`/agenda/demat-ads-instruction?collectivite=${typed}`);
    expect(statusCode).toBe(200);
    expect(body).toMatch(words);
  });

  test('tells why, line by line, and what would change it', async () => {
    const { body } = await t.get('/agenda/demat-ads-instruction?collectivite=74010');
    expect(body).toContain('Le détail de la règle');
    expect(body).toMatch(/Ne serait plus concernée.*3.500.habitants/);
    expect(body).toContain('href="/collectivites/communes/74010"');
    expect(body).toContain('name="robots" content="noindex"');
  });

  test.each(['/agenda/inconnue', '/agenda/inconnue.json', '/agenda/%00', '/agenda/A B'])(
    '%s leads nowhere',
    async (url) => {
      expect((await t.get(url)).statusCode).toBe(404);
    },
  );

  test('a draft is for those who keep the agenda', async () => {
    const stranger = await t.signIn((await anAccount(t.db)).id);
    const team = await t.signIn((await anAccount(t.db, { roles: ['programme-team'] })).id);
    const editor = await anAccount(t.db);
    await t.db
      .insertInto('measure_editors')
      .values({ measure_id: await idOf('payfip'), account_id: editor.id })
      .execute();
    await t.db.updateTable('measures').set({ published: false }).where('slug', '=', 'payfip').execute();
    t.deps.pageCache.clear();
    for (const url of ['/agenda/payfip', '/agenda/payfip.json']) {
      expect((await t.get(url)).statusCode).toBe(404);
      expect((await t.get(url, stranger)).statusCode).toBe(404);
      expect((await t.get(url, team)).statusCode).toBe(200);
      expect((await t.get(url, await t.signIn(editor.id))).statusCode).toBe(200);
    }
    expect((await t.get('/agenda/payfip', team)).body).toContain('Brouillon');
    expect((await list()).total).toBe(67);
    await t.db.updateTable('measures').set({ published: true }).where('slug', '=', 'payfip').execute();
    t.deps.pageCache.clear();
  });
});

describe('as data', () => {
  test('each measure once, whole, page by page', async () => {
    const slugs: string[] = [];
    for (let url: string | null = '/agenda.json'; url !== null; ) {
      const { items, next }: z.infer<typeof listed> = listed.parse((await t.get(url)).json());
      slugs.push(...items.map(({ slug }) => slug));
      url = next === null ? null : next.replace(t.deps.settings.publicUrl, '');
    }
    expect(new Set(slugs).size).toBe(68);
  });

  test('a measure', async () => {
    const response = await t.get('/agenda/demat-ads-instruction.json');
    expect(response.headers['content-type']).toContain('application/json');
    expect(response.json()).toMatchObject({
      slug: 'demat-ads-instruction',
      theme: { code: 'urbanisme' },
      nature: 'obligation',
      status: 'in_force',
      audience: {
        version: 1,
        rule: { any: expect.any(Array) },
        words: expect.stringContaining('les communes'),
        note: expect.stringContaining('instruit pour ces communes'),
      },
      milestones: expect.arrayContaining([
        expect.objectContaining({
          date: '2022-01-01',
          precision: 'day',
          words: '1er janvier 2022',
          kind: 'entry_into_force',
          audience: null,
          cancelled: false,
          moves: [],
        }),
      ]),
      confidence: 'high',
    });
  });

  test('for spreadsheets: one line a milestone, under the same filters', async () => {
    const { headers, body } = await t.get('/agenda.csv?theme=urbanisme');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toContain('agenda.csv');
    expect(body.startsWith('\ufeffmesure;adresse;')).toBe(true);
    expect(body).toContain(
      'Obligation d’instruire en ligne;Entrée en vigueur;1er janvier 2022;2022-01-01;2022-01-01;;non;',
    );
    const { items } = await list('?theme=urbanisme');
    const milestones = items.reduce((sum, one) => sum + one.milestones.length, 0);
    expect(body.trimEnd().split('\r\n')).toHaveLength(milestones + 1);
  });

  test('what was written to trap a spreadsheet is a text there', async () => {
    await t.db
      .updateTable('measures')
      .set({ pilot: '=HYPERLINK("http://x")' })
      .where('slug', '=', 'plat-au')
      .execute();
    t.deps.pageCache.clear();
    expect((await t.get('/agenda.csv')).body).toContain(`"'=HYPERLINK(""http://x"")"`);
  });
});

describe('a milestone that moved or was cancelled', () => {
  test('says so, with the old date, the reason and the source, wherever it shows', async () => {
    const id = await idOf('meubles-tourisme');
    const milestone = await t.db
      .insertInto('measure_milestones')
      .values({
        measure_id: id,
        date: '2029-01-01',
        precision: 'quarter',
        kind: 'deadline',
        label: 'Échéance d’essai',
        position: 90,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await t.db
      .insertInto('milestone_moves')
      .values({
        milestone_id: milestone.id,
        from_date: '2028-05-20',
        from_precision: 'day',
        to_date: '2029-01-01',
        to_precision: 'quarter',
        reason: 'Le décret a tardé.',
        source_label: 'Journal officiel',
        source_url: 'https://www.exemple.fr/jo',
      })
      .execute();
    await t.db
      .insertInto('measure_milestones')
      .values({
        measure_id: id,
        date: '2030-01-01',
        precision: 'year',
        kind: 'end',
        label: 'fin abandonnée',
        position: 91,
        cancelled_at: t.clock.now(),
      })
      .execute();
    t.deps.pageCache.clear();
    const { body } = await t.get('/agenda?q=meubles');
    expect(body).toMatch(/Reporté, initialement le 20.mai.2028/);
    expect(body).toMatch(/<del>Fin abandonnée<\/del>.*Annulé/s);
    const page = (await t.get('/agenda/meubles-tourisme')).body;
    expect(page).toMatch(/Prévu le 20.mai.2028, reporté au 1er.trimestre.2029/);
    expect(page).toContain('Le décret a tardé.');
    expect(page).toContain('href="https://www.exemple.fr/jo"');
    expect(page).toContain('<del>Fin abandonnée</del>');
    const data = (await t.get('/agenda/meubles-tourisme.json')).json();
    expect(data.milestones).toContainEqual(
      expect.objectContaining({
        id: milestone.id,
        moves: [expect.objectContaining({ reason: 'Le décret a tardé.' })],
      }),
    );
    expect((await t.get('/agenda.csv?q=meubles')).body).toMatch(
      /1er.trimestre.2029;2029-01-01;2029-03-31;20.mai.2028;non/,
    );
    expect((await t.get('/agenda?vue=frise&theme=tourisme')).body).toMatch(
      /Échéance, reporté, 1er.trimestre.2029/,
    );
  });
});

describe('elsewhere', () => {
  test('the menu, the site map and the sitemap lead to it', async () => {
    expect((await t.get('/')).body).toMatch(/<nav[^>]*>.*href="\/agenda"[^>]*>Agenda</s);
    expect((await t.get('/plan-du-site')).body).toContain('href="/agenda"');
    const sitemap = (await t.get('/sitemap-contenus.xml')).body;
    expect(sitemap).toContain('/agenda</loc>');
    expect(sitemap).toContain('/agenda/demat-ads-instruction</loc>');
  });

  test('the home page tells the next three deadlines', async () => {
    const { body } = await t.get('/');
    const part = body.slice(body.indexOf('id="echeances"'), body.indexOf('id="groupes"'));
    expect(part.match(/class="cd-item cd-entry"/g)).toHaveLength(3);
    expect(part).toMatch(/2.décembre.2026/);
  });

  test('the search finds measures, and only them when asked', async () => {
    const { body } = await t.get('/recherche?q=facturation+electronique&type=mesures');
    expect(body).toContain('href="/agenda/facturation-electronique');
    expect(body).toContain('Mesure de l’agenda');
  });
});
