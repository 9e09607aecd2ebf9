import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aGroup, anAccount } from '../../../../test/factories.ts';
import { publicUrl, startTestApp, type TestApp } from '../../../../test/harness.ts';
import { loadGroups } from '../../groups/index.ts';
import { loadOrganisations } from '../../organisations/index.ts';
import { loadPages } from '../index.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
  await loadPages({ db: t.db, now: t.clock.now(), say: () => {} });
  const { id } = await aGroup(t.db, { slug: 'groupe-du-plan', title: 'Groupe du plan' });
  await t.db
    .insertInto('decisions')
    .values(
      [true, false].map((is_public, index) => ({
        group_id: id,
        number: index + 1,
        title: 'Décision',
        body: 'x',
        state: 'adopted' as const,
        mode: 'recorded' as const,
        is_public,
        decided_by: 'Les copilotes',
        motivation: 'x',
        decided_on: '2026-11-20',
        created_at: t.clock.now(),
        updated_at: t.clock.now(),
      })),
    )
    .execute();
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
    expect(all.filter((url) => url.includes('/decisions'))).toEqual([
      `${publicUrl}/groupes/groupe-du-plan/decisions`,
      `${publicUrl}/groupes/groupe-du-plan/decisions/1`,
    ]);
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

it('the sitemap dates what has a true date of change, and nothing else', async () => {
  const changes = async (path = '/sitemap-contenus.xml') => {
    t.deps.pageCache.clear();
    const { body } = await t.get(path);
    return new Map(
      [...body.matchAll(/<loc>([^<]+)<\/loc>(?:<lastmod>([^<]+)<\/lastmod>)?/g)].map(([, url = '', at]) => [
        url.slice(publicUrl.length),
        at,
      ]),
    );
  };
  const content = { db: t.db, say: () => {} };
  await loadOrganisations(content);
  await loadGroups(content);
  const before = await changes();
  // As the pages themselves say, which the start-up content dates; groups and organisations it does not.
  expect(before.get('/actualites/webinaire-api/')).toMatch(/^20\d\d-\d\d-\d\dT12:00:00\.000Z$/);
  for (const path of ['/groupes', '/groupes/demat-ads', '/organismes/amf', '/collectivites'])
    expect([before.has(path), before.get(path)]).toEqual([true, undefined]);

  const actor = await anAccount(t.db, { roles: ['programme-team'] });
  const group = await t.db
    .selectFrom('groups')
    .select(['id', 'slug'])
    .where('slug', '=', 'demat-ads')
    .executeTakeFirstOrThrow();
  const moment = new Date('2030-03-01T10:00:00Z');
  await t.db
    .insertInto('progress_points')
    .values({
      group_id: group.id,
      author_id: actor.id,
      on_day: '2030-03-01',
      weather: 'sunny',
      body: 'Fait.',
      updated_at: moment,
    })
    .execute();
  expect((await changes()).get('/groupes/demat-ads')).toBe(moment.toISOString());
  expect((await changes('/sitemap.xml')).get('/sitemap-contenus.xml')).toBe(moment.toISOString());
  const organisation = new Date('2030-04-01T10:00:00Z');
  await t.db
    .updateTable('organisations')
    .set({ updated_at: organisation })
    .where('slug', '=', 'amf')
    .execute();
  expect((await changes()).get('/organismes/amf')).toBe(organisation.toISOString());
});
