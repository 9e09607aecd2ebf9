import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { multipart } from '../../../test/multipart.ts';
import { aPerson, type Person } from '../../../test/people.ts';
import { aThreadScene, idOf, joins, type ThreadScene } from '../../../test/threads.ts';
import { purgeCases } from './retention.ts';

let t: TestApp;
let s: ThreadScene;
let author: Person;
/** Co-pilots on the other side than the scene’s copilot. */
let state: Person;
let base: string;
let file: string;
let about: string;
let count = 0;

beforeAll(async () => {
  t = await startTestApp();
  s = await aThreadScene(t);
  author = await joins(t, await aPerson(t), s.group);
  state = await joins(t, await aPerson(t), s.group, 'copilot');
  await t.db.updateTable('memberships').set({ side: 'etat' }).where('account_id', '=', state.id).execute();
  base = `/espace/groupes/${s.group.slug}/documents`;
});
afterAll(() => t.close());
beforeEach(async () => {
  t.clock.advance({ hours: 2 });
  file = await sends(author, `zinzolin-${++count}.txt`);
  about = `/espace/moderation/fichiers/${idOf(file)}`;
});

async function sends(who: Person, name: string): Promise<string> {
  const { payload, headers } = multipart(
    { note: 'Une note incarnadine' },
    { fichier: { name, content: 'contenu secret' } },
  );
  const answer = await t.app.inject({
    method: 'POST',
    url: `${base}/envoi`,
    payload,
    headers: { ...headers, cookie: who.cookie },
  });
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(303);
  return String(answer.headers.location);
}
const report = (who: Person) => t.post(`${about}/signaler`, { motif: 'illicite' }, who.cookie);
const hide = (who: Person) => t.post(`${about}/masquer`, { motif: 'Vise une personne' }, who.cookie);
async function caseAt(): Promise<string> {
  const { id } = await t.db
    .selectFrom('moderation_cases')
    .select('id')
    .where('thing_id', '=', idOf(file))
    .executeTakeFirstOrThrow();
  return `/espace/moderation/${id}`;
}
const decide = async (who: Person, decision: string) =>
  t.post(await caseAt(), { decision, motif: 'Vise une personne' }, who.cookie);

test('a file is reported by those who open it, its author excepted; for others it does not exist', async () => {
  const unknown = '/espace/moderation/fichiers/00000000-0000-4000-8000-000000000000';
  for (const who of [s.stranger, s.neighbour]) {
    const [kept, none] = [
      await t.get(`${about}/signaler`, who.cookie),
      await t.get(`${unknown}/signaler`, who.cookie),
    ];
    expect([kept.statusCode, kept.body]).toEqual([404, none.body]);
    expect((await report(who)).statusCode).toBe(404);
    expect((await hide(who)).statusCode).toBe(404);
  }
  expect((await report(author)).statusCode).toBe(403);
  expect((await t.get(file, author.cookie)).body).not.toContain(`${about}/signaler`);
  expect((await t.get(file, s.observer.cookie)).body).toContain(`${about}/signaler`);
  const sent = await report(s.observer);
  expect([sent.statusCode, sent.headers.location]).toEqual([303, file]);
  const page = (await t.get(await caseAt(), s.copilot.cookie)).body;
  for (const words of ['Fichier', `zinzolin-${count}.txt, version 1`, 'Une note incarnadine', file])
    expect(page).toContain(words);
  expect((await t.get(await caseAt(), author.cookie)).statusCode).toBe(404);
  expect((await decide(author, 'classer')).statusCode).toBe(404);
});

test('who decides is told of the deliverable made of it, which hiding leaves in place', async () => {
  const made = await t.post(`${file}/livrable`, { title: `Guide incarnadin ${count}` }, s.copilot.cookie);
  await report(s.member);
  const told = 'le masquer n’y change rien';
  // A draft is seen by the group alone.
  expect((await t.get(`${about}/masquer`, s.copilot.cookie)).body).not.toContain(told);
  const id = idOf(String(made.headers.location));
  const { slug } = await t.db
    .updateTable('deliverables')
    .set({ state: 'published' })
    .where('id', '=', id)
    .returning('slug')
    .executeTakeFirstOrThrow();
  for (const at of [`${about}/masquer`, await caseAt()]) {
    const { body } = await t.get(at, s.copilot.cookie);
    expect(body).toContain(told);
    expect(body).toContain(`<a href="/livrables/${slug}">Guide incarnadin ${count}</a>`);
  }
  await decide(s.copilot, 'masquer');
  expect((await t.get(await caseAt(), s.copilot.cookie)).body).toContain(`/livrables/${slug}`);
});

test('the queue is narrowed to a kind of thing', async () => {
  await report(s.member);
  const queue = async (rest: string) =>
    (await t.get(`/espace/moderation?etat=tous${rest}`, s.copilot.cookie)).body;
  expect(await queue('')).toContain(`zinzolin-${count}.txt`);
  expect(await queue('&nature=fichiers')).toContain(`zinzolin-${count}.txt`);
  const messages = await queue('&nature=messages');
  expect(messages).not.toContain('zinzolin');
  expect(messages).toContain('Aucun signalement ne répond à ces filtres');
  expect(messages).toMatch(/<option value="messages" selected[^>]*>Message</);
  // What no kind is called narrows nothing.
  expect(await queue('&nature=inconnue')).toContain(`zinzolin-${count}.txt`);
});

describe('a hidden file', () => {
  test('is out of its folder, the search, the archives and its addresses, but for its author and those who moderate', async () => {
    const name = `zinzolin-${count}.txt`;
    expect((await t.get(`/espace/recherche?q=incarnadine`, s.member.cookie)).body).toContain(file);
    for (const who of [s.member, s.observer, author]) expect((await hide(who)).statusCode).toBe(403);
    const from = (await t.mails()).length;
    expect((await hide(s.copilot)).statusCode).toBe(303);
    expect((await hide(s.copilot)).statusCode).toBe(404);

    const list = (await t.get(base, s.member.cookie)).body;
    expect(list).toContain('Fichier masqué par la modération');
    expect(list).toContain('Vise une personne');
    expect(list).not.toContain(name);
    expect(list).not.toContain(file);
    expect((await t.get('/espace/recherche?q=incarnadine', s.member.cookie)).body).not.toContain(file);
    const archive = await t.get(`${base}/archive.zip`, s.member.cookie);
    expect(archive.rawPayload.includes(name)).toBe(false);
    for (const end of ['', '/versions/1', '/versions/1/apercu', '/lecture'])
      for (const who of [s.member, s.observer])
        expect((await t.get(`${file}${end}`, who.cookie)).statusCode, end).toBe(404);
    for (const end of ['/modifier', '/suppression', '/version', '/livrable'])
      for (const who of [author, s.copilot])
        expect((await t.post(`${file}${end}`, { name: 'x', title: 'x' }, who.cookie)).statusCode, end).toBe(
          404,
        );

    for (const who of [author, s.copilot, s.team]) {
      expect((await t.get(base, who.cookie)).body).toContain(file);
      expect((await t.get(file, who.cookie)).body).toContain(name);
      expect((await t.get(`${file}/versions/1`, who.cookie)).body).toBe('contenu secret');
    }
    const told = (await t.mails()).slice(from);
    expect(told.map(({ to, subject }) => [to, subject])).toEqual([
      [author.email, `Votre fichier « ${name} » est masqué`],
    ]);
    expect((await t.get(await caseAt(), s.copilot.cookie)).body).toContain('Le voir, masqué');
    // Its name is free for another meanwhile.
    expect(await sends(s.member, name)).not.toBe(file);
  });

  test('is contested, judged by the other side, and comes back to its folder beside what took its name', async () => {
    const name = `zinzolin-${count}.txt`;
    await report(s.member);
    expect((await decide(s.copilot, 'masquer')).statusCode).toBe(303);
    await sends(s.member, name);
    expect((await t.post(`${about}/contester`, { texte: 'Un bilan' }, s.member.cookie)).statusCode).toBe(404);
    expect((await t.post(`${about}/contester`, { texte: 'Un bilan' }, author.cookie)).statusCode).toBe(303);
    const verdict = { decision: 'retablir', motif: 'C’est un bilan' };
    const judged = `${await caseAt()}/contestation`;
    expect((await t.get(judged, state.cookie)).body).toContain('Le voir, masqué');
    expect((await t.post(judged, verdict, s.copilot.cookie)).statusCode).toBe(403);
    expect((await t.post(judged, verdict, state.cookie)).statusCode).toBe(303);
    const list = (await t.get(base, s.member.cookie)).body;
    expect(list).toContain(file);
    expect(list).toContain(`zinzolin-${count} (restauré).txt`);
    expect((await t.get('/espace/recherche?q=incarnadine', s.member.cookie)).body).toContain(file);
  });

  test('is not saved by the bin: what was reported is hidden there too, and does not come out of it', async () => {
    await report(s.member);
    expect((await t.post(`${file}/suppression`, {}, author.cookie)).statusCode).toBe(303);
    expect((await t.get(await caseAt(), s.copilot.cookie)).body).toContain('zinzolin');
    expect((await decide(s.copilot, 'masquer')).statusCode).toBe(303);
    const bin = (await t.get(`${base}/corbeille`, author.cookie)).body;
    expect(bin).not.toContain(`zinzolin-${count}.txt`);
    const out = await t.post(`${base}/corbeille/fichiers/${idOf(file)}/restauration`, {}, author.cookie);
    expect(out.statusCode).toBe(404);
    expect((await t.get(base, author.cookie)).body).not.toContain(`zinzolin-${count}.txt`);
  });

  test('is deleted for good after a year, its content too', async () => {
    await hide(s.copilot);
    const later = new Date(t.clock.now().getTime() + 370 * 86_400_000);
    await purgeCases(t.db, later);
    const left = await t.db.selectFrom('documents').select('id').where('id', '=', idOf(file)).execute();
    expect(left).toEqual([]);
  });
});
