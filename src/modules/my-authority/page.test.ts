import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startWithAgenda } from '../../../test/agenda.ts';
import type { TestApp } from '../../../test/harness.ts';
import { placedAuthorities } from '../territories/index.ts';
import { concerningEntries } from './index.ts';

let t: TestApp;
const annecy = '/collectivites/communes/74010';
beforeAll(async () => {
  t = await startWithAgenda();
});
afterAll(() => t.close());

const data = z.object({
  next_deadline: z.object({ date: z.string(), measure: z.string(), url: z.string() }),
  measures: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      nature: z.string(),
      status: z.string(),
      url: z.string(),
      verdict: z.enum(['yes', 'no', 'unknown']),
      reason: z.string(),
      trace: z.array(
        z.strictObject({
          words: z.string(),
          wanted: z.string(),
          found: z.string(),
          verdict: z.string(),
          source: z.object({ label: z.string(), url: z.string() }).nullable(),
        }),
      ),
      question: z.object({ code: z.string(), words: z.string() }).nullable(),
      next_milestone: z
        .object({
          date: z.string().nullable(),
          precision: z.string(),
          words: z.string(),
          kind: z.string(),
          label: z.string(),
        })
        .nullable(),
    }),
  ),
});

test('the page says how many measures, by when, and what to do first, before everything', async () => {
  const { body } = await t.get(annecy);
  const text = body.replace(/&nbsp;|\u00a0/g, ' ');
  expect(text).toMatch(/\d+ mesures vous concernent/);
  expect(text).toContain('Prochaine échéance');
  expect(text).toContain('À faire d’abord');
  const order = ['vous concernent', 'À faire maintenant', 'À préparer', 'En vigueur', 'Opportunités'].map(
    (words) => text.indexOf(words),
  );
  expect(order.every((at) => at > 0)).toBe(true);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(text).toContain('Ne vous concerne pas');
  expect(text).toContain('Ce que font votre intercommunalité et votre département');
  expect(text).toContain('De population voisine');
  expect(body).toContain(`href="${annecy}.ics"`);
  expect(body).toContain(`href="${annecy}.atom"`);
  expect(body).toContain(`href="${annecy}.pdf"`);
});

test('a threshold is explained on both sides of it', async () => {
  const reasonAt = async (code: string) => {
    const { measures } = data.parse((await t.get(`/collectivites/communes/${code}.json`)).json());
    return measures.find(({ slug }) => slug === 'demat-ads-instruction');
  };
  expect(await reasonAt('74010')).toMatchObject({
    verdict: 'yes',
    reason: expect.stringContaining('plus de 3\u202f500 habitants'),
  });
  // Bluffy, a village.
  expect(await reasonAt('74036')).toMatchObject({
    verdict: 'no',
    reason: expect.stringContaining('plus de 3\u202f500 habitants'),
  });
});

test('the data holds every measure, with its verdict, its reason and its trace', async () => {
  const { measures, next_deadline } = data.parse((await t.get(`${annecy}.json`)).json());
  expect(measures).toHaveLength(68);
  expect(new Set(measures.map(({ verdict }) => verdict))).toEqual(new Set(['yes', 'no', 'unknown']));
  for (const { verdict, question, reason } of measures) {
    expect(reason).not.toBe('');
    expect(question !== null).toBe(verdict === 'unknown');
  }
  expect(next_deadline.date >= '2026-11-23' || next_deadline.date.slice(0, 4) === '2026').toBe(true);
  expect(measures.find(({ slug }) => slug === next_deadline.measure)?.verdict).toBe('yes');
});

test('each criterion has the same words on the page of the authority, in its data and on that of the measure', async () => {
  const { measures } = data.parse((await t.get(`${annecy}.json`)).json());
  const trace = measures.find(({ slug }) => slug === 'demat-ads-instruction')?.trace ?? [];
  expect(trace.slice(0, 2).map(({ words }) => words.replace(/\d.*\d(?= habitants,)/, 'N'))).toEqual([
    'Critère rempli : commune, public visé « les communes »',
    'Critère rempli : N habitants, seuil « plus de 3\u202f500 habitants »',
  ]);
  const asWords = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/[\s\u00a0\u202f]+/g, ' ');
  for (const page of [annecy, '/agenda/demat-ads-instruction?collectivite=74010']) {
    const text = asWords((await t.get(page)).body);
    for (const { words, source } of trace)
      expect(text).toContain(asWords(`${words}${source ? ` ( ${source.label} )` : ''}`));
  }
});

test('where answers may be given, the page says that mails, calendar and sheet go without them', async () => {
  expect((await t.get(annecy)).body).toContain('suivent les seules données officielles');
  expect((await t.get(`${annecy}/suivre`)).body).toContain('suivent les seules données officielles');
});

test('nothing is claimed overseas, where texts do not all apply', async () => {
  for (const url of ['/collectivites/outre-mer/988', '/collectivites/communes/98818']) {
    const { body } = await t.get(url);
    expect(body).toContain('spécialité législative');
    expect(body).not.toContain('vous concernent');
    expect((await t.get(`${url}.json`)).json()).toMatchObject({ measures: null, next_deadline: null });
    expect((await t.get(`${url}/et-si`)).statusCode).toBe(404);
  }
});

test('an authority that ended has nothing to do any more', async () => {
  await t.db
    .updateTable('authorities')
    .set({ ended_at: t.clock.now() })
    .where('id', '=', 'commune:74299')
    .execute();
  t.deps.pageCache.clear();
  const { body } = await t.get('/collectivites/communes/74299');
  expect(body).toContain('n’existe plus');
  expect(body).not.toContain('vous concernent');
  await t.db.updateTable('authorities').set({ ended_at: null }).where('id', '=', 'commune:74299').execute();
  t.deps.pageCache.clear();
});

test('pages without a cookie are the same for all, and light', async () => {
  const first = await t.get(annecy);
  expect(first.headers['cache-control']).toBe('public, no-cache');
  expect(first.headers['set-cookie']).toBeUndefined();
  expect((await t.get(annecy)).body).toBe(first.body);
  const { headers } = await t.app.inject({ url: annecy, headers: { 'accept-encoding': 'br' } });
  expect(Number(headers['content-length'])).toBeLessThan(30_000);
});

test('every kind of authority has its page', async () => {
  for (const url of ['epci/200066793', 'departements/74', 'regions/84', 'ept/200057867', 'communes/75056']) {
    const { statusCode, body } = await t.get(`/collectivites/${url}`);
    expect(statusCode).toBe(200);
    expect(body).toMatch(/vous concerne/);
  }
});

test('calendars get the dates of what concerns it, with why', async () => {
  const places = await placedAuthorities(t.db, ['commune:74010', 'com:988']);
  const annecyPlace = places.get('commune:74010');
  if (!annecyPlace) throw new Error('Annecy is missing');
  const entries = await concerningEntries(t.deps, annecyPlace);
  expect(entries.length).toBeGreaterThan(20);
  expect(entries.every(({ reason }) => reason.startsWith('Concernée'))).toBe(true);
  const days = entries.map(({ milestone }) => milestone.date ?? '9999');
  expect(days).toEqual(days.toSorted());
  // The date of the smaller communes is not that of Annecy.
  const labels = entries.map(({ milestone }) => milestone.label);
  expect(labels).toContain('Échéance des communes de plus de 2 000 habitants');
  expect(labels).not.toContain('Échéance des communes de 2 000 habitants et moins');
  const overseas = places.get('com:988');
  expect(overseas).toBeDefined();
  expect(overseas && (await concerningEntries(t.deps, overseas))).toEqual([]);
});

test('the nearest number of people are found by walking the index', async () => {
  const { rows } = await t.pool.query(`explain select id from authorities
    where kind = 'commune' and ended_at is null and region_id = 'region:84' and population >= 900
    order by population limit 6`);
  expect(JSON.stringify(rows)).toContain('authorities_population');
});

test.each([
  ['/et-si', 'Que supposez-vous'],
  ['/et-si?population=3600', '3\u202f600'],
  ['/et-si?population=132117', 'Rien ne changerait'],
])('what if: %s', async (query, words) => {
  const { statusCode, body } = await t.get(`${annecy}${query}`);
  expect(statusCode).toBe(200);
  expect(body).toContain(words);
});

test('what if: obligations fall, with why', async () => {
  const { body } = await t.get(`${annecy}/et-si?population=900`);
  expect(body).toContain('Ne vous concerneraient plus');
  expect(body).toContain('Instruction dématérialisée');
  expect(body).toContain('commune de 900');
});

test('what if: two communes become one', async () => {
  for (const partner of ['74282', 'Fillière', 'filliere']) {
    const { statusCode, body } = await t.get(`${annecy}/et-si?avec=${encodeURIComponent(partner)}`);
    expect(statusCode).toBe(200);
    expect(body).toContain('Annecy et Fillière réunies');
  }
});

test.each([
  ['population=beaucoup', 'en chiffres'],
  ['population=-5', 'en chiffres'],
  ['population=99999999999', 'en chiffres'],
  ['avec=Xyzzy', 'Aucune commune voisine'],
  ['avec=74010', 'même commune'],
  ['avec=75056', 'ni de la même intercommunalité ni du même département'],
  ['avec=200066793', 'n’est pas une commune'],
  ['avec=74282&population=12', 'Choisissez l’un ou l’autre'],
  [`avec=${encodeURIComponent('<script>alert(1)</script>')}`, 'Aucune commune voisine'],
])('what if: bad input, %s', async (query, words) => {
  const { statusCode, body } = await t.get(`${annecy}/et-si?${query}`);
  expect(statusCode).toBe(422);
  expect(body).toContain(words);
  expect(body).not.toContain('<script>alert');
});
