import { describe, expect, test } from 'vitest';
import { arrived, expectAccessible } from '../browser.ts';
import { aMembership, anAccount } from '../factories.ts';
import { signIn } from '../site.ts';
import { visits, ways } from './visits.ts';

const { come, site } = visits();

/** Intercommunal bodies of forty communes, one a journey, with one of their communes. */
const bodies = [
  { epci: '200029734', commune: '16028', name: 'Barbezieux-Saint-Hilaire' },
  { epci: '200040954', commune: '59663', name: 'Wormhout' },
];

/** A copilot of the group that follows Démat.ADS. */
async function aCopilot(n: number) {
  const copilot = await anAccount(site().db, {
    name: `Sam Copilote ${n}`,
    email: `sam${n}@dinum.example`,
    organisation: 'dinum',
  });
  const { id } = await site()
    .db.selectFrom('groups')
    .select('id')
    .where('slug', '=', 'demat-ads')
    .executeTakeFirstOrThrow();
  await aMembership(site().db, id, copilot.id, 'copilot', 'etat');
  return copilot;
}

describe.each(ways)('$how', { timeout: 120_000 }, ({ script, width, n }) => {
  const as = () => come({ script, width });
  const body = bodies[n - 1] ?? { epci: '', commune: '', name: '' };
  const rollout = '/deploiements/demat-ads';

  test('an intercommunal body says at once that it does it for its forty communes', async () => {
    const agent = await anAccount(site().db, {
      name: `Ange Instruction ${n}`,
      email: `ange${n}@epci.example`,
      authorityId: `epci:${body.epci}`,
    });
    const { page, context } = await as();
    await signIn(site(), page, agent.email);
    await page.goto(`${site().url}${rollout}/collectivites/epci/${body.epci}`);
    await page.getByRole('link', { name: /Dire où nous en sommes/ }).click();
    await arrived(page, /^Où en est/);
    await page.getByLabel(/^1\. /).check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Déclarer' }).click();
    await page.getByText(/C’est noté/).waitFor();
    await page.getByRole('link', { name: /Déclarer pour nos communes/ }).click();
    await page.getByRole('link', { name: 'Cocher les 40 communes' }).click();
    await page.waitForURL(/cocher=toutes/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('40 communes sont maintenant couvertes.').waitFor();
    await context.close();
  });

  test('a mayor contests it, the copilots uphold it, and nothing is erased', async () => {
    const mayor = await anAccount(site().db, {
      name: `Sasha Maire ${n}`,
      email: `sasha${n}@mairie.example`,
      authorityId: `commune:${body.commune}`,
    });
    const { page, context } = await as();
    await signIn(site(), page, mayor.email);
    await page.goto(`${site().url}/collectivites/communes/${body.commune}`);
    await page
      .locator('.cd-rollout-standing')
      .getByText(/s’en charge pour elle/)
      .first()
      .waitFor();
    await expectAccessible(page);
    await page.locator('.cd-rollout-standing').getByRole('link', { name: 'Démat.ADS', exact: true }).click();
    await page.getByRole('link', { name: /^Ce n’est pas exact/ }).click();
    await page.getByLabel(/Ce qui n’est pas exact/).fill('La commune instruit elle-même ses dossiers.');
    await page.getByRole('button', { name: 'Contester' }).click();
    await page.getByText('Contesté par la collectivité').waitFor();
    await expectAccessible(page);
    await context.close();

    const copilot = await aCopilot(n);
    const { page: theirs, context: other } = await as();
    await signIn(site(), theirs, copilot.email);
    await theirs.goto(`${site().url}${rollout}/contestations`);
    await expectAccessible(theirs);
    await theirs.getByRole('link', { name: body.name }).click();
    await theirs.getByLabel('Retenir').check();
    await theirs.getByLabel(/Explication/).fill('Vérifié auprès de la commune.');
    await expectAccessible(theirs);
    await theirs.getByRole('button', { name: 'Répondre' }).click();
    await theirs.getByText(/est publiée/).waitFor();
    await theirs.goto(`${site().url}${rollout}/collectivites/communes/${body.commune}`);
    await theirs.getByText('Personne n’a encore dit où en est cette collectivité.').waitFor();
    await theirs.locator('summary', { hasText: 'Ce qui a été retiré' }).click();
    await theirs.getByText('Contesté par la collectivité. Vérifié auprès de la commune.').waitFor();
    await other.close();
    expect(await site().lastMailTo(mayor.email)).toContain('vous donnent raison');
  });

  test('a journalist asks why this number, and gets the list of those that it counts', async () => {
    const { page, context } = await as();
    await page.goto(`${site().url}/deploiements`);
    await page.getByRole('link', { name: 'Démat.ADS' }).first().click();
    await arrived(page, 'Démat.ADS');
    await page.getByRole('link', { name: 'Collectivités', exact: true }).first().click();
    await arrived(page, 'Collectivités');
    await page.getByLabel('Comment on le sait').selectOption('Couvert');
    await page.getByRole('button', { name: 'Filtrer' }).click();
    await page.waitForURL(/preuve=couvert/);
    // Each body covers forty, less the one that contested.
    await page.getByRole('heading', { name: `${39 * n} collectivités` }).waitFor();
    await expectAccessible(page);
    const csv = await page.getByRole('link', { name: 'CSV (tableur)' }).getAttribute('href');
    const text = await (await fetch(`${site().url}${csv}`)).text();
    expect(text.trim().split('\n')).toHaveLength(39 * n + 1);
    expect(text).toContain('Couvert');
    await context.close();
  });
});
