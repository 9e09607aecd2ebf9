import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { arrived, expectAccessible } from '../browser.ts';
import { aMembership, anAccount } from '../factories.ts';
import { signIn } from '../site.ts';
import { visits, ways } from './visits.ts';

const { come, site } = visits();

/** A copilot of the group that keeps the agenda. */
async function aKeeper(n: number) {
  const keeper = await anAccount(site().db, {
    name: `Claude Copilote ${n}`,
    email: `claude${n}@dinum.example`,
    organisation: 'dinum',
  });
  const { id } = await site()
    .db.selectFrom('groups')
    .select('id')
    .where('slug', '=', 'agenda-transformation-numerique')
    .executeTakeFirstOrThrow();
  await aMembership(site().db, id, keeper.id, 'copilot', 'etat');
  return keeper;
}

/** The events that a subscriber's program reads at this address. */
async function eventsAt(path: string): Promise<ICAL.Event[]> {
  const text = await (await fetch(`${site().url}${path}`)).text();
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
}

describe.each(ways)('$how', { timeout: 120_000 }, ({ script, width, n }) => {
  const as = () => come({ script, width });

  test('the secretary of a small commune finds its next deadline in three clicks or less', async () => {
    const { page, context } = await as();
    await page.goto(site().url);
    // 907 people.
    await page.getByLabel('Nom, code postal, code INSEE ou SIREN').fill('74287');
    await page.getByRole('button', { name: 'Trouver' }).click();
    await page.getByRole('link', { name: 'Vailly', exact: true }).click();
    await arrived(page, 'Vailly');
    await page.getByText(/mesures vous concernent/).waitFor();
    await page.getByText('Prochaine échéance').waitFor();
    await page.getByText('Compte financier unique').first().waitFor();
    await page.locator('summary', { hasText: 'Concernée : commune' }).first().click();
    await expectAccessible(page);
    await context.close();
  });

  test('a colleague notes what is done, and the page tells what comes next', async () => {
    const colleague = await anAccount(site().db, { authorityId: `commune:${n < 2 ? 74005 : 74006}` });
    const { page, context } = await as();
    await signIn(site(), page, colleague.email);
    await page.goto(site().url);
    await page.getByRole('link', { name: /^Ma collectivité : ce qui concerne/ }).click();
    await page.getByRole('link', { name: 'Noter où nous en sommes : Compte financier unique' }).click();
    await arrived(page, 'Compte financier unique');
    await page.getByLabel('Prévu').check();
    await page.getByLabel(/^Être en M57 ou M4/).selectOption('Fait');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText(/À faire d’abord.*Rapprocher inventaire/).waitFor();
    await expectAccessible(page);
    await context.close();
  });

  test('she answers a question, and sees what it settles', async () => {
    const { page, context } = await as();
    await page.goto(`${site().url}/collectivites/communes/74004`);
    const before = await page.getByText(/mesures vous concernent/).textContent();
    await page.getByRole('button', { name: /^Oui/ }).first().click();
    await page
      .getByText(/selon votre réponse/i)
      .first()
      .waitFor({ state: 'attached' });
    expect(await page.getByText(/mesures vous concernent/).textContent()).not.toBe(before);
    await expectAccessible(page);
    await context.close();
  });

  test('the head of a computing department subscribes to the calendar of their authority', async () => {
    const { page, context } = await as();
    await page.goto(`${site().url}/collectivites/epci/200066793`);
    const address = await page.getByRole('link', { name: /S’abonner au calendrier/ }).getAttribute('href');
    expect(address).toBe('/collectivites/epci/200066793.ics');
    const events = await eventsAt(address ?? '');
    expect(
      events.some(({ description }) => description.includes('Concernée : communauté d’agglomération')),
    ).toBe(true);
    await expectAccessible(page);
    await context.close();
  });

  test('a member tells what the commune lives, and the pilot answers', async () => {
    const member = await anAccount(site().db, {
      name: `Lou Secrétaire ${n}`,
      email: `lou${n}@mairie-alex.example`,
      authorityId: 'commune:74004',
    });
    const keeper = await aKeeper(n);
    const { page, context } = await as();
    await signIn(site(), page, member.email);
    await page.goto(`${site().url}/agenda/m57`);
    await arrived(page, 'Référentiel comptable M57');
    await page
      .getByRole('link', { name: /Dites ce que vit|Témoigner pour/ })
      .first()
      .click();
    await arrived(page, /./);
    await page.getByLabel('Question').check();
    await page.getByLabel('Tout le monde').check();
    await page.getByLabel('Votre témoignage').fill(`Qui nous forme à la M57 ? (${n})`);
    await page.getByRole('button', { name: 'Envoyer le témoignage' }).click();
    await page.waitForURL(/\/agenda\/m57/);

    const pilot = await as();
    await signIn(site(), pilot.page, keeper.email);
    await pilot.page.goto(`${site().url}/espace/agenda/temoignages`);
    await pilot.page.getByText(`Qui nous forme à la M57 ? (${n})`).waitFor();
    await expectAccessible(pilot.page);
    await pilot.page
      .getByRole('link', { name: /Répondre/ })
      .first()
      .click();
    await pilot.page.getByLabel('Votre réponse').fill(`Votre centre de gestion. (${n})`);
    await pilot.page.getByRole('button', { name: 'Publier la réponse' }).click();
    expect(await site().lastMailTo(member.email)).toContain(`Votre centre de gestion. (${n})`);

    const reader = await as();
    await reader.page.goto(`${site().url}/agenda/m57`);
    await reader.page.getByText(`Votre centre de gestion. (${n})`).waitFor();
    await expectAccessible(reader.page);
    for (const one of [context, pilot.context, reader.context]) await one.close();
  });

  test('whom a rule concerns is shown as it is typed, or at the press of a button', async () => {
    const keeper = await aKeeper(n + 20);
    const { page, context } = await as();
    await signIn(site(), page, keeper.email);
    await page.goto(`${site().url}/agenda/plat-au/public`);
    await page.getByLabel('Nombre d’habitants').first().fill('50000');
    if (!script) await page.getByRole('button', { name: 'Voir qui est concerné' }).click();
    await page.getByText(/les communes de plus de 50\s000\shabitants/).waitFor();
    await expectAccessible(page);
    await context.close();
  });

  test('a copilot postpones a deadline, and subscribed calendars follow', async () => {
    const keeper = await aKeeper(n + 10);
    const calendar = '/collectivites/communes/74004.ics';
    const production = async () =>
      (await eventsAt(calendar)).find(({ summary }) => summary.includes('Production attendue'));
    const before = await production();

    const { page, context } = await as();
    await signIn(site(), page, keeper.email);
    await page.goto(`${site().url}/agenda/compte-financier-unique`);
    await page.getByRole('link', { name: /Reporter.*Production attendue/ }).click();
    await arrived(page, /Reporter/);
    await expectAccessible(page);
    await page.getByLabel('Nouvelle date').fill(`1er semestre ${2030 + n}`);
    await page.getByLabel(/^(Motif|Raison|Pourquoi)/).fill('Le décret est reporté.');
    await page.getByLabel('Nom de la source').fill('Journal officiel');
    await page.getByLabel('Adresse de la source').fill('https://www.legifrance.gouv.fr/');
    await page.getByRole('button', { name: 'Reporter le jalon' }).click();
    await arrived(page, 'Compte financier unique');
    await page.getByText(`reporté au 1er semestre ${2030 + n}`).waitFor();
    await expectAccessible(page);

    const after = await production();
    expect(after?.uid).toBe(before?.uid);
    expect(after?.sequence).toBe((before?.sequence ?? 0) + 1);
    expect(after?.startDate.toString()).toBe(`${2030 + n}-01-01`);
    expect(after?.description).toContain('Le décret est reporté.');
    await context.close();
  });
});
