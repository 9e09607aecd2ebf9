import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aGroup } from '../../../../test/factories.ts';
import { publicUrl, startTestApp, type TestApp } from '../../../../test/harness.ts';
import { loadPages } from '../index.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
  await loadPages({ db: t.db, now: t.clock.now(), say: () => {} });
  await aGroup(t.db, { slug: 'groupe-du-plan', title: 'Groupe du plan' });
});
afterAll(() => t.close());

const locations = (xml: string) => [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1] ?? '');

describe('the sitemap', () => {
  it('leads to everything public, by parts of 50,000 addresses at most', async () => {
    const parts = locations((await t.get('/sitemap.xml')).body);
    const all: string[] = [];
    for (const part of parts) {
      const answer = await t.get(part.slice(publicUrl.length));
      expect(answer.headers['content-type']).toContain('application/xml');
      const urls = locations(answer.body);
      expect(urls.length).toBeLessThanOrEqual(50_000);
      all.push(...urls);
    }
    expect(all.length).toBeGreaterThan(36_000);
    expect(all).toContain(`${publicUrl}/collectivites/communes/74010`);
    expect(all).toContain(`${publicUrl}/groupes/groupe-du-plan`);
    expect(all).toContain(`${publicUrl}/services/tnt/outils/`);
    expect(all.filter((url) => !url.startsWith(`${publicUrl}/`))).toEqual([]);
  });

  it.each(['/sitemap-collectivites-0.xml', '/sitemap-collectivites-9.xml', '/sitemap-collectivites-x.xml'])(
    '%s is a 404',
    async (url) => {
      expect((await t.get(url)).statusCode).toBe(404);
    },
  );
});

it('robots.txt closes what is not for robots', async () => {
  const { body } = await t.get('/robots.txt');
  expect(body).toContain('Disallow: /espace\n');
  expect(body).toContain(`Sitemap: ${publicUrl}/sitemap.xml`);
});

it('the site map page links to pages that answer', async () => {
  const { body } = await t.get('/plan-du-site');
  const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'));
  const links = [...main.matchAll(/href="(\/[^"#]*)"/g)].map((match) => match[1] ?? '');
  expect(links).toContain('/gouvernance');
  expect(links).toContain('/groupes/groupe-du-plan');
});

it('the home page asks its question, with a form that works without a script', async () => {
  const { body } = await t.get('/');
  expect(body.match(/<h1/g)).toHaveLength(1);
  expect(body).toContain('Quelle est votre collectivité');
  expect(body).toMatch(/<form action="\/collectivites" method="get"/);
  expect(body).toContain('Groupe du plan');
});
