import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { multipart } from '../../../test/multipart.ts';
import type { Person } from '../../../test/people.ts';
import { answers, aThreadScene, idOf, joins, opens, type ThreadScene } from '../../../test/threads.ts';
import { aZip } from '../../../test/xlsx.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { recordDecision } from '../decisions/index.ts';
import { hideMessage, restoreMessage } from '../discussions/index.ts';
import { addTask } from '../groups/index.ts';

let t: TestApp;
let s: ThreadScene;
beforeAll(async () => {
  t = await startTestApp();
  s = await aThreadScene(t);
});
afterAll(() => t.close());

const path = '/espace/recherche';

async function page(who: Person, query: Record<string, string>) {
  const answer = await t.get(`${path}?${new URLSearchParams(query)}`, who.cookie);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.body;
}
/** The addresses of what is found, in their order. */
async function found(who: Person, query: Record<string, string> | string): Promise<string[]> {
  const body = await page(who, typeof query === 'string' ? { q: query } : query);
  const [, list = ''] = body.split('<ul class="cd-items" aria-label="Résultats">');
  return [...list.matchAll(/cd-item__title"><a href="([^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
}
const first = (thread: string) => `${thread}?page=1#message-1`;

async function withFile(who: Person, thread: string, name: string, content: Buffer | string): Promise<void> {
  const { payload, headers } = multipart({ body: 'Voici.' }, { fichiers: [{ name, content }] });
  const answer = await t.app.inject({
    method: 'POST',
    url: thread,
    payload,
    headers: { ...headers, cookie: who.cookie },
  });
  expect(answer.statusCode, answer.body).toBe(303);
}
const docx = (text: string) =>
  aZip({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    'word/document.xml': `<w:document xmlns:w="w"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:document>`,
  });

describe('finds', () => {
  test('messages by stems, without accents, by their beginning, on the page where they are', async () => {
    const thread = await opens(t, s.member, s.group, {
      title: 'Sujet alpha',
      body: 'Les délibérations numérisées',
    });
    for (const typed of ['délibération', 'DELIBERATIONS', 'délib', 'numerisee deliberation'])
      expect(await found(s.member, typed), typed).toEqual([first(thread)]);
    await t.db.updateTable('threads').set({ message_count: 40 }).where('id', '=', idOf(thread)).execute();
    await answers(t, s.member, thread, 'Le mot kaléidoscope');
    expect(await found(s.observer, 'kaleidoscope')).toEqual([`${thread}?page=2#message-41`]);
  });

  test('tasks, decisions and documents beside messages, each by its kind', async () => {
    const act = { by: s.copilot, now: t.clock.now() };
    await t.db.transaction().execute(async (tx) => {
      await addTask(tx, act, { groupId: s.group.id, title: 'Préparer le zygomorphe' });
      await recordDecision(tx, act, {
        groupId: s.group.id,
        title: 'Retenir le zygomorphe',
        text: 'Oui.',
        decidedBy: 'Le groupe',
        why: 'Il convient.',
        on: '2026-11-20',
        public: false,
      });
    });
    const thread = await opens(t, s.member, s.group, {
      kind: 'question',
      title: 'Zygomorphe ?',
      body: 'Et vous ?',
    });
    const all = await found(s.member, 'zygomorphe');
    expect(all).toHaveLength(3);
    expect(await found(s.member, { q: 'zygomorphe', nature: 'questions' })).toEqual([first(thread)]);
    expect(await found(s.member, { q: 'zygomorphe', nature: 'messages' })).toEqual([first(thread)]);
    expect((await found(s.member, { q: 'zygomorphe', nature: 'taches' }))[0]).toContain('/plan/taches/');
    expect((await found(s.member, { q: 'zygomorphe', nature: 'decisions' }))[0]).toContain('/decisions/');
    expect(await page(s.member, { q: 'zygomorphe' })).toContain('Tâches (1)');
  });

  test('by author, by date and with an attachment; empty, says which filter to take away', async () => {
    const anna = await joins(t, s.stranger, s.group);
    await t.db.updateTable('accounts').set({ name: 'Anaïs Éloquente' }).where('id', '=', anna.id).execute();
    const thread = await opens(t, anna, s.group, { title: 'Sujet', body: 'Un hippocampe' });
    await opens(t, s.member, s.group, { title: 'Sujet', body: 'Un hippocampe' });
    expect(await found(s.member, { q: 'hippocampe', auteur: 'anais' })).toEqual([first(thread)]);
    expect(await found(s.member, { q: 'hippocampe', personne: anna.id })).toEqual([first(thread)]);
    expect(await found(s.member, { q: 'hippocampe', joint: 'oui' })).toEqual([]);
    expect(await page(s.member, { q: 'hippocampe', joint: 'oui' })).toMatch(
      /sans «\sAvec pièce jointe\s»<\/a>\s: 2\srésultats/,
    );
    const today = t.clock.now().toISOString().slice(0, 10);
    expect(await found(s.member, { q: 'hippocampe', du: today, au: today })).toHaveLength(2);
    expect(await found(s.member, { q: 'hippocampe', au: '2020-01-01' })).toEqual([]);
    const wrong = await t.get(`${path}?q=x&du=2026-02-31`, s.member.cookie);
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('2026-02-31');
    const suggested = await t.get(`${path}/personnes.json?q=eloq`, s.member.cookie);
    expect(suggested.json()).toEqual({ items: [{ label: 'Anaïs Éloquente' }] });
    expect((await t.get(`${path}/personnes.json?q=eloq`, s.neighbour.cookie)).json()).toEqual({ items: [] });
  });

  test('what is written in attached files, by a job; once for one content', async () => {
    const thread = await opens(t, s.member, s.group, { title: 'Pièces', body: 'Rien' });
    await withFile(s.member, thread, 'rapport_final.docx', docx('Une anacoluthe'));
    expect(await found(s.member, 'anacoluthe')).toEqual([]);
    await t.runJobs();
    expect(await found(s.member, 'anacoluthe')).toEqual([`${thread}?page=1#message-2`]);
    expect(await found(s.member, { q: 'anacoluthe', joint: 'oui', nature: 'discussions' })).toHaveLength(1);
    expect(await page(s.member, { q: 'anacoluthe' })).toContain('<mark>anacoluthe</mark>');
    expect(await found(s.member, 'rapport final')).toEqual([`${thread}?page=1#message-2`]);
    await withFile(s.member, thread, 'copie.docx', docx('Une anacoluthe'));
    expect(await found(s.member, 'anacoluthe')).toHaveLength(2);
    await withFile(s.member, thread, 'abime.pdf', '%PDF-1.7\nrien');
    await t.runJobs();
    const states = await t.db.selectFrom('file_texts').select('state').orderBy('state').execute();
    expect(states.map(({ state }) => state)).toEqual(['read', 'unreadable']);
  });

  test('what was there before, once the filling has run', async () => {
    const thread = await opens(t, s.member, s.group, { title: 'Ancien', body: 'Un ornithorynque' });
    await t.db.deleteFrom('scoped_entries').execute();
    await t.db.transaction().execute(async (tx) => {
      await enqueue(tx, 'space-search.fill', {});
    });
    await t.runJobs();
    expect(await found(s.member, 'ornithorynque')).toEqual([first(thread)]);
    expect(await found(s.member, 'zygomorphe')).toHaveLength(3);
    expect(await found(s.member, 'anacoluthe')).toHaveLength(2);
  });
});

describe('never shows', () => {
  test('anything to those outside the group, whatever they ask; nothing once out of it', async () => {
    const leaver = await joins(t, (await aThreadScene(t)).stranger, s.group);
    await opens(t, s.member, s.group, { title: 'Réservé', body: 'Un baobab' });
    expect(await found(leaver, 'baobab')).toHaveLength(1);
    expect(await found(s.team, 'baobab')).toHaveLength(1);
    const asked: Record<string, string>[] = [
      { q: 'baobab' },
      { q: 'baobab', groupe: s.group.slug },
      { q: 'baobab', personne: s.member.id },
      { auteur: s.member.name },
      { groupe: s.group.slug },
    ];
    for (const query of asked) expect(await page(s.neighbour, query)).not.toMatch(/baobab<\/mark>|Réservé/);
    expect(await page(s.neighbour, { groupe: s.group.slug })).toContain('un groupe qui n’est pas des vôtres');
    expect(await page(s.neighbour, { personne: s.member.id })).not.toContain(s.member.name);
    await t.db.deleteFrom('memberships').where('account_id', '=', leaver.id).execute();
    expect(await found(leaver, 'baobab')).toEqual([]);
    expect((await t.get(`${path}?q=baobab`)).headers.location).toContain('/connexion');
    for (const cookie of [undefined, s.member.cookie, s.team.cookie]) {
      expect((await t.get('/recherche.json?q=baobab', cookie)).json().total).toBe(0);
      expect((await t.get('/recherche?q=baobab', cookie)).body).not.toContain('<mark>');
    }
  });

  test('a deleted message, its file, nor a thread that moved', async () => {
    const thread = await opens(t, s.member, s.group, { title: 'Éphémère', body: 'Un coquelicot' });
    await withFile(s.member, thread, 'note.txt', 'Le mot sassafras');
    await t.runJobs();
    const { id } = await t.db
      .selectFrom('messages')
      .select('id')
      .where('thread_id', '=', idOf(thread))
      .where('number', '=', 2)
      .executeTakeFirstOrThrow();
    expect(await found(s.member, 'sassafras')).toHaveLength(1);
    await t.post(`/espace/messages/${id}/supprimer`, {}, s.member.cookie);
    expect(await found(s.member, 'sassafras')).toEqual([]);
    await t.db
      .insertInto('memberships')
      .values({ group_id: s.elsewhere.id, account_id: s.copilot.id, role: 'copilot', side: 'etat' })
      .execute();
    const moved = await t.post(`${thread}/deplacer`, { groupe: s.elsewhere.slug }, s.copilot.cookie);
    expect(moved.statusCode, moved.body).toBe(303);
    expect(await found(s.member, 'coquelicot')).toEqual([]);
    expect(await found(s.neighbour, 'coquelicot')).toEqual([first(thread)]);
  });

  test('a hidden message, its title, nor what others quote of it, until it is given back', async () => {
    const thread = await opens(t, s.member, s.group, { title: 'Un topinambour', body: 'Le mot rutabaga' });
    const quote = `> [${s.member.name}](/x) [a écrit](${thread}?page=1#message-1) :\n> Le mot rutabaga\n\nCela fâche.`;
    const answer = await answers(t, s.observer, thread, quote);
    expect(answer).toBeTruthy();
    expect(await found(s.observer, 'rutabaga')).toHaveLength(2);
    const { id } = await t.db
      .selectFrom('messages')
      .select('id')
      .where('thread_id', '=', idOf(thread))
      .where('number', '=', 1)
      .executeTakeFirstOrThrow();
    const now = t.clock.now();
    await hideMessage(t.db, { by: s.copilot, now, as: 'copilot', reason: 'Blessant' }, id);
    for (const q of ['rutabaga', 'topinambour'])
      for (const who of [s.observer, s.copilot]) expect(await found(who, q), q).toEqual([]);
    expect(await found(s.observer, 'fâche')).toHaveLength(1);
    expect(await page(s.observer, { q: 'fâche' })).not.toMatch(/rutabaga|topinambour/);
    await restoreMessage(t.db, id, now);
    expect(await found(s.observer, 'rutabaga')).toHaveLength(2);
    expect(await found(s.observer, 'topinambour')).toHaveLength(1);
  });

  test('a group to somebody of the programme team who did not open it', async () => {
    await opens(t, s.member, s.group, { title: 'Réservé', body: 'Un séquoia' });
    await t.db.deleteFrom('group_openings').where('account_id', '=', s.team.id).execute();
    expect(await found(s.team, 'séquoia')).toEqual([]);
  });

  test('a draft deliverable to an observer', async () => {
    const draft = await t.post(
      `/espace/groupes/${s.group.slug}/livrables/nouveau`,
      { title: 'Le guide du palimpseste', description: 'Tout.', kind: 'guide' },
      s.copilot.cookie,
    );
    expect(draft.statusCode, draft.body).toBe(303);
    expect(await found(s.member, 'palimpseste')).toHaveLength(1);
    expect(await found(s.observer, 'palimpseste')).toEqual([]);
  });
});

describe('bears', () => {
  test('markup of messages, in their excerpts', async () => {
    await opens(t, s.member, s.group, {
      title: 'Sujet du balisage',
      body: '## Ordre\n\n- le **parapheur** de [la préfecture](/livrables)\n- `le reste`',
    });
    const body = await page(s.member, { q: 'parapheur' });
    expect(body).toContain('Ordre le <mark>parapheur</mark> de la préfecture le reste');
  });

  test('scripts in messages and in names of files, as text', async () => {
    const thread = await opens(t, s.member, s.group, {
      title: '<script>alert(1)</script> bergamote',
      body: '<img src=x onerror=alert(1)> bergamote',
    });
    await withFile(s.member, thread, '<b>bergamote<b>.txt', 'bergamote <script>alert(2)</script>');
    await t.runJobs();
    const body = await page(s.member, { q: 'bergamote' });
    expect(body).not.toMatch(/<script>alert|<img src=x|<b>bergamote/);
    expect(body).toContain('<mark>bergamote</mark>');
  });

  test.each([
    "' or 1=1 --",
    'a:* & !b | (c',
    '%_%',
    '\\',
    '=files',
    'scope kind author files',
    '"phrase',
    'x'.repeat(5000),
    '\u0000',
    '😀',
    '<->',
  ])('« %s »', async (q) => {
    const answer = await t.get(
      `${path}?${new URLSearchParams({ q, auteur: q, groupe: q, nature: q, tri: q })}`,
      s.member.cookie,
    );
    expect(answer.statusCode).toBe(200);
  });

  test('words that only name what the index keeps beside texts', async () => {
    for (const q of ['files', 'scope', 'kind', 'author', 'bare'])
      expect(await found(s.neighbour, q), q).toEqual([]);
  });

  test('a page beyond the end', async () => {
    const answer = await t.get(`${path}?q=hippocampe&page=99`, s.member.cookie);
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe(`${path}?q=hippocampe`);
  });
});
