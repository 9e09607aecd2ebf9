import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { multipart } from '../../../test/multipart.ts';
import { photo } from '../../../test/photo.ts';
import type { MembershipRole } from '../../platform/database/index.ts';
import { StoreFailure } from '../../platform/files/index.ts';
import { searchScopes } from '../../platform/search/index.ts';
import { zippedFiles } from './archive.ts';
import { sweepBin } from './bin-actions.ts';

let t: TestApp;
let group: { id: string; slug: string; title: string };
let base: string;
let people: Record<'copilot' | 'member' | 'observer' | 'stranger' | 'team', { id: string; cookie: string }>;

async function person(role: MembershipRole | null, values: Parameters<typeof anAccount>[1] = {}) {
  const { id } = await anAccount(t.db, values);
  if (role) await aMembership(t.db, group.id, id, role);
  return { id, cookie: await t.signIn(id) };
}

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  group = await aGroup(t.db);
  base = `/espace/groupes/${group.slug}/documents`;
  people = {
    copilot: await person('copilot'),
    member: await person('member'),
    observer: await person('observer'),
    stranger: await person(null),
    team: await person(null, { roles: ['programme-team'] }),
  };
});

type Who = keyof typeof people;
const pdf = (words = 'bonjour') => `%PDF-1.7\n${words}`;

async function sendTo(
  url: string,
  file: { name: string; content: string | Buffer },
  fields: Record<string, string> = {},
  who: Who = 'member',
) {
  const { payload, headers } = multipart(fields, { fichier: file });
  const { cookie } = people[who];
  return t.app.inject({ method: 'POST', url, payload, headers: { ...headers, cookie } });
}

async function sent(
  file: { name: string; content: string | Buffer },
  fields: Record<string, string> = {},
  who: Who = 'member',
): Promise<string> {
  const answer = await sendTo(`${base}/envoi`, file, fields, who);
  expect(answer.statusCode, answer.body.slice(0, 500)).toBe(303);
  return String(answer.headers.location);
}

async function folder(name: string, parent = '', who: Who = 'member'): Promise<string> {
  const answer = await t.post(`${base}/nouveau-dossier`, { name, parent }, people[who].cookie);
  expect(answer.statusCode, answer.body).toBe(303);
  return String(answer.headers.location).split('/').at(-1) ?? '';
}

const get = (url: string, who: Who = 'member') => t.get(url, people[who].cookie);
const post = (url: string, fields: Record<string, string> = {}, who: Who = 'member') =>
  t.post(url, fields, people[who].cookie);

describe('who reads and writes', () => {
  test('for those outside the group nothing is there, whatever the address', async () => {
    const inside = await folder('Réunions');
    const here = await sent({ name: 'note.pdf', content: pdf() }, { folder: inside });
    const addresses = [
      base,
      here,
      `${here}/versions/1`,
      `${here}/versions/1/apercu`,
      `${here}/lecture`,
      `${here}/version`,
      `${here}/modifier`,
      `${base}/dossiers/${inside}`,
      `${base}/dossiers/${inside}/archive.zip`,
      `${base}/archive.zip`,
      `${base}/envoi`,
      `${base}/corbeille`,
    ];
    for (const url of addresses) {
      const anonymous = await t.get(url);
      expect([url, anonymous.statusCode]).toEqual([url, 303]);
      expect(anonymous.headers.location).toContain('/connexion');
      expect([url, (await get(url, 'stranger')).statusCode]).toEqual([url, 404]);
      expect([url, (await get(url, 'copilot')).statusCode]).toEqual([url, 200]);
    }
    for (const url of [`${here}/suppression`, `${here}/livrable`, `${base}/nouveau-dossier`])
      expect([url, (await post(url, { title: 'x' }, 'stranger')).statusCode]).toEqual([url, 404]);
    expect(
      (await sendTo(`${base}/envoi`, { name: 'a.pdf', content: pdf() }, {}, 'stranger')).statusCode,
    ).toBe(404);

    // By another group's address neither.
    const other = await aGroup(t.db);
    await aMembership(t.db, other.id, people.stranger.id, 'copilot');
    const there = here.replace(group.slug, other.slug);
    for (const url of [there, `${there}/versions/1`, `${there}/versions/1/apercu`, `${there}/suppression`])
      expect([url, (await get(url, 'stranger')).statusCode]).toEqual([url, 404]);
    const moved = await t.post(
      `/espace/groupes/${other.slug}/documents/nouveau-dossier`,
      { name: 'x', parent: inside },
      people.stranger.cookie,
    );
    expect(moved.statusCode).toBe(422);
  });

  test('observers read; members write, and put in the bin what they sent; copilots the rest', async () => {
    const here = await sent({ name: 'a.pdf', content: pdf() }, {}, 'copilot');
    for (const url of [base, here, `${here}/versions/1`, `${base}/archive.zip`])
      expect((await get(url, 'observer')).statusCode).toBe(200);
    expect((await get(base, 'observer')).body).not.toContain('Envoyer un fichier');
    for (const url of [`${base}/envoi`, `${base}/nouveau-dossier`, `${here}/version`, `${base}/corbeille`])
      expect((await get(url, 'observer')).statusCode).toBe(403);
    expect(
      (await sendTo(`${base}/envoi`, { name: 'b.pdf', content: pdf() }, {}, 'observer')).statusCode,
    ).toBe(403);
    expect((await post(`${here}/suppression`)).statusCode).toBe(403);
    expect((await post(`${here}/livrable`, { title: 'x' })).statusCode).toBe(403);
    expect((await get(`${base}/quota`, 'copilot')).statusCode).toBe(403);
    const own = await sent({ name: 'b.pdf', content: pdf() });
    expect((await post(`${own}/suppression`)).statusCode).toBe(303);
    expect((await post(`${here}/suppression`, {}, 'copilot')).statusCode).toBe(303);
  });

  test('a closed group keeps its files as they are', async () => {
    const here = await sent({ name: 'a.pdf', content: pdf() });
    await t.db.updateTable('groups').set({ state: 'closed' }).where('id', '=', group.id).execute();
    expect((await get(here)).statusCode).toBe(200);
    expect((await get(`${here}/version`, 'copilot')).statusCode).toBe(403);
    expect((await post(`${here}/suppression`, {}, 'copilot')).statusCode).toBe(403);
  });

  test('who is taken out of the group has nothing any more, at once', async () => {
    const here = await sent({ name: 'a.pdf', content: pdf() });
    await t.db.deleteFrom('memberships').where('account_id', '=', people.member.id).execute();
    expect((await get(`${here}/versions/1`)).statusCode).toBe(404);
  });
});

describe('what is sent', () => {
  test('is served as an attachment of its true type, whatever its name says', async () => {
    const here = await sent({ name: '../../etc/<b>bilan</b>.docx', content: pdf() });
    const { headers, body } = await get(`${here}/versions/1`);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(String(headers['content-disposition'])).toMatch(/^attachment; filename="b.pdf"/);
    expect(body).toBe(pdf());
    expect((await get(here)).body).not.toContain('<b>bilan');
  });

  test('a page or a drawing with a script in it is refused, even disguised', async () => {
    for (const [name, content] of [
      ['page.html', '<!doctype html><script>alert(1)</script>'],
      ['photo.png', '<!doctype html><script>alert(1)</script>'],
      ['dessin.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
      ['dessin.png', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['outil.exe', 'MZ\u0090\0'],
    ] as const) {
      expect([name, (await sendTo(`${base}/envoi`, { name, content })).statusCode]).toEqual([name, 422]);
    }
    // As a text it is one: never shown by a page.
    const text = await sent({ name: 'page.txt', content: '<script>alert(1)</script>' });
    expect((await get(`${text}/versions/1`)).headers['content-type']).toContain('text/plain');
    expect((await get(`${text}/versions/1/apercu`)).statusCode).toBe(404);
  });

  test('a file too large, an empty one, none, are told next to the field', async () => {
    const huge = await sendTo(`${base}/envoi`, {
      name: 'gros.txt',
      content: Buffer.alloc(51 * 1024 * 1024, 'a'),
    });
    expect(huge.statusCode).toBe(422);
    expect(huge.body).toContain('trop lourd');
    expect((await sendTo(`${base}/envoi`, { name: 'vide.txt', content: '' })).body).toContain('vide');
    expect((await post(`${base}/envoi`, {})).body).toContain('Choisissez un fichier');
  });

  test('a photo keeps which way is up, and loses where it was taken', async () => {
    const here = await sent({ name: 'photo.jpg', content: photo(6) });
    const answer = await get(`${here}/versions/1/apercu`);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
    });
    expect(String(answer.headers['content-disposition'])).toMatch(/^inline/);
    expect(answer.rawPayload.includes('48.8584 N')).toBe(false);
    expect(answer.rawPayload.includes('secret comment')).toBe(false);
    expect(answer.rawPayload.includes('trailer')).toBe(false);
    const exif = answer.rawPayload.indexOf('Exif');
    expect(answer.rawPayload.readUInt16BE(exif + 6 + 18)).toBe(6);
    // The picture itself is the same.
    const scan = Buffer.from([0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0, 4, 0xff, 0xd9]);
    expect(answer.rawPayload.subarray(-scan.length)).toEqual(scan);
  });

  test.each(['a file', 'a version'])(
    'the metadata of %s are taken out while no transaction is open; a store that fails leaves nothing',
    async (kind) => {
      const here = kind === 'a version' ? await sent({ name: 'plan.jpg', content: photo(1) }) : base;
      const form = kind === 'a version' ? `${here}/version` : `${base}/envoi`;
      const key = { cle: randomUUID(), ...(kind === 'a version' && { newest: '1' }) };
      const file = { name: 'plan.jpg', content: photo(6) };
      const versions = async () => (await t.db.selectFrom('document_versions').selectAll().execute()).length;
      const before = await versions();
      const { read } = t.deps.files;
      const seen: number[] = [];
      t.deps.files.read = async (...args) => {
        const { rows } = await t.pool.query(
          "select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
        );
        seen.push(rows.length);
        if (seen.length === 1) throw new StoreFailure('Le stockage ne répond pas.');
        return read(...args);
      };
      try {
        expect((await sendTo(form, file, key)).statusCode).toBe(503);
        expect(await versions()).toBe(before);
        expect((await sendTo(form, file, key)).statusCode).toBe(303);
      } finally {
        t.deps.files.read = read;
      }
      expect(await versions()).toBe(before + 1);
      expect(seen).toEqual([0, 0]);
    },
  );

  test('is refused when the group has no room left, old versions and the bin counted', async () => {
    expect((await post(`${base}/quota`, { megabytes: '10' }, 'team')).statusCode).toBe(303);
    const big = (letter: string) => Buffer.alloc(6 * 1024 * 1024, letter);
    const here = await sent({ name: 'un.txt', content: big('a') });
    const refused = await sendTo(`${base}/envoi`, { name: 'deux.txt', content: big('b') });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('plus assez de place');
    const version = await sendTo(`${here}/version`, { name: 'un.txt', content: big('c') }, { newest: '1' });
    expect(version.statusCode).toBe(422);
    await post(`${here}/suppression`);
    expect((await sendTo(`${base}/envoi`, { name: 'deux.txt', content: big('b') })).statusCode).toBe(422);
    t.clock.advance({ days: 31 });
    await sweepBin(t.db, t.clock.now());
    expect((await sendTo(`${base}/envoi`, { name: 'deux.txt', content: big('b') })).statusCode).toBe(303);
  });

  test('is found by its name, by the people of the group alone', async () => {
    const here = await sent({ name: 'Budget_previsionnel_zeste.pdf', content: pdf() });
    const hits = async (words = 'previsionnel zeste') =>
      (await searchScopes(t.db, words, { scopes: [{ id: group.id, level: 0 }], limit: 5, offset: 0 })).hits;
    expect((await hits()).map(({ url }) => url)).toEqual([here]);
    expect((await t.get('/recherche.json?q=previsionnel zeste')).json().total).toBe(0);
    await post(`${here}/suppression`);
    expect(await hits()).toEqual([]);
  });
});

describe('versions', () => {
  test('follow one another; a stale one waits, keeps both, and is added after a look', async () => {
    const here = await sent({ name: 'texte.pdf', content: pdf('un') });
    expect(
      (
        await sendTo(
          `${here}/version`,
          { name: 'autre.pdf', content: pdf('deux') },
          { newest: '1' },
          'copilot',
        )
      ).headers.location,
    ).toBe(here);
    const stale = await sendTo(`${here}/version`, { name: 'x.pdf', content: pdf('trois') }, { newest: '1' });
    expect(stale.statusCode).toBe(303);
    const waiting = String(stale.headers.location);
    expect(waiting).toContain('/attente/');
    // Nothing of the group's version is touched.
    expect((await get(`${here}/versions/2`)).body).toBe(pdf('deux'));
    expect((await get(`${here}/versions/3`)).statusCode).toBe(404);
    const look = await get(waiting);
    expect(look.body).toContain('Une autre version est arrivée entre-temps');
    expect((await get(`${waiting}/fichier`)).body).toBe(pdf('trois'));
    // It is nobody else's.
    expect((await get(waiting, 'copilot')).statusCode).toBe(404);
    expect((await get(`${waiting}/fichier`, 'copilot')).statusCode).toBe(404);

    await sendTo(`${here}/version`, { name: 'y.pdf', content: pdf('encore') }, { newest: '2' }, 'copilot');
    const again = await post(waiting, { newest: '2' });
    expect(again.statusCode).toBe(422);
    expect((await post(waiting, { newest: '3' })).statusCode).toBe(303);
    expect((await get(`${here}/versions/4`)).body).toBe(pdf('trois'));
    expect((await get(`${here}/versions/1`)).body).toBe(pdf('un'));
    expect((await get(waiting)).statusCode).toBe(404);
  });

  test('that are given up leave nothing; of another type, or the same again, they are refused', async () => {
    const here = await sent({ name: 'texte.pdf', content: pdf('un') });
    const same = await sendTo(`${here}/version`, { name: 'a.pdf', content: pdf('un') }, { newest: '1' });
    expect(same.body).toContain('exactement la version');
    const odd = await sendTo(`${here}/version`, { name: 'a.txt', content: 'texte' }, { newest: '1' });
    expect(odd.body).toContain('pas du même type');
    const stale = await sendTo(`${here}/version`, { name: 'a.pdf', content: pdf('deux') }, { newest: '0' });
    const waiting = String(stale.headers.location);
    await post(`${waiting}/abandon`);
    expect((await get(waiting)).statusCode).toBe(404);
    const rows = await t.db
      .selectFrom('document_waiting_versions')
      .select('id')
      .where('document_id', '=', here.split('/').at(-1) ?? '')
      .execute();
    expect(rows).toEqual([]);
  });
});

describe('folders and names', () => {
  test('go five deep, and never into themselves', async () => {
    let parent = '';
    const ids: string[] = [];
    for (const name of ['1', '2', '3', '4', '5']) {
      parent = await folder(name, parent);
      ids.push(parent);
    }
    const sixth = await post(`${base}/nouveau-dossier`, { name: '6', parent });
    expect(sixth.statusCode).toBe(422);
    const [first = '', , third = ''] = ids;
    for (const to of [first, third]) {
      const answer = await post(`${base}/dossiers/${first}/modifier`, {
        name: '1',
        parent: to,
        version: '1',
      });
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('dans lui-même');
    }
    const other = await folder('Autre');
    const deep = await post(`${base}/dossiers/${first}/modifier`, { name: '1', parent: other, version: '1' });
    expect(deep.body).toContain('trop profond');
  });

  test.each(['../../x', '..', '.', '/etc/passwd', 'a\\b', 'con', '<script>alert(1)</script>'])(
    'a folder called %j is stored under a name that goes nowhere',
    async (name) => {
      const answer = await post(`${base}/nouveau-dossier`, { name, parent: '' });
      expect(answer.statusCode).toBe(303);
      const { name: kept } = await t.db
        .selectFrom('document_folders')
        .select('name')
        .where('group_id', '=', group.id)
        .executeTakeFirstOrThrow();
      expect(kept).not.toMatch(/[/\\<>]|^\.+$/);
    },
  );

  test('a file is renamed and moved; the name says what it is; a stale form shows both', async () => {
    const here = await sent({ name: 'a.pdf', content: pdf() });
    await sent({ name: 'b.pdf', content: pdf('autre') });
    const to = await folder('Réunions');
    const edit = (fields: Record<string, string>) =>
      post(`${here}/modifier`, { folder: '', version: '1', ...fields });
    expect((await edit({ name: 'B.PDF' })).body).toContain('est déjà dans ce dossier');
    expect((await edit({ name: 'compte-rendu.exe', folder: to })).statusCode).toBe(303);
    expect((await get(here)).body).toContain('compte-rendu.exe.pdf');
    const stale = await edit({ name: 'autre nom' });
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('compte-rendu.exe.pdf');
    expect((await get(`${base}/dossiers/${to}`)).body).toContain('compte-rendu.exe.pdf');
    expect((await sendTo(`${base}/envoi`, { name: 'b.pdf', content: pdf() })).statusCode).toBe(422);
  });

  test('the bin gives back a folder with all it held, under another name when taken', async () => {
    const one = await folder('Réunions');
    const two = await folder('2027', one);
    const here = await sent({ name: 'a.pdf', content: pdf() }, { folder: two });
    expect((await post(`${base}/dossiers/${one}/suppression`, {}, 'copilot')).statusCode).toBe(303);
    expect((await get(here)).statusCode).toBe(404);
    expect((await get(`${here}/versions/1`)).statusCode).toBe(404);
    await folder('Réunions');
    const bin = await get(`${base}/corbeille`);
    expect(bin.body).toContain('Réunions');
    expect(bin.body).not.toContain('a.pdf');
    const back = `${base}/corbeille/dossiers/${one}/restauration`;
    expect((await post(back, {}, 'observer')).statusCode).toBe(403);
    expect((await post(back, {}, 'stranger')).statusCode).toBe(404);
    expect((await post(back)).statusCode).toBe(303);
    expect((await get(here)).statusCode).toBe(200);
    expect((await get(base)).body).toContain('Réunions (restauré)');
  });

  test('what was in the bin for thirty days is gone, with its content', async () => {
    const here = await sent({ name: `x-${group.slug}.pdf`, content: pdf(group.slug) });
    await post(`${here}/suppression`);
    t.clock.advance({ days: 29 });
    await sweepBin(t.db, t.clock.now());
    expect((await get(`${base}/corbeille`)).body).toContain(`x-${group.slug}.pdf`);
    t.clock.advance({ days: 2 });
    await sweepBin(t.db, t.clock.now());
    const bin = await t.get(`${base}/corbeille`, await t.signIn(people.member.id));
    expect(bin.body).toContain('La corbeille est vide');
    const kept = await t.db
      .selectFrom('stored_files')
      .select('id')
      .where('name', '=', `x-${group.slug}.pdf`)
      .execute();
    expect(kept).toEqual([]);
  });

  test('the list is sorted and paged, and counts', async () => {
    for (let n = 0; n < 52; n += 1) await sent({ name: `f${n}.txt`, content: 'x'.repeat(n + 1) });
    const first = (await get(`${base}?tri=taille`)).body;
    expect(first).toMatch(/52\sfichiers/);
    expect(first).toContain('>f51.txt<');
    expect(first).not.toContain('>f0.txt<');
    expect((await get(`${base}?tri=taille&page=2`)).body).toContain('>f0.txt<');
    expect((await get(`${base}?tri=';drop&page=zz`)).statusCode).toBe(200);
  });
});

describe('archives', () => {
  test('hold the newest version of each file, under paths that stay inside', async () => {
    const one = await folder('Réunions');
    const two = await folder('2027', one);
    const here = await sent({ name: 'été.pdf', content: pdf('un') }, { folder: two });
    await sendTo(`${here}/version`, { name: 'b.pdf', content: pdf('deux') }, { newest: '1' });
    await sent({ name: 'haut.txt', content: 'haut' });
    const all = await get(`${base}/archive.zip`, 'observer');
    expect(all.headers['content-type']).toBe('application/zip');
    const whole = unzipSync(all.rawPayload);
    expect(Object.keys(whole).sort()).toEqual(['Réunions/2027/été.pdf', 'haut.txt']);
    expect(Buffer.from(whole['Réunions/2027/été.pdf'] ?? []).toString()).toBe(pdf('deux'));
    const part = unzipSync((await get(`${base}/dossiers/${one}/archive.zip`)).rawPayload);
    expect(Object.keys(part)).toEqual(['2027/été.pdf']);
    const empty = await folder('Vide');
    expect((await get(`${base}/dossiers/${empty}/archive.zip`)).statusCode).toBe(422);
  });

  test('too heavy ones are refused, and the page says so', async () => {
    const here = await sent({ name: 'a.pdf', content: pdf() });
    await t.db
      .updateTable('stored_files')
      .set({ bytes: 600 * 1024 * 1024 })
      .where(
        'id',
        'in',
        t.db
          .selectFrom('document_versions')
          .select('file_id')
          .where('document_id', '=', here.split('/').at(-1) ?? ''),
      )
      .execute();
    expect((await get(`${base}/archive.zip`)).statusCode).toBe(422);
    expect((await get(base)).body).toContain('ne se téléchargent pas d’un coup');
  });

  test('a file that the store fails to give ends the archive short, never whole', async () => {
    const entry = { path: 'a.txt', storageKey: 'x', bytes: 1, at: new Date('2027-01-01') };
    const failing = async () =>
      Readable.from(
        (async function* () {
          yield Buffer.from('a');
          throw new Error('gone');
        })(),
      );
    await expect(buffer(Readable.from(zippedFiles([entry], failing)))).rejects.toThrow('gone');
  });
});

describe('what becomes a deliverable', () => {
  test('is a draft with the stored file, linked both ways, each living by itself', async () => {
    const here = await sent({ name: 'Guide_des_alpages.pdf', content: pdf('guide') });
    const made = await post(`${here}/livrable`, { title: 'Guide des alpages' }, 'copilot');
    expect(made.statusCode).toBe(303);
    const manage = String(made.headers.location);
    const page = await get(manage, 'copilot');
    expect(page.body).toContain(`href="${here}"`);
    expect(page.body).toContain('Guide_des_alpages.pdf, version 1');
    expect((await get(here)).body).toContain('Guide des alpages');
    const place = /\/livrables\/guide-des-alpages[^"/]*\/fichiers\/[0-9a-f-]{36}/.exec(page.body)?.[0] ?? '';
    expect((await t.get(place)).statusCode).toBe(404);
    expect((await get(place, 'copilot')).body).toBe(pdf('guide'));
    // The document goes for good; the deliverable keeps its file.
    await post(`${here}/suppression`);
    t.clock.advance({ days: 31 });
    await sweepBin(t.db, t.clock.now());
    expect((await t.get(place, await t.signIn(people.copilot.id))).body).toBe(pdf('guide'));
  });
});

describe('previews', () => {
  test('a PDF is framed by one page, in the browser’s own reader', async () => {
    const here = await sent({ name: 'a.pdf', content: pdf() });
    const reading = await get(`${here}/lecture`);
    expect(reading.headers['content-security-policy']).toContain("frame-src 'self'");
    expect(reading.body).toContain('<iframe');
    expect((await get(here)).headers['content-security-policy']).not.toContain('frame-src');
    const shown = await get(`${here}/versions/1/apercu`);
    expect(shown.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
    });
    expect(shown.headers['content-security-policy']).toContain("default-src 'none'");
    expect(shown.headers['content-security-policy']).toContain("frame-ancestors 'self'");
  });
});
