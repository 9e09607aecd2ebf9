import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrived, launchBrowser, visitor } from '../browser.ts';
import { aGroup, anAccount } from '../factories.ts';
import { signIn, startTestSite, type TestSite } from '../site.ts';
import { joins } from '../threads.ts';

// 1 × 1.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([startTestSite(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test('a question is drafted and asked without a script, answered with one, thanked and accepted', {
  timeout: 180_000,
}, async () => {
  const group = await aGroup(site.db, { title: 'Identité numérique' });
  const asker = await anAccount(site.db, { name: 'Léa Secrétaire' });
  const helper = await anAccount(site.db, { name: 'Camille Copilote' });
  for (const [who, role] of [
    [asker, 'member'],
    [helper, 'copilot'],
  ] as const)
    await joins(site, { ...who, cookie: '' }, group, role);
  const list = `${site.url}/espace/groupes/${group.slug}/discussions`;

  const one = await visitor(browser, { script: false, width: 375 });
  const { page } = one;
  await signIn(site, page, asker.email);
  await page.goto(`${list}/nouvelle`);
  await page.getByLabel('Question').check();
  await page.getByLabel('Titre').fill('Qui ouvre les comptes ?');
  await page.getByLabel('Message', { exact: true }).fill('Bonjour,');
  await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
  await page.goto(`${site.url}/espace/brouillons`);
  await arrived(page, 'Mes brouillons');
  await page.getByRole('link', { name: 'Qui ouvre les comptes ?' }).click();
  await arrived(page, 'Ouvrir une discussion');
  expect(await page.getByLabel('Question').isChecked()).toBe(true);
  await page.getByText('+ Mentionner').click();
  await page.getByLabel('Qui ou quoi mentionner ?').fill('camille');
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  await arrived(page, 'Ouvrir une discussion');
  await page.getByRole('button', { name: 'Insérer Camille Copilote' }).click();
  await page.getByLabel('Joindre des fichiers').setInputFiles([
    { name: 'écran.png', mimeType: 'image/png', buffer: png },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Des notes') },
  ]);
  await page.getByRole('button', { name: 'Ouvrir la discussion' }).click();
  await arrived(page, 'Qui ouvre les comptes ?');
  await page.getByRole('link', { name: '@Camille Copilote' }).waitFor();
  await page.getByRole('img', { name: 'écran.png' }).waitFor();
  await page.getByRole('link', { name: 'notes.txt' }).waitFor();

  const two = await visitor(browser, { width: 1280 });
  await signIn(site, two.page, helper.email);
  await two.page.goto(list);
  await arrived(two.page, 'Discussions');
  await two.page.getByRole('link', { name: 'Qui ouvre les comptes ?' }).click();
  await two.page.getByRole('link', { name: /^Citer/ }).click();
  const answer = two.page.getByLabel('Votre réponse');
  await expect.poll(() => answer.inputValue()).toContain('Léa Secrétaire');
  // What is typed is kept by itself, and no more once it is posted.
  const drafts = () => site.db.selectFrom('message_drafts').select('body').execute();
  await answer.pressSequentially('Votre administrateur.');
  await two.page.getByText(/^Brouillon enregistré à/).waitFor();
  expect((await drafts())[0]?.body).toContain('Votre administrateur.');
  await two.page.getByRole('button', { name: 'Publier la réponse' }).click();
  await two.page.locator('#message-2').waitFor();
  expect(await drafts()).toEqual([]);

  await page.goto(list);
  await arrived(page, 'Discussions');
  await page.getByRole('link', { name: 'Qui ouvre les comptes ?' }).click();
  await page.getByText('Premier message non lu', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Merci (message 2)' }).click();
  await page.getByRole('button', { name: /^Accepter cette réponse/ }).click();
  await arrived(page, 'Qui ouvre les comptes ?');
  await page.getByRole('heading', { name: 'Réponse acceptée' }).waitFor();
  await page.locator('#message-2 summary').click();
  await page
    .getByRole('listitem')
    .filter({ hasText: /^Merci\s: Léa Secrétaire$/ })
    .waitFor();
  await one.context.close();
  await two.context.close();
});
