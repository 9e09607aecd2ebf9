import type { Page } from 'playwright-core';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { arrived, expectAccessible } from '../browser.ts';
import { anAccount } from '../factories.ts';
import { signIn } from '../site.ts';
import { visits, ways } from './visits.ts';

const { come, site } = visits();

const axes = [
  'Pilotage et gouvernance',
  'Connaissance et qualité',
  'Protection et sécurité',
  'Ouverture et partage',
  'Usages et services',
  'Compétences et mutualisation',
];

/** Answers every question of the axis with its choice of this place, from 0. */
async function answerAll(page: Page, place: number): Promise<void> {
  const questions = page.locator('main form fieldset');
  for (let at = 0; at < (await questions.count()); at += 1)
    await questions.nth(at).locator('label').nth(place).click();
}

async function assess(page: Page, placeOf: (axis: number) => number): Promise<void> {
  for (const [at, axis] of axes.entries()) {
    await page.getByRole('heading', { level: 1, name: axis }).waitFor();
    await answerAll(page, placeOf(at));
    await page.getByRole('button', { name: at < 5 ? 'Continuer' : 'Relire mes réponses' }).click();
  }
  await arrived(page, 'Relire vos réponses');
  await page.getByRole('button', { name: 'Voir le résultat' }).click();
}

describe.each(ways)('$how', { timeout: 180_000 }, ({ script, width, n }) => {
  test('a DGS assesses the data of the authority, prints the plan, and sees progress later', async () => {
    const email = `dgs${n}@mairie.example`;
    const authorityId = `commune:7400${n === 1 ? 4 : 2}`;
    await anAccount(site().db, { name: 'Dominique Directrice', email, authorityId });
    const { page, context } = await come({ script, width });
    await signIn(site(), page, email);
    await page.goto(`${site().url}/catalogues/donnees`);
    await page.getByRole('link', { name: 'Où en est ma collectivité avec ses données' }).click();
    await arrived(page, /Où en est ma collectivité/);
    await page.getByRole('button', { name: 'Commencer pour ma collectivité' }).click();

    // A question forgotten is told where it is.
    await arrived(page, axes[0] ?? '');
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('heading', { name: '4 corrections sont nécessaires' }).waitFor();
    await expectAccessible(page);

    await assess(page, (at) => (at === 3 ? 0 : 1));
    await arrived(page, /Résultat : /);
    await page.getByText('À travailler d’abord').waitFor();
    await page.getByText('Parce que vous avez répondu').first().waitFor();
    await page.locator('summary', { hasText: 'Voir en tableau' }).click();
    await page.getByRole('rowheader', { name: 'Ouverture et partage' }).waitFor();
    await page.getByRole('link', { name: 'Voir le plan d’action' }).click();
    await arrived(page, 'Plan d’action');
    const href = await page.getByRole('link', { name: 'Plan en PDF' }).getAttribute('href');
    const file = await page.request.get(`${site().url}${href}`);
    expect(file.headers()['content-type']).toBe('application/pdf');
    const pdf = await getDocumentProxy(new Uint8Array(await file.body()));
    expect(String((await getMeta(pdf)).info.Title)).toContain('Plan d’action sur les données');
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    expect((await extractText(pdf, { mergePages: true })).text).toContain('Quand');

    await page.getByRole('link', { name: 'Progression' }).click();
    await arrived(page, 'Progression');
    await page.getByRole('button', { name: /Refaire/ }).click();
    await assess(page, () => 2);
    await arrived(page, /Résultat : En structuration/);
    await page.getByRole('link', { name: 'Progression' }).click();
    await arrived(page, 'Progression');
    await page.getByText('de 0 à 2').waitFor();
    await context.close();
  });

  test('somebody without an account stops, comes back by the link elsewhere, and erases all', async () => {
    const { page, context } = await come({ script, width });
    await page.goto(`${site().url}/maturite-donnees`);
    await arrived(page, /Où en est ma collectivité/);
    await page.getByRole('button', { name: 'Commencer sans compte' }).click();
    await arrived(page, axes[0] ?? '');
    await answerAll(page, 3);
    await page.getByRole('button', { name: 'Reprendre plus tard' }).click();
    await arrived(page, 'Reprendre plus tard');
    const link = await page.locator('.cd-link-to-keep a').getAttribute('href');

    const other = await come({ script, width });
    await other.page.goto(link ?? '');
    await arrived(other.page, 'Retrouver l’autoévaluation');
    await other.page.getByRole('button', { name: 'Ouvrir' }).click();
    await arrived(other.page, axes[1] ?? '');
    await other.page.goto(`${site().url}/maturite-donnees/sans-compte/effacement`);
    await arrived(other.page, /Effacer cette autoévaluation/);
    await other.page.getByRole('button', { name: 'Effacer' }).click();
    await arrived(other.page, /Où en est ma collectivité/);
    await page.goto(link ?? '');
    await page.getByText('Aucune réponse commencée ici').waitFor();
    for (const one of [context, other.context]) await one.close();
  });
});
