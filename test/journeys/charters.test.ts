import { describe, expect, test } from 'vitest';
import { arrived, expectAccessible } from '../browser.ts';
import { aMembership, anAccount } from '../factories.ts';
import { signIn } from '../site.ts';
import { visits, ways } from './visits.ts';

const { come, site } = visits();
const charter = 'Charte d’engagement FranceConnect et API';

/** A copilot of the group that keeps the charter. */
async function aReviewer(n: number) {
  const reviewer = await anAccount(site().db, {
    name: `Claude Relecture ${n}`,
    email: `relecture${n}@dinum.example`,
    organisation: 'dinum',
  });
  const { id } = await site()
    .db.selectFrom('groups')
    .select('id')
    .where('slug', '=', 'franceconnect-api')
    .executeTakeFirstOrThrow();
  await aMembership(site().db, id, reviewer.id, 'copilot', 'etat');
  return reviewer;
}

const linkIn = (mail: string): string => /http\S+\/lien\/\S+/.exec(mail)?.[0] ?? '';

describe.each(ways)('$how', { timeout: 120_000 }, ({ script, width, n }) => {
  const as = () => come({ script, width });

  test('a vendor signs the charter and is published after review', async () => {
    const name = `Logiciels du Grand Cirque ${n}`;
    const address = `signature${n}@logiciels.example`;
    const { page, context } = await as();
    await page.goto(`${site().url}/groupes/franceconnect-api`);
    await page.getByRole('link', { name: charter }).last().click();
    await arrived(page, charter);
    await page.getByRole('link', { name: 'Signer la charte' }).click();
    await arrived(page, 'Signer la charte');
    await page.getByRole('link', { name: 'Les éditeurs de logiciels' }).click();
    await arrived(page, 'Signer la charte');

    // A slip in the SIRET is told beside it, and nothing typed is lost.
    await page.getByLabel('Nom de l’organisme').fill(name);
    await page.getByLabel('Numéro SIRET').fill('000 000 001 00007');
    await page.getByLabel('Périmètre').fill('Toutes nos téléprocédures.');
    await page.getByLabel('Produits concernés').fill('Portail citoyen\nGuichet famille');
    await page.getByLabel('Intégrer FranceConnect et les API').check();
    await page.getByLabel('Tenu pour le').first().fill('2027-06-30');
    await page.getByLabel('Prénom et nom').fill('Dominique Signataire');
    await page.getByLabel('Fonction', { exact: true }).fill('Direction générale');
    await page.getByLabel('Adresse électronique professionnelle').fill(address);
    await page.getByLabel('Je déclare avoir mandat').check();
    await page.getByLabel('J’ai lu à quoi servent').check();
    await page.getByRole('button', { name: 'Envoyer la signature' }).click();
    await page.getByRole('alert').getByRole('link', { name: /clé/ }).click();
    await expectAccessible(page);
    await page.getByLabel('Numéro SIRET').fill(n === 1 ? '000 000 001 00008' : '000 000 002 00006');
    await page.getByRole('button', { name: 'Envoyer la signature' }).click();
    await page.getByText(/Un courriel vient de partir/).waitFor();

    await page.goto(linkIn(await site().lastMailTo(address)));
    await arrived(page, /Confirmer la signature/);
    await page.getByText(name).waitFor();
    await page.getByRole('button', { name: 'Confirmer la signature' }).click();
    await arrived(page, 'Votre signature est confirmée');

    // Nothing is public before the review.
    const reader = await as();
    await reader.page.goto(`${site().url}/chartes/franceconnect/signataires`);
    expect(await reader.page.getByText(name).count()).toBe(0);
    await expectAccessible(reader.page);

    const reviewer = await aReviewer(n);
    const second = await as();
    await signIn(site(), second.page, reviewer.email);
    await second.page.goto(`${site().url}/chartes/franceconnect/relecture`);
    await arrived(second.page, 'Signatures à relire');
    await second.page.getByRole('link', { name }).click();
    await arrived(second.page, name);
    await second.page.getByRole('radio', { name: /^Publier/ }).check();
    await second.page.getByRole('button', { name: 'Enregistrer la décision' }).click();
    await second.page.getByText('La signature est publiée, et le signataire est prévenu.').waitFor();
    await expectAccessible(second.page);

    // The signatory is told, and says where they stand.
    expect(await site().lastMailTo(address)).toContain('est publiée');
    site().deps.pageCache.clear();
    await reader.page.goto(`${site().url}/chartes/franceconnect/signataires`);
    await reader.page.getByRole('link', { name }).click();
    await arrived(reader.page, name);
    await reader.page.getByText('Nom non publié').waitFor();
    const badge = reader.page.getByRole('img', { name: /en vigueur jusqu’au/ });
    await badge.waitFor();
    await page.goto(reader.page.url());
    await page.getByRole('link', { name: 'Gérer la signature' }).click();
    await page.getByLabel('Adresse électronique du signataire').fill(address);
    await page.getByRole('button', { name: 'Recevoir le lien' }).click();
    await page.getByText(/un lien vient d’y être envoyé/).waitFor();
    await page.goto(linkIn(await site().lastMailTo(address)));
    await arrived(page, name);
    await page.getByRole('link', { name: /Dire où vous en êtes/ }).click();
    await arrived(page, 'Dire où vous en êtes');
    await page.getByLabel('En cours').check();
    await page.getByLabel('Ce qui est fait, ce qui reste').fill('Un produit sur deux.');
    await page.getByRole('button', { name: 'Publier' }).click();
    await page.getByText('C’est publié sur votre page.').waitFor();

    // Anybody verifies the receipt.
    site().deps.pageCache.clear();
    await reader.page.reload();
    await reader.page.getByText('Un produit sur deux.').waitFor();
    await expectAccessible(reader.page);
    const receipt = await (await fetch(`${reader.page.url()}/recu.json`)).text();
    await reader.page.goto(`${site().url}/chartes/verifier`);
    await reader.page.getByLabel('Contenu du reçu').fill(receipt);
    await reader.page.getByRole('button', { name: 'Vérifier' }).click();
    await reader.page.getByText('Ce reçu est authentique').waitFor();
    await expectAccessible(reader.page);
    for (const one of [context, reader.context, second.context]) await one.close();
  });
});
