import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { arrived, expectAccessible } from '../browser.ts';
import { anAccount } from '../factories.ts';
import { signIn } from '../site.ts';
import { visits, ways } from './visits.ts';

const { come, site } = visits();

/** Clicks, counted: what is ticked or typed is not. */
function clicking(page: Page) {
  let clicks = 0;
  return {
    follow: async (...named: Parameters<Page['getByRole']>) => {
      clicks += 1;
      await page.getByRole(...named).click();
    },
    count: () => clicks,
  };
}

describe.each(ways)('$how', { timeout: 120_000 }, ({ script, width, n }) => {
  const as = () => come({ script, width });

  test('a secretary finds help against phishing by three questions, in four clicks', async () => {
    const { page, context } = await as();
    const { follow, count } = clicking(page);
    await page.goto(site().url);
    await follow('link', { name: 'Cybersécurité', exact: true });
    await arrived(page, 'Cybersécurité');
    await follow('link', { name: 'Trouver en trois questions' });
    await arrived(page, 'Trois questions pour trouver');
    await page.getByLabel('Secrétaire de mairie').check();
    await page.getByLabel('Éviter les messages piégés (hameçonnage)').check();
    await page.getByLabel('Cinq minutes').check();
    await follow('button', { name: 'Voir ce qui m’aide' });
    await page.getByRole('heading', { level: 2, name: /ressources pour vous|Ce qui vous aide/ }).waitFor();
    await expectAccessible(page);
    await page
      .getByText(/contre l’hameçonnage/)
      .first()
      .waitFor();
    await follow('link', { name: 'Fiche réflexe : hameçonnage' });
    await arrived(page, 'Fiche réflexe : hameçonnage');
    expect(count()).toBeLessThanOrEqual(4);

    await page.getByRole('button', { name: /^Utile/ }).click();
    await page.getByText('Vous avez répondu : utile').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Finalement, pas utile' }).click();
    await page.getByText('Vous avez répondu : pas utile').waitFor();
    await context.close();
  });

  test('or by a word, then a facet', async () => {
    const { page, context } = await as();
    const { follow, count } = clicking(page);
    await page.goto(site().url);
    await follow('link', { name: 'Cybersécurité', exact: true });
    await page.getByLabel('Que cherchez-vous ?').fill('phishing');
    await page.locator('summary', { hasText: 'Nature' }).click();
    await page.getByLabel(/^Fiche \(/).check();
    await follow('button', { name: 'Chercher', exact: true });
    await page.getByRole('link', { name: /Nature : Fiche/ }).waitFor();
    await expectAccessible(page);
    await follow('link', { name: 'Fiche réflexe : hameçonnage' });
    await arrived(page, 'Fiche réflexe : hameçonnage');
    expect(count()).toBeLessThanOrEqual(4);
    await context.close();
  });

  test('a victim finds whom to call in the région, on a page that weighs little', async () => {
    const { page, context } = await as();
    let bytes = 0;
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(`${site().url}/urgence-cyber`, { waitUntil: 'networkidle' });
    expect(bytes).toBeLessThan(30_000);
    await arrived(page, 'Victime d’une attaque informatique');
    await page.getByLabel('Ou le nom de votre commune').fill('74010');
    await page.getByRole('button', { name: 'Trouver' }).click();
    await page.waitForURL(/region=84/);
    await page.getByRole('link', { name: '04 72 40 56 56' }).waitFor();
    await expectAccessible(page);
    await context.close();
  });

  test('an agent says that their commune uses a resource; it is named, then a colleague takes it back', async () => {
    const authorityId = `commune:7400${n === 1 ? 4 : 2}`;
    const people = await Promise.all(
      ['Sacha Agent', 'Maé Collègue'].map((name, index) =>
        anAccount(site().db, { name, email: `usage${n}${index}@mairie.example`, authorityId }),
      ),
    );
    const [agent, colleague] = people;
    const address = `${site().url}/catalogues/cybersecurite/17cyber`;
    const { page, context } = await as();
    await signIn(site(), page, agent?.email ?? '');
    await page.goto(address);
    await page.getByLabel(/^Nommer/).check();
    await page.getByRole('button', { name: 'Nous l’utilisons' }).click();
    await page.getByText('votre collectivité est comptée, et nommée').waitFor();
    await expectAccessible(page);
    const other = await as();
    await signIn(site(), other.page, colleague?.email ?? '');
    await other.page.goto(address);
    await other.page.getByRole('button', { name: 'Nous ne l’utilisons plus' }).click();
    await other.page.getByText('n’est plus comptée').waitFor();
    for (const one of [context, other.context]) await one.close();
  });

  test('the page of a commune leads to what suits it', async () => {
    const { page, context } = await as();
    await page.goto(`${site().url}/collectivites/communes/74010`);
    await page.getByRole('heading', { level: 2, name: 'Ce qui peut vous aider' }).waitFor();
    await page.getByRole('link', { name: /^Cybersécurité : \d+ ressources/ }).click();
    await arrived(page, 'Cybersécurité');
    await page.getByRole('heading', { level: 2, name: /ressources pour Annecy/ }).waitFor();
    await page
      .getByRole('heading', { level: 3 })
      .first()
      .getByText('Cyber Assistance Auvergne-Rhône-Alpes')
      .waitFor();
    await context.close();
  });
});

test('the sheet for victims prints on one page, whatever the région', { timeout: 60_000 }, async () => {
  const { page, context } = await come({ script: true, width: 1280 });
  for (const region of ['', '?region=84', '?region=52', '?region=06']) {
    await page.goto(`${site().url}/urgence-cyber${region}`);
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page[^s]/g), region).toHaveLength(1);
  }
  await context.close();
});
