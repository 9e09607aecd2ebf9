import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership, anOpening } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { aPerson, type Person } from '../../../test/people.ts';
import type { MembershipRole } from '../../platform/database/index.ts';
import { deleteAccount } from '../identity/index.ts';
import { latestThreads, unreadThreads } from './index.ts';

let t: TestApp;
let group: { id: string; slug: string; title: string };
let elsewhere: { id: string; slug: string };
let copilot: Person;
let member: Person;
let observer: Person;
let team: Person;
let stranger: Person;

const person = (values?: Parameters<typeof aPerson>[1]) => aPerson(t, values);

async function joins(who: Person, role: MembershipRole, to: { id: string } = group): Promise<Person> {
  await aMembership(t.db, to.id, who.id, role);
  // The clock of the tests is behind that of the database.
  await t.db
    .updateTable('memberships')
    .set({ joined_at: new Date(0) })
    .execute();
  return who;
}

beforeAll(async () => {
  t = await startTestApp();
  team = await person({ roles: ['programme-team'] });
  elsewhere = await aGroup(t.db);
  stranger = await joins(await person(), 'copilot', elsewhere);
});
afterAll(() => t.close());
beforeEach(async () => {
  group = await aGroup(t.db, { title: 'Données ouvertes' });
  copilot = await joins(await person(), 'copilot');
  member = await joins(await person(), 'member');
  observer = await joins(await person(), 'observer');
  await anOpening(t.db, group.id, team.id);
  t.clock.advance({ minutes: 1 });
});

const listOf = (slug: string) => `/espace/groupes/${slug}/discussions`;

/** Opens a thread over HTTP; returns its address. */
async function open(author: Person, fields: Record<string, string> = {}, to = group): Promise<string> {
  const answer = await t.post(
    `${listOf(to.slug)}/nouvelle`,
    { title: 'Quel format ?', body: 'CSV ou JSON', ...fields },
    author.cookie,
  );
  expect(answer.statusCode, answer.body).toBe(303);
  return answer.headers.location ?? '';
}

async function answer(author: Person, thread: string, body: string) {
  t.clock.advance({ seconds: 1 });
  return t.post(thread, { body }, author.cookie);
}

async function messageId(thread: string, number = 1): Promise<string> {
  const { id } = await t.db
    .selectFrom('messages')
    .select('id')
    .where('thread_id', '=', thread.split('/').at(-1) ?? '')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return id;
}

const countMessages = async (thread: string) =>
  (
    await t.db
      .selectFrom('messages')
      .select(['number', 'body'])
      .where('thread_id', '=', thread.split('/').at(-1) ?? '')
      .orderBy('number')
      .execute()
  ).map(({ number, body }) => `${number} ${body}`);

describe('who may read and write', () => {
  test('a visitor is asked to sign in', async () => {
    const thread = await open(member);
    for (const url of [listOf(group.slug), `${listOf(group.slug)}/nouvelle`, thread]) {
      const asked = await t.get(url);
      expect([asked.statusCode, asked.headers.location]).toEqual([
        303,
        `/connexion?retour=${encodeURIComponent(url)}`,
      ]);
    }
    expect((await t.post(thread, { body: 'Bonjour' })).headers.location).toBe('/connexion');
    expect(await countMessages(thread)).toEqual(['1 CSV ou JSON']);
  });

  test('for a person of another group, a thread does not exist, and the group keeps its exchanges', async () => {
    const thread = await open(member);
    const message = `/espace/messages/${await messageId(thread)}`;
    for (const url of [thread, `${message}/modifier`, `${message}/supprimer`, `${message}/historique`]) {
      const refused = await t.get(url, stranger.cookie);
      expect([url, refused.statusCode]).toEqual([url, 404]);
      expect(refused.body).not.toContain('CSV ou JSON');
    }
    for (const url of [thread, `${thread}/suivi`, `${thread}/epingler`, `${message}/supprimer`]) {
      const refused = await t.post(url, { body: 'Bonjour', suivre: 'oui' }, stranger.cookie);
      expect([url, refused.statusCode]).toEqual([url, 404]);
    }
    expect((await t.get(listOf(group.slug), stranger.cookie)).statusCode).toBe(403);
    expect((await t.get(`${listOf(group.slug)}/nouvelle`, stranger.cookie)).statusCode).toBe(403);
    const posted = await t.post(
      `${listOf(group.slug)}/nouvelle`,
      { title: 'Intrus', body: 'x' },
      stranger.cookie,
    );
    expect(posted.statusCode).toBe(403);
  });

  test('a person who waits, or was put out, reads nothing', async () => {
    const thread = await open(member);
    const waiting = await joins(await person({ state: 'pending' }), 'member');
    expect((await t.get(thread, waiting.cookie)).statusCode).toBe(404);
    await t.db.deleteFrom('memberships').where('account_id', '=', observer.id).execute();
    expect((await t.get(thread, observer.cookie)).statusCode).toBe(404);
  });

  test.each(['member', 'observer', 'copilot', 'team'])('a %s reads, opens and answers', async (who) => {
    const one = { member, observer, copilot, team }[who] ?? member;
    const thread = await open(one, { title: `Sujet de ${who}` });
    expect((await answer(one, thread, 'Et voici la suite')).statusCode).toBe(303);
    const page = await t.get(thread, member.cookie);
    expect(page.body).toContain(one.name);
    expect(page.body).toContain('Et voici la suite');
    expect((await t.get(listOf(group.slug), one.cookie)).body).toContain(`Sujet de ${who}`);
  });

  test('copilots and the team announce; for others a forged kind is refused and nothing is written', async () => {
    for (const one of [copilot, team]) {
      const thread = await open(one, { title: 'Réunion jeudi', kind: 'announcement' });
      expect((await t.get(thread, member.cookie)).body).toContain('Annonce');
    }
    for (const [asked, title, submit] of [
      ['', 'Ouvrir une discussion', 'Ouvrir la discussion'],
      ['?nature=annonce', 'Publier une annonce', 'Publier l’annonce'],
    ]) {
      const { body } = await t.get(`${listOf(group.slug)}/nouvelle${asked}`, copilot.cookie);
      expect(body).toContain(`<h1>${title}</h1>`);
      expect(body).toContain(`<span>${submit}</span>`);
      const unasked = await t.get(`${listOf(group.slug)}/nouvelle${asked}`, member.cookie);
      expect(unasked.body).toContain('<h1>Ouvrir une discussion</h1>');
    }
    const kept = await t.post(
      `${listOf(group.slug)}/nouvelle`,
      { title: '', body: 'Jeudi', kind: 'announcement' },
      copilot.cookie,
    );
    expect([kept.statusCode, kept.body.includes('<h1>Publier une annonce</h1>')]).toEqual([422, true]);
    expect(kept.body).toContain('name="kind" value="announcement"');
    for (const one of [member, observer]) {
      const form = await t.get(`${listOf(group.slug)}/nouvelle`, one.cookie);
      expect(form.body).not.toContain('announcement');
      const forged = await t.post(
        `${listOf(group.slug)}/nouvelle`,
        { title: 'Fausse annonce', body: 'x', kind: 'announcement' },
        one.cookie,
      );
      expect(forged.statusCode).toBe(422);
      expect(forged.body).toContain('Seuls les copilotes publient des annonces.');
    }
    expect((await t.get(listOf(group.slug), member.cookie)).body).not.toContain('Fausse annonce');
  });

  test('only copilots and the team pin, close and reopen; the trail says who', async () => {
    const thread = await open(member);
    for (const act of ['epingler', 'clore'])
      expect((await t.post(`${thread}/${act}`, {}, member.cookie)).statusCode).toBe(403);
    expect((await t.get(thread, member.cookie)).body).not.toContain('/clore');
    for (const act of ['epingler', 'clore'])
      expect((await t.post(`${thread}/${act}`, {}, copilot.cookie)).statusCode).toBe(303);
    const closed = await t.get(thread, member.cookie);
    expect(closed.body).toContain('Épinglée');
    expect(closed.body).toContain('elle ne reçoit plus de réponse');
    expect((await answer(member, thread, 'Trop tard')).statusCode).toBe(422);
    expect(await countMessages(thread)).toHaveLength(1);
    await t.post(`${thread}/rouvrir`, {}, team.cookie);
    await t.post(`${thread}/desepingler`, {}, team.cookie);
    expect((await answer(member, thread, 'Me revoilà')).statusCode).toBe(303);
    const trail = await t.db
      .selectFrom('audit_events')
      .select(['verb', 'actor_id'])
      .where('thing_id', '=', thread.split('/').at(-1) ?? '')
      .orderBy('id')
      .execute();
    expect(trail.map(({ verb, actor_id }) => [verb, actor_id])).toEqual([
      ['thread.pin', copilot.id],
      ['thread.close', copilot.id],
      ['thread.reopen', team.id],
      ['thread.unpin', team.id],
    ]);
  });

  test('the exchanges of a closed group stay readable and take nothing more', async () => {
    const thread = await open(member);
    await t.db.updateTable('groups').set({ state: 'closed' }).where('id', '=', group.id).execute();
    expect((await t.get(thread, member.cookie)).body).toContain('Ce groupe est clos');
    expect((await answer(copilot, thread, 'Encore un mot')).statusCode).toBe(422);
    expect((await t.get(`${listOf(group.slug)}/nouvelle`, copilot.cookie)).statusCode).toBe(403);
    const edit = await t.get(`/espace/messages/${await messageId(thread)}/modifier`, member.cookie);
    expect(edit.statusCode).toBe(403);
  });
});

describe('what is typed', () => {
  test.each([
    ['nothing', { title: '', body: '' }],
    ['a title too long', { title: 'a'.repeat(151) }],
    ['a message too long', { body: 'a'.repeat(20_001) }],
    ['a NUL', { body: 'avant\u0000après' }],
    ['an unknown kind', { kind: 'decree' }],
  ])('%s is refused and what was typed is kept', async (_what, fields) => {
    const refused = await t.post(
      `${listOf(group.slug)}/nouvelle`,
      { title: 'Un titre gardé', body: 'Un message gardé', ...fields },
      copilot.cookie,
    );
    expect(refused.statusCode).toBe(422);
    if (!('title' in fields)) expect(refused.body).toContain('Un titre gardé');
    expect((await t.get(listOf(group.slug), copilot.cookie)).body).not.toContain('Un titre gardé');
  });

  test('emoji and many alphabets come back as they were', async () => {
    const thread = await open(member, { title: 'Données 🏔️ ouvertes', body: 'Zażółć 👩‍🚒 𝔘𝔫𝔦𝔠𝔬𝔡𝔢' });
    const page = await t.get(thread, observer.cookie);
    expect(page.body).toContain('Données 🏔️ ouvertes');
    expect(page.body).toContain('Zażółć 👩‍🚒 𝔘𝔫𝔦𝔠𝔬𝔡𝔢');
  });

  test('Markdown cannot smuggle a script', async () => {
    const hostile = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(2)>',
      '[clic](javascript:alert(3))',
      '![x](data:text/html;base64,PHNjcmlwdD4=)',
      '<a href="https://exemple.fr" onclick="alert(4)">lien</a>',
    ].join('\n\n');
    const title = '<svg onload=alert(5)>';
    const thread = await open(member, { title, body: hostile });
    for (const url of [thread, listOf(group.slug), `/espace/messages/${await messageId(thread)}/supprimer`]) {
      const { body } = await t.get(url, member.cookie);
      expect(body).not.toMatch(
        /<script>alert|<img src="?x|<svg onload|href="javascript:|<a[^>]+onclick|src="data:/,
      );
    }
    const preview = await t.post(thread, { body: hostile, apercu: '' }, member.cookie);
    expect(preview.body).not.toMatch(/<script>alert|href="javascript:|<img src="?x/);
  });

  test('the preview shows the message and writes nothing', async () => {
    const thread = await open(member);
    const preview = await t.post(thread, { body: '**important**', apercu: '' }, member.cookie);
    expect(preview.body).toContain('<strong>important</strong>');
    expect(preview.body).toContain('**important**');
    expect(await countMessages(thread)).toHaveLength(1);
  });

  test('a form sent twice acts once', async () => {
    const fields = { title: 'Deux clics', body: 'Un seul sujet', cle: randomUUID() };
    const [first, second] = await Promise.all([
      t.post(`${listOf(group.slug)}/nouvelle`, fields, member.cookie),
      t.post(`${listOf(group.slug)}/nouvelle`, fields, member.cookie),
    ]);
    expect(first.headers.location).toBe(second.headers.location);
    const thread = first.headers.location ?? '';
    const reply = { body: 'Une seule réponse', cle: randomUUID() };
    await t.post(thread, reply, member.cookie);
    await t.post(thread, reply, member.cookie);
    expect(await countMessages(thread)).toEqual(['1 Un seul sujet', '2 Une seule réponse']);
  });

  test('replies sent at once each get a number, and all are counted', async () => {
    const thread = await open(member);
    const people = [member, observer, copilot, team];
    const sent = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        t.post(thread, { body: `Réponse ${n}` }, (people[n % 4] ?? member).cookie),
      ),
    );
    expect(sent.map(({ statusCode }) => statusCode)).toEqual(Array(12).fill(303));
    const numbers = (await countMessages(thread)).map((line) => Number.parseInt(line, 10));
    expect(numbers).toEqual(Array.from({ length: 13 }, (_, n) => n + 1));
    expect(new Set(sent.map(({ headers }) => headers.location)).size).toBe(12);
  });

  test('a long thread is cut in pages, and a reply lands on the last', async () => {
    const thread = await open(member);
    for (let n = 2; n <= 30; n += 1) await answer(member, thread, `Message ${n}.`);
    const last = await answer(member, thread, 'Message 31.');
    expect(last.headers.location).toBe(`${thread}?page=2#message-31`);
    const second = await t.get(`${thread}?page=2`, observer.cookie);
    expect(second.body).toContain('Message 31.');
    expect(second.body).not.toContain('Message 30.');
    expect((await t.get(`${thread}?page=999`, observer.cookie)).body).toContain('Message 31.');
    expect((await t.get(`${thread}?page=x`, observer.cookie)).body).toContain('Message 30.');
  });

  test('malformed and unknown addresses lead nowhere', async () => {
    for (const url of [
      '/espace/discussions/1',
      `/espace/discussions/${randomUUID()}`,
      '/espace/messages/x/modifier',
    ])
      expect((await t.get(url, member.cookie)).statusCode).toBe(404);
    expect((await t.get(listOf('sans-groupe'), member.cookie)).statusCode).toBe(404);
  });
});

describe('a message', () => {
  test('is edited by its author, and what it said stays readable by the group', async () => {
    const thread = await open(member);
    const message = `/espace/messages/${await messageId(thread)}`;
    for (const other of [observer, copilot, team]) {
      expect((await t.get(`${message}/modifier`, other.cookie)).statusCode).toBe(403);
      const forged = await t.post(`${message}/modifier`, { body: 'Forgé', version: '1' }, other.cookie);
      expect(forged.statusCode).toBe(403);
    }
    const form = await t.get(`${message}/modifier`, member.cookie);
    expect(form.body).toContain('CSV ou JSON');
    await t.post(`${message}/modifier`, { body: 'CSV ou Parquet', version: '1' }, member.cookie);
    const page = await t.get(thread, observer.cookie);
    expect(page.body).toContain('CSV ou Parquet');
    expect(page.body).toContain('Modifié le');
    const history = await t.get(`${message}/historique`, observer.cookie);
    expect(history.body).toMatch(/<del>.*JSON.*<\/del>/);
    expect(history.body).toMatch(/<ins>.*Parquet.*<\/ins>/);
    expect(history.body).not.toContain('identiques');
  });

  test('changed in another window is a conflict that shows both texts', async () => {
    const thread = await open(member);
    const message = `/espace/messages/${await messageId(thread)}`;
    await t.post(
      `${message}/modifier`,
      { body: 'Texte de la première fenêtre', version: '1' },
      member.cookie,
    );
    const conflict = await t.post(
      `${message}/modifier`,
      { body: 'Texte de la seconde', version: '1' },
      member.cookie,
    );
    expect(conflict.statusCode).toBe(409);
    expect(conflict.body).toContain('Texte de la première fenêtre');
    expect(conflict.body).toContain('Texte de la seconde');
    expect(conflict.body).toContain('name="version" value="2"');
    expect(await countMessages(thread)).toEqual(['1 Texte de la première fenêtre']);
  });

  test('that is deleted leaves its place and none of its words, anywhere', async () => {
    const thread = await open(member, { body: 'Bonjour à tous' });
    await answer(observer, thread, 'Un secret zinzolin');
    await t.runJobs();
    const message = `/espace/messages/${await messageId(thread, 2)}`;
    await t.post(
      `${message}/modifier`,
      { body: 'Un autre secret incarnadin', version: '1' },
      observer.cookie,
    );
    expect((await t.get(`${message}/supprimer`, member.cookie)).statusCode).toBe(403);
    expect((await t.post(`${message}/supprimer`, {}, member.cookie)).statusCode).toBe(403);
    const gone = await t.post(`${message}/supprimer`, {}, observer.cookie);
    expect(gone.statusCode).toBe(303);
    expect((await t.get(thread, member.cookie)).body).toContain('Ce message a été supprimé.');
    for (const url of [
      thread,
      `${message}/historique`,
      `${message}/modifier`,
      '/espace/recherche?q=zinzolin',
    ]) {
      expect((await t.get(url, observer.cookie)).body).not.toMatch(/secret/);
    }
    expect((await t.get(`${message}/historique`, observer.cookie)).statusCode).toBe(404);
    expect((await t.mails()).map(({ text }) => text).join()).not.toMatch(/secret/);
    const kept = await t.db.selectFrom('message_versions').selectAll().execute();
    expect(JSON.stringify(kept)).not.toMatch(/secret/);
  });

  test('by another is not deleted but hidden, which its author may contest', async () => {
    const thread = await open(member);
    await answer(observer, thread, 'Hors sujet');
    const message = `/espace/messages/${await messageId(thread, 2)}`;
    for (const who of [copilot, team, member]) {
      expect((await t.get(`${message}/supprimer`, who.cookie)).statusCode).toBe(403);
      expect((await t.post(`${message}/supprimer`, { motif: 'x' }, who.cookie)).statusCode).toBe(403);
    }
    expect(await countMessages(thread)).toEqual(['1 CSV ou JSON', '2 Hors sujet']);
  });

  test('that opens a thread takes it along, by its author while nobody answered', async () => {
    const thread = await open(member, { title: 'Sujet éphémère', body: 'Le mot cinabre' });
    await answer(observer, thread, 'Je réponds');
    const first = `/espace/messages/${await messageId(thread)}/supprimer`;
    expect((await t.post(first, {}, member.cookie)).statusCode).toBe(403);
    expect((await t.get(thread, member.cookie)).statusCode).toBe(200);

    const alone = await open(member, { title: 'Sans réponse', body: 'Le mot amarante' });
    expect((await t.get('/espace/recherche?q=amarante', member.cookie)).body).toContain(alone);
    const gone = await t.post(`/espace/messages/${await messageId(alone)}/supprimer`, {}, member.cookie);
    expect(gone.headers.location).toBe(listOf(group.slug));
    expect((await t.get(alone, member.cookie)).statusCode).toBe(404);
    expect((await t.get(listOf(group.slug), member.cookie)).body).not.toContain('Sans réponse');
    expect((await t.get('/espace/recherche?q=amarante', member.cookie)).body).not.toContain(alone);
  });

  test('stays, under no name, when its author deletes the account', async () => {
    const leaver = await joins(await person({ name: 'Zoé Partante' }), 'member');
    const thread = await open(leaver, { body: 'Ce que je laisse' });
    await t.get(thread, leaver.cookie);
    await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: leaver.id, now: t.clock.now() }));
    const page = await t.get(thread, member.cookie);
    expect(page.body).toContain('Ce que je laisse');
    expect(page.body).toContain('Compte supprimé');
    expect(page.body).not.toContain('Zoé');
    for (const table of ['thread_follows', 'thread_reads'] as const) {
      const rows = await t.db.selectFrom(table).selectAll().where('account_id', '=', leaver.id).execute();
      expect(rows).toEqual([]);
    }
  });
});

describe('finding one’s way', () => {
  test('unread counts follow what a person read', async () => {
    const thread = await open(copilot, { title: 'À lire' });
    await answer(copilot, thread, 'Deux');
    const read = async (who: Person) => {
      const [line] = await latestThreads(t.db, [group.id], { accountId: who.id }, { limit: 5 });
      const unread = await unreadThreads(t.db, { accountId: who.id }, { announcements: 1, discussions: 5 });
      expect(unread.announcements).toEqual([]);
      expect(unread.discussions[0]?.id).toBe(line?.unread ? line.id : undefined);
      return [line?.unread, unread.byGroup.get(group.id) ?? 0];
    };
    expect(await read(copilot)).toEqual([0, 0]);
    expect(await read(member)).toEqual([2, 1]);
    expect((await t.get(listOf(group.slug), member.cookie)).body).toMatch(/2\snouveaux messages/);
    await t.get(thread, member.cookie);
    expect(await read(member)).toEqual([0, 0]);
    await answer(copilot, thread, 'Trois');
    expect(await read(member)).toEqual([1, 1]);
    const late = await joins(await person(), 'member');
    await t.db
      .updateTable('memberships')
      .set({ joined_at: t.clock.now() })
      .where('account_id', '=', late.id)
      .execute();
    expect(await read(late)).toEqual([0, 0]);
  });

  test('the latest threads come from the groups asked for only, by kind when asked', async () => {
    await open(stranger, { title: 'Ailleurs' }, { ...group, ...elsewhere });
    await open(member, { title: 'Ici' });
    t.clock.advance({ minutes: 1 });
    await open(copilot, { title: 'Annonce ici', kind: 'announcement' });
    const reader = { accountId: member.id };
    const titles = async (options: Parameters<typeof latestThreads>[3]) =>
      (await latestThreads(t.db, [group.id], reader, options)).map(({ title }) => title);
    expect(await titles({ limit: 10 })).toEqual(['Annonce ici', 'Ici']);
    expect(await titles({ limit: 1 })).toEqual(['Annonce ici']);
    expect(await titles({ limit: 10, kind: 'discussion' })).toEqual(['Ici']);
    expect(await titles({ limit: 10, kind: 'announcement' })).toEqual(['Annonce ici']);
    expect(await latestThreads(t.db, [], reader, { limit: 10 })).toEqual([]);
  });

  test('pinned threads come first, then those that moved last', async () => {
    const first = await open(member, { title: 'Le plus ancien' });
    t.clock.advance({ minutes: 1 });
    await open(member, { title: 'Entre les deux' });
    t.clock.advance({ minutes: 1 });
    const pinned = await open(member, { title: 'En tête' });
    await t.post(`${pinned}/epingler`, {}, copilot.cookie);
    t.clock.advance({ minutes: 1 });
    await answer(member, first, 'Je remonte');
    const { body } = await t.get(listOf(group.slug), member.cookie);
    const order = ['En tête', 'Le plus ancien', 'Entre les deux'].map((title) => body.indexOf(title));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  test('the search in groups finds a thread for those of its group alone', async () => {
    const thread = await open(member, {
      title: 'Le géoréférencement vermeil',
      body: 'Un mot rare : amarante.',
    });
    for (const one of [member, observer, copilot]) {
      expect((await t.get('/espace/recherche?q=vermeil', one.cookie)).body).toContain(thread);
      expect((await t.get('/espace/recherche?q=amarante', one.cookie)).body).toContain(thread);
    }
    for (const cookie of [undefined, stranger.cookie]) {
      expect((await t.get('/espace/recherche?q=vermeil', cookie)).body).not.toContain(thread);
      expect((await t.get('/espace/recherche?q=amarante', cookie)).body).not.toContain(thread);
    }
    await t.post(
      `/espace/messages/${await messageId(thread)}/modifier`,
      { body: 'Un mot corrigé : garance.', version: '1' },
      member.cookie,
    );
    expect((await t.get('/espace/recherche?q=amarante', member.cookie)).body).not.toContain(thread);
    expect((await t.get('/espace/recherche?q=garance', member.cookie)).body).toContain(thread);
  });
});
