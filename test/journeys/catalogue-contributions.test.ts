import { describe, expect, test } from 'vitest';
import { arrived, expectAccessible } from '../browser.ts';
import { aMembership, anAccount } from '../factories.ts';
import { signIn } from '../site.ts';
import { visits, ways } from './visits.ts';

const { come, site } = visits();

describe.each(ways)('$how', { timeout: 180_000 }, ({ script, width, n }) => {
  const as = () => come({ script, width });
  const copilot = async () => {
    const email = `copilote-catalogue${n}@mairie.example`;
    const account = await anAccount(site().db, { name: `Camille Pilote${'e'.repeat(n)}`, email });
    const { id } = await site()
      .db.selectFrom('groups')
      .select('id')
      .where('slug', '=', 'cybersecurite')
      .executeTakeFirstOrThrow();
    await aMembership(site().db, id, account.id, 'copilot');
    return email;
  };

  test('an association proposes a resource without an account, a copilot completes and publishes it', async () => {
    const title = n === 1 ? 'Boîte à outils des mairies rurales' : 'Kit de reprise informatique';
    const { page, context } = await as();
    await page.goto(`${site().url}/catalogues/cybersecurite`);
    await page.getByRole('link', { name: 'Proposez-la' }).click();
    await arrived(page, 'Proposer une ressource');
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await page.getByRole('link', { name: 'Indiquez un titre.' }).waitFor();
    await expectAccessible(page);
    await page.getByLabel('Titre').fill(title);
    const link = page.getByLabel('Lien', { exact: false }).first();
    await link.fill('https://messervices.cyber.gouv.fr');
    if (script) await page.getByText('Peut-être cette ressource, déjà au catalogue').waitFor();
    await page.getByLabel('Producteur').fill('Association des maires ruraux');
    await page.getByLabel('Ce que c’est').fill('Des fiches pour les mairies sans informaticien.');
    await page.getByLabel('Nature').selectOption('Guide');
    await page.getByLabel('Élu').check();
    await page.getByLabel('Pourquoi est-ce utile ?').fill('Nos maires s’en servent.');
    await page.getByLabel('Mon organisme seulement').check();
    await page.getByLabel('Votre collectivité ou organisme').fill('Maires ruraux');
    await page.getByLabel('Votre adresse électronique').fill(`asso${n}@maires.example`);
    await page.getByRole('button', { name: 'Envoyer' }).click();
    // Its link is there already: another one is meant.
    await page.getByRole('heading', { name: 'Est-ce l’une de celles-ci ?' }).waitFor();
    await expectAccessible(page);
    await link.fill(`https://www.exemple.fr/outils-${n}`);
    await page.getByLabel('C’est une autre ressource').check();
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await page.getByText('Un courriel vient de partir').waitFor();

    const confirm =
      /https?:\S+\/lien\/\S+/.exec(await site().lastMailTo(`asso${n}@maires.example`))?.[0] ?? '';
    await page.goto(confirm);
    await arrived(page, 'Confirmer la contribution ?');
    await page.getByRole('button', { name: 'Confirmer' }).click();
    await arrived(page, 'Votre contribution est transmise');

    const other = await as();
    await signIn(site(), other.page, await copilot());
    await other.page.goto(`${site().url}/espace`);
    await other.page.getByRole('link', { name: 'Le catalogue de cybersécurité' }).click();
    await arrived(other.page, 'À traiter');
    await other.page.getByRole('link', { name: title }).click();
    await arrived(other.page, title);
    await other.page.getByRole('link', { name: 'Relire et publier' }).click();
    await arrived(other.page, /Relire et publier/);
    await other.page.getByLabel('Prévenir').check();
    const themes = other.page.locator('summary', { hasText: 'Thèmes' });
    await themes.click();
    await other.page.getByLabel('Gouvernance de la sécurité').check();
    await other.page.getByRole('button', { name: 'Publier' }).click();
    await arrived(other.page, title);
    const told = await site().lastMailTo(`asso${n}@maires.example`);
    expect(told).toContain('est publiée');

    await page.goto(other.page.url());
    await arrived(page, title);
    await page.getByRole('link', { name: 'Historique de la fiche' }).click();
    await arrived(page, 'Historique');
    await page.getByText('proposé par Maires ruraux').waitFor();
    for (const one of [context, other.context]) await one.close();
  });

  test('a reader reports a dead link, and a selection is made with buttons alone', async () => {
    const { page, context } = await as();
    await page.goto(`${site().url}/catalogues/cybersecurite/silene`);
    await page.getByRole('link', { name: 'Signaler un lien mort' }).click();
    await arrived(page, 'Signaler un lien mort ou une erreur');
    await page.getByLabel('Le lien ne mène plus à la ressource').check();
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await page.getByText('votre signalement est transmis').waitFor();

    const email = `amrf${n}@maires.example`;
    await anAccount(site().db, { name: `Aline Rurale${'e'.repeat(n)}`, email, organisation: 'amrf' });
    await signIn(site(), page, email);
    await page.goto(`${site().url}/selections`);
    await arrived(page, 'Sélections');
    await page.getByRole('link', { name: 'Créer une sélection' }).click();
    await arrived(page, 'Créer une sélection');
    const title = n === 1 ? 'Pour un maire élu hier' : 'Pour un secrétaire qui débute';
    await page.getByLabel('Titre').fill(title);
    await page.getByLabel('Introduction').fill('Deux ressources pour commencer.');
    await page.getByRole('button', { name: 'Créer le brouillon' }).click();
    await arrived(page, 'Choisir les ressources');
    for (const words of ['mot de passe', 'sauvegardes']) {
      await page.getByLabel('Mots, ou adresse d’une fiche').fill(words);
      await page.getByRole('button', { name: 'Chercher', exact: true }).click();
      await page
        .getByRole('button', { name: /^Ajouter/ })
        .first()
        .click();
      await page.getByText('est ajoutée').waitFor();
    }
    const second = (await page.getByRole('heading', { level: 3, name: /^2\. / }).innerText()).slice(3);
    await page.getByRole('button', { name: `Monter ${second}` }).click();
    await page.getByRole('heading', { level: 3, name: `1. ${second}` }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Voir la sélection' }).click();
    await page.getByRole('link', { name: 'Modifier', exact: true }).click();
    await arrived(page, 'Modifier la sélection');
    await page.getByLabel('Publiée').check();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await arrived(page, title);

    const visitor = await as();
    await visitor.page.goto(page.url());
    await arrived(visitor.page, title);
    await visitor.page.getByText('AMRF').first().waitFor();
    await visitor.page.getByRole('link', { name: 'Historique de la sélection' }).click();
    await arrived(visitor.page, 'Historique');
    await visitor.page.getByText('Première version publiée').waitFor();
    // What it was as a draft, and who wrote it, is for those who keep it.
    expect(await visitor.page.getByText(/Brouillon|Aline/).count()).toBe(0);
    await expectAccessible(visitor.page);
    await page.getByRole('link', { name: 'Historique de la sélection' }).click();
    await arrived(page, 'Historique');
    await page.getByText('Ordre modifié').waitFor();
    await page.locator('summary', { hasText: 'Ce qui change' }).first().click();
    await expectAccessible(page);
    for (const one of [context, visitor.context]) await one.close();
  });
});
