import { describe, expect, test } from 'vitest';
import { arrived, expectAccessible } from '../browser.ts';
import { aMembership, anAccount } from '../factories.ts';
import { signIn } from '../site.ts';
import { electedSurvey } from '../surveys.ts';
import { visits, ways } from './visits.ts';

const { come, site } = visits();
const here = `/enquetes/${electedSurvey}`;

/** As its group does. */
async function open(): Promise<void> {
  await site().db.updateTable('surveys').set({ state: 'open' }).where('slug', '=', electedSurvey).execute();
  site().deps.pageCache.clear();
}

describe.each(ways)('$how', { timeout: 120_000 }, ({ script, width, n }) => {
  test('an elected official answers the survey, stops, takes it up again and sends it', async () => {
    await open();
    const { page, context } = await come({ script, width });
    await page.goto(`${site().url}/groupes/sensibilisation-elus-cadres`);
    await page.getByRole('link', { name: /Le numérique vu par les élus locaux/ }).click();
    await arrived(page, /Le numérique vu par les élus locaux/);
    await page.getByRole('button', { name: 'Commencer' }).click();

    await arrived(page, 'Votre mandat');
    await page.locator('#etape', { hasText: 'Étape 1 sur 5' }).waitFor();
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page
      .getByRole('link', { name: /Quel est votre mandat principal.*Choisissez une réponse/ })
      .waitFor();
    await expectAccessible(page);
    await page.getByLabel('Maire', { exact: true }).check();
    await page.getByLabel('Moins de 500').check();
    await page.getByLabel('Non, personne n’en est chargé').check();
    await page.getByRole('button', { name: 'Continuer' }).click();

    await arrived(page, 'Votre regard sur le numérique');
    await page
      .getByRole('group', { name: /À quel point/ })
      .getByLabel('6', { exact: true })
      .check();
    for (const row of ['Une chance', 'Une source', 'Un risque', 'Un moyen', 'Un facteur'])
      await page.getByRole('group', { name: row }).getByLabel('Plutôt d’accord').check();
    await page
      .getByRole('group', { name: /exposée à une cyberattaque/ })
      .getByLabel('Faiblement')
      .check();
    await page.getByRole('button', { name: 'Reprendre plus tard' }).click();

    await arrived(page, 'Reprendre plus tard');
    const link = (await page.getByRole('link', { name: /\/lien\// }).getAttribute('href')) ?? '';
    await context.close();

    const later = await come({ script, width });
    await later.page.goto(link);
    await arrived(later.page, 'Reprendre votre réponse');
    await later.page.getByRole('button', { name: 'Reprendre' }).click();
    await arrived(later.page, 'Vos pratiques');
    for (const choice of ['Intercommunalité', 'Centre de gestion', 'Prestataire privé', 'Un collègue élu'])
      await later.page.getByLabel(choice).check();
    await later.page.getByRole('group', { name: /DIFE/ }).getByLabel('Non', { exact: true }).check();
    await later.page.getByRole('button', { name: 'Continuer' }).click();
    await later.page.getByRole('link', { name: /vous en avez coché 4/ }).waitFor();
    await later.page.getByLabel('Un collègue élu').uncheck();
    await later.page.getByRole('button', { name: 'Continuer' }).click();

    await arrived(later.page, 'Votre besoin de formation');
    await later.page.getByLabel('1er choix').selectOption('Cybersécurité et crise');
    await later.page.getByLabel('2e choix').selectOption('Intelligence artificielle');
    await later.page.getByLabel('Webinaire d’une heure').check();
    await later.page.getByLabel('Une demi-journée', { exact: true }).check();
    await later.page.getByLabel('Le manque de temps').check();
    await later.page.getByRole('button', { name: 'Continuer' }).click();

    await arrived(later.page, 'La suite');
    await later.page.getByLabel(/J’accepte de recevoir/).check();
    await later.page.getByRole('button', { name: 'Relire mes réponses' }).click();
    await arrived(later.page, 'Relire et envoyer');
    await later.page.getByText('1. Cybersécurité et crise').waitFor();
    await later.page.getByRole('button', { name: 'Envoyer ma réponse' }).click();

    await arrived(later.page, 'Recevoir les résultats');
    await later.page.getByLabel('Adresse électronique').fill(`elue${n}@mairie.example`);
    await later.page.getByRole('button', { name: 'Laisser cette adresse' }).click();
    await arrived(later.page, 'Merci, votre réponse est envoyée');
    await later.page.goto(`${site().url}${here}`);
    await later.page.getByText('Une réponse a déjà été envoyée depuis ce navigateur').waitFor();
    await later.context.close();
  });

  test('a copilot prepares a survey, looks at it, opens it and reads its results', async () => {
    const group = await site()
      .db.selectFrom('groups')
      .select('id')
      .where('slug', '=', 'sensibilisation-elus-cadres')
      .executeTakeFirstOrThrow();
    const copilot = await anAccount(site().db, {
      name: `Copilote ${n}`,
      email: `copilote${n}@enquetes.example`,
    });
    await aMembership(site().db, group.id, copilot.id, 'copilot');
    const { page, context } = await come({ script, width });
    await signIn(site(), page, copilot.email);
    await page.goto(`${site().url}/espace/enquetes`);
    await arrived(page, 'Enquêtes');
    await page.getByRole('link', { name: 'Nouvelle enquête' }).click();
    await arrived(page, 'Nouvelle enquête');
    await page.getByLabel('Titre').fill(`Vos formations ${n}`);
    await page.getByLabel('Introduction').fill('Pour les secrétaires de mairie.');
    await page.getByRole('button', { name: 'Créer le brouillon' }).click();

    await arrived(page, 'Questions');
    await page.getByRole('link', { name: /Ajouter une question/ }).click();
    await arrived(page, 'Nouvelle question');
    await page.getByRole('link', { name: 'Choix unique' }).click();
    await arrived(page, 'Nouvelle question');
    await page.getByLabel('Question', { exact: true }).fill('Avez-vous été formé cette année ?');
    await page.getByLabel('Choix', { exact: false }).fill('Oui\nNon');
    await page.getByRole('button', { name: 'Ajouter la question' }).click();
    await arrived(page, 'Questions');
    await page.getByRole('link', { name: /Ajouter une question/ }).click();
    await page.getByRole('link', { name: 'Texte libre' }).click();
    await page.getByLabel('Question', { exact: true }).fill('Sur quoi ?');
    await page.getByLabel('Condition 1').selectOption('Avez-vous été formé cette année ?');
    await page.getByRole('button', { name: 'Montrer ses réponses' }).click();
    await page.getByLabel('Oui', { exact: true }).check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Ajouter la question' }).click();
    await arrived(page, 'Questions');
    await page.getByText(/Posée si «\sAvez-vous été formé cette année/).waitFor();

    await page.getByRole('link', { name: 'Prévisualiser' }).click();
    await arrived(page, 'Première étape');
    await page.getByRole('link', { name: `Vos formations ${n}` }).click();
    await arrived(page, `Vos formations ${n}`);
    await page.getByRole('link', { name: 'Ouvrir l’enquête' }).click();
    await arrived(page, 'Ouvrir cette enquête ?');
    await page.getByRole('button', { name: 'Ouvrir' }).click();
    await arrived(page, `Vos formations ${n}`);
    await page.getByText('Ouverte', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Résultats', exact: true }).click();
    await arrived(page, 'Résultats');
    expect(await page.getByText('Pas encore de résultats').count()).toBe(1);
    await context.close();
  });
});
