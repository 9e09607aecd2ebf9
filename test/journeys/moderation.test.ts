import { expect, test } from 'vitest';
import { arrived } from '../browser.ts';
import { aGroup, aMembership, anAccount } from '../factories.ts';
import { signIn } from '../site.ts';
import { visits, ways } from './visits.ts';

const { site, come } = visits();

for (const { how, script, width, n } of ways) {
  test(`a message is reported, hidden, contested and given back, ${how}`, { timeout: 240_000 }, async () => {
    const { db, url } = site();
    const group = await aGroup(db, { title: `Données ouvertes ${n}` });
    const people = {
      author: await anAccount(db, { name: `Andrea Auteur ${n}` }),
      member: await anAccount(db, { name: `Morgan Membre ${n}` }),
      copilot: await anAccount(db, { name: `Camille Copilote ${n}` }),
      other: await anAccount(db, { name: `Dominique État ${n}` }),
    };
    await aMembership(db, group.id, people.author.id);
    await aMembership(db, group.id, people.member.id);
    await aMembership(db, group.id, people.copilot.id, 'copilot', 'collectivites');
    await aMembership(db, group.id, people.other.id, 'copilot', 'etat');
    const title = `Quel format ${n}`;
    const as = async (who: { email: string }) => {
      const { page, context } = await come({ script, width });
      await signIn(site(), page, who.email);
      return { page, context };
    };

    const author = await as(people.author);
    await author.page.goto(`${url}/espace/groupes/${group.slug}/discussions/nouvelle`);
    await author.page.getByLabel('Titre').fill(title);
    await author.page.getByLabel('Message', { exact: true }).fill('Le mot zinzolin');
    await author.page.getByRole('button', { name: 'Ouvrir la discussion' }).click();
    await arrived(author.page, title);
    const thread = author.page.url();

    const member = await as(people.member);
    await member.page.goto(thread);
    await member.page.getByRole('link', { name: /^Signaler/ }).click();
    await arrived(member.page, 'Signaler le message');
    await member.page.getByRole('button', { name: 'Envoyer le signalement' }).click();
    await member.page.getByRole('link', { name: 'Choisissez un motif.' }).waitFor();
    await arrived(member.page, 'Signaler le message');
    await member.page.getByLabel('Hors sujet').check();
    await member.page.getByRole('button', { name: 'Envoyer le signalement' }).click();
    await arrived(member.page, title);

    const copilot = await as(people.copilot);
    await copilot.page.goto(`${url}/espace`);
    await copilot.page.getByRole('link', { name: 'Ouvrir la modération' }).click();
    await arrived(copilot.page, 'Modération');
    await copilot.page.getByRole('link', { name: title }).click();
    await arrived(copilot.page, title);
    await copilot.page.getByRole('radio', { name: /^Masquer/ }).check();
    await copilot.page.getByRole('textbox', { name: /^Motif/ }).fill('Hors du sujet du groupe');
    await copilot.page.getByRole('button', { name: 'Décider' }).click();
    await arrived(copilot.page, 'Modération');

    await member.page.goto(thread);
    await arrived(member.page, 'Discussion masquée par la modération');
    await member.page.getByText('Hors du sujet du groupe').waitFor();
    expect(await member.page.content()).not.toContain('zinzolin');

    await author.page.goto(thread);
    await author.page.getByText('Votre texte, que les autres membres ne lisent plus').click();
    await author.page.getByText('Le mot zinzolin').waitFor();
    await author.page.getByRole('link', { name: /^La décision, et comment la contester/ }).click();
    await arrived(author.page, /est masqué$/);
    await author.page.getByLabel(/^Pourquoi contestez/).fill('C’est le sujet');
    await author.page.getByRole('button', { name: 'Contester la décision' }).click();
    await author.page.getByRole('heading', { name: 'Votre contestation' }).waitFor();

    const other = await as(people.other);
    await other.page.goto(`${url}/espace/moderation`);
    await other.page.getByRole('link', { name: title }).click();
    await other.page.getByRole('link', { name: 'Répondre à la contestation' }).click();
    await arrived(other.page, 'Répondre à la contestation');
    await other.page.getByRole('radio', { name: /^Rétablir/ }).check();
    await other.page.getByRole('textbox', { name: /^Motif/ }).fill('Il a raison');
    await other.page.getByRole('button', { name: 'Répondre', exact: true }).click();
    await arrived(other.page, 'Modération');

    await member.page.goto(thread);
    await arrived(member.page, title);
    await member.page.getByText('Le mot zinzolin').waitFor();
    for (const { context } of [author, member, copilot, other]) await context.close();
  });

  test(`a testimony is reported from its public page, and leaves it, ${how}`, {
    timeout: 240_000,
  }, async () => {
    const { db, url } = site();
    const group = await db
      .selectFrom('groups')
      .select('id')
      .where('slug', '=', 'agenda-transformation-numerique')
      .executeTakeFirstOrThrow();
    const people = {
      author: await anAccount(db, { name: `Sacha Secrétaire ${n}` }),
      reader: await anAccount(db, { name: `Lou Lecteur ${n}` }),
      copilot: await anAccount(db, { name: `Claude Pilote ${n}` }),
    };
    await aMembership(db, group.id, people.copilot.id, 'copilot', 'etat');
    const as = async (who: { email: string }) => {
      const { page, context } = await come({ script, width });
      await signIn(site(), page, who.email);
      return { page, context };
    };
    const told = `Le prix zinzolin ${n}`;
    const page = `${url}/agenda/m57/temoignages`;

    const author = await as(people.author);
    await author.page.goto(`${page}/nouveau`);
    await author.page.getByRole('radio', { name: 'Coût' }).check();
    await author.page.getByRole('radio', { name: /^Tout le monde/ }).check();
    await author.page.getByLabel('Votre témoignage').fill(told);
    await author.page.getByRole('button', { name: 'Envoyer le témoignage' }).click();
    await arrived(author.page, 'Témoignages');

    const visitor = await come({ script, width });
    await visitor.page.goto(page);
    await visitor.page.getByText(told).waitFor();
    await arrived(visitor.page, 'Témoignages');

    const reader = await as(people.reader);
    await reader.page.goto(page);
    await reader.page
      .getByRole('listitem')
      .filter({ hasText: told })
      .getByRole('link', { name: /^Signaler/ })
      .click();
    await arrived(reader.page, 'Signaler le témoignage');
    await reader.page.getByLabel('Attaque d’une personne').check();
    await reader.page.getByRole('button', { name: 'Envoyer le signalement' }).click();
    await arrived(reader.page, 'Témoignages');

    const copilot = await as(people.copilot);
    await copilot.page.goto(`${url}/espace/moderation`);
    await copilot.page.getByRole('link', { name: 'Référentiel comptable M57' }).click();
    await arrived(copilot.page, 'Référentiel comptable M57');
    await copilot.page.getByText(told).waitFor();
    await copilot.page.getByRole('radio', { name: /^Masquer/ }).check();
    await copilot.page.getByRole('textbox', { name: /^Motif/ }).fill('Attaque un éditeur');
    await copilot.page.getByRole('button', { name: 'Décider' }).click();
    await arrived(copilot.page, 'Modération');

    await visitor.page.goto(page);
    expect(await visitor.page.content()).not.toContain(told);
    await author.page.goto(page);
    await author.page.getByText('Attaque un éditeur').waitFor();
    await author.page.getByRole('link', { name: /^La décision, et comment la contester/ }).click();
    await arrived(author.page, /^Votre témoignage sur la mesure .* est masqué$/);
    for (const { context } of [author, visitor, reader, copilot]) await context.close();
  });
}
