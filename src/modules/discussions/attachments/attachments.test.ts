import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';
import { type FilePart, multipart } from '../../../../test/multipart.ts';
import type { Person } from '../../../../test/people.ts';
import { photo } from '../../../../test/photo.ts';
import { aThreadScene, idOf, joins, messageAt, opens, type ThreadScene } from '../../../../test/threads.ts';
import { roomOf } from '../../documents/quota.ts';
import { discussionData } from '../own-data.ts';

const mebibyte = 1024 * 1024;
// 1 × 1.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const plan: FilePart = { name: 'plan.txt', content: 'Un plan' };

let t: TestApp;
let s: ThreadScene;
let thread: string;

beforeAll(async () => {
  t = await startTestApp();
  s = await aThreadScene(t);
  thread = await opens(t, s.member, s.group);
});
afterAll(() => t.close());

const send = (
  url: string,
  files: readonly FilePart[],
  fields: Record<string, string> = {},
  who: Person = s.member,
) => {
  const { payload, headers } = multipart({ body: 'Voici.', ...fields }, { fichiers: files });
  return t.app.inject({ method: 'POST', url, payload, headers: { ...headers, cookie: who.cookie } });
};

/** Answers with these files; returns the address of the message. */
async function answered(files: readonly FilePart[], who = s.member): Promise<string> {
  const answer = await send(thread, files, {}, who);
  expect(answer.statusCode, answer.body).toBe(303);
  const { number } = await t.db
    .selectFrom('messages')
    .select('number')
    .where('thread_id', '=', idOf(thread))
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow();
  return messageAt(t, thread, number);
}

/** What is kept of a message's files. */
const kept = (message: string) =>
  t.db
    .selectFrom('message_attachments')
    .innerJoin('stored_files', 'stored_files.id', 'message_attachments.file_id')
    .select(['position', 'message_attachments.name', 'media_type as mediaType', 'width', 'height'])
    .where('message_id', '=', idOf(message))
    .orderBy('position')
    .execute();

const messageCount = async () =>
  (await t.db.selectFrom('messages').select('id').where('thread_id', '=', idOf(thread)).execute()).length;

/** With plain spaces, as it was written. */
const words = ({ body }: { body: string }) => body.replace(/[\u00a0\u202f]/g, ' ');

describe('files sent with a message', () => {
  test('open a thread, in the order in which they were chosen', async () => {
    const answer = await send(
      `/espace/groupes/${s.group.slug}/discussions/nouvelle`,
      [plan, { name: 'carte.png', content: png }],
      { title: 'Avec des fichiers' },
    );
    expect(answer.statusCode, answer.body).toBe(303);
    const first = await messageAt(t, String(answer.headers.location), 1);
    expect((await kept(first)).map(({ name }) => name)).toEqual(['plan.txt', 'carte.png']);
  });

  test('are images to be seen, in a place known beforehand, and others to be downloaded', async () => {
    const message = await answered([{ name: 'carte.png', content: png }, plan]);
    const page = (await t.get(thread, s.observer.cookie)).body;
    const at = `${message}/pieces-jointes`;
    expect(page).toContain(
      `<a class="cd-message__picture" href="${at}/1/apercu"><img src="${at}/1/apercu" alt="carte.png, voir l’image entière" width="1" height="1" loading="lazy" decoding="async"/></a>`,
    );
    expect(page).toContain(`<a href="${at}/2" download>plan.txt</a>`);
    expect(page).not.toContain(`${at}/2/apercu`);
    const image = await t.get(`${at}/1/apercu`, s.observer.cookie);
    expect(image.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': expect.stringMatching(/^inline/),
      'cache-control': 'private, no-cache',
    });
    const text = await t.get(`${at}/2`, s.observer.cookie);
    expect(text.headers).toMatchObject({
      'content-type': expect.stringMatching(/^text\/plain/),
      'content-disposition': expect.stringMatching(/^attachment/),
      'x-content-type-options': 'nosniff',
    });
    expect((await t.get(`${at}/2/apercu`, s.observer.cookie)).statusCode).toBe(404);
  });

  test('lose where a photo was taken, and stand as it is held', async () => {
    const message = await answered([{ name: 'photo.jpg', content: photo(6) }]);
    expect(await kept(message)).toMatchObject([{ mediaType: 'image/jpeg', width: 2, height: 4 }]);
    const shown = await t.get(`${message}/pieces-jointes/1/apercu`, s.member.cookie);
    expect(shown.statusCode).toBe(200);
    expect(shown.rawPayload.includes('48.8584 N')).toBe(false);
    expect(shown.rawPayload.includes('secret comment')).toBe(false);
  });

  test('with a path or control characters in their names are kept under a plain one', async () => {
    const message = await answered([
      { name: '../../etc/note\r\nSet-Cookie: a.txt', content: 'a' },
      { name: '"><script>alert(1)</script>.txt', content: 'b' },
    ]);
    const names = (await kept(message)).map(({ name }) => name);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what no name may hold
    for (const name of names) expect(name).not.toMatch(/[\u0000-\u001f/\\<>":]/);
    expect(names[0]).toMatch(/^note Set-Cookie a\.txt$/);
    const page = (await t.get(thread, s.member.cookie)).body;
    expect(page).not.toContain('<script>alert(1)');
    const download = await t.get(`${message}/pieces-jointes/1`, s.member.cookie);
    expect(download.headers['set-cookie']).toBeUndefined();
  });

  test.each<[string, FilePart, RegExp]>([
    [
      'a page told to be an image',
      { name: 'photo.png', content: '<!doctype html><script>1</script>', type: 'image/png' },
      /abîmé/,
    ],
    [
      'a drawing that runs',
      {
        name: 'plan.svg',
        content: '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        type: 'image/svg+xml',
      },
      /n’est pas accepté/,
    ],
    ['a page', { name: 'page.html', content: '<script>1</script>', type: 'text/html' }, /n’est pas accepté/],
    ['an empty file', { name: 'vide.txt', content: '' }, /est vide/],
    [
      'one that is too large',
      { name: 'gros.txt', content: Buffer.alloc(15 * mebibyte + 1, 'a') },
      /15 Mo au plus/,
    ],
  ])('are refused with %s, by its name, and what was typed stays', async (_case, file, why) => {
    const before = await messageCount();
    const answer = await send(thread, [plan, file], { body: 'Un long texte.' });
    expect(answer.statusCode).toBe(422);
    expect(words(answer)).toMatch(why);
    expect(words(answer)).toContain(`« ${file.name} »`);
    expect(words(answer)).toContain('Un long texte.</textarea>');
    expect(words(answer)).toContain('À choisir de nouveau : plan.txt.');
    expect(await messageCount()).toBe(before);
  });

  test('are ten at most', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `note-${index}.txt`, content: `${index}` }));
    const refused = await send(thread, many(11), { body: 'Un long texte.' });
    expect(refused.statusCode).toBe(422);
    expect(words(refused)).toContain('10 fichiers au plus');
    expect(words(refused)).toContain('Un long texte.</textarea>');
    expect((await send(thread, many(40))).statusCode).toBe(422);
    expect(await kept(await answered(many(10)))).toHaveLength(10);
  });

  test('take the room of the group, with its documents', async () => {
    await t.db
      .insertInto('document_quotas')
      .values({ group_id: s.group.id, bytes: 3 * mebibyte })
      .execute();
    const heavy = (letter: string) => ({
      name: `${letter}.txt`,
      content: Buffer.alloc(2 * mebibyte, letter),
    });
    await answered([heavy('a')]);
    const refused = await send(thread, [heavy('b')]);
    expect(refused.statusCode).toBe(422);
    expect(words(refused)).toContain('plus assez de place');
    const documents = `/espace/groupes/${s.group.slug}/documents`;
    const { payload, headers } = multipart({ folder: '' }, { fichier: heavy('c') });
    const sent = await t.app.inject({
      method: 'POST',
      url: `${documents}/envoi`,
      payload,
      headers: { ...headers, cookie: s.member.cookie },
    });
    expect(sent.statusCode).toBe(422);
    expect(words(sent)).toContain('plus assez de place');
    expect((await t.get(documents, s.member.cookie)).body).toContain('fichiers des discussions');
    await t.db.deleteFrom('document_quotas').execute();
  });

  test('sent twice make one message', async () => {
    const before = await messageCount();
    const cle = crypto.randomUUID();
    await Promise.all([send(thread, [plan], { cle }), send(thread, [plan], { cle })]);
    expect(await messageCount()).toBe(before + 1);
  });
});

describe('whoever has the address of a file', () => {
  test('reads it as they read the thread, and no longer', async () => {
    const message = await answered([{ name: 'carte.png', content: png }]);
    for (const path of [`${message}/pieces-jointes/1`, `${message}/pieces-jointes/1/apercu`]) {
      expect((await t.get(path)).statusCode).toBe(303);
      for (const who of [s.stranger, s.neighbour])
        expect((await t.get(path, who.cookie)).statusCode).toBe(404);
      for (const who of [s.member, s.copilot, s.observer, s.team])
        expect((await t.get(path, who.cookie)).statusCode).toBe(200);
      expect((await t.get(path.replace('/1', '/2'), s.member.cookie)).statusCode).toBe(404);
    }
    const ofObserver = t.db.deleteFrom('memberships').where('account_id', '=', s.observer.id);
    await ofObserver.where('group_id', '=', s.group.id).execute();
    expect((await t.get(`${message}/pieces-jointes/1`, s.observer.cookie)).statusCode).toBe(404);
  });

  test('finds nothing once the message is deleted, and nothing is kept of it', async () => {
    const message = await answered([{ name: 'adieu.txt', content: 'adieu' }]);
    const asked = await t.get(`${message}/supprimer`, s.member.cookie);
    expect(asked.body).toContain('ses fichiers');
    await t.post(`${message}/supprimer`, {}, s.member.cookie);
    expect((await t.get(`${message}/pieces-jointes/1`, s.member.cookie)).statusCode).toBe(404);
    const left = t.db.selectFrom('stored_files').select('id').where('name', '=', 'adieu.txt');
    expect(await left.execute()).toEqual([]);
  });
});

test('a thread that moves takes its files along: their readers, and the room that they take', async () => {
  const moving = await opens(t, s.copilot, s.group, { title: 'À déplacer' });
  await send(moving, [plan], {}, s.team);
  const message = await messageAt(t, moving, 2);
  await joins(t, s.copilot, s.elsewhere, 'copilot');
  const moved = await t.post(`${moving}/deplacer`, { groupe: s.elsewhere.slug }, s.copilot.cookie);
  expect(moved.statusCode, moved.body).toBe(303);
  expect((await t.get(`${message}/pieces-jointes/1`, s.member.cookie)).statusCode).toBe(404);
  expect((await t.get(`${message}/pieces-jointes/1`, s.neighbour.cookie)).statusCode).toBe(200);
  expect(await roomOf(t.db, s.elsewhere.id)).toMatchObject({ used: 7 });
});

describe('editing a message', () => {
  const version = async (message: string) =>
    String(
      (
        await t.db
          .selectFrom('messages')
          .select('version')
          .where('id', '=', idOf(message))
          .executeTakeFirstOrThrow()
      ).version,
    );

  test('lets its author take files out and add some, which its history and open pages tell', async () => {
    const message = await answered([plan, { name: 'carte.png', content: png }]);
    const form = (await t.get(`${message}/modifier`, s.member.cookie)).body;
    expect(form).toMatch(/value="1"[^>]*>.*plan\.txt/);
    const before = await version(message);
    const edited = await send(`${message}/modifier`, [{ name: 'suite.txt', content: 'suite' }], {
      version: before,
      retirer: '1',
    });
    expect(edited.statusCode, edited.body).toBe(303);
    expect((await kept(message)).map(({ name }) => name)).toEqual(['carte.png', 'suite.txt']);
    expect(await version(message)).not.toBe(before);
    expect((await t.get(`${message}/historique`, s.copilot.cookie)).body).toContain(
      'des fichiers ont été joints ou retirés',
    );
    expect(
      await t.db
        .selectFrom('stored_files')
        .innerJoin('message_attachments', 'file_id', 'stored_files.id')
        .select('stored_files.id')
        .where('message_id', '=', idOf(message))
        .execute(),
    ).toHaveLength(2);
  });

  test('refuses a stale change of files, those of another, and an eleventh', async () => {
    const message = await answered([plan]);
    const stale = await version(message);
    await send(`${message}/modifier`, [], { version: stale, body: 'Autre texte.' });
    const late = await send(`${message}/modifier`, [], { version: stale, retirer: '1' });
    expect(late.statusCode).toBe(409);
    expect(await kept(message)).toHaveLength(1);
    const another = await send(
      `${message}/modifier`,
      [],
      { version: await version(message), retirer: '1' },
      s.copilot,
    );
    expect(another.statusCode).toBe(403);
    const ten = Array.from({ length: 10 }, (_, index) => ({ name: `n${index}.txt`, content: `${index}` }));
    const full = await send(`${message}/modifier`, ten, { version: await version(message) });
    expect(full.statusCode).toBe(422);
    expect(words(full)).toContain('10 fichiers au plus');
    const fits = await send(`${message}/modifier`, ten, { version: await version(message), retirer: '1' });
    expect(fits.statusCode, fits.body).toBe(303);
    expect(await kept(message)).toHaveLength(10);
  });
});

test('a draft, a preview and a search keep what is typed, and say which files to choose again', async () => {
  const page = (await t.get(thread, s.member.cookie)).body;
  for (const button of page.match(/<button[^>]*(?:name="apercu"|\/brouillon")[^>]*>/g) ?? [])
    expect(button).toContain('formenctype="application/x-www-form-urlencoded"');
  const preview = await t.post(
    thread,
    { body: 'Un texte', fichiers: 'plan.txt', apercu: '1' },
    s.member.cookie,
  );
  expect(preview.statusCode).toBe(200);
  expect(words(preview)).toContain('À choisir de nouveau : plan.txt.');
  const draft = await t.post(
    `${thread}/brouillon`,
    { body: 'Un texte', fichiers: 'plan.txt' },
    s.member.cookie,
  );
  expect(draft.statusCode).toBe(303);
});

test('who asks for their data gets the files of their messages', async () => {
  await answered([{ name: 'mien.txt', content: 'mien' }], s.copilot);
  const parts = await discussionData.read(t.db, s.copilot.id);
  const files = parts.find(({ name }) => name === 'messages')?.files ?? [];
  expect(files.map(({ name }) => name)).toEqual(['mien.txt']);
});
