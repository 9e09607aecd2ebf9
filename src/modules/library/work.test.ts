import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aGroup, aMembership, anAccount, anOpening } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { type FilePart, multipart } from '../../../test/multipart.ts';
import { sweepFiles } from '../../platform/files/index.ts';
import { searchEntries } from '../../platform/search/index.ts';
import { listEvents } from '../audit/index.ts';

let t: TestApp;
let group: { id: string; slug: string };
let base: string;
const who: Record<'copilot' | 'member' | 'observer' | 'stranger' | 'team', string> = {
  copilot: '',
  member: '',
  observer: '',
  stranger: '',
  team: '',
};

beforeAll(async () => {
  t = await startTestApp();
  for (const role of ['copilot', 'member', 'observer', 'stranger'] as const) {
    const { id } = await anAccount(t.db, { email: `${role}@ville.example` });
    who[role] = id;
  }
  who.team = (await anAccount(t.db, { roles: ['programme-team'] })).id;
});
afterAll(() => t.close());

beforeEach(async () => {
  group = await aGroup(t.db);
  base = `/espace/groupes/${group.slug}/livrables`;
  await aMembership(t.db, group.id, who.copilot, 'copilot');
  await aMembership(t.db, group.id, who.member, 'member');
  await aMembership(t.db, group.id, who.observer, 'observer');
  await anOpening(t.db, group.id, who.team);
});

const as = (role: keyof typeof who) => t.signIn(who[role]);
const location = (response: { headers: Record<string, unknown> }) =>
  z.string().parse(response.headers.location);

async function aDraft(values: Record<string, string | string[]> = {}) {
  const fields = { title: 'Guide du numérique', description: 'À lire.', kind: 'guide', ...values };
  const response = await t.post(`${base}/nouveau`, fields, await as('copilot'));
  expect(response.statusCode).toBe(303);
  const here = location(response);
  const id = here.slice(here.lastIndexOf('/') + 1);
  const { slug } = await t.db
    .selectFrom('deliverables')
    .select('slug')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const version = await t.db
    .selectFrom('deliverable_versions')
    .select('id')
    .where('deliverable_id', '=', id)
    .executeTakeFirstOrThrow();
  return { id, slug, here, version: `${here}/versions/${version.id}` };
}

async function sendFile(at: string, file: FilePart, fields: Record<string, string> = {}) {
  const cookie = await as('copilot');
  const { payload, headers } = multipart(fields, { fichier: file });
  return t.app.inject({ method: 'POST', url: `${at}/fichier`, payload, headers: { ...headers, cookie } });
}

const guide = { name: "Guide d'accueil.pdf", content: '%PDF-1.7\nbonjour' };

async function aPublished(link?: { url: string; label: string }) {
  const draft = await aDraft();
  await sendFile(draft.version, guide);
  if (link) await t.post(`${draft.version}/lien`, link, await as('copilot'));
  const response = await t.post(`/livrables/${draft.slug}/publication`, {}, await as('copilot'));
  expect(response.statusCode).toBe(303);
  return draft;
}

const found = async (words: string) =>
  (await searchEntries(t.db, words, { audiences: ['public'], kind: 'deliverable', limit: 50, offset: 0 }))
    .hits;

test('from a draft to a file that anybody downloads', async () => {
  const { slug, here, version } = await aDraft({
    title: 'Vade-mecum des alpages',
    audiences: ['elus', 'agents'],
  });
  expect(slug).toBe('vade-mecum-des-alpages');
  expect((await t.get(`/livrables/${slug}`)).statusCode).toBe(404);
  expect((await t.get(here, await as('copilot'))).body).toContain('au moins un fichier ou un lien');

  const sent = await sendFile(version, guide, { label: 'Le vade-mecum', accessibility: 'partial' });
  expect(location(sent)).toBe(here);
  await t.post(`/livrables/${slug}/publication`, {}, await as('copilot'));

  const { statusCode, body } = await t.get(`/livrables/${slug}`);
  expect(statusCode).toBe(200);
  expect(body).toMatch(/PDF, 16.octets/);
  expect(body).toContain('Partiellement accessible');
  expect(body).toContain('23 novembre 2026');
  const path = /href="(\/livrables\/[^"]+\/fichiers\/[^"]+)"/.exec(body)?.[1] ?? '';
  const file = await t.get(path);
  expect(file.body).toBe('%PDF-1.7\nbonjour');
  expect(file.headers['content-disposition']).toContain("filename*=UTF-8''Guide%20d%E2%80%99accueil.pdf");
  await t.app.inject({ method: 'HEAD', url: path });
  await t.get(path);
  expect((await t.get(`/livrables/${slug}.json`)).json()).toMatchObject({
    versions: [{ files: [{ downloads: 2, bytes: 16, media_type: 'application/pdf' }] }],
  });
  expect((await found('alpages')).map(({ url }) => url)).toEqual([`/livrables/${slug}`]);
});

describe('who sees what', () => {
  test('a draft: those who take part in the group', async () => {
    const { slug, version } = await aDraft();
    await sendFile(version, guide);
    const { body } = await t.get(`/livrables/${slug}`, await as('copilot'));
    const path = /href="(\/livrables\/[^"]+\/fichiers\/[^"]+)"/.exec(body)?.[1] ?? '';
    for (const [role, status] of [
      ['copilot', 200],
      ['team', 200],
      ['member', 200],
      ['observer', 404],
      ['stranger', 404],
    ] as const) {
      const cookie = await as(role);
      for (const url of [`/livrables/${slug}`, `/livrables/${slug}.json`, path])
        expect((await t.get(url, cookie)).statusCode).toBe(status);
    }
    expect((await t.get(path)).statusCode).toBe(404);
    expect(await found('numérique')).toEqual([]);
    expect((await t.get('/livrables.json')).body).not.toContain(slug);
  });

  test('the list of the space: the group; the acts: its copilots and the programme team', async () => {
    const { here, slug } = await aDraft();
    const expected = {
      copilot: [200, 200],
      team: [200, 200],
      member: [200, 403],
      observer: [200, 404],
      stranger: [403, 404],
    } as const;
    for (const [role, [list, act]] of Object.entries(expected)) {
      const cookie = await as(z.enum(['copilot', 'team', 'member', 'observer', 'stranger']).parse(role));
      expect((await t.get(base, cookie)).statusCode).toBe(list);
      expect((await t.get(here, cookie)).statusCode).toBe(act);
      expect((await t.get(`${here}/modifier`, cookie)).statusCode).toBe(act);
      const posted = await t.post(`/livrables/${slug}/retrait`, {}, cookie);
      expect(posted.statusCode).toBe(act === 200 ? 422 : act);
    }
    expect(location(await t.get(base))).toMatch(/^\/connexion/);
    expect((await t.post(`/livrables/${slug}/publication`, {})).statusCode).toBe(303);
    expect((await t.get(`/livrables/${slug}`)).statusCode).toBe(404);
  });

  test('an observer’s list has nothing that is not published', async () => {
    const { slug } = await aDraft();
    expect((await t.get(base, await as('observer'))).body).not.toContain(slug);
    expect((await t.get(base, await as('member'))).body).toContain(slug);
  });

  test('a copilot of another group has no hold on it, even through their own group’s address', async () => {
    const { id } = await aDraft();
    const other = await aGroup(t.db);
    const { id: rival } = await anAccount(t.db);
    await aMembership(t.db, other.id, rival, 'copilot');
    const cookie = await t.signIn(rival);
    expect((await t.get(`/espace/groupes/${other.slug}/livrables/${id}`, cookie)).statusCode).toBe(404);
    expect((await t.get(`${base}/${id}`, cookie)).statusCode).toBe(404);
    expect((await t.post(`${base}/nouveau`, { title: 'Intrus' }, cookie)).statusCode).toBe(403);
  });

  test('the form lists kinds and readers as one looks for them, by their words', async () => {
    const { body } = await t.get('/administration/livrables/nouveau', await as('team'));
    const place = (label: string) => body.indexOf(`>${label}<`);
    const inOrder = ['Formulaire', 'Prospectus', 'Service', 'Vade-mecum'];
    expect(inOrder.map(place)).toEqual(inOrder.map(place).toSorted((a, b) => a - b));
    const readers = ['Associations', 'Élus', 'Intercommunalités', 'Services d’archives', 'Usagers'];
    expect(readers.map(place)).toEqual(readers.map(place).toSorted((a, b) => a - b));
    expect([...inOrder, ...readers].map(place)).not.toContain(-1);
  });

  test('what is common to the programme is the team’s business', async () => {
    const fields = { title: 'Bilan du programme', description: 'Dix ans.', kind: 'bilan' };
    expect((await t.post('/administration/livrables/nouveau', fields, await as('copilot'))).statusCode).toBe(
      403,
    );
    const cookie = await as('team');
    const here = location(await t.post('/administration/livrables/nouveau', fields, cookie));
    expect(here).toMatch(/^\/administration\/livrables\//);
    expect((await t.get(here, cookie)).statusCode).toBe(200);
    expect((await t.get('/administration/livrables', cookie)).body).toContain('Bilan du programme');
    expect((await t.get('/administration/livrables', await as('copilot'))).statusCode).toBe(403);
  });
});

describe('a draft', () => {
  test.each([
    ['', 'Indiquez un titre.'],
    ['   ', 'Indiquez un titre.'],
    ['x'.repeat(201), 'trop long'],
    ['a\0b', 'caractère interdit'],
  ])('with the title %j is refused', async (title, message) => {
    const fields = { title, description: 'Gardée.', kind: 'guide' };
    const response = await t.post(`${base}/nouveau`, fields, await as('copilot'));
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain(message);
    expect(response.body).toContain('Gardée.');
  });

  test.each<Record<string, string | string[]>>([
    { kind: 'bombe' },
    { audiences: ['elus', 'martiens'] },
    { licence: 'à moi' },
    { description: 'x'.repeat(10_001) },
  ])('with %o is refused', async (odd) => {
    const fields = { title: 'Guide', ...odd };
    expect((await t.post(`${base}/nouveau`, fields, await as('copilot'))).statusCode).toBe(422);
  });

  test('gets an address of its own, that stays when the title changes', async () => {
    const title = '🧗 L’été à <script>alert(1)</script> Œuvre';
    const first = await aDraft({ title });
    const second = await aDraft({ title });
    expect(first.slug).toBe('l-ete-a-script-alert-1-script-oeuvre');
    expect(second.slug).toBe(`${first.slug}-2`);
    const { body } = await t.get(`/livrables/${first.slug}`, await as('copilot'));
    expect(body).toContain('&lt;script>alert(1)&lt;/script>');
    await t.post(`${first.here}/modifier`, { title: 'Autre titre', version: '1' }, await as('copilot'));
    expect((await t.get(`/livrables/${first.slug}`, await as('copilot'))).body).toContain('Autre titre');
  });

  test('two at once with one title get two addresses', async () => {
    const cookie = await as('copilot');
    const fields = { title: 'Ensemble au sommet' };
    const made = await Promise.all([1, 2, 3].map(() => t.post(`${base}/nouveau`, fields, cookie)));
    expect(made.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303]);
  });

  test('sent twice is made once', async () => {
    const cookie = await as('copilot');
    const fields = { title: 'Une seule fois', cle: randomUUID() };
    const first = await t.post(`${base}/nouveau`, fields, cookie);
    const second = await t.post(`${base}/nouveau`, fields, cookie);
    expect(location(second)).toBe(location(first));
    const rows = await t.db
      .selectFrom('deliverables')
      .select('id')
      .where('title', '=', fields.title)
      .execute();
    expect(rows).toHaveLength(1);
  });

  test('is deleted with its files, once the page that asks was answered; what was published is not', async () => {
    const { id, slug, here, version } = await aDraft({ title: 'Brouillon de trop' });
    const { name, content } = { name: 'seul.txt', content: `rien qu’à lui ${randomUUID()}` };
    await sendFile(version, { name, content });
    const cookie = await as('copilot');
    expect((await t.get(here, cookie)).body).toContain(`href="${here}/suppression"`);
    expect((await t.get(`${here}/suppression`, cookie)).body).toMatch(/<h1>Supprimer ce brouillon\s\?/);
    for (const [role, status] of [
      ['member', 403],
      ['observer', 404],
      ['stranger', 404],
    ] as const) {
      expect((await t.get(`${here}/suppression`, await as(role))).statusCode).toBe(status);
      expect((await t.post(`${here}/suppression`, {}, await as(role))).statusCode).toBe(status);
    }
    expect(location(await t.post(`${here}/suppression`, {}))).toMatch(/^\/connexion/);
    expect((await t.get(`/livrables/${slug}`, cookie)).statusCode).toBe(200);

    expect(location(await t.post(`${here}/suppression`, {}, cookie))).toBe(base);
    expect((await t.get(`/livrables/${slug}`, cookie)).statusCode).toBe(404);
    expect((await t.get(here, cookie)).statusCode).toBe(404);
    const rows = await t.db.selectFrom('stored_files').select('id').where('name', '=', name).execute();
    expect(rows).toEqual([]);
    expect(await sweepFiles(t.db, t.deps.files, new Date(Date.now() + 60_000))).toBe(1);
    const { events } = await listEvents(t.db, { thingId: id, limit: 1, offset: 0 });
    expect(events[0]).toMatchObject({ verb: 'deliverable.delete', thing_label: 'Brouillon de trop' });

    const shown = await aPublished();
    expect((await t.post(`${shown.here}/suppression`, {}, cookie)).statusCode).toBe(403);
    await t.post(`/livrables/${shown.slug}/retrait`, {}, cookie);
    expect((await t.post(`${shown.here}/suppression`, {}, cookie)).statusCode).toBe(403);
    expect((await t.get(`/livrables/${shown.slug}`, cookie)).statusCode).toBe(200);
  });

  test('can be previewed without being saved', async () => {
    const fields = { title: 'Aperçu', description: '**gras** <b>non</b>', apercu: '1' };
    const { statusCode, body } = await t.post(`${base}/nouveau`, fields, await as('copilot'));
    expect(statusCode).toBe(200);
    expect(body).toContain('<strong>gras</strong> &lt;b&gt;non');
    const rows = await t.db.selectFrom('deliverables').select('id').where('title', '=', 'Aperçu').execute();
    expect(rows).toHaveLength(0);
  });
});

describe('changes', () => {
  test('on a version that is no longer the last show both texts', async () => {
    const { here } = await aDraft();
    const cookie = await as('copilot');
    const edit = { title: 'Titre A', description: 'Texte A', kind: 'guide', version: '1' };
    const theirs = { ...edit, audiences: 'communes', licence: 'etalab-2.0' };
    expect((await t.post(`${here}/modifier`, theirs, cookie)).statusCode).toBe(303);
    const late = await t.post(
      `${here}/modifier`,
      { ...edit, title: 'Titre B', description: 'Texte B' },
      cookie,
    );
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Texte A');
    expect(late.body).toContain('Texte B');
    // What the colleague chose in other fields is shown too; what is the same is not.
    const differing = [...late.body.matchAll(/cd-conflict__field">([^<]+)</g)].map(([, label]) => label);
    expect(differing).toEqual(['Titre', 'Description', 'Pour qui', 'Licence']);
    expect(late.body.match(/role="alert"/g)).toHaveLength(1);
    expect(late.body).toMatch(/Ce que vous avez écrit<\/dt><dd[^>]*>Texte B</);
    expect(late.body).toContain('name="version" value="2"');
  });

  test('of a version, draft or not, show both texts when it is no longer the last', async () => {
    const { here, version } = await aDraft();
    const cookie = await as('copilot');
    expect((await t.get(`${version}/modifier`, cookie)).body).toContain('name="version" value="1"');
    const edit = { label: 'Version A', notes: 'Notes A', released_on: '2026-11-02', version: '1' };
    expect((await t.post(`${version}/modifier`, edit, cookie)).statusCode).toBe(303);
    const late = await t.post(
      `${version}/modifier`,
      { ...edit, label: 'Version B', notes: 'Notes B', released_on: '' },
      cookie,
    );
    expect(late.statusCode).toBe(409);
    const differing = [...late.body.matchAll(/cd-conflict__field">([^<]+)</g)].map(([, label]) => label);
    expect(differing).toEqual(['Nom de la version', 'Ce qui change', 'Date']);
    expect(late.body).toContain('Notes A');
    expect(late.body).toMatch(/Ce que vous avez écrit<\/dt><dd[^>]*>Notes B</);
    expect(late.body).toContain('name="version" value="2"');
    expect((await t.get(here, cookie)).body).toContain('Version A');
    // Publishing dates it: a form that was open meanwhile does not take the day away.
    await sendFile(version, guide);
    const { slug } = await t.db
      .selectFrom('deliverables')
      .select('slug')
      .where('id', '=', here.split('/').at(-1) ?? '')
      .executeTakeFirstOrThrow();
    await t.post(`/livrables/${slug}/publication`, {}, cookie);
    expect((await t.post(`${version}/modifier`, { ...edit, version: '2' }, cookie)).statusCode).toBe(409);
  });

  test('of what is published leave no hole, and are found by search', async () => {
    const { here } = await aPublished();
    const cookie = await as('copilot');
    const edit = { title: 'Guide des crevasses', description: '', kind: 'guide', version: '2' };
    expect((await t.post(`${here}/modifier`, edit, cookie)).statusCode).toBe(422);
    await t.post(`${here}/modifier`, { ...edit, description: 'Prudence.' }, cookie);
    expect(await found('crevasses')).toHaveLength(1);
  });

  test('say what replaces it', async () => {
    const older = await aPublished();
    const newer = await aPublished();
    const hidden = await aDraft();
    const cookie = await as('copilot');
    const edit = {
      title: 'Ancien',
      description: 'Ancien.',
      kind: 'guide',
      availability: 'replaced',
      version: '2',
    };
    for (const odd of ['', older.id, hidden.id, randomUUID(), 'x']) {
      const response = await t.post(`${older.here}/modifier`, { ...edit, replaced_by: odd }, cookie);
      expect(response.statusCode).toBe(422);
    }
    await t.post(`${older.here}/modifier`, { ...edit, replaced_by: newer.id }, cookie);
    expect((await t.get(`/livrables/${older.slug}`)).body).toContain(`href="/livrables/${newer.slug}"`);
    expect((await t.get(`/livrables/${newer.slug}`)).body).toContain(`href="/livrables/${older.slug}"`);
  });
});

test('the list dates what was changed here; what was loaded, by its own date or none', async () => {
  const { here } = await aDraft({ title: 'Fait ici' });
  const loaded = (slug: string, published_on: string | null) => ({
    slug: `${slug}-${randomUUID()}`,
    title: slug,
    group_id: group.id,
    state: 'published' as const,
    published_on,
  });
  await t.db
    .insertInto('deliverables')
    .values([loaded('date', '2021-03-04'), loaded('sans-date', null)])
    .execute();
  const cookie = await as('copilot');
  const lineOf = async (title: string) =>
    (await t.get(base, cookie)).body
      .split('<li class="cd-item">')
      .find((line) => line.includes(`>${title}<`)) ?? '';
  expect(await lineOf('Fait ici')).toMatch(/Modifié le <time[^>]*>23 novembre 2026/);
  expect(await lineOf('date')).toMatch(/Publié le <time[^>]*>4 mars 2021/);
  expect(await lineOf('sans-date')).not.toContain('<time');
  const { id } = await t.db
    .selectFrom('deliverables')
    .select('id')
    .where('title', '=', 'date')
    .where('group_id', '=', group.id)
    .executeTakeFirstOrThrow();
  const at = here.replace(/[^/]+$/, id);
  await t.post(`${at}/versions/nouvelle`, { label: 'Version 2' }, cookie);
  expect(await lineOf('date')).toMatch(/Modifié le <time[^>]*>23 novembre 2026/);
});

describe('publication', () => {
  test('asks for a description, a type and something to open', async () => {
    const { slug } = await aDraft({ description: '', kind: '' });
    const response = await t.post(`/livrables/${slug}/publication`, {}, await as('copilot'));
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('une description, un type et au moins un fichier ou un lien');
    expect((await t.get(`/livrables/${slug}`)).statusCode).toBe(404);
  });

  test('is told once, audited, taken back and given again', async () => {
    const { slug, id } = await aPublished();
    const cookie = await as('copilot');
    await t.post(`/livrables/${slug}/publication`, {}, cookie);
    expect((await t.get(`/livrables/${slug}`)).statusCode).toBe(200);
    await t.post(`/livrables/${slug}/retrait`, {}, cookie);
    expect((await t.get(`/livrables/${slug}`)).statusCode).toBe(404);
    expect((await t.get(`/livrables/${slug}`, await as('member'))).statusCode).toBe(404);
    expect((await t.get(`/livrables/${slug}`, cookie)).body).toContain('Retiré');
    expect((await found('numérique')).map(({ key }) => key)).not.toContain(id);
    await t.post(`/livrables/${slug}/publication`, {}, cookie);
    expect((await t.get(`/livrables/${slug}`)).statusCode).toBe(200);

    const { events } = await listEvents(t.db, {
      thingType: 'deliverable',
      thingId: id,
      limit: 20,
      offset: 0,
    });
    expect(events.map(({ verb }) => verb).reverse()).toEqual([
      'deliverable.create',
      'deliverable.add-file',
      'deliverable.publish',
      'deliverable.withdraw',
      'deliverable.publish',
    ]);
    const jobs = await t.pool.query(
      `select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id
       where k.identifier = 'deliverable.published' and j.payload->>'id' = $1`,
      [id],
    );
    expect(jobs.rows).toHaveLength(1);
  });
});

describe('files and links', () => {
  test.each([
    ['rien', ''],
    ['du script', 'javascript:alert(1)'],
    ['sans chiffrement', 'http://www.exemple.fr/'],
    ['une adresse interne', 'https://localhost/'],
    ['un mot de passe', 'https://marie:secret@www.exemple.fr/'],
    ['du texte', 'le site de la ville'],
    ['un nom de fichier', 'guide.pdf'],
    ['une adresse électronique', 'marie@exemple.fr'],
    ['du script sans son nom', 'JavaScript:alert(1)//www.exemple.fr'],
    ['un mot de passe sans https', 'marie:secret@www.exemple.fr'],
    ['une adresse interne sans https', '192.168.1.1/guide'],
    ['une adresse relative', '//www.exemple.fr/guide'],
    ['un chemin', '/livrables'],
    ['des données', 'data:text/html,www.exemple.fr'],
    ['trop long', `https://www.exemple.fr/${'x'.repeat(2000)}`],
  ])('a link that is %s is refused', async (_name, url) => {
    const { version } = await aDraft();
    const response = await t.post(`${version}/lien`, { url, label: 'Le site' }, await as('copilot'));
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('href="#url"');
  });

  test.each([
    ['www.exemple.fr/doc', 'https://www.exemple.fr/doc'],
    ['  Exemple.FR ', 'https://exemple.fr/'],
    ['www.exemple.fr:8443/guide?a=b', 'https://www.exemple.fr:8443/guide?a=b'],
  ])('a link typed %j leads to %s', async (typed, url) => {
    const { slug, version } = await aDraft();
    const cookie = await as('copilot');
    expect((await t.post(`${version}/lien`, { url: typed, label: 'Le site' }, cookie)).statusCode).toBe(303);
    expect((await t.get(`/livrables/${slug}`, cookie)).body).toContain(`href="${url}"`);
    const refused = await t.post(`${version}/lien`, { url: typed, label: '' }, cookie);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain(`value="${typed}"`);
  });

  test('a link is shown as it is, with its format', async () => {
    const { slug, version } = await aDraft();
    const url = 'https://www.exemple.fr/guide.ods?a="b"';
    expect(
      (await t.post(`${version}/lien`, { url, label: 'Le tableur' }, await as('copilot'))).statusCode,
    ).toBe(303);
    const { body } = await t.get(`/livrables/${slug}`, await as('copilot'));
    expect(body).toContain('href="https://www.exemple.fr/guide.ods?a=%22b%22" rel="noopener"');
    expect(body).toContain('Tableur modifiable (ODS)');
  });

  test('a file that is wrong is said so in the form, with what was typed', async () => {
    const { version } = await aDraft();
    for (const [file, message] of [
      [{ name: 'vide.pdf', content: '' }, 'Ce fichier est vide.'],
      [{ name: 'page.html', content: '<html>' }, 'n’est pas accepté'],
      [{ name: '', content: '' }, 'Choisissez un fichier.'],
    ] as const) {
      const response = await sendFile(version, file, { label: 'Mon guide' });
      expect(response.statusCode).toBe(422);
      expect(response.body).toContain(message);
      expect(response.body).toContain('value="Mon guide"');
    }
  });

  test('a form that fails leaves its file to the sweep, not to a row', async () => {
    const { version } = await aDraft();
    const response = await sendFile(
      version,
      { name: 'a.txt', content: 'rejeté' },
      { label: 'x'.repeat(200) },
    );
    expect(response.statusCode).toBe(422);
    expect(await sweepFiles(t.db, t.deps.files, new Date(Date.now() + 60_000))).toBe(1);
  });

  test('a file sent twice with one key is added once', async () => {
    const { version, id } = await aDraft();
    const cle = randomUUID();
    await sendFile(version, guide, { cle });
    await sendFile(version, guide, { cle });
    const rows = await t.db
      .selectFrom('deliverable_files as f')
      .innerJoin('deliverable_versions as v', 'v.id', 'f.version_id')
      .select('f.id')
      .where('v.deliverable_id', '=', id)
      .execute();
    expect(rows).toHaveLength(1);
  });

  test('one is removed from a draft, once the page that asks was answered', async () => {
    const { slug, here, version } = await aDraft();
    await sendFile(version, guide);
    const cookie = await as('copilot');
    await t.post(`${version}/lien`, { url: 'https://www.exemple.fr/', label: 'Le site' }, cookie);
    const { body: managed } = await t.get(here, cookie);
    const action = /href="([^"]+\/fichiers\/[^"]+\/suppression)"/.exec(managed)?.[1] ?? '';
    expect((await t.get(action, cookie)).body).toMatch(/<h1>Retirer «\s?Guide d’accueil.pdf/);
    expect((await t.post(action, {}, cookie)).statusCode).toBe(303);
    const { body } = await t.get(`/livrables/${slug}`, cookie);
    expect(body).toContain('Le site');
    expect(body).not.toContain('/fichiers/');
  });

  test('the name and the accessibility of one are edited; whoever comes second sees both texts', async () => {
    const { slug, here } = await aPublished({ url: 'https://www.exemple.fr/', label: 'Le site' });
    const cookie = await as('copilot');
    const { body: managed } = await t.get(here, cookie);
    const at = /href="([^"]+\/fichiers\/[^"]+\/modifier)"/.exec(managed)?.[1] ?? '';
    expect((await t.get(at, cookie)).body).toContain('value="Guide d’accueil.pdf"');
    const edit = { label: 'Le guide d’accueil', accessibility: 'accessible', version: '1' };
    expect((await t.post(at, { ...edit, label: ' ' }, cookie)).statusCode).toBe(422);
    expect((await t.post(at, { ...edit, accessibility: 'parfait' }, cookie)).statusCode).toBe(422);
    expect((await t.post(at, edit, cookie)).statusCode).toBe(303);
    const { body } = await t.get(`/livrables/${slug}`);
    expect(body).toContain('Le guide d’accueil');
    expect(body).toContain('<span>Accessible</span>');
    expect((await found('accueil')).map(({ url }) => url)).toContain(`/livrables/${slug}`);

    const late = await t.post(at, { ...edit, label: 'Autre nom', accessibility: 'partial' }, cookie);
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Le guide d’accueil');
    expect(late.body).toContain('Partiellement accessible');
    expect(late.body).toContain('value="Autre nom"');

    const link = [...(await t.get(here, cookie)).body.matchAll(/href="([^"]+\/fichiers\/[^"]+\/modifier)"/g)]
      .map(([, href]) => href ?? '')
      .find((href) => href !== at);
    expect((await t.post(link ?? '', { ...edit, label: 'Notre site' }, cookie)).statusCode).toBe(303);
    expect((await t.get(`/livrables/${slug}`)).body).toContain('Notre site');

    for (const role of ['member', 'observer', 'stranger'] as const) {
      expect((await t.post(at, { ...edit, version: '2' }, await as(role))).statusCode).toBe(403);
    }
    expect(location(await t.get(at))).toMatch(/^\/connexion/);
    const other = await aDraft();
    expect((await t.get(at.replace(here, other.here), cookie)).statusCode).toBe(404);
    const { events } = await listEvents(t.db, { verb: 'deliverable.edit-file', limit: 5, offset: 0 });
    expect(events.map(({ detail }) => detail)).toContainEqual({
      label: 'Le guide d’accueil',
      former_label: 'Guide d’accueil.pdf',
      accessibility: 'Accessible',
    });
  });

  test('another deliverable’s version or file is out of reach', async () => {
    const mine = await aDraft();
    const theirs = await aPublished();
    const cookie = await as('copilot');
    const at = theirs.version.replace(theirs.here, mine.here);
    expect((await t.get(`${at}/fichier`, cookie)).statusCode).toBe(404);
    expect(
      (await t.post(`${at}/lien`, { url: 'https://www.exemple.fr/', label: 'x' }, cookie)).statusCode,
    ).toBe(404);
    expect((await t.post(`${mine.here}/fichiers/${randomUUID()}/suppression`, {}, cookie)).statusCode).toBe(
      404,
    );
  });

  test('a download that the store does not give is not counted', async () => {
    const { slug, version } = await aDraft();
    await sendFile(version, { name: 'perdu.txt', content: `perdu ${randomUUID()}` });
    await t.post(`/livrables/${slug}/publication`, {}, await as('copilot'));
    const { body } = await t.get(`/livrables/${slug}`);
    const path = /href="(\/livrables\/[^"]+\/fichiers\/[^"]+)"/.exec(body)?.[1] ?? '';
    const { storage_key } = await t.db
      .selectFrom('deliverable_files')
      .innerJoin('stored_files', 'stored_files.id', 'deliverable_files.file_id')
      .select('stored_files.storage_key')
      .where('deliverable_files.id', '=', path.split('/').at(-1) ?? '')
      .executeTakeFirstOrThrow();
    await t.deps.files.delete(storage_key);
    expect((await t.get(path)).statusCode).toBeGreaterThanOrEqual(500);
    const { versions } = (await t.get(`/livrables/${slug}.json`)).json();
    expect(versions).toMatchObject([{ files: [{ downloads: 0 }] }]);
  });
});
