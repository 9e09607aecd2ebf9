import { createTransport } from 'nodemailer';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { replyMailbox } from '../../src/modules/discussions/index.ts';
import { type MailListener, startMailListener } from '../../src/platform/inbound-mail/index.ts';
import { arrived, expectAccessible, launchBrowser, visitor } from '../browser.ts';
import { aGroup, aMembership, anAccount } from '../factories.ts';
import { signIn, startTestSite, type TestSite } from '../site.ts';

/** What the people of a group do together, each in the browser that they have. */
let site: TestSite;
let browser: Browser;
let mailServer: MailListener;

const desk = { script: true, width: 1280 };
const oldPhone = { script: false, width: 375 };

beforeAll(async () => {
  [site, browser] = await Promise.all([
    startTestSite({
      mailFrom: 'Cordée <cordee@exemple.fr>',
      replies: { domain: 'reponses.test', secret: Buffer.alloc(32, 7), trustedHost: null },
    }),
    launchBrowser(),
  ]);
  mailServer = await startMailListener({
    protocol: 'smtp',
    host: '127.0.0.1',
    port: 0,
    maxBytes: 200_000,
    log: site.deps.log,
    ...replyMailbox(site.deps),
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await mailServer?.stop();
  await site?.close();
});

/** A group with a copilot of each side and a member. */
async function aGroupAtWork(title: string) {
  const group = await aGroup(site.db, { title });
  const state = await anAccount(site.db, { name: 'Solène Durand' });
  const local = await anAccount(site.db, { name: 'Léo Martin' });
  const member = await anAccount(site.db, { name: 'Maud Petit' });
  await aMembership(site.db, group.id, state.id, 'copilot', 'etat');
  await aMembership(site.db, group.id, local.id, 'copilot', 'collectivites');
  await aMembership(site.db, group.id, member.id);
  return { group, state, local, member, space: `${site.url}/espace/groupes/${group.slug}` };
}

async function comes(who: { email: string }, how: { script: boolean; width: number }) {
  const visit = await visitor(browser, how);
  await signIn(site, visit.page, who.email);
  return visit;
}

/** The last mail to this person, and where an answer to it goes. */
async function lastMail(to: string) {
  await site.runJobs();
  const { headers, ...mail } = await site.db
    .selectFrom('outbox')
    .select(['subject', 'body_text as text', 'headers'])
    .where('recipient', '=', to)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { ...mail, ...z.object({ 'Reply-To': z.string() }).parse(headers) };
}

const presses = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const goes = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click();

test('a question is asked on an old phone, answered by mail, and the answer accepted', {
  timeout: 120_000,
}, async () => {
  const { member, local, space } = await aGroupAtWork('Partage de données');
  const { page, context } = await comes(member, oldPhone);
  await page.goto(`${space}/discussions/nouvelle`);
  await page.getByLabel('Question').check();
  await page.getByLabel('Titre').fill('Quelle licence choisir ?');
  await page.getByLabel('Message', { exact: true }).fill('@Léo Martin, le sais-tu ?');
  await presses(page, 'Ouvrir la discussion');
  await arrived(page, 'Quelle licence choisir ?');

  const mail = await lastMail(local.email);
  expect(mail.text).toContain('le sais-tu');
  await createTransport({ host: '127.0.0.1', port: mailServer.port, ignoreTLS: true }).sendMail({
    from: local.email,
    to: mail['Reply-To'],
    subject: `Re: ${mail.subject}`,
    text: `La licence ouverte 2.0.\n\nLe 23 nov. 2026 à 10:00, Cordée a écrit :\n${mail.text.replace(/^/gm, '> ')}`,
  });
  await site.runJobs();

  await page.reload();
  const answer = page.locator('#message-2');
  await answer.getByText('La licence ouverte 2.0.').waitFor();
  expect(await answer.textContent()).not.toContain('le sais-tu');
  await presses(page, /^Accepter cette réponse/);
  await arrived(page, 'Quelle licence choisir ?');
  await page.getByRole('heading', { name: 'Réponse acceptée' }).waitFor();
  await context.close();
});

test('a meeting is called, answered, held, and its minutes approved by both sides', {
  timeout: 180_000,
}, async () => {
  const { state, local, member, space } = await aGroupAtWork('Intérêt des échanges');
  const one = await comes(state, desk);
  await one.page.goto(`${space}/reunions`);
  await arrived(one.page, 'Réunions');
  await goes(one.page, 'Convoquer la première réunion');
  await arrived(one.page, 'Convoquer une réunion');
  await one.page.getByLabel('Titre').fill('Point d’étape');
  await one.page.getByLabel('Jour').fill('2026-12-03');
  await one.page.getByLabel('Début').fill('14 h');
  await one.page.getByLabel('Fin', { exact: true }).fill('15 h 30');
  await one.page.getByLabel(/^Lieu/).fill('Mairie d’Annecy');
  await one.page.getByLabel('Point 1').fill('Budget');
  await one.page.getByLabel('Tous les membres du groupe').check();
  await presses(one.page, 'Envoyer la convocation');
  await arrived(one.page, 'Point d’étape');
  const meeting = one.page.url();

  // The link of the mail answers without signing in.
  const link = /http\S+\/reunions\/reponse\/[\w-]+/.exec(await site.lastMailTo(member.email))?.[0] ?? '';
  const phone = await visitor(browser, oldPhone);
  await phone.page.goto(link);
  await arrived(phone.page, 'Point d’étape');
  await phone.page.getByLabel('Oui, j’y serai').check();
  await presses(phone.page, 'Répondre');
  await phone.page.getByText('Votre réponse est notée').waitFor();
  await phone.context.close();

  site.clock.advance({ days: 10, hours: 6 });
  await one.page.goto(meeting);
  await one.page.getByText(/^1\s+personne vient/).waitFor();
  await goes(one.page, 'Noter les présences');
  await arrived(one.page, 'Présences');
  await one.page.getByRole('checkbox', { name: 'Maud Petit' }).check();
  await one.page.getByLabel('Présentes').check();
  await presses(one.page, 'Noter');
  await one.page.getByRole('cell', { name: 'Maud Petit' }).waitFor();
  await one.page.goto(`${meeting}/compte-rendu`);
  await arrived(one.page, 'Point d’étape');
  await goes(one.page, /^Écrire\s?: Budget/);
  await arrived(one.page, 'Budget');
  await one.page.getByLabel('Ce qui s’est dit').fill('Le budget est **tenu**.');
  await presses(one.page, 'Enregistrer');
  await one.page.goto(`${meeting}/compte-rendu`);
  await goes(one.page, /^Relever une décision\s?: Budget/);
  await arrived(one.page, 'Relever une décision');
  await one.page.getByLabel('Ce qui a été décidé').fill('Le budget est reconduit.');
  await presses(one.page, 'Relever la décision');
  await one.page.goto(`${meeting}/compte-rendu`);
  await goes(one.page, /^Relever une action\s?: Budget/);
  await arrived(one.page, 'Relever une action');
  await one.page.getByLabel('Ce qui est à faire').fill('Écrire la note');
  await presses(one.page, 'Relever l’action');
  await one.page.goto(`${meeting}/compte-rendu`);
  await presses(one.page, 'Proposer le compte rendu');
  await one.page.getByText('Attendu du côté des collectivités').waitFor();
  await presses(one.page, 'Approuver');
  await one.page.getByText(/Approuvé du côté de l’État par Solène Durand/).waitFor();
  await expectAccessible(one.page);

  const two = await comes(local, oldPhone);
  await two.page.goto(`${meeting}/compte-rendu`);
  await arrived(two.page, 'Point d’étape');
  await presses(two.page, 'Approuver');
  await two.page.getByText('Approuvé : ce compte rendu ne change plus').waitFor();
  await arrived(two.page, 'Point d’étape');
  await two.page.goto(`${space}/decisions`);
  await arrived(two.page, 'Décisions');
  await two.page.getByText('Le budget est reconduit.').first().waitFor();
  await two.page.goto(`${space}/plan`);
  await arrived(two.page, 'Plan de travail');
  await two.page.getByText('Écrire la note').first().waitFor();
  await one.context.close();
  await two.context.close();
});

test('a group is reoriented with two keys: refused once, then turned', { timeout: 120_000 }, async () => {
  const { group, state, local, space } = await aGroupAtWork('Guichets');
  const one = await comes(state, desk);
  const two = await comes(local, oldPhone);

  const asks = async (objective: string) => {
    await one.page.goto(`${space}/objectif`);
    await arrived(one.page, 'Réorienter le groupe');
    await one.page.getByLabel('Objectif').fill(objective);
    await one.page.getByLabel('Raison').fill('Les communes le demandent.');
    await presses(one.page, 'Donner ma clé');
    await one.page.getByText('attendue du côté collectivités').waitFor();
    await expectAccessible(one.page);
  };
  const reads = async () => {
    const href = /http\S+\/cles\/[\w-]+/.exec(await site.lastMailTo(local.email))?.[0] ?? '';
    await two.page.goto(href);
    await two.page.getByRole('heading', { name: 'Ce qui changera' }).waitFor();
    await expectAccessible(two.page);
  };

  await asks('Un guichet par canton.');
  await reads();
  await goes(two.page, 'Refuser');
  await arrived(two.page, 'Refuser votre clé ?');
  await two.page.getByLabel('Motif').fill('Pas sans les maires.');
  await presses(two.page, 'Refuser');
  await two.page.getByText('Votre refus est transmis').waitFor();
  expect(await site.lastMailTo(state.email)).toContain('Pas sans les maires.');

  await asks('Un guichet par intercommunalité.');
  await reads();
  await presses(two.page, 'Tourner ma clé');
  await two.page.getByText('Fait à deux clés : réorienter le groupe.').waitFor();
  await two.page.goto(`${site.url}/groupes/${group.slug}`);
  await arrived(two.page, group.title);
  await two.page.getByText('Un guichet par intercommunalité.').first().waitFor();
  expect(await two.page.textContent('main')).toContain('Les communes le demandent.');
  await one.context.close();
  await two.context.close();
});

test('a newcomer is invited, and spends the first five minutes on a phone', {
  timeout: 120_000,
}, async () => {
  const { group, state, space } = await aGroupAtWork('Identité');
  const copilot = await comes(state, desk);
  await copilot.page.goto(`${space}/bienvenue/modifier`);
  await copilot.page.getByLabel('Titre').first().fill('La feuille de route');
  await copilot.page.getByLabel('Adresse').first().fill(`/groupes/${group.slug}`);
  await presses(copilot.page, 'Enregistrer');
  await copilot.page.goto(`${space}/discussions/nouvelle`);
  await copilot.page.getByLabel('Titre').fill('Présentez-vous');
  await copilot.page.getByLabel('Message', { exact: true }).fill('Bienvenue à toutes et à tous.');
  await presses(copilot.page, 'Ouvrir la discussion');
  await arrived(copilot.page, 'Présentez-vous');
  await copilot.page.goto(`${space}/invitations`);
  await arrived(copilot.page, /Inviter|Invitations/);
  await copilot.page
    .getByLabel(/Adresse/)
    .first()
    .fill('nina@mairie-andilly.example');
  await presses(copilot.page, /Inviter|Envoyer/);
  await copilot.page.getByText('nina@mairie-andilly.example').first().waitFor();
  await copilot.context.close();

  const address = 'nina@mairie-andilly.example';
  const link = /http\S+\/invitation\/lien\/[\w-]+/.exec(await site.lastMailTo(address))?.[0] ?? '';
  const { page, context } = await visitor(browser, { script: true, width: 375 });
  await page.goto(link);
  await arrived(page, 'Identité');
  await goes(page, 'M’inscrire et rejoindre le groupe');
  await arrived(page, 'Rejoindre l’espace collaboratif');
  expect(await page.getByLabel('Adresse électronique professionnelle').inputValue()).toBe(address);
  await page.getByLabel('Prénom et nom').fill('Nina Morel');
  await page.getByLabel(/^Élu/).first().check();
  await page.getByLabel('Collectivité ou organisme').fill('74009');
  await page.getByLabel('Fonction').fill('Adjointe au maire');
  await page.getByLabel(/J’ai lu à quoi servent/).check();
  await presses(page, 'Envoyer ma demande');
  await arrived(page, /Consultez votre/);
  const code = /\b(\d{3})\s?(\d{3})\b/.exec(await site.lastMailTo(address));
  await page.getByLabel('Code à six chiffres').fill(`${code?.[1]}${code?.[2]}`);
  await presses(page, 'Confirmer mon adresse');
  await arrived(page, 'Bienvenue dans le groupe');
  await page.getByRole('link', { name: 'La feuille de route' }).waitFor();
  await goes(page, 'Se présenter dans les discussions');
  await arrived(page, 'Discussions');
  await goes(page, 'Présentez-vous');
  await arrived(page, 'Présentez-vous');
  await page.getByLabel('Votre réponse').fill('Bonjour, je suis adjointe à Andilly.');
  await presses(page, 'Publier la réponse');
  await page.locator('#message-2').getByText('Bonjour, je suis adjointe à Andilly.').waitFor();
  await page.goto(`${space}/membres`);
  await arrived(page, /Qui participe|Membres/);
  await page.getByText('Nina Morel').first().waitFor();
  await page.goto(`${site.url}/espace`);
  await arrived(page, /^Bonjour Nina/);
  await page.getByRole('link', { name: 'Identité' }).first().waitFor();
  await context.close();
});
