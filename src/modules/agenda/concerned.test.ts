import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWithAgenda, wordsIn } from '../../../test/agenda.ts';
import type { TestApp } from '../../../test/harness.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startWithAgenda();
});
afterAll(async () => {
  await t.close();
});

const here = '/agenda/demat-ads-instruction/collectivites';

describe('those that a measure concerns', () => {
  test('are told on its page, which leads to the list', async () => {
    const response = await t.get('/agenda/demat-ads-instruction');
    expect(wordsIn(response)).toMatch(
      /3 \d{3} communes concernées, 1 \d{3} à préciser, 48 millions d’habitants/,
    );
    expect(response.body).toContain(`href="${here}"`);
  });

  test('are counted and listed, the most populated first', async () => {
    const response = await t.get(here);
    expect(response.statusCode).toBe(200);
    expect(response.body.indexOf('>Paris<')).toBeLessThan(response.body.indexOf('>Marseille<'));
    expect(wordsIn(response)).toContain('Les communes de plus de 3 500 habitants');
  });

  test('are narrowed by what the address says, in the same way as data', async () => {
    const query = '?etat=a-preciser&type=epci&territoire=departement:74';
    const page = await t.get(`${here}${query}`);
    expect(page.body).toContain('href="/collectivites/epci/200066793"');
    expect(page.body).not.toContain('>Paris<');
    const { items, total, counts } = (await t.get(`${here}.json${query}`)).json();
    expect(items[0]).toMatchObject({
      id: 'epci:200066793',
      url: 'http://cordee.test/collectivites/epci/200066793',
    });
    expect(total).toBe(items.length);
    expect(counts.by_departement).toContainEqual(expect.objectContaining({ id: 'departement:74' }));
  });

  test('come page after page, and beyond the last is the first', async () => {
    const { next, pages } = (await t.get(`${here}.json`)).json();
    expect(next).toBe(`http://cordee.test${here}.json?page=2`);
    const beyond = (await t.get(`${here}.json?page=${pages + 1}`)).json();
    expect(beyond).toMatchObject({ page: 1 });
  });

  test('are all in one table for spreadsheets', async () => {
    const response = await t.get(`${here}.csv?territoire=departement:74&page=2`);
    expect(response.headers['content-disposition']).toContain('demat-ads-instruction-collectivites.csv');
    const lines = response.body.trim().split('\r\n');
    expect(lines[0]).toContain('code;siren;nom');
    expect(lines[1]).toMatch(/^74010;\d{9};Annecy;commune;Haute-Savoie;\d+;http:\/\/cordee\.test/);
  });

  test('do not exist for a measure that does not', async () => {
    for (const end of ['', '.json', '.csv']) {
      expect((await t.get(`/agenda/inconnue/collectivites${end}`)).statusCode).toBe(404);
    }
    const odd = await t.get(`${here}?etat=x&type=canton&territoire=%27%22&page=1`);
    expect(odd.statusCode).toBe(200);
  });
});
