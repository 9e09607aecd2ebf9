import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aGroup } from '../../../test/factories.ts';
import { publicUrl, startTestApp, type TestApp } from '../../../test/harness.ts';
import { createPage } from './pages/actions.ts';

const list = z.object({
  total: z.number(),
  page: z.number(),
  pages: z.number(),
  next: z.url().nullable(),
  items: z.array(z.object({ url: z.url() })),
});
const document = z.union([list, z.object({ contains: list }).transform(({ contains }) => contains)]);

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
  for (let n = 0; n < 30; n++) await aGroup(t.db);
  for (let n = 0; n < 60; n++)
    await createPage(
      t.db,
      {
        kind: 'news',
        title: `Brève ${n}`,
        permalink: `/actualites/breve-${n}/`,
        summary: '',
        body: 'Éphéméride.',
        published: true,
        menuTitle: null,
        menuWeight: null,
        illustration: null,
        illustrationAlt: '',
        datedOn: '2026-11-20',
        toVerify: false,
      },
      { actor: null, now: t.clock.now() },
    );
});
afterAll(() => t.close());

test.each([
  ['/recherche.json?q=%C3%A9ph%C3%A9m%C3%A9ride&type=actualites', 3],
  ['/actualites.json', 2],
  ['/livrables.json', 1],
  ['/groupes.json', 2],
  ['/collectivites/departements/74.json?type=commune', 6],
])('%s says how many there are and where the next ones are', async (first, expected) => {
  const urls = new Set<string>();
  let [page, pages] = [0, 0];
  for (let next: string | null = first; next !== null; ) {
    const { origin, pathname, search } = new URL(next, publicUrl);
    expect(origin).toBe(publicUrl);
    const answer = document.parse((await t.get(pathname + search)).json());
    page += 1;
    pages = answer.pages;
    expect(answer.page).toBe(page);
    for (const { url } of answer.items) urls.add(url);
    next = answer.next;
    if (next === null) expect(urls.size).toBe(answer.total);
  }
  expect([page, pages]).toEqual([expected, expected]);
});
