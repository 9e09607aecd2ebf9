import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
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
import { deleteAccount } from '../identity/index.ts';

let t: TestApp;
let s: ThreadScene;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  s = await aThreadScene(t);
  t.clock.advance({ minutes: 1 });
});

const read = async (url: string, who: Person) => (await t.get(url, who.cookie)).body;
const listOf = () => `/espace/groupes/${s.group.slug}/discussions`;

/** The status that each person gets from a POST. */
async function statuses(url: string, fields: Record<string, string>, people: (Person | undefined)[]) {
  const found: number[] = [];
  for (const one of people) found.push((await t.post(url, fields, one?.cookie)).statusCode);
  return found;
}

describe('categories', () => {
  test('are chosen on opening, told on the list, and narrow it by its address', async () => {
    await opens(t, s.member, s.group, { title: 'Un débat' });
    await opens(t, s.member, s.group, { title: 'Une question', kind: 'question' });
    await opens(t, s.member, s.group, { title: 'Un choix', kind: 'decision' });
    await opens(t, s.observer, s.group, { title: 'Notre essai', kind: 'experience' });
    await opens(t, s.copilot, s.group, { title: 'Bonne nouvelle', kind: 'announcement' });
    const all = await read(listOf(), s.member);
    for (const words of ['Toutes (5)', 'Questions (1)', 'Décision à prendre', 'Retours d’expérience (1)'])
      expect(all).toContain(words);
    const titles = ['Un débat', 'Une question', 'Un choix', 'Notre essai', 'Bonne nouvelle'];
    for (const [code, title] of [
      ['discussion', 'Un débat'],
      ['question', 'Une question'],
      ['decision', 'Un choix'],
      ['experience', 'Notre essai'],
      ['annonce', 'Bonne nouvelle'],
    ]) {
      const narrowed = await read(`${listOf()}?categorie=${code}`, s.member);
      expect(titles.filter((one) => narrowed.includes(`>${one}<`))).toEqual([title]);
    }
    // Past its end, a list leads to its last page.
    const past = await t.get(`${listOf()}?categorie=question&page=9`, s.member.cookie);
    expect([past.statusCode, past.headers.location]).toEqual([302, `${listOf()}?categorie=question`]);
    const odd = await read(`${listOf()}?categorie=decret&page=zz`, s.member);
    expect(titles.every((one) => odd.includes(`>${one}<`))).toBe(true);
  });

  test('an empty category says what to do next', async () => {
    await opens(t, s.member, s.group);
    const page = await read(`${listOf()}?categorie=decision`, s.member);
    expect(page).toContain('Rien dans cette catégorie');
    expect(page).toContain('nouvelle?nature=decision');
  });
});

describe('the accepted answer', () => {
  test('is chosen by who asked or a copilot, one at a time, and withdrawn', async () => {
    const question = await opens(t, s.member, s.group, { kind: 'question', title: 'Comment publier ?' });
    expect(await read(listOf(), s.member)).toContain('>Sans réponse<');
    const first = await answers(t, s.observer, question, 'Par le portail **national**');
    const second = await answers(t, s.copilot, question, 'Sur votre site');
    const accept = (message: string, who: Person, accepter = 'oui') =>
      t.post(`${message}/reponse-acceptee`, { accepter }, who.cookie);
    expect(await read(listOf(), s.member)).toContain('>Sans réponse acceptée<');
    expect(await read(question, s.observer)).not.toContain('Accepter cette réponse');

    expect((await accept(first, s.member)).statusCode).toBe(303);
    const page = await read(question, s.observer);
    expect(page).toMatch(/<h2 id="reponse-acceptee">Réponse acceptée<\/h2><p>Par le portail national/);
    expect(page).toContain(`${question}?page=1#message-2`);
    expect(await read(listOf(), s.member)).toContain('>Réponse acceptée<');
    expect(await read(`${listOf()}?categorie=question&reponse=sans`, s.member)).not.toContain(
      '>Comment publier ?<',
    );

    await accept(second, s.copilot);
    const rows = await t.db
      .selectFrom('threads')
      .select(['accepted_number', 'accepted_by'])
      .where('id', '=', idOf(question))
      .execute();
    expect(rows).toEqual([{ accepted_number: 3, accepted_by: s.copilot.id }]);
    await accept(first, s.member, 'non');
    expect(await read(question, s.member)).toContain('id="reponse-acceptee"');
    await accept(second, s.member, 'non');
    expect(await read(question, s.member)).not.toContain('id="reponse-acceptee"');

    const trail = await t.db
      .selectFrom('audit_events')
      .select(['verb', 'actor_id'])
      .where('thing_id', '=', idOf(question))
      .execute();
    expect(trail).toEqual([{ verb: 'thread.accept-answer', actor_id: s.copilot.id }]);
  });

  test('is refused to all others, on what is no question, and of the question itself', async () => {
    const question = await opens(t, s.member, s.group, { kind: 'question' });
    const answer = await answers(t, s.observer, question, 'Ainsi');
    const at = `${answer}/reponse-acceptee`;
    const fields = { accepter: 'oui' };
    expect(await statuses(at, fields, [undefined, s.stranger, s.neighbour, s.observer])).toEqual([
      303, 404, 404, 403,
    ]);
    expect((await t.post(at, fields)).headers.location).toBe('/connexion');
    const own = await t.post(`${await messageAt(t, question, 1)}/reponse-acceptee`, fields, s.member.cookie);
    expect(own.statusCode).toBe(422);
    const debate = await opens(t, s.member, s.group);
    const said = await answers(t, s.observer, debate, 'Non');
    expect((await t.post(`${said}/reponse-acceptee`, fields, s.copilot.cookie)).statusCode).toBe(422);
    const kept = await t.db
      .selectFrom('threads')
      .selectAll()
      .where('accepted_number', 'is not', null)
      .execute();
    expect(kept.map(({ id }) => id)).not.toContain(idOf(question));
  });

  test('that is deleted answers no more', async () => {
    const question = await opens(t, s.member, s.group, { kind: 'question' });
    const answer = await answers(t, s.observer, question, 'Un secret zinzolin');
    await t.post(`${answer}/reponse-acceptee`, { accepter: 'oui' }, s.member.cookie);
    await t.post(`${answer}/supprimer`, {}, s.observer.cookie);
    const page = await read(question, s.member);
    expect(page).not.toContain('id="reponse-acceptee"');
    expect(page).not.toContain('zinzolin');
    expect(
      (await t.post(`${answer}/reponse-acceptee`, { accepter: 'oui' }, s.member.cookie)).statusCode,
    ).toBe(404);
  });
});

describe('a quote', () => {
  test('fills the answer with the words of the message and the name of its author', async () => {
    const thread = await opens(t, s.member, s.group, { body: 'Un point.\n\nUn **autre** point.' });
    const id = idOf(await messageAt(t, thread, 1));
    expect(await read(thread, s.observer)).toContain(`citer=${id}#repondre`);
    const form = await read(`${thread}?citer=${id}`, s.observer);
    expect(form).toContain(`> **${s.member.name}** [a écrit](${thread}?page=1#message-1) :`);
    expect(form).toContain('> Un point.\n>\n> Un **autre** point.');
  });

  test('tells nothing of a message of elsewhere, nor of a deleted one', async () => {
    const secret = await opens(t, s.neighbour, s.elsewhere, { body: 'Un secret incarnadin' });
    const gone = await opens(t, s.member, s.group);
    const deleted = await answers(t, s.member, gone, 'Un secret zinzolin');
    await t.post(`${deleted}/supprimer`, {}, s.member.cookie);
    const other = idOf(await messageAt(t, secret, 1));
    for (const citer of [other, idOf(deleted), 'x', '00000000-0000-4000-8000-000000000000']) {
      const page = await t.get(`${gone}?citer=${citer}`, s.member.cookie);
      expect([page.statusCode, /secret|a écrit/.test(page.body)]).toEqual([200, false]);
    }
  });
});

describe('reactions', () => {
  test('count once a person, with their names, and are taken back', async () => {
    const thread = await opens(t, s.member, s.group);
    const at = `${await messageAt(t, thread, 1)}/reactions`;
    for (const who of [s.observer, s.copilot, s.observer, s.team]) {
      t.clock.advance({ seconds: 1 });
      expect((await t.post(at, { reaction: 'merci:oui' }, who.cookie)).headers.location).toBe(
        `${thread}?page=1#message-1`,
      );
    }
    await t.post(at, { reaction: 'meme-situation:oui' }, s.observer.cookie);
    const page = await read(thread, s.observer);
    expect(page).toMatch(/value="merci:non" aria-pressed="true"><svg.*<\/svg>Merci<span[^>]*>3</);
    expect(page).toMatch(/value="accord:oui" aria-pressed="false">D’accord<span class="fr-sr-only"/);
    const names = [s.observer, s.copilot, s.team].map(({ name }) => name);
    expect(page).toMatch(new RegExp(`<strong>Merci</strong>\\s: ${names.join(', ')}<`));
    await t.post(at, { reaction: 'merci:non' }, s.observer.cookie);
    await t.post(at, { reaction: 'merci:non' }, s.observer.cookie);
    expect(await read(thread, s.observer)).toMatch(
      /value="merci:oui" aria-pressed="false">Merci<span[^>]*>2</,
    );
    // Its author reads them and has no button.
    const own = await read(thread, s.member);
    expect(own).toContain('Merci <span class="cd-reaction__count">2</span>');
    expect(own).not.toContain('name="reaction"');
    await t.runJobs();
    expect((await t.mails()).filter(({ to }) => to === s.member.email)).toEqual([]);
  });

  test('are for those of the group, on what is there', async () => {
    const thread = await opens(t, s.member, s.group);
    const at = `${await messageAt(t, thread, 1)}/reactions`;
    const fields = { reaction: 'merci:oui' };
    expect(await statuses(at, fields, [s.stranger, s.neighbour, s.member])).toEqual([404, 404, 403]);
    expect((await t.post(at, fields)).headers.location).toBe('/connexion');
    for (const reaction of ['coeur:oui', 'merci', 'merci:peut-etre', ''])
      expect((await t.post(at, { reaction }, s.observer.cookie)).statusCode).toBe(422);
    const answer = await answers(t, s.observer, thread, 'Une réponse');
    await t.post(`${answer}/reactions`, fields, s.copilot.cookie);
    await t.post(`${answer}/supprimer`, {}, s.observer.cookie);
    expect((await t.post(`${answer}/reactions`, fields, s.copilot.cookie)).statusCode).toBe(404);
    const kept = await t.db
      .selectFrom('message_reactions')
      .selectAll()
      .where('message_id', '=', idOf(answer))
      .execute();
    expect(kept).toEqual([]);
  });

  test('of a person who deletes the account go with it', async () => {
    const thread = await opens(t, s.member, s.group);
    const leaver = await joins(t, await aPerson(t, { name: 'Zoé Partante' }), s.group);
    await t.post(`${await messageAt(t, thread, 1)}/reactions`, { reaction: 'merci:oui' }, leaver.cookie);
    await t.post(`${thread}/brouillon`, { body: 'Pas fini' }, leaver.cookie);
    expect(await read(thread, s.observer)).toContain('Zoé');
    await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: leaver.id, now: t.clock.now() }));
    expect(await read(thread, s.observer)).not.toContain('Zoé');
    const drafts = await t.db
      .selectFrom('message_drafts')
      .selectAll()
      .where('account_id', '=', leaver.id)
      .execute();
    expect(drafts).toEqual([]);
  });
});
