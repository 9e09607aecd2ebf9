import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../harness.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

describe('an address that is no UTF-8', () => {
  it.each(['/%ff', '/groupes/%ff', '/groupes/%E0%A4%A', '/%'])(
    '%s leads to the page of unknown addresses',
    async (url) => {
      const { statusCode, headers, body } = await t.get(url);
      expect(statusCode).toBe(404);
      expect(headers['content-type']).toContain('text/html');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(body).toContain('Cette page n’existe pas');
      expect(body).not.toContain('FST_ERR');
    },
  );

  it('is answered as data where data was asked for', async () => {
    const { statusCode, headers } = await t.get('/groupes/%ff.json');
    expect(statusCode).toBe(404);
    expect(headers['content-type']).toContain('application/problem+json');
  });
});

describe('the address of a list that was narrowed', () => {
  it.each([
    ['/livrables?groupe=&nature=guide&public=', '/livrables?nature=guide'],
    ['/recherche?q=', '/recherche'],
    ['/livrables?groupe&nature=', '/livrables'],
    ['/recherche?q=a%3D&type=', '/recherche?q=a%3D'],
  ])('%s loses what was left empty', async (url, clean) => {
    const { statusCode, headers } = await t.get(url);
    expect([statusCode, headers.location]).toEqual([302, clean]);
  });

  it.each(['/recherche?q=a=', '/collectivites.json?q=', '/groupes/inconnu?x='])(
    '%s is answered as it is',
    async (url) => {
      expect((await t.get(url)).statusCode).not.toBe(302);
    },
  );

  it('never leads to another site', async () => {
    expect((await t.get('//exemple.invalid/recherche?q=')).statusCode).toBe(404);
  });
});

it.each(['/groupes/', '/collectivites/communes/74010/', '/livrables/?nature=guide'])(
  '%s is the same page with its last slash',
  async (url) => {
    expect((await t.get(url)).statusCode).toBe(200);
  },
);
