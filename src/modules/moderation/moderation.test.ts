import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { multipart } from '../../../test/multipart.ts';
import { aPerson, type Person } from '../../../test/people.ts';
import {
  answers,
  aThreadScene,
  idOf,
  joins,
  messageAt,
  opens,
  type ThreadScene,
} from '../../../test/threads.ts';
import { discussionData } from '../discussions/own-data.ts';
import { moderationData } from './own-data.ts';
import { purgeCases } from './retention.ts';

let t: TestApp;
let s: ThreadScene;
/** Of the other side than the scene’s copilot. */
let state: Person;
let thread: string;
let message: string;
let about: string;
let threads = 0;

beforeAll(async () => {
  t = await startTestApp();
  s = await aThreadScene(t);
  state = await joins(t, await aPerson(t), s.group, 'copilot');
  await t.db.updateTable('memberships').set({ side: 'etat' }).where('account_id', '=', state.id).execute();
});
afterAll(() => t.close());
beforeEach(async () => {
  t.clock.advance({ hours: 2 });
  thread = await opens(t, s.member, s.group, { title: `Quel format ${++threads} ?` });
  message = await answers(t, s.observer, thread, 'Un mot zinzolin');
  about = `/espace/moderation/messages/${idOf(message)}`;
});

const report = (who: Person, fields: Record<string, string> = {}) =>
  t.post(`${about}/signaler`, { motif: 'attaque', precision: 'Lisez bien', ...fields }, who.cookie);
const hide = (who: Person, motif = 'Vise <b>une</b> personne') =>
  t.post(`${about}/masquer`, { motif }, who.cookie);
const contest = (who: Person, texte = 'Je ne visais personne') =>
  t.post(`${about}/contester`, { texte }, who.cookie);
const caseId = async () => {
  const row = await t.db
    .selectFrom('moderation_cases')
    .select('id')
    .where('thing_id', '=', idOf(message))
    .orderBy('opened_at', 'desc')
    .executeTakeFirstOrThrow();
  return `/espace/moderation/${row.id}`;
};
const decide = async (who: Person, decision: string, motif = 'Parce que') =>
  t.post(await caseId(), { decision, motif }, who.cookie);
const judge = async (who: Person, decision: string, motif = 'Après lecture') =>
  t.post(`${await caseId()}/contestation`, { decision, motif }, who.cookie);
const mailsTo = async ({ email }: Person, from = 0) =>
  (await t.mails()).slice(from).filter(({ to }) => to === email);
const statuses = async (...sent: Promise<{ statusCode: number }>[]) =>
  (await Promise.all(sent)).map(({ statusCode }) => statusCode);

/** Sessions last a month. */
async function signedInAfter(days: number): Promise<void> {
  t.clock.advance({ days });
  for (const who of [...Object.values(s), state]) if ('cookie' in who) who.cookie = await t.signIn(who.id);
}

describe('a report', () => {
  test('is for whoever reads the message, once, with a motive; never for its author nor a stranger', async () => {
    expect((await t.get(`${about}/signaler`, s.member.cookie)).statusCode).toBe(200);
    for (const who of [s.stranger, s.neighbour]) {
      expect((await t.get(`${about}/signaler`, who.cookie)).statusCode).toBe(404);
      expect((await report(who)).statusCode).toBe(404);
    }
    expect((await report(s.observer)).statusCode).toBe(403);
    expect((await t.get(thread, s.observer.cookie)).body).not.toContain(`${about}/signaler`);
    expect((await t.get(thread, s.member.cookie)).body).toContain(`${about}/signaler`);
    const bad = await report(s.member, { motif: 'inconnu', precision: 'À garder' });
    expect(bad.statusCode).toBe(422);
    expect(bad.body).toContain('href="#motif"');
    expect(bad.body).toContain('À garder');
    expect((await report(s.member)).statusCode).toBe(303);
    const twice = await report(s.member);
    expect(twice.statusCode).toBe(422);
    expect(twice.body).toContain('Vous avez déjà signalé');
    expect(
      (
        await t.get(
          '/espace/moderation/messages/00000000-0000-4000-8000-000000000000/signaler',
          s.member.cookie,
        )
      ).statusCode,
    ).toBe(404);
  });

  test('reaches the copilots of its group as one line, and nobody else; its author never reads who', async () => {
    const from = (await t.mails()).length;
    await report(s.member);
    const other = await joins(t, await aPerson(t), s.group);
    await report(other, { motif: 'autre' });
    const { body } = await t.get('/espace/moderation', s.copilot.cookie);
    expect(body).toMatch(/2\ssignalements/);
    expect((await t.get('/espace', s.copilot.cookie)).body).toContain('votre avis');
    const one = await caseId();
    const page = await t.get(one, s.copilot.cookie);
    expect(page.body).toContain('Un mot zinzolin');
    expect(page.body).toContain(s.member.name);
    for (const who of [s.neighbour, s.team, s.member, s.observer])
      expect((await t.get(one, who.cookie)).statusCode).toBe(404);
    for (const who of [s.member, s.observer, s.stranger])
      expect((await t.get('/espace/moderation', who.cookie)).statusCode).toBe(403);
    expect((await t.get('/espace/moderation', s.neighbour.cookie)).body).not.toContain(one);
    expect(await statuses(decide(s.neighbour, 'masquer'), decide(s.observer, 'masquer'))).toEqual([404, 404]);
    expect(await mailsTo(s.observer, from)).toEqual([]);
    // Left for a week, it is the team's too.
    t.clock.advance({ days: 8 });
    expect((await t.get(one, s.team.cookie)).statusCode).toBe(200);
  });

  test('past the last page of what waits, leads to the last', async () => {
    await report(s.member);
    for (const asked of ['page=9', 'etat=tous&page=2', `groupe=${s.group.slug}&page=9`]) {
      const { statusCode, headers } = await t.get(`/espace/moderation?${asked}`, s.copilot.cookie);
      const query = asked.replace(/&?page=\d$/, '');
      expect([statusCode, headers.location]).toEqual([302, `/espace/moderation${query && `?${query}`}`]);
    }
  });

  test('keeps what was said then', async () => {
    await report(s.member);
    await t.post(`${message}/modifier`, { body: 'Rien de mal', version: '1' }, s.observer.cookie);
    const { body } = await t.get(await caseId(), s.copilot.cookie);
    expect(body).toContain('Un mot zinzolin');
    expect(body).toContain('Rien de mal');
  });

  test('for the team alone, or about a copilot, is the team’s', async () => {
    await report(s.member, { equipe: '1' });
    expect((await t.get(await caseId(), s.copilot.cookie)).statusCode).toBe(404);
    expect((await t.get(await caseId(), s.team.cookie)).statusCode).toBe(200);
    message = await answers(t, s.copilot, thread, 'Un copilote parle');
    about = `/espace/moderation/messages/${idOf(message)}`;
    expect((await report(s.member)).statusCode).toBe(303);
    for (const who of [s.copilot, state])
      expect((await t.get(await caseId(), who.cookie)).statusCode).toBe(404);
    expect((await hide(state)).statusCode).toBe(403);
    expect(await statuses(decide(s.copilot, 'classer'), decide(s.team, 'classer'))).toEqual([404, 303]);
  });

  test('is not judged by who made it, while another may', async () => {
    await report(s.copilot);
    expect((await t.get(await caseId(), s.copilot.cookie)).body).toContain('une autre personne l’examine');
    expect(await statuses(decide(s.copilot, 'masquer'), hide(s.copilot))).toEqual([403, 403]);
    expect((await decide(state, 'classer')).statusCode).toBe(303);
  });

  test('is judged by who made it once nobody else is there to', async () => {
    const there = await joins(t, await aPerson(t), s.elsewhere);
    thread = await opens(t, there, s.elsewhere, { title: `Quel format ${++threads} ?` });
    message = await messageAt(t, thread, 1);
    about = `/espace/moderation/messages/${idOf(message)}`;
    await report(s.neighbour);
    // The programme team may still be turned to.
    expect(await statuses(decide(s.neighbour, 'classer'), hide(s.neighbour))).toEqual([403, 403]);
    const roles = await t.db.deleteFrom('account_roles').returningAll().execute();
    expect((await t.get(await caseId(), s.neighbour.cookie)).body).not.toContain(
      'une autre personne l’examine',
    );
    expect((await decide(s.neighbour, 'masquer')).statusCode).toBe(303);
    expect((await t.get(thread, there.cookie)).body).toContain('Discussion masquée par la modération');
    // But who hid it never answers its author, even alone.
    await contest(there);
    expect((await judge(s.neighbour, 'maintenir')).statusCode).toBe(403);
    await t.db.insertInto('account_roles').values(roles).execute();
    expect((await judge(s.team, 'retablir')).statusCode).toBe(303);
  });

  test('follows its thread to another group: those who judge there see it, those of the first no longer', async () => {
    await report(s.member);
    const both = await joins(t, await aPerson(t), s.group, 'copilot');
    await joins(t, both, s.elsewhere, 'copilot');
    expect((await t.get(await caseId(), s.neighbour.cookie)).statusCode).toBe(404);
    const moved = await t.post(`${thread}/deplacer`, { groupe: s.elsewhere.slug }, both.cookie);
    expect(moved.statusCode, moved.body).toBe(303);
    const one = await caseId();
    for (const who of [s.copilot, state]) {
      expect((await t.get(one, who.cookie)).statusCode).toBe(404);
      expect((await t.get('/espace/moderation', who.cookie)).body).not.toContain(one);
    }
    expect((await t.get('/espace/moderation', s.neighbour.cookie)).body).toContain(one);
    expect((await decide(s.neighbour, 'masquer')).statusCode).toBe(303);
    expect((await t.get(thread, both.cookie)).body).toContain('Message masqué');
    await t.db.deleteFrom('memberships').where('account_id', '=', both.id).execute();
  });

  test('left in place: who reported is told, the author is not; a second judge reads what the first said', async () => {
    await report(s.member);
    const from = (await t.mails()).length;
    expect((await decide(s.copilot, 'classer', '')).statusCode).toBe(422);
    expect((await decide(s.copilot, 'classer', 'Ce n’est qu’une couleur')).statusCode).toBe(303);
    const late = await decide(state, 'masquer', 'Mon motif');
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Ce n’est qu’une couleur');
    expect(late.body).toContain('Mon motif');
    expect((await mailsTo(s.member, from)).map(({ text }) => text).join()).toContain('reste en place');
    expect(await mailsTo(s.observer, from)).toEqual([]);
    expect((await t.get(thread, s.member.cookie)).body).toContain('zinzolin');
  });
});

describe('a hidden message', () => {
  test('leaves its place and its reason; its words go nowhere but to its author and those who moderate', async () => {
    const { payload, headers } = multipart(
      { body: 'Un secret incarnadin' },
      { fichiers: { name: 'secret.txt', content: 'contenu secret' } },
    );
    await t.app.inject({
      method: 'POST',
      url: thread,
      payload,
      headers: { ...headers, cookie: s.observer.cookie },
    });
    message = await messageAt(t, thread, 3);
    about = `/espace/moderation/messages/${idOf(message)}`;
    await t.post(
      `${message}/modifier`,
      { body: 'Un autre secret incarnadin', version: '1' },
      s.observer.cookie,
    );
    const quote = `${thread}?citer=${idOf(message)}`;
    const quoted =
      /<textarea[^>]*name="body"[^>]*>([\s\S]*?)<\/textarea>/.exec(
        (await t.get(quote, s.member.cookie)).body,
      )?.[1] ?? '';
    const said = quoted.replaceAll('&gt;', '>').replaceAll('&lt;', '<').trim();
    expect(said).toContain('secret');
    await answers(t, s.member, thread, `${said}\n\nJe cite.`);
    await t.post(`${thread}/brouillon`, { body: `${said}\n\nJe commence.` }, s.member.cookie);
    const from = (await t.mails()).length;

    expect((await hide(s.member)).statusCode).toBe(403);
    expect((await hide(s.stranger)).statusCode).toBe(404);
    expect((await hide(s.observer)).statusCode).toBe(403);
    expect((await hide(s.copilot, ' ')).statusCode).toBe(422);
    expect((await hide(s.copilot)).statusCode).toBe(303);
    expect((await hide(s.copilot)).statusCode).toBe(404);

    const page = (await t.get(thread, s.member.cookie)).body;
    expect(page).toContain('Vise &lt;b>une&lt;/b> personne');
    expect(page).toContain('Je cite.');
    expect(page).toContain('Je commence.');
    const links = ['historique', 'modifier', 'pieces-jointes/1'].map((end) => `${message}/${end}`);
    for (const url of [
      thread,
      quote,
      `${thread}?page=1`,
      '/espace/brouillons',
      '/espace/recherche?q=incarnadin',
      ...links,
    ])
      expect((await t.get(url, s.member.cookie)).body, url).not.toMatch(/secret/);
    for (const url of links)
      expect((await t.get(url, s.member.cookie)).statusCode).toBe(url.includes('modifier') ? 404 : 404);
    await t.runJobs();
    const told = (await t.mails()).slice(from);
    expect(told.filter(({ text }) => text.includes('secret')).map(({ to }) => to)).toEqual([
      s.observer.email,
    ]);
    expect(told.find(({ to }) => to === s.observer.email)?.text).toContain(`${about}/contester`);

    for (const who of [s.observer, s.copilot, s.team]) {
      expect((await t.get(thread, who.cookie)).body).toContain('Un autre secret incarnadin');
      expect((await t.get(`${message}/pieces-jointes/1`, who.cookie)).body).toBe('contenu secret');
    }
    for (const end of ['modifier', 'supprimer', 'reactions'])
      expect(
        (
          await t.post(
            `${message}/${end}`,
            { body: 'x', version: '2', reaction: 'merci:oui' },
            s.observer.cookie,
          )
        ).statusCode,
      ).toBe(404);
    const mine = JSON.stringify(await discussionData.read(t.db, s.observer.id));
    const others = JSON.stringify([
      await moderationData.read(t.db, s.member.id),
      await discussionData.read(t.db, s.copilot.id),
    ]);
    expect(mine).toContain('incarnadin');
    expect(others).not.toContain('incarnadin');
  });

  test('that opens a thread takes the title along; both come back', async () => {
    message = await messageAt(t, thread, 1);
    about = `/espace/moderation/messages/${idOf(message)}`;
    await hide(s.copilot);
    const list = `/espace/groupes/${s.group.slug}/discussions`;
    for (const url of [thread, '/espace/recherche?q=format'])
      expect((await t.get(url, s.observer.cookie)).body).not.toContain(`Quel format ${threads} ?`);
    expect((await t.get(list, s.observer.cookie)).body).toContain('Discussion masquée par la modération');
    expect((await contest(s.member)).statusCode).toBe(303);
    expect((await judge(state, 'retablir')).statusCode).toBe(303);
    expect((await t.get(thread, s.observer.cookie)).body).toContain('CSV ou JSON');
    expect((await t.get('/espace/recherche?q=format', s.observer.cookie)).body).toContain(thread);
  });

  test('is contested once, in time, by its author alone, with words', async () => {
    await hide(s.copilot);
    expect((await t.get(`${about}/contester`, s.observer.cookie)).body).toContain('zinzolin');
    const file = await t.get(`${about}/dossier`, s.copilot.cookie);
    expect([file.statusCode, file.headers.location]).toEqual([303, await caseId()]);
    expect((await t.get(`${about}/dossier`, s.observer.cookie)).statusCode).toBe(404);
    for (const who of [s.member, s.copilot, s.team, s.stranger])
      expect((await contest(who)).statusCode).toBe(404);
    expect((await contest(s.observer, ' ')).statusCode).toBe(422);
    expect((await contest(s.observer)).statusCode).toBe(303);
    expect((await contest(s.observer)).statusCode).toBe(422);
    message = await answers(t, s.observer, thread, 'Encore');
    about = `/espace/moderation/messages/${idOf(message)}`;
    await hide(s.copilot);
    await signedInAfter(31);
    const late = await contest(s.observer);
    expect(late.statusCode).toBe(422);
    expect(late.body).toContain('Le délai pour contester est passé');
  });

  test('is judged by another than who hid it, once, and given back as it was', async () => {
    await report(s.member);
    await t.post(`${message}/reactions`, { reaction: 'merci:oui' }, s.member.cookie);
    await decide(s.copilot, 'masquer');
    const from = (await t.mails()).length;
    await contest(s.observer);
    const same = await joins(t, await aPerson(t), s.group, 'copilot');
    expect(await statuses(judge(s.copilot, 'maintenir'), judge(same, 'maintenir'))).toEqual([403, 403]);
    expect(await statuses(judge(s.observer, 'retablir'), judge(s.neighbour, 'retablir'))).toEqual([404, 404]);
    expect((await t.get(await caseId(), s.team.cookie)).body).toContain('Je ne visais personne');
    expect((await judge(state, 'retablir', 'Il a raison')).statusCode).toBe(303);
    const late = await judge(s.team, 'maintenir');
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Il a raison');
    const page = (await t.get(thread, s.member.cookie)).body;
    expect(page).toContain('zinzolin');
    expect(page).toMatch(/Merci<span class="cd-reaction__count">1|1<\/span>/);
    expect((await mailsTo(s.observer, from)).map(({ text }) => text).join()).toContain('Il a raison');
    expect((await mailsTo(s.member, from)).map(({ text }) => text).join()).toContain('rétabli');
    const trail = await t.db
      .selectFrom('audit_events')
      .select('verb')
      .where('thing_id', '=', idOf(await caseId()))
      .orderBy('id')
      .execute();
    expect(trail.map(({ verb }) => verb)).toEqual([
      'moderation.report',
      'moderation.hide',
      'moderation.contest',
      'moderation.restore',
    ]);
  });

  test('is forgotten for good after a year', async () => {
    await hide(s.team);
    expect((await t.get(await caseId(), s.copilot.cookie)).statusCode).toBe(404);
    await signedInAfter(370);
    expect(await purgeCases(t.db, t.clock.now())).toBeGreaterThan(0);
    const left = await t.db
      .selectFrom('hidden_texts')
      .selectAll()
      .where('message_id', '=', idOf(message))
      .execute();
    expect(left).toEqual([]);
    expect((await t.get(thread, s.team.cookie)).body).not.toContain('zinzolin');
    expect((await t.get(thread, s.member.cookie)).body).toContain('Message masqué');
  });
});
