import { describe, expect, test } from 'vitest';
import { arrived, expectAccessible } from '../browser.ts';
import { anAccount } from '../factories.ts';
import { signIn } from '../site.ts';
import { visits, ways } from './visits.ts';

const { come, site } = visits();

describe.each(ways)('$how', { timeout: 120_000 }, ({ script, width, n }) => {
  const as = () => come({ script, width });

  test('colleagues share how far their authority is with FranceConnect', async () => {
    const authorityId = `commune:7400${n === 1 ? 4 : 2}`;
    const [secretary, colleague] = await Promise.all(
      ['Lou Secrétaire', 'Noa Adjointe'].map((name, index) =>
        anAccount(site().db, { name, email: `prerequis${n}${index}@mairie.example`, authorityId }),
      ),
    );
    const { page, context } = await as();
    await page.goto(`${site().url}/deploiements/franceconnect`);
    await page.getByRole('link', { name: 'Les prérequis, point par point' }).click();
    await arrived(page, 'Prérequis');
    await page.getByText('Un numéro SIRET', { exact: true }).waitFor();

    await signIn(site(), page, secretary?.email ?? '');
    await page.goto(`${site().url}/deploiements/franceconnect/prerequis`);
    await arrived(page, 'Prérequis');
    await page.getByText('0 sur 24').waitFor();
    await page.getByRole('button', { name: 'C’est fait : Vérifier l’éligibilité' }).click();
    await page.getByText('1 sur 24').waitFor();
    await page.getByRole('link', { name: 'Écrire une note : Choisir qui porte la demande' }).click();
    await arrived(page, 'Choisir qui porte la demande');
    await page.getByLabel('Note pour vos collègues').fill('Notre éditeur dépose.');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await arrived(page, 'Prérequis');

    const other = await as();
    await signIn(site(), other.page, colleague?.email ?? '');
    await other.page.goto(`${site().url}/deploiements/franceconnect/prerequis`);
    await other.page.getByText('Notre éditeur dépose.').waitFor();
    await other.page.getByText(/Fait.*noté par Lou Secrétaire/).waitFor();
    await expectAccessible(other.page);
    for (const one of [context, other.context]) await one.close();
  });

  test('who develops checks a configuration, mends it, and types another', async () => {
    const { page, context } = await as();
    await page.goto(`${site().url}/deploiements/franceconnect/verifier`);
    await arrived(page, 'Vérifier une configuration');
    const pasted = page.getByLabel('Configuration, en JSON');
    await pasted.fill('{"scope": "openid"');
    await page.getByRole('button', { name: 'Vérifier', exact: true }).click();
    await page.getByRole('link', { name: /n’est pas du JSON/ }).waitFor();
    await expectAccessible(page);
    expect(await pasted.inputValue()).toBe('{"scope": "openid"');

    await pasted.fill(
      '{"scope": "openid phone", "client_secret": "zinzolin", "userinfo_signed_response_alg": "HS256"}',
    );
    await page.getByRole('button', { name: 'Vérifier', exact: true }).click();
    await page.getByRole('heading', { name: 'Des points sont à corriger' }).waitFor();
    await page.getByText('renouvelez-le auprès de FranceConnect').waitFor();
    await page.getByRole('heading', { name: 'Scopes retirés en version 2' }).waitFor();
    expect(await page.content()).not.toContain('zinzolin');
    await expectAccessible(page);

    await page.locator('summary', { hasText: 'Saisir les champs un par un' }).click();
    await page.getByLabel('Scopes', { exact: false }).fill('openid');
    await page.getByRole('button', { name: 'Vérifier ces champs' }).click();
    await page.getByRole('heading', { name: 'Rien de faux, des points restent à vérifier' }).waitFor();
    await expectAccessible(page);
    await context.close();
  });

  test('what helps is found, and says what is over', async () => {
    const { page, context } = await as();
    await page.goto(`${site().url}/deploiements/franceconnect/ressources`);
    await arrived(page, 'Ressources');
    await page.getByText('Terminé avec France Relance').waitFor();
    await context.close();
  });
});
