import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { arrived, expectAccessible } from '../browser.ts';
import { aMembership, anAccount } from '../factories.ts';
import { signIn } from '../site.ts';
import { visits, ways } from './visits.ts';

const { come, site } = visits();

/** A copilot of the group that keeps the training catalogue. */
async function aKeeper(n: number) {
  const keeper = await anAccount(site().db, {
    name: `Claude Formation ${n}`,
    email: `formation${n}@anct.example`,
    organisation: 'anct',
  });
  const { id } = await site()
    .db.selectFrom('groups')
    .select('id')
    .where('slug', '=', 'sensibilisation-elus-cadres')
    .executeTakeFirstOrThrow();
  await aMembership(site().db, id, keeper.id, 'copilot', 'etat');
  return keeper;
}

const ownLink = (mail: string): string => /http\S+\/formations\/inscriptions\/\S+/.exec(mail)?.[0] ?? '';

/** Pages that are kept in memory tell what was true before another browser acted. */
const fresh = async (page: Page, url: string) => {
  site().deps.pageCache.clear();
  await page.goto(url);
};

describe.each(ways)('$how', { timeout: 180_000 }, ({ script, width, n }) => {
  const as = () => come({ script, width });

  test('a secretary registers colleagues; the session fills, moves, is held; who came proves it', async () => {
    const title = `Café IA du bourg ${n}`;
    const address = (who: string) => `${who}${n}@bourg.example`;
    const at = new Date(site().clock.now().getTime() + 20 * 86_400_000).toISOString().slice(0, 10);
    const later = new Date(site().clock.now().getTime() + 21 * 86_400_000).toISOString().slice(0, 10);

    // A copilot publishes a session of three places, from the page of the offer.
    const keeper = await aKeeper(n);
    const keeping = await as();
    await signIn(site(), keeping.page, keeper.email);
    await keeping.page.goto(`${site().url}/catalogues/formations/cafe-ia`);
    await keeping.page.getByRole('link', { name: 'Ajouter une session' }).click();
    await arrived(keeping.page, 'Nouvelle session');
    await keeping.page.getByLabel('Titre').fill(title);
    await keeping.page.getByLabel('Description').fill('On essaie **ensemble**, sans prérequis.');
    await keeping.page.getByLabel('Jour, ou premier jour').fill(at);
    await keeping.page.getByRole('textbox', { name: /^Début/ }).fill('14 h');
    await keeping.page.getByRole('textbox', { name: /^Fin/ }).fill('16 h 30');
    await keeping.page.getByLabel('Sur place', { exact: true }).check();
    await keeping.page.getByLabel('Commune ou territoire').fill('74010');
    await keeping.page
      .getByLabel(/^Adresse(?! de contact)/)
      .first()
      .fill('Salle des fêtes');
    await keeping.page.getByLabel('Organisateur').selectOption('anct');
    await keeping.page.getByLabel('Nombre de places').fill('3');
    await keeping.page.getByRole('radio', { name: /^Publiée/ }).check();
    await keeping.page.getByRole('button', { name: 'Enregistrer' }).click();
    await arrived(keeping.page, title);
    const session = keeping.page.url();

    // The secretary, without an account, registers herself and two colleagues.
    const secretary = await as();
    await fresh(secretary.page, `${site().url}/catalogues/formations`);
    await secretary.page.getByRole('link', { name: 'Sessions de formation à venir' }).first().click();
    await arrived(secretary.page, 'Sessions de formation');
    await secretary.page.getByRole('link', { name: title }).click();
    await arrived(secretary.page, title);
    await secretary.page.getByRole('link', { name: 'S’inscrire, soi ou ses collègues' }).click();
    await arrived(secretary.page, /S’inscrire/);
    const { page } = secretary;
    await page.getByLabel('Votre prénom et votre nom').fill('Simone Secrétaire');
    await page.getByLabel('Votre adresse électronique').fill(address('simone'));
    await page.getByLabel('Votre collectivité').fill('Mairie du Bourg');
    await page.getByLabel('Collègue 1 : prénom et nom').fill('Paul Maire');
    await page.getByLabel('Collègue 1 : adresse').fill(address('paul'));
    await page.getByLabel('Collègue 2 : prénom et nom').fill('Rose Adjointe');
    await page.getByLabel('Collègue 2 : adresse').fill('rose sans adresse');
    await page.getByLabel('J’ai lu à quoi servent').check();
    await page.getByRole('button', { name: 'Envoyer la demande' }).click();
    await page
      .getByRole('alert')
      .getByRole('link', { name: /Cette adresse est incorrecte/ })
      .click();
    await expectAccessible(page);
    await page.getByLabel('Collègue 2 : adresse').fill(address('rose'));
    await page.getByRole('button', { name: 'Envoyer la demande' }).click();
    await page.getByText(/Un courriel vient de partir/).waitFor();
    const mail = await site().lastMailTo(address('simone'));
    await page.goto(/http\S+\/confirmation\/\S+/.exec(mail)?.[0] ?? '');
    await arrived(page, /Confirmer la demande/);
    await page.getByText('Rose Adjointe').waitFor();
    await page.getByRole('button', { name: 'Confirmer la demande' }).click();
    await arrived(page, 'Votre demande est confirmée');
    await page.getByRole('link', { name: 'Voir les inscriptions' }).click();
    await arrived(page, 'Mes inscriptions');
    expect(await page.getByText('Place réservée').count()).toBe(3);
    expect(await site().lastMailTo(address('paul'))).toContain('Simone Secrétaire');

    // It is full: the next one, signed in, waits.
    const late = await anAccount(site().db, { name: `Léo Tard ${n}`, email: address('leo') });
    const waiting = await as();
    await signIn(site(), waiting.page, late.email);
    await fresh(waiting.page, session);
    await waiting.page.getByRole('button', { name: 'M’inscrire sur la liste d’attente' }).click();
    await arrived(waiting.page, title);
    await waiting.page.getByRole('heading', { name: 'Vous êtes sur la liste d’attente' }).waitFor();

    // Rose gives up by her own link, in two clicks: the place is his.
    const rose = await as();
    await rose.page.goto(ownLink(await site().lastMailTo(address('rose'))));
    await arrived(rose.page, 'Mon inscription');
    await rose.page.getByRole('link', { name: /Annuler/ }).click();
    await arrived(rose.page, /Annuler votre inscription/);
    await rose.page.getByRole('button', { name: 'Annuler l’inscription' }).click();
    await rose.page.getByText('Inscription annulée').waitFor();
    expect(await site().lastMailTo(address('leo'))).toContain('Une place s’est libérée');
    await fresh(waiting.page, session);
    await waiting.page.getByRole('heading', { name: 'Vous êtes inscrit' }).waitFor();

    // The date moves: all are told.
    await keeping.page.getByRole('link', { name: 'Modifier', exact: true }).click();
    await arrived(keeping.page, 'Modifier la session');
    await keeping.page.getByLabel('Jour, ou premier jour').fill(later);
    await keeping.page.getByRole('button', { name: 'Enregistrer' }).click();
    await keeping.page.getByText(/3\s+personnes sont prévenues par courriel/).waitFor();
    for (const who of ['simone', 'paul', 'leo'])
      expect(await site().lastMailTo(address(who))).toContain('au lieu de');

    // It is held; two came.
    const start = site().clock.now();
    site().clock.advance({ days: 22 });
    await fresh(keeping.page, `${session}/participants`);
    await arrived(keeping.page, 'Participants et présence');
    await keeping.page.getByLabel('Paul Maire').check();
    await keeping.page.getByLabel(`Léo Tard ${n}`).check();
    await keeping.page.getByRole('button', { name: 'Enregistrer la présence' }).click();
    await keeping.page.getByText(/2\s+attestations envoyées/).waitFor();
    await expectAccessible(keeping.page);

    const paul = await as();
    await paul.page.goto(ownLink(await site().lastMailTo(address('paul'))));
    await arrived(paul.page, 'Mon inscription');
    const pdf = await paul.page.getByRole('link', { name: /Attestation \(PDF\)/ }).getAttribute('href');
    const document = await fetch(site().url + pdf);
    expect(document.headers.get('content-type')).toBe('application/pdf');
    const code = await paul.page.getByRole('link', { name: /^(\w{4}-?){3}$/ }).textContent();

    // Whoever is shown it checks it.
    const checker = await as();
    await checker.page.goto(`${site().url}/attestations`);
    await arrived(checker.page, 'Vérifier une attestation');
    await checker.page.getByLabel('Code de vérification').fill(code ?? '');
    await checker.page.getByRole('button', { name: 'Vérifier' }).click();
    await arrived(checker.page, /Attestation/);
    await checker.page.getByText('Cette attestation est authentique').waitFor();
    expect(await checker.page.getByText('Paul Maire').count()).toBe(0);
    site().clock.advance({ seconds: (start.getTime() - site().clock.now().getTime()) / 1000 });
    for (const one of [keeping, secretary, waiting, rose, paul, checker]) await one.context.close();
  });

  test('an elected official follows a path and takes it up again', async () => {
    const person = await anAccount(site().db, { name: `Éva Élue ${n}`, email: `eva${n}@bourg.example` });
    const { page, context } = await as();
    await fresh(page, `${site().url}/parcours`);
    await arrived(page, 'Parcours de formation');
    await signIn(site(), page, person.email);
    await page.goto(`${site().url}/parcours`);
    await page.getByRole('link', { name: 'Le numérique pour un élu, par où commencer' }).click();
    await arrived(page, /Le numérique pour un élu/);
    await page
      .getByRole('button', { name: /C’est fait/ })
      .first()
      .click();
    await page.getByRole('link', { name: /Reprendre/ }).waitFor();
    await expectAccessible(page);
    await page.goto(`${site().url}/espace`);
    await page.getByText(/1 sur 8/).waitFor();
    await expectAccessible(page);
    await context.close();
  });
});
