import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrived, expectAccessible } from '../browser.ts';
import { visits, ways } from './visits.ts';

const { come, site } = visits();

/** A bare page of somebody else, at another origin: what was pasted, and nothing of ours. */
const other: { server?: Server; pasted: string } = { pasted: '' };
beforeAll(async () => {
  other.server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="fr"><title>Mairie</title><main><h1>Notre mairie</h1>${other.pasted}</main></html>`,
    );
  });
  other.server.listen(0, '127.0.0.1');
  await once(other.server, 'listening');
});
afterAll(() => other.server?.close());

function otherSite(): string {
  const address = other.server?.address();
  // Another host, hence another site: a cookie of ours would be a third party's.
  return `http://localhost:${typeof address === 'object' && address ? address.port : 0}/`;
}

/** Our pages set French spaces; the component shows data as they are. */
const withPlainSpaces = (words: string): string => words.replace(/[\u00a0\u202f]/g, ' ');

describe.each(ways)('$how', { timeout: 120_000 }, ({ script, width }) => {
  test('a webmaster composes a list, pastes its frame, and sees it live', async () => {
    const { page, context } = await come({ script, width });
    await page.goto(`${site().url}/catalogues/cybersecurite`);
    await page.getByRole('link', { name: 'Intégrer cette liste à votre site' }).click();
    await arrived(page, 'Intégrer à votre site');
    await page.locator('summary', { hasText: 'Besoin' }).click();
    await page.getByLabel(/^Réagir/).check();
    await page.getByLabel('Nombre de ressources').selectOption('3');
    await page.getByLabel('Fond').fill('10262c');
    await page.getByRole('button', { name: 'Voir l’aperçu et le code' }).click();
    await page.waitForURL(/needs=reagir/);
    await arrived(page, 'Intégrer à votre site');
    const preview = page.frameLocator('iframe');
    await preview.getByRole('heading', { level: 2 }).nth(2).waitFor();
    expect(await preview.getByRole('heading', { level: 2 }).count()).toBe(3);

    [other.pasted = ''] = await page.locator('.cd-code').allInnerTexts();
    await page.goto(otherSite());
    const framed = page.frameLocator('iframe');
    await framed.getByRole('heading', { level: 1, name: 'Catalogue de cybersécurité' }).waitFor();
    expect(await framed.getByRole('heading', { level: 2 }).count()).toBe(3);
    expect(await framed.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)).toBe(
      'rgb(16, 38, 44)',
    );
    expect(await context.cookies()).toEqual([]);
    if (script) await expectAccessible(page);
    await framed.getByRole('heading', { level: 2 }).first().getByRole('link').click();
    await page.waitForURL(new RegExp(`^${site().url}/catalogues/cybersecurite/`));
    await context.close();
  });

  test('the component shows the same; without script, its link', async () => {
    const { page, context } = await come({ script, width });
    await page.goto(`${site().url}/catalogues/formations/integrer?publics=elus&nombre=5`);
    other.pasted = (await page.locator('.cd-code').allInnerTexts())[1] ?? '';
    const refused: string[] = [];
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    await page.goto(otherSite());
    if (script) {
      await page.getByRole('heading', { level: 2, name: 'Catalogue de formation' }).waitFor();
      expect(await page.getByRole('heading', { level: 3 }).count()).toBe(5);
      expect(await page.locator('cordee-catalogue').getAttribute('aria-busy')).toBeNull();
    } else {
      await page.getByRole('link', { name: 'Catalogue de formation' }).waitFor();
    }
    await expectAccessible(page);
    expect(refused.filter((text) => !text.includes('favicon'))).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  test('a selection is placed from its page, as a frame and as the component', async () => {
    const { page, context } = await come({ script, width });
    await page.goto(`${site().url}/selections/premiers-gestes-d-une-petite-commune`);
    await page.getByRole('link', { name: 'Placer cette sélection sur votre site' }).click();
    await arrived(page, 'Intégrer à votre site');
    await page.getByLabel('Liens').fill('c00040');
    await page.getByRole('button', { name: 'Voir l’aperçu et le code' }).click();
    await page.waitForURL(/accent=c00040/);
    await arrived(page, 'Intégrer à votre site');
    await page.frameLocator('iframe').getByRole('heading', { level: 2 }).nth(4).waitFor();
    await expectAccessible(page);

    const [frame = '', component = ''] = await page.locator('.cd-code').allInnerTexts();
    other.pasted = frame + component;
    const refused: string[] = [];
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    await page.goto(otherSite());
    const title = 'Premiers gestes d’une petite commune';
    const framed = page.frameLocator('iframe');
    await framed.getByRole('heading', { level: 1, name: title }).waitFor();
    const titles = await framed.getByRole('heading', { level: 2 }).allInnerTexts();
    expect(titles.map((words) => words.slice(0, 2))).toEqual(['1.', '2.', '3.', '4.', '5.']);
    if (script) {
      await page.getByRole('heading', { level: 2, name: title }).waitFor();
      const own = await page.getByRole('heading', { level: 3 }).allInnerTexts();
      expect(own.map(withPlainSpaces)).toEqual(titles.map(withPlainSpaces));
      await expectAccessible(page);
    } else {
      await page.getByRole('link', { name: title }).waitFor();
    }
    expect(refused.filter((text) => !text.includes('favicon'))).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    await framed.getByRole('heading', { level: 1 }).getByRole('link').click();
    await page.waitForURL(`${site().url}/selections/premiers-gestes-d-une-petite-commune`);
    await context.close();
  });
});

test('when the list cannot come, the component says so and keeps its link', { timeout: 60_000 }, async () => {
  const { page, context } = await come({ script: true, width: 1280 });
  other.pasted = `<script type="module" src="${site().url}/integrer/cordee-catalogue.js"></script>
    <cordee-catalogue src="${site().url}/catalogues/inconnu"><a href="${site().url}/catalogues">Les catalogues</a></cordee-catalogue>
    <cordee-catalogue src="https://evil.example/catalogues/donnees"><a href="/ailleurs">Ailleurs</a></cordee-catalogue>`;
  await page.goto(otherSite());
  const failures = page.getByText('La liste n’a pas pu être chargée.');
  await failures.nth(1).waitFor();
  expect(await failures.count()).toBe(2);
  await page.getByRole('link', { name: 'Les catalogues' }).waitFor();
  await expectAccessible(page);
  await context.close();
});
