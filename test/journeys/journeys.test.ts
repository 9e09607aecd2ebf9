import { describe, expect, test } from 'vitest';
import { arrived, expectAccessible } from '../browser.ts';
import { aMembership, anAccount } from '../factories.ts';
import { signInByMail } from '../site.ts';
import { visits, ways } from './visits.ts';

const { come, site } = visits();

describe.each(ways)('$how', { timeout: 120_000 }, ({ script, width, n }) => {
  const group = 'demat-ads';
  const title = 'Accompagnement à la dématérialisation des demandes d’urbanisme';
  const as = () => come({ script, width });

  test('a visitor finds what a group delivered', async () => {
    const { page, context } = await as();
    await page.goto(site().url);
    await arrived(page, 'Quelle est votre collectivité ?');
    await page.getByRole('link', { name: 'Tous les groupes' }).click();
    await arrived(page, /groupes projets/i);
    await page.getByRole('link', { name: title }).first().click();
    await arrived(page, title);
    await page
      .getByRole('link', { name: /Guide pratique/ })
      .first()
      .click();
    await arrived(page, /Guide pratique/);
    await page.goto(`${site().url}/livrables`);
    await arrived(page, /livrables/i);
    await context.close();
  });

  test('a visitor finds a commune by its name', async () => {
    const { page, context } = await as();
    await page.goto(site().url);
    await page.getByLabel('Nom, code postal, code INSEE ou SIREN').fill('saint etienne');
    if (script) {
      await page
        .getByRole('option', { name: /^Saint-Étienne\b/ })
        .first()
        .click();
    } else {
      await page.getByRole('button', { name: 'Trouver' }).click();
      await page
        .getByRole('link', { name: /^Saint-Étienne$/ })
        .first()
        .click();
    }
    await arrived(page, 'Saint-Étienne');
    expect(page.url()).toContain('/collectivites/communes/42218');
    await context.close();
  });

  test('an agent signs up, is let in, joins a group, posts, and is told of the answer', async () => {
    const copilot = await anAccount(site().db, {
      name: `Camille Copilote ${n}`,
      email: `camille${n}@dgaln.example`,
      organisation: 'dgaln',
    });
    const { id } = await site()
      .db.selectFrom('groups')
      .select('id')
      .where('slug', '=', group)
      .executeTakeFirstOrThrow();
    await aMembership(site().db, id, copilot.id, 'copilot', 'etat');
    await site()
      .db.updateTable('memberships')
      .set({ mail: 'at_once' })
      .where('account_id', '=', copilot.id)
      .execute();
    const address = `lea${n}@mairie-andilly.example`;

    const agent = await as();
    await agent.page.goto(`${site().url}/groupes/${group}`);
    await agent.page.getByRole('link', { name: 'Participer à ce groupe' }).first().click();
    await arrived(agent.page, 'Rejoindre l’espace collaboratif');
    await agent.page.getByRole('button', { name: 'Envoyer ma demande' }).click();
    await agent.page.getByRole('alert').getByRole('link').first().waitFor();
    await expectAccessible(agent.page);
    await agent.page.getByLabel('Prénom et nom').fill(`Léa Secrétaire ${n}`);
    await agent.page.getByLabel('Adresse électronique professionnelle').fill(address);
    await agent.page.getByLabel('Agent d’une collectivité').check();
    await agent.page.getByLabel('Collectivité ou organisme').fill('74009');
    await agent.page.getByLabel('Fonction').fill('Secrétaire de mairie');
    await agent.page.getByLabel(/J’ai lu à quoi servent/).check();
    await agent.page.getByRole('button', { name: 'Envoyer ma demande' }).click();
    const choice = agent.page.getByRole('radio', { name: /Andilly/ });
    if (await choice.count()) {
      await choice.first().check();
      await agent.page.getByRole('button', { name: 'Envoyer ma demande' }).click();
    }
    await arrived(agent.page, /Consultez votre/);
    const code = /\b(\d{3})\s?(\d{3})\b/.exec(await site().lastMailTo(address));
    await agent.page.getByLabel('Code à six chiffres').fill(`${code?.[1]}${code?.[2]}`);
    await agent.page.getByRole('button', { name: 'Confirmer mon adresse' }).click();
    await agent.page.waitForURL(/suivi/);
    await site().runJobs();
    await agent.page.reload();
    await expectAccessible(agent.page);

    const reviewer = await as();
    await signInByMail(site(), reviewer.page, copilot.email);
    await reviewer.page.goto(`${site().url}/administration/inscriptions`);
    await arrived(reviewer.page, 'Demandes d’inscription');
    await reviewer.page.getByRole('link', { name: `Léa Secrétaire ${n}` }).click();
    await arrived(reviewer.page, `Léa Secrétaire ${n}`);
    await reviewer.page
      .getByRole('button', { name: /^Accepter/ })
      .first()
      .click();
    await reviewer.page.waitForLoadState();
    expect(await site().lastMailTo(address)).toMatch(/accept|bienvenue/i);

    await agent.page.goto(`${site().url}/espace`);
    await arrived(agent.page, /.+/);
    await agent.page.goto(`${site().url}/espace/groupes/${group}/discussions`);
    await arrived(agent.page, 'Discussions');
    await agent.page
      .getByRole('link', { name: /Ouvrir (une|la première) discussion/ })
      .first()
      .click();
    await arrived(agent.page, 'Ouvrir une discussion');
    await agent.page.getByLabel('Titre').fill(`Qui utilise déjà le guichet ? (${n})`);
    await agent.page.getByLabel('Message', { exact: true }).fill('Nous commençons. **Des conseils** ?');
    await agent.page.getByRole('button', { name: 'Ouvrir la discussion' }).click();
    await arrived(agent.page, `Qui utilise déjà le guichet ? (${n})`);

    expect(await site().lastMailTo(copilot.email)).toContain('Nous commençons.');
    await reviewer.page.goto(`${site().url}/espace/groupes/${group}/discussions`);
    await reviewer.page.getByRole('link', { name: `Qui utilise déjà le guichet ? (${n})` }).click();
    await reviewer.page.getByLabel('Votre réponse').fill('Oui, depuis mars.');
    await reviewer.page.getByRole('button', { name: 'Publier la réponse' }).click();
    await reviewer.page.getByText('Oui, depuis mars.').waitFor();
    expect(await site().lastMailTo(address)).toContain('Oui, depuis mars.');
    await agent.context.close();
    await reviewer.context.close();
  });

  test('a copilot publishes a progress point and a deliverable, and visitors see them', async () => {
    const slug = 'cybersecurite';
    const copilot = await anAccount(site().db, {
      name: `Dominique Copilote ${n}`,
      email: `dominique${n}@avicca.example`,
      organisation: 'avicca',
    });
    const { id } = await site()
      .db.selectFrom('groups')
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow();
    await aMembership(site().db, id, copilot.id, 'copilot', 'collectivites');
    const { page, context } = await as();
    await signInByMail(site(), page, copilot.email);
    await page.goto(`${site().url}/espace/groupes/${slug}/avancement/nouveau`);
    await arrived(page, /point d’avancement/);
    await page.getByRole('radio').first().check();
    await page.getByLabel('Point d’avancement').fill(`Le catalogue a été relu (${n}).`);
    await page.getByRole('button', { name: 'Publier' }).click();
    await arrived(page, /Avancement/);

    await page.goto(`${site().url}/espace/groupes/${slug}/livrables/nouveau`);
    await arrived(page, 'Ajouter un livrable');
    await page.getByLabel('Titre').fill(`Les premiers gestes (${n})`);
    await page
      .getByRole('textbox', { name: /^Description/ })
      .fill('Ce que chaque mairie peut faire dès demain.');
    await page.getByRole('combobox', { name: /^Type/ }).selectOption('guide');
    await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
    await arrived(page, `Les premiers gestes (${n})`);
    await page.getByRole('link', { name: /Ajouter un fichier/ }).click();
    await page.getByLabel(/^Fichier/).setInputFiles({
      name: 'premiers gestes "finaux".pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
    });
    await expectAccessible(page);
    await page
      .getByRole('button', { name: /Ajouter|Envoyer/ })
      .last()
      .click();
    await arrived(page, `Les premiers gestes (${n})`);
    await page.getByRole('button', { name: 'Publier' }).click();
    await page
      .getByText(/publié/i)
      .first()
      .waitFor();
    await context.close();

    const reader = await as();
    await reader.page.goto(`${site().url}/groupes/${slug}`);
    await reader.page.getByText(`Le catalogue a été relu (${n}).`).first().waitFor();
    await expectAccessible(reader.page);
    await reader.page.getByRole('link', { name: `Les premiers gestes (${n})` }).click();
    await arrived(reader.page, `Les premiers gestes (${n})`);
    const [download] = await Promise.all([
      reader.page.waitForEvent('download'),
      reader.page
        .getByRole('link', { name: /premiers gestes finaux/i })
        .first()
        .click(),
    ]);
    expect(download.suggestedFilename()).toBe('premiers gestes finaux.pdf');
    await reader.context.close();
  });
});
