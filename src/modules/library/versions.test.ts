import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aGroup, aMembership, anAccount, anOpening } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { multipart } from '../../../test/multipart.ts';
import { searchEntries } from '../../platform/search/index.ts';
import { machineDate } from '../../ui/index.ts';
import { listEvents } from '../audit/index.ts';
import { newDeliverables } from './index.ts';
import { siteAddresses } from './site-addresses.ts';

let t: TestApp;
let group: { id: string; slug: string };
let base: string;

const everybody = ['etat', 'local', 'member', 'observer', 'stranger', 'foreign', 'team'] as const;
type Person = (typeof everybody)[number];
const ids = new Map<Person, string>();
const cookies = new Map<Person, string>();
const idOf = (person: Person) => ids.get(person) ?? '';
const as = (person: Person) => cookies.get(person);

beforeAll(async () => {
  t = await startTestApp();
  for (const person of everybody) {
    const { id } = await anAccount(t.db, {
      name: `Personne ${person}`,
      email: `${person}@ville.example`,
      roles: person === 'team' ? ['programme-team'] : [],
    });
    ids.set(person, id);
    cookies.set(person, await t.signIn(id));
  }
});
afterAll(() => t.close());

beforeEach(async () => {
  group = await aGroup(t.db);
  base = `/espace/groupes/${group.slug}/livrables`;
  await aMembership(t.db, group.id, idOf('etat'), 'copilot', 'etat');
  await aMembership(t.db, group.id, idOf('local'), 'copilot', 'collectivites');
  await aMembership(t.db, group.id, idOf('member'), 'member');
  await aMembership(t.db, group.id, idOf('observer'), 'observer');
  await anOpening(t.db, group.id, idOf('team'));
  const other = await aGroup(t.db);
  await aMembership(t.db, other.id, idOf('foreign'), 'copilot', 'etat');
});

const ended = (response: { headers: Record<string, unknown> }) =>
  z.string().parse(response.headers.location).split('/').at(-1) ?? '';

interface Made {
  id: string;
  slug: string;
  /** Where it is managed. */
  here: string;
}

async function sendFile(at: string, name: string, content: string, person: Person = 'etat') {
  const { payload, headers } = multipart({}, { fichier: { name, content } });
  return t.app.inject({
    method: 'POST',
    url: `${at}/fichier`,
    payload,
    headers: { ...headers, cookie: as(person) ?? '' },
  });
}

/** One of the group, published by both sides, whose only version holds a text. */
async function aPublished(at = base): Promise<Made> {
  const person = at === base ? 'etat' : 'team';
  const fields = { title: 'Guide du refuge', description: 'À lire.', kind: 'guide' };
  const id = ended(await t.post(`${at}/nouveau`, fields, as(person)));
  const here = `${at}/${id}`;
  const { slug } = await t.db
    .selectFrom('deliverables')
    .select('slug')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const [version] = await versionsOf(id);
  await sendFile(`${here}/versions/${version?.id}`, 'premiere.txt', 'la première', person);
  await t.post(`/livrables/${slug}/publication`, {}, as(person));
  if (at === base) await turned('local', id);
  expect((await t.get(`/livrables/${slug}`)).statusCode).toBe(200);
  return { id, slug, here };
}

const versionsOf = (deliverableId: string) =>
  t.db
    .selectFrom('deliverable_versions')
    .selectAll()
    .where('deliverable_id', '=', deliverableId)
    .orderBy('position')
    .execute();

const requestsOn = (thingId: string) =>
  t.db
    .selectFrom('key_requests')
    .selectAll()
    .where('thing_id', '=', thingId)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();

/** Turns the second key of what waits on this thing. */
async function turned(person: Person, thingId: string) {
  const waiting = (await requestsOn(thingId)).find(({ state }) => state === 'awaiting');
  return t.post(`/espace/groupes/${group.slug}/cles/${waiting?.id}/tour`, {}, as(person));
}

interface Prepared {
  id: string;
  /** Where it is worked on. */
  at: string;
  /** Address of its file. */
  file: string;
  /** Where it is published. */
  publication: string;
}

/** A second version in preparation, with a file. */
async function aVersion({ id, slug, here }: Made, person: Person = 'etat'): Promise<Prepared> {
  const fields = { label: 'Seconde édition', notes: 'Tout sur les **crampons**.' };
  expect((await t.post(`${here}/versions/nouvelle`, fields, as(person))).statusCode).toBe(303);
  const version = z.object({ id: z.uuid() }).parse((await versionsOf(id)).at(-1));
  const at = `${here}/versions/${version.id}`;
  expect((await sendFile(at, 'crampons.csv', 'a;b', person)).statusCode).toBe(303);
  const place = await t.db
    .selectFrom('deliverable_files')
    .select('id')
    .where('version_id', '=', version.id)
    .executeTakeFirstOrThrow();
  return {
    id: version.id,
    at,
    file: `/livrables/${slug}/fichiers/${place.id}`,
    publication: `/livrables/${slug}/versions/${version.id}/publication`,
  };
}

const isPublished = async (versionId: string) =>
  (
    await t.db
      .selectFrom('deliverable_versions')
      .select('published_at')
      .where('id', '=', versionId)
      .executeTakeFirstOrThrow()
  ).published_at !== null;

const found = async (words: string) =>
  (await searchEntries(t.db, words, { audiences: ['public'], kind: 'deliverable', limit: 50, offset: 0 }))
    .hits;

const statuses = async (url: string) =>
  Object.fromEntries(
    await Promise.all(everybody.map(async (who) => [who, (await t.get(url, as(who))).statusCode])),
  );

const downloads = async (file: string) =>
  (
    await t.db
      .selectFrom('deliverable_files')
      .select('downloads')
      .where('id', '=', file.split('/').at(-1) ?? '')
      .executeTakeFirstOrThrow()
  ).downloads;

describe('a version in preparation', () => {
  test('changes nothing that those outside can read, not even a date', async () => {
    const made = await aPublished();
    const entry = { path: `/livrables/${made.slug}` };
    const pages = [
      entry.path,
      `${entry.path}.json`,
      '/livrables',
      '/livrables.json?format=csv',
      '/livrables.json',
    ];
    const read = async (person?: Person) =>
      Promise.all(pages.map(async (url) => (await t.get(url, person && as(person))).body));
    const lastChange = async () =>
      (await siteAddresses(t.db)).find(({ path }) => path === entry.path)?.changed?.getTime();
    const before = { pages: await read(), observer: await read('observer'), changed: await lastChange() };
    t.clock.advance({ hours: 1 });
    const version = await aVersion(made);
    await t.post(`${version.at}/modifier`, { label: 'Crampons', notes: 'x', version: '1' }, as('etat'));
    t.deps.pageCache.clear();
    expect({ pages: await read(), observer: await read('observer'), changed: await lastChange() }).toEqual(
      before,
    );
    expect(await found('crampons')).toEqual([]);
    expect((await t.get(base, as('observer'))).body).not.toContain('en préparation');
  });

  test('and its file are there for those who see the drafts of the group, and for nobody else', async () => {
    const made = await aPublished();
    const version = await aVersion(made);
    const expected = {
      etat: 200,
      local: 200,
      member: 200,
      team: 200,
      observer: 404,
      stranger: 404,
      foreign: 404,
    };
    expect(await statuses(version.file)).toEqual(expected);
    expect((await t.get(version.file)).statusCode).toBe(404);
    const { statusCode } = await t.app.inject({ method: 'HEAD', url: version.file });
    expect(statusCode).toBe(404);
    for (const [person, status] of Object.entries(expected)) {
      const { body } = await t.get(`/livrables/${made.slug}`, as(z.enum(everybody).parse(person)));
      expect(body.includes('Seconde édition'), person).toBe(status === 200);
      expect(body.includes('<strong>crampons</strong>'), person).toBe(status === 200);
    }
    // What members read of it meanwhile counts for nothing.
    expect(await downloads(version.file)).toBe(0);
    const page = (await t.get(`/livrables/${made.slug}`, as('member'))).body;
    expect(page).toContain('En préparation');
    expect(page.indexOf('premiere.txt')).toBeLessThan(page.indexOf('Seconde édition'));
    expect((await t.get(base, as('member'))).body).toContain('Version en préparation');
    expect((await t.get(`/livrables/${made.slug}.json`, as('member'))).body).not.toContain('Seconde édition');
  });

  test('is not found, even once what surrounds it was indexed again', async () => {
    const made = await aPublished();
    await aVersion(made);
    const { version } = await t.db
      .selectFrom('deliverables')
      .select('version')
      .where('id', '=', made.id)
      .executeTakeFirstOrThrow();
    const edit = { title: 'Guide des cabanes', description: 'À lire.', kind: 'guide' };
    await t.post(`${made.here}/modifier`, { ...edit, version: String(version) }, as('etat'));
    expect((await found('cabanes')).map(({ url }) => url)).toEqual([`/livrables/${made.slug}`]);
    expect(await found('crampons')).toEqual([]);
  });

  test('is edited, emptied and deleted like a draft', async () => {
    const made = await aPublished();
    const version = await aVersion(made);
    expect((await t.post(`${version.at}/suppression`, {}, as('etat'))).statusCode).toBe(422);
    const place = `${made.here}/fichiers/${version.file.split('/').at(-1)}`;
    expect((await t.post(`${place}/suppression`, {}, as('local'))).statusCode).toBe(303);
    const { body } = await t.get(made.here, as('etat'));
    expect(body).toContain('Ajoutez un fichier ou un lien pour pouvoir la publier.');
    expect(body).not.toContain(version.publication);
    expect((await t.post(version.publication, {}, as('etat'))).statusCode).toBe(422);
    expect((await t.post(`${version.at}/suppression`, {}, as('etat'))).statusCode).toBe(303);
    expect(await versionsOf(made.id)).toHaveLength(1);
  });
});

describe('publishing it', () => {
  test('takes the keys of both sides, then shows it first, with its date, and tells who follows the group', async () => {
    const made = await aPublished();
    await t.runJobs();
    await t.db
      .updateTable('memberships')
      .set({ mail: 'at_once' })
      .where('group_id', '=', group.id)
      .where('account_id', '=', idOf('member'))
      .execute();
    const version = await aVersion(made);
    const sent = (await t.mails()).length;
    const managed = (await t.get(made.here, as('etat'))).body;
    expect(managed).toContain(version.publication);
    expect(managed).toMatch(/Publier cette version\s: donner ma clé/);
    const first = await t.post(version.publication, {}, as('etat'));
    expect(first.statusCode).toBe(303);
    expect(first.headers.location).toBe(made.here);
    expect(await isPublished(version.id)).toBe(false);

    const [request] = await requestsOn(version.id);
    const asked = (await t.mails()).slice(sent);
    expect(asked.map(({ to }) => to)).toEqual(['local@ville.example']);
    expect(asked[0]?.subject).toContain('publier la nouvelle version « Guide du refuge, Seconde édition »');
    for (const person of ['etat', 'local'] as const) {
      const { body } = await t.get(made.here, as(person));
      expect(body).toContain(`/cles/${request?.id}`);
      expect(body).not.toContain(version.publication);
    }
    const preview = (await t.get(`/espace/groupes/${group.slug}/cles/${request?.id}`, as('local'))).body;
    for (const words of ['En préparation', 'Seconde édition', 'crampons', 'crampons.csv'])
      expect(preview).toContain(words);

    expect((await turned('local', version.id)).statusCode).toBe(303);
    expect(await isPublished(version.id)).toBe(true);
    const { body } = await t.get(`/livrables/${made.slug}`);
    expect(body.indexOf('Seconde édition')).toBeLessThan(body.indexOf('Versions précédentes'));
    expect(body).toMatch(/Seconde édition<\/strong>, <time[^>]*>23 novembre 2026/);
    expect(body).not.toContain('En préparation');
    expect(await statuses(version.file)).toEqual(Object.fromEntries(everybody.map((who) => [who, 200])));
    expect((await t.get(`/livrables/${made.slug}.json`)).json()).toMatchObject({
      formats: ['csv', 'txt'],
      versions: [{ label: 'Seconde édition' }, { label: 'Version 1' }],
    });
    expect((await found('crampons')).map(({ url }) => url)).toEqual([`/livrables/${made.slug}`]);

    await t.runJobs();
    const told = async () =>
      (await t.mails()).filter(({ subject }) => subject.startsWith('Nouvelle version'));
    const [mail, ...none] = await told();
    expect([mail?.to, none]).toEqual(['member@ville.example', []]);
    expect(mail?.subject).toContain('Nouvelle version : Guide du refuge, Seconde édition');
    expect(mail?.text).toContain('crampons');
    // Withdrawn and published again: nobody is told twice.
    await t.post(`/livrables/${made.slug}/retrait`, {}, as('etat'));
    await t.post(`/livrables/${made.slug}/publication`, {}, as('etat'));
    await turned('local', made.id);
    await t.runJobs();
    expect(await told()).toHaveLength(1);
    const { events } = await listEvents(t.db, { thingId: made.id, limit: 20, offset: 0 });
    expect(events.map(({ verb }) => verb)).toContain('deliverable.publish-version');
  });

  test('is a line of the draft of the next progress point, once', async () => {
    const linesSince = async (since: Date | null) =>
      (
        await newDeliverables(t.db, {
          groupId: group.id,
          since,
          now: t.clock.now(),
          today: machineDate(t.clock.now()),
        })
      ).lines;
    const made = await aPublished();
    const version = await aVersion(made);
    const alone = `[Guide du refuge](/livrables/${made.slug})`;
    expect(await linesSince(null)).toEqual([alone]);
    t.clock.advance({ minutes: 1 });
    const before = t.clock.now();
    t.clock.advance({ minutes: 1 });
    await t.post(version.publication, {}, as('etat'));
    await turned('local', version.id);
    const line = `[Guide du refuge, Seconde édition](/livrables/${made.slug})`;
    expect(await linesSince(null)).toEqual([alone, line]);
    expect(await linesSince(before)).toEqual([line]);
    expect(await linesSince(t.clock.now())).toEqual([]);
  });

  test('is done at once where one side only co-pilots, and by the team for what is common', async () => {
    const made = await aPublished();
    await t.db
      .deleteFrom('memberships')
      .where('group_id', '=', group.id)
      .where('account_id', '=', idOf('local'))
      .execute();
    const version = await aVersion(made);
    expect((await t.get(made.here, as('etat'))).body).toContain('>Publier cette version<');
    expect((await t.post(version.publication, {}, as('etat'))).statusCode).toBe(303);
    expect(await isPublished(version.id)).toBe(true);

    const common = await aPublished('/administration/livrables');
    const ofAll = await aVersion(common, 'team');
    expect((await t.get(ofAll.file)).statusCode).toBe(404);
    expect((await t.get(ofAll.file, as('member'))).statusCode).toBe(404);
    expect((await t.post(ofAll.publication, {}, as('team'))).statusCode).toBe(303);
    expect((await t.get(ofAll.file)).statusCode).toBe(200);
  });

  test('is asked anew once the version has changed, or its deliverable was withdrawn', async () => {
    const made = await aPublished();
    const version = await aVersion(made);
    const changes: (() => Promise<{ statusCode: number }>)[] = [
      () => t.post(`${version.at}/modifier`, { label: 'Autre nom', version: '1' }, as('etat')),
      () => sendFile(version.at, 'de-plus.txt', 'en plus'),
      () => t.post(`${version.at}/lien`, { url: 'https://www.exemple.fr/', label: 'Site' }, as('local')),
      () => t.post(`/livrables/${made.slug}/retrait`, {}, as('etat')),
    ];
    for (const change of changes) {
      await t.post(version.publication, {}, as('etat'));
      expect((await change()).statusCode).toBe(303);
      const request = (await requestsOn(version.id)).at(-1);
      expect((await requestsOn(version.id)).map(({ state }) => state)).not.toContain('awaiting');
      const late = await t.post(`/espace/groupes/${group.slug}/cles/${request?.id}/tour`, {}, as('local'));
      expect(late.statusCode).toBe(422);
      expect(await isPublished(version.id)).toBe(false);
    }
  });

  test('is asked anew when the change did not come through a form', async () => {
    const made = await aPublished();
    const version = await aVersion(made);
    await t.post(version.publication, {}, as('local'));
    await t.db
      .updateTable('deliverable_files')
      .set({ label: 'Autre chose' })
      .where('version_id', '=', version.id)
      .execute();
    await turned('etat', version.id);
    expect((await requestsOn(version.id)).map(({ state }) => state)).toEqual(['void']);
    expect(await isPublished(version.id)).toBe(false);
  });

  test('the other version in preparation waits for its own keys', async () => {
    const made = await aPublished();
    const first = await aVersion(made);
    const second = await aVersion(made);
    await t.post(first.publication, {}, as('etat'));
    await t.post(second.publication, {}, as('etat'));
    await turned('local', second.id);
    await turned('local', first.id);
    // The last published is shown first, whichever was begun first.
    const shown = (await versionsOf(made.id)).map(({ id }) => id);
    expect(shown.slice(-2)).toEqual([second.id, first.id]);
    expect(await isPublished(first.id)).toBe(true);
  });
});

describe('what is published', () => {
  test('keeps its files and links; one side corrects its words, which the journal keeps', async () => {
    const made = await aPublished();
    const [version] = await versionsOf(made.id);
    const at = `${made.here}/versions/${version?.id}`;
    const place = await t.db
      .selectFrom('deliverable_files')
      .select('id')
      .where('version_id', '=', version?.id ?? '')
      .executeTakeFirstOrThrow();
    const { body: managed } = await t.get(made.here, as('etat'));
    expect(managed).not.toMatch(/versions\/[^"]+\/(fichier|lien|suppression)"|fichiers\/[^"]+\/suppression/);
    expect(managed).toContain('ne changent plus');
    const refused = [
      await sendFile(at, 'autre.txt', 'autre'),
      await t.post(`${at}/lien`, { url: 'https://www.exemple.fr/', label: 'Site' }, as('etat')),
      await t.post(`${made.here}/fichiers/${place.id}/suppression`, {}, as('etat')),
      await t.post(`${at}/suppression`, {}, as('etat')),
    ];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([422, 422, 422, 422]);
    expect(refused[0]?.body).toContain('ajoutez une version');

    await t.post(`${at}/modifier`, { label: 'Première édition', notes: 'Relue.', version: '2' }, as('etat'));
    const edit = { label: 'Le guide', accessibility: 'accessible', version: '1' };
    await t.post(`${made.here}/fichiers/${place.id}/modifier`, edit, as('etat'));
    const { body } = await t.get(`/livrables/${made.slug}`);
    for (const words of ['Première édition', 'Relue.', 'Le guide', '<span>Accessible</span>'])
      expect(body).toContain(words);
    const { events } = await listEvents(t.db, { verb: 'deliverable.edit-version', limit: 1, offset: 0 });
    expect(events[0]?.detail).toEqual({
      version: 'Première édition',
      former_label: 'Version 1',
      former_notes: '',
    });
  });

  test('once withdrawn is changed like a draft, and published again as a whole with both keys', async () => {
    const made = await aPublished();
    const version = await aVersion(made);
    const [first] = await versionsOf(made.id);
    const place = await t.db
      .selectFrom('deliverable_files')
      .select('id')
      .where('version_id', '=', first?.id ?? '')
      .executeTakeFirstOrThrow();
    await t.post(`/livrables/${made.slug}/retrait`, {}, as('etat'));
    expect((await t.post(version.publication, {}, as('etat'))).statusCode).toBe(422);
    expect((await t.get(version.file, as('member'))).statusCode).toBe(404);
    expect((await t.post(`${made.here}/fichiers/${place.id}/suppression`, {}, as('etat'))).statusCode).toBe(
      303,
    );
    await t.post(`/livrables/${made.slug}/publication`, {}, as('etat'));
    expect((await t.get(`/livrables/${made.slug}`)).statusCode).toBe(404);
    await turned('local', made.id);
    expect((await t.get(version.file)).statusCode).toBe(200);
    expect((await t.get(`/livrables/${made.slug}`)).body).not.toContain('premiere.txt');
  });

  test('its versions come out with it, those that hold nothing excepted', async () => {
    const fields = { title: 'Deux éditions', description: 'À lire.', kind: 'guide' };
    const id = ended(await t.post(`${base}/nouveau`, fields, as('etat')));
    const here = `${base}/${id}`;
    await t.post(`${here}/versions/nouvelle`, { label: 'Version 2' }, as('etat'));
    await t.post(`${here}/versions/nouvelle`, { label: 'Vide' }, as('etat'));
    const drafts = await versionsOf(id);
    for (const { id: version } of drafts.slice(0, 2))
      await sendFile(`${here}/versions/${version}`, 'a.txt', 'a');
    await t.post('/livrables/deux-editions/publication', {}, as('etat'));
    await turned('local', id);
    const published = await versionsOf(id);
    expect(published.map(({ published_at: at }) => at !== null)).toEqual([true, true, false]);
    expect((await t.get('/livrables/deux-editions.json')).json()).toMatchObject({
      versions: [{ label: 'Version 2', released_on: '2026-11-23' }, { label: 'Version 1' }],
    });
  });
});

describe('attacks', () => {
  test('nobody but a copilot asks; nobody alone, nor outside, publishes', async () => {
    const made = await aPublished();
    const version = await aVersion(made);
    const expected = { member: 403, observer: 403, stranger: 403, foreign: 403, team: 422 };
    for (const [person, status] of Object.entries(expected)) {
      const answer = await t.post(version.publication, {}, as(z.enum(everybody).parse(person)));
      expect(answer.statusCode, person).toBe(status);
    }
    expect((await t.post(version.publication, {})).headers.location).toMatch(/^\/connexion/);
    await t.post(version.publication, {}, as('etat'));
    // Asked twice, by the same side or the other, it still waits for a key that is turned on its page.
    expect((await t.post(version.publication, {}, as('etat'))).statusCode).toBe(422);
    expect((await t.post(version.publication, {}, as('local'))).statusCode).toBe(422);
    for (const person of ['etat', 'member', 'observer', 'stranger', 'foreign', 'team'] as const)
      expect((await turned(person, version.id)).statusCode, person).toBe(403);
    expect(await isPublished(version.id)).toBe(false);
  });

  test('the version of another deliverable is not published through one’s own, nor one that is none', async () => {
    const mine = await aPublished();
    const theirs = await aPublished();
    const draft = ended(await t.post(`${base}/nouveau`, { title: 'Brouillon' }, as('etat')));
    const [draftVersion] = await versionsOf(draft);
    const version = await aVersion(theirs);
    for (const id of [version.id, draftVersion?.id, randomUUID(), "1'--", '%00']) {
      const at = `/livrables/${mine.slug}/versions/${id}/publication`;
      expect((await t.post(at, {}, as('etat'))).statusCode, id).toBe(404);
    }
    const own = `/livrables/brouillon/versions/${draftVersion?.id}/publication`;
    expect((await t.post(own, {}, as('etat'))).statusCode).toBe(422);
    const placed = version.file.replace(theirs.slug, mine.slug);
    expect((await t.get(placed, as('etat'))).statusCode).toBe(404);
    expect(await isPublished(version.id)).toBe(false);
  });

  test('the key turned twice at once publishes once', async () => {
    const made = await aPublished();
    const version = await aVersion(made);
    await t.post(version.publication, {}, as('etat'));
    const answers = await Promise.all([1, 2, 3].map(() => turned('local', version.id)));
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
    const { events } = await listEvents(t.db, { thingId: made.id, limit: 50, offset: 0 });
    expect(events.filter(({ verb }) => verb === 'deliverable.publish-version')).toHaveLength(1);
  });

  test('script in a label or a note stays text wherever it is read', async () => {
    const made = await aPublished();
    const script = '<script>alert(1)</script>';
    await t.post(`${made.here}/versions/nouvelle`, { label: script, notes: script }, as('etat'));
    const version = (await versionsOf(made.id)).at(-1);
    await sendFile(`${made.here}/versions/${version?.id}`, 'a.txt', 'a');
    await t.post(`/livrables/${made.slug}/versions/${version?.id}/publication`, {}, as('etat'));
    const [request] = await requestsOn(version?.id ?? '');
    const keys = `/espace/groupes/${group.slug}/cles`;
    for (const page of [made.here, `/livrables/${made.slug}`, keys, `${keys}/${request?.id}`])
      expect((await t.get(page, as('local'))).body, page).not.toContain(script);
  });

  test('no sequence of acts of one side alone changes what the public can open', async () => {
    const names = [
      'ask',
      'turn',
      'turnAll',
      'publish',
      'withdraw',
      'addFile',
      'addVersion',
      'edit',
      'removeFile',
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...names), { minLength: 3, maxLength: 8 }),
        async (sequence) => {
          const made = await aPublished();
          const version = await aVersion(made);
          const [first] = await versionsOf(made.id);
          const acts: Record<(typeof names)[number], () => Promise<{ statusCode: number }>> = {
            ask: () => t.post(version.publication, {}, as('etat')),
            turn: () => turned('etat', version.id),
            turnAll: () => turned('etat', made.id),
            publish: () => t.post(`/livrables/${made.slug}/publication`, {}, as('etat')),
            withdraw: () => t.post(`/livrables/${made.slug}/retrait`, {}, as('etat')),
            addFile: () => sendFile(`${made.here}/versions/${first?.id}`, 'glisse.txt', 'glissé'),
            addVersion: () => t.post(`${made.here}/versions/nouvelle`, { label: 'Encore' }, as('etat')),
            edit: async () => {
              const now = (await versionsOf(made.id)).find(({ id }) => id === version.id);
              const edit = { label: 'Autre', version: String(now?.version) };
              return t.post(`${version.at}/modifier`, edit, as('etat'));
            },
            removeFile: () =>
              t.post(`${made.here}/fichiers/${version.file.split('/').at(-1)}/suppression`, {}, as('etat')),
          };
          const before = await openedAt(made.slug);
          for (const name of sequence) {
            expect((await acts[name]()).statusCode).toBeLessThan(500);
            t.deps.pageCache.clear();
            expect([before, 'withdrawn']).toContainEqual(await openedAt(made.slug));
          }
        },
      ),
      { numRuns: 10 },
    );
  }, 60_000);
});

const listedFiles = z.object({ versions: z.array(z.object({ files: z.array(z.object({ url: z.url() })) })) });

/** The files and links that anybody can open. */
async function openedAt(slug: string): Promise<string[] | 'withdrawn'> {
  const data = await t.get(`/livrables/${slug}.json`);
  if (data.statusCode === 404) return 'withdrawn';
  return listedFiles.parse(data.json()).versions.flatMap(({ files }) => files.map(({ url }) => url));
}

describe('a correction of what is published, by one side alone', () => {
  const told = async (person: Person) =>
    (await t.mails()).filter(
      ({ to, subject, text }) =>
        to === `${person}@ville.example` &&
        subject.startsWith('Un livrable publié est corrigé') &&
        text.includes(`${base}/`),
    );
  const description = {
    title: 'Guide du glacier',
    description: 'À lire vite.',
    kind: 'guide',
    published_on: '2026-11-23',
    version: '2',
  };
  const historyOn = async ({ here }: Made, person: Person = 'local') => {
    const { body } = await t.get(here, as(person));
    return /id="corrections"[\s\S]*/.exec(body)?.[0] ?? '';
  };

  test('is kept word for word, and told to the copilots of the other side', async () => {
    const made = await aPublished();
    expect(await historyOn(made)).toBe('');
    expect((await t.get(`${made.here}/modifier`, as('etat'))).body).toContain(
      'les copilotes de l’autre côté',
    );
    expect((await t.post(`${made.here}/modifier`, description, as('etat'))).statusCode).toBe(303);
    await t.runJobs();
    const [mail, ...more] = await told('local');
    expect(more).toEqual([]);
    expect(mail?.text).toContain('Personne etat a corrigé le livrable');
    expect(mail?.text).toContain('Ce qui change : titre, description.');
    expect(mail?.text).toContain(`${made.here}#corrections`);
    for (const person of ['etat', 'member', 'team'] as const) expect(await told(person)).toEqual([]);
    const history = await historyOn(made);
    expect(history).toContain('Personne etat');
    expect(history).toMatch(/<del[^>]*>[\s\S]*?refuge/);
    expect(history).toMatch(/<ins[^>]*>[\s\S]*?glacier/);
    // Saved again as it is, it is no correction.
    await t.post(`${made.here}/modifier`, { ...description, version: '3' }, as('local'));
    await t.runJobs();
    expect(await told('etat')).toEqual([]);
  });

  test('counts for a published version and its files; not for what is in preparation, a draft or withdrawn', async () => {
    const made = await aPublished();
    const [first] = await versionsOf(made.id);
    const at = `${made.here}/versions/${first?.id}/modifier`;
    const edit = { label: 'Première édition', notes: 'Des notes.', released_on: first?.released_on ?? '' };
    expect((await t.post(at, { ...edit, version: String(first?.version) }, as('local'))).statusCode).toBe(
      303,
    );
    await t.runJobs();
    expect((await told('etat')).map(({ text }) => /Ce qui change : .*/.exec(text)?.[0])).toEqual([
      'Ce qui change : nom de la version, notes de version.',
    ]);
    const [file] = await t.db
      .selectFrom('deliverable_files')
      .select(['id', 'version'])
      .where('version_id', '=', first?.id ?? '')
      .execute();
    const renamed = { label: 'La première', accessibility: 'accessible', version: String(file?.version) };
    expect(
      (await t.post(`${made.here}/fichiers/${file?.id}/modifier`, renamed, as('local'))).statusCode,
    ).toBe(303);
    await t.runJobs();
    expect(await told('etat')).toHaveLength(2);
    expect(await historyOn(made)).toContain('premiere.txt');

    const prepared = await aVersion(made);
    await t.post(
      `${prepared.at}/modifier`,
      { label: 'Autre nom', notes: '', released_on: '', version: '1' },
      as('local'),
    );
    await t.post(`/livrables/${made.slug}/retrait`, {}, as('local'));
    await t.post(`${made.here}/modifier`, { ...description, version: '3' }, as('local'));
    await t.runJobs();
    expect(await told('etat')).toHaveLength(2);
    const rows = await t.db
      .selectFrom('deliverable_corrections')
      .selectAll()
      .where('deliverable_id', '=', made.id)
      .execute();
    expect(rows).toHaveLength(2);
  });

  test('by the team, where it opened the group, is told to both sides; read by nobody who does not run it', async () => {
    const made = await aPublished();
    await t.post(`${made.here}/modifier`, description, as('team'));
    await t.runJobs();
    for (const person of ['etat', 'local'] as const) expect(await told(person)).toHaveLength(1);
    for (const person of ['member', 'observer', 'stranger', 'foreign'] as const)
      expect([403, 404], person).toContain((await t.get(made.here, as(person))).statusCode);
  });
});
