import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { renderPdf } from '../../src/platform/pdf/index.ts';
import { arrived } from '../browser.ts';
import { aGroup, aMembership, anAccount } from '../factories.ts';
import { signIn } from '../site.ts';
import { visits, ways } from './visits.ts';

/** What the files of a group say and become: found by their words, published by both sides. */
const { site, come } = visits();

async function aGroupWith(n: number) {
  const { db } = site();
  const group = await aGroup(db, { title: `Archives ${n}` });
  const people = {
    state: await anAccount(db, { name: `Solène Durand ${n}` }),
    local: await anAccount(db, { name: `Léo Martin ${n}` }),
    member: await anAccount(db, { name: `Maud Petit ${n}` }),
    elsewhere: await anAccount(db, { name: `Élie Ailleurs ${n}` }),
  };
  await aMembership(db, group.id, people.state.id, 'copilot', 'etat');
  await aMembership(db, group.id, people.local.id, 'copilot', 'collectivites');
  await aMembership(db, group.id, people.member.id);
  const other = await aGroup(db, { title: `Guichets ${n}` });
  await aMembership(db, other.id, people.elsewhere.id);
  return { group, people, space: `${site().url}/espace/groupes/${group.slug}` };
}

const presses = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const goes = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click();

for (const { how, script, width, n } of ways) {
  const as = async (who: { email: string }) => {
    const visit = await come({ script, width });
    await signIn(site(), visit.page, who.email);
    return visit;
  };

  test(`a message is found by a word of the PDF that it carries, ${how}`, { timeout: 240_000 }, async () => {
    const { people, space } = await aGroupWith(n);
    // The word is in the text of the file alone.
    const { content } = await renderPdf({
      title: 'Note',
      subject: 'Note',
      author: 'Maud Petit',
      eyebrow: 'Note',
      lead: 'Trois pages.',
      footer: 'cordee.example',
      blocks: [{ kind: 'paragraph', text: 'Le récolement des liasses zinzolines' }],
      at: new Date(0),
    });
    const title = `Qui range quoi ${n}`;
    const writer = await as(people.member);
    await writer.page.goto(`${space}/discussions/nouvelle`);
    await writer.page.getByLabel('Titre').fill(title);
    await writer.page.getByLabel('Message', { exact: true }).fill('Voici la note.');
    await writer.page
      .getByLabel('Joindre des fichiers')
      .setInputFiles([{ name: 'note.pdf', mimeType: 'application/pdf', buffer: Buffer.from(content) }]);
    await presses(writer.page, 'Ouvrir la discussion');
    await arrived(writer.page, title);
    await site().runJobs();
    await writer.context.close();

    const reader = await as(people.local);
    const { page } = reader;
    const results = page.getByRole('list', { name: 'Résultats' });
    const searches = () =>
      page
        .getByRole('form', { name: 'Chercher dans mes groupes' })
        .getByRole('button', { name: 'Chercher' })
        .click();
    await page.goto(`${site().url}/espace`);
    const field = page.getByLabel('Chercher dans mes groupes');
    await field.fill('zinzoline');
    await field.press('Enter');
    await arrived(page, 'Chercher dans mes groupes');
    await results.getByText('note.pdf').waitFor();
    await results.getByText('zinzolines').waitFor();
    await arrived(page, 'Chercher dans mes groupes');

    await page.getByLabel('Nature').selectOption({ label: 'Tâches' });
    await searches();
    await page.getByRole('heading', { name: /^Rien ne correspond à/ }).waitFor();
    await arrived(page, 'Chercher dans mes groupes');
    await page.getByLabel('Nature').selectOption({ label: 'Discussions' });
    await page.getByLabel('Avec pièce jointe').check();
    await searches();
    await results.getByRole('link', { name: title }).click();
    await arrived(page, title);
    await page.getByRole('link', { name: 'note.pdf' }).waitFor();
    await reader.context.close();

    const stranger = await as(people.elsewhere);
    await stranger.page.goto(`${site().url}/espace/recherche?q=zinzoline`);
    await arrived(stranger.page, 'Chercher dans mes groupes');
    await stranger.page.getByRole('heading', { name: /^Rien ne correspond à/ }).waitFor();
    expect(await stranger.page.content()).not.toMatch(/note\.pdf|zinzolines/);
    await stranger.context.close();
  });

  test(`a new version of a published deliverable is prepared, and published by both sides, ${how}`, {
    timeout: 240_000,
  }, async () => {
    const { people, space } = await aGroupWith(n + 10);
    const title = `Guide du tri ${n}`;
    const one = await as(people.state);
    const { page } = one;
    const sends = async (name: string) => {
      await goes(page, /^Ajouter un fichier/);
      await arrived(page, 'Ajouter un fichier');
      await page.getByLabel('Nom montré aux visiteurs').fill(name);
      await page
        .getByLabel(/^Fichier/)
        .setInputFiles([{ name: `${name}.txt`, mimeType: 'text/plain', buffer: Buffer.from(name) }]);
      await presses(page, 'Envoyer le fichier');
      await arrived(page, title);
    };
    const two = await as(people.local);
    const turns = async () => {
      const mail = await site().lastMailTo(people.local.email);
      await two.page.goto(/http\S+\/cles\/[\w-]+/.exec(mail)?.[0] ?? '');
      await two.page.getByRole('heading', { name: 'Ce qui changera' }).waitFor();
    };

    await page.goto(`${space}/livrables/nouveau`);
    await page.getByLabel('Titre').fill(title);
    await page.getByLabel('Description').fill('Comment trier.');
    await page.getByLabel('Type').selectOption({ label: 'Guide' });
    await presses(page, /^(Créer|Enregistrer)/);
    await arrived(page, title);
    await sends('Premier tome');
    await presses(page, 'Publier : donner ma clé');
    await page.getByText('est attendue').first().waitFor();
    await turns();
    await presses(two.page, 'Tourner ma clé');
    await two.page
      .getByText(/^Fait à deux clés/)
      .first()
      .waitFor();

    await page.reload();
    await goes(page, 'Ajouter une version');
    await arrived(page, 'Ajouter une version');
    await page.getByLabel('Nom de la version').fill('Seconde édition');
    await page.getByLabel('Ce qui change').fill('Le tri des courriels.');
    await presses(page, 'Ajouter la version');
    await arrived(page, title);
    await sends('Second tome');
    await page.getByText('Le public ne la voit pas encore.').waitFor();
    const visitor = await come({ script, width });
    const reads = async () => {
      await visitor.page.goto(`${site().url}/livrables`);
      await goes(visitor.page, title);
      await arrived(visitor.page, title);
      return (await visitor.page.textContent('main')) ?? '';
    };
    expect(await reads()).not.toMatch(/Seconde édition|Second tome/);

    await presses(page, /^Publier cette version : donner ma clé/);
    await page.getByText(/^Une clé est attendue/).waitFor();
    await arrived(page, title);
    expect(await reads()).not.toMatch(/Seconde édition|Second tome/);
    await turns();
    await arrived(two.page, /Seconde édition/);
    await two.page.getByText('Le tri des courriels.').first().waitFor();
    await two.page.getByText('Second tome').first().waitFor();
    await presses(two.page, 'Tourner ma clé');
    await two.page
      .getByText(/^Fait à deux clés/)
      .first()
      .waitFor();
    const published = await reads();
    expect(published).toContain('Seconde édition');
    expect(published).toContain('Second tome');
    for (const { context } of [one, two, visitor]) await context.close();
  });
}
