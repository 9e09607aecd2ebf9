import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { searchEntries } from '../../platform/search/index.ts';
import { loadGroups } from '../groups/index.ts';
import { loadOrganisations } from '../organisations/index.ts';
import {
  countByGroup,
  deliverableAt,
  deliverablesOfGroup,
  latestDeliverables,
  loadDeliverables,
} from './index.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
  const content = { db: t.db, say: () => {} };
  await loadOrganisations(content);
  await loadGroups(content);
  await loadDeliverables(content);
});
afterAll(() => t.close());

const listed = z.object({
  total: z.number(),
  page: z.number(),
  pages: z.number(),
  counts: z.record(z.string(), z.array(z.object({ value: z.string(), count: z.number() }))),
  items: z.array(z.object({ slug: z.string(), title: z.string(), url: z.url() })),
});
const list = async (query = '') => listed.parse((await t.get(`/livrables.json${query}`)).json());

describe('the start-up content', () => {
  test('is whole, and loads once', async () => {
    await loadDeliverables({ db: t.db, say: () => {} });
    const { total, counts } = await list();
    expect(total).toBe(31);
    expect(counts.group).toContainEqual({ value: 'programme', count: 7 });
  });

  test('keeps what replaced what, and where each was', async () => {
    const { body } = await t.get('/livrables/agenda-pdf-2018-2024');
    expect(body).toMatch(/remplacé par[^.]*<a href="\/livrables\/agenda-pdf-accessible">/);
    expect((await t.get('/livrables/agenda-pdf-accessible')).body).toContain(
      'href="/livrables/agenda-pdf-2018-2024"',
    );
    expect(await deliverableAt(t.db, '/uploads/Guide-pratique_mise-en-place_SVE.pdf')).toBe(
      '/livrables/guide-pratique-sve-administrations',
    );
    expect(await deliverableAt(t.db, '/uploads/Guide%2Dpratique_mise-en-place_SVE.pdf')).not.toBeNull();
    for (const path of ['/uploads/autre.pdf', '/uploads/%00', '/uploads/\0', '/uploads/%E9', ''])
      expect(await deliverableAt(t.db, path)).toBeNull();
  });

  test('is found by its words', async () => {
    const { hits } = await searchEntries(t.db, 'signature electronique', {
      audiences: ['public'],
      kind: 'deliverable',
      limit: 5,
      offset: 0,
    });
    expect(hits.map(({ url }) => url)).toContain('/livrables/vademecum-signature-electronique');
  });

  test('is indexed again, once, in a database whose entries showed the labels of its files', async () => {
    const entries = () =>
      t.db
        .selectFrom('search_entries')
        .select(['key', 'body', 'keywords'])
        .where('kind', '=', 'deliverable')
        .orderBy('key')
        .execute();
    const fresh = await entries();
    expect(fresh.map(({ keywords }) => keywords).join()).toContain('Publication d’origine');
    expect(fresh.map(({ body }) => body).join()).not.toContain('Publication d’origine');
    await t.db
      .updateTable('search_entries')
      .set({ body: 'Publication d’origine', keywords: '' })
      .where('kind', '=', 'deliverable')
      .execute();
    await loadDeliverables({ db: t.db, say: () => {} });
    expect(await entries()).not.toEqual(fresh);
    await t.db.deleteFrom('content_imports').where('name', '=', 'deliverables-search-description').execute();
    await loadDeliverables({ db: t.db, say: () => {} });
    expect(await entries()).toEqual(fresh);
  });
});

describe('the list', () => {
  test('shows a page, its filters with counts, and the way to the next', async () => {
    const { statusCode, body } = await t.get('/livrables');
    expect(statusCode).toBe(200);
    expect(body.match(/<h1>/g)).toHaveLength(1);
    expect(body).toMatch(/31.livrables/);
    expect(body).toMatch(/<option value="guide"[^>]*>Guide \(\d+\)<\/option>/);
    expect(body).toContain('href="/livrables?page=2"');
    // A browser sends a filter left empty.
    expect(body).not.toMatch(/<select[^>]* required/);
  });

  test.each([
    ['?groupe=demat-ads', 11],
    ['?groupe=programme', 7],
    ['?type=charte', 1],
    ['?format=odp', 1],
    ['?groupe=demat-ads&format=odp', 1],
  ])('%s leaves %i', async (query, total) => {
    expect((await list(query)).total).toBe(total);
    const { body } = await t.get(`/livrables${query}`);
    expect(body).toMatch(new RegExp(`${total}.livrables?`));
  });

  test('a public keeps only what is for it', async () => {
    const { counts } = await list();
    const elus = counts.audience?.find(({ value }) => value === 'elus');
    expect((await list('?public=elus')).total).toBe(elus?.count);
  });

  test('odd filters are no filters', async () => {
    const odd = '?type=bombe&format=%3Cscript%3E&page=-4&public=%00&groupe=..%2F&autre=1';
    expect((await list(odd)).total).toBe(31);
    expect((await t.get(`/livrables${odd}`)).statusCode).toBe(200);
    expect((await list('?page=9999')).page).toBe(2);
  });

  test('nothing found says which filter to leave out', async () => {
    const { body } = await t.get('/livrables?groupe=cybersecurite&format=odp');
    expect(body).toContain('Aucun livrable ne passe tous ces filtres');
    expect(body).toContain('href="/livrables?format=odp"');
    expect(body).toContain('href="/livrables?groupe=cybersecurite"');
    expect(body).toContain('<option value="odp" selected>');
  });

  test('is given whole, in pages that hold each thing once', async () => {
    const slugs = [...(await list()).items, ...(await list('?page=2')).items].map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(31);
  });

  test('is kept in memory for visitors', async () => {
    const first = await t.get('/livrables?type=bilan');
    expect(first.headers.etag).toBeDefined();
    expect((await t.get('/livrables?type=bilan')).headers.etag).toBe(first.headers.etag);
  });
});

describe('the page of a deliverable', () => {
  test('says what is known of an original file, and that nobody checked it', async () => {
    const { body } = await t.get('/livrables/agenda-pdf-accessible');
    expect(body).toContain('Fichier d’origine, non vérifié');
    expect(body).toMatch(/PDF, 460.ko \(poids annoncé\)/);
    expect(body).toContain('Présenté comme version accessible par la page d’origine');
    expect(body).toMatch(
      /<a class="cd-fact" href="https:\/\/www\.numerique\.gouv\.fr\/uploads\/[^"]+" rel="noopener">/,
    );
    expect(body).toContain('href="/groupes/agenda-transformation-numerique"');
    expect(body).toContain('Sources');
    expect(body).not.toContain('téléchargement');
  });

  test('without any file says so', async () => {
    const { body } = await t.get('/livrables/espace-strategie-numerique-responsable');
    expect(body).toContain('Aucun fichier ni adresse connus');
  });

  test('is also data', async () => {
    const response = await t.get('/livrables/agenda-pdf-2018-2024.json');
    expect(response.headers['content-type']).toContain('application/json');
    expect(response.json()).toMatchObject({
      slug: 'agenda-pdf-2018-2024',
      availability: 'replaced',
      replaced_by: { slug: 'agenda-pdf-accessible' },
      group: { slug: 'agenda-transformation-numerique' },
      versions: [{ files: [{ format: 'pdf', verified: false, size_label: '200\u00a0ko (poids annoncé)' }] }],
    });
  });

  test.each([
    '/livrables/inconnu',
    '/livrables/inconnu.json',
    '/livrables/%00',
    '/livrables/A B',
    '/livrables/inconnu/fichiers/1',
    '/livrables/agenda-pdf-accessible/fichiers/00000000-0000-4000-8000-000000000000',
  ])('%s leads nowhere', async (url) => {
    expect((await t.get(url)).statusCode).toBe(404);
  });

  test('a link is no stored file: its id gives nothing to download', async () => {
    const { id } = await t.db
      .selectFrom('deliverable_files as f')
      .innerJoin('deliverable_versions as v', 'v.id', 'f.version_id')
      .innerJoin('deliverables as d', 'd.id', 'v.deliverable_id')
      .select('f.id')
      .where('d.slug', '=', 'agenda-pdf-accessible')
      .executeTakeFirstOrThrow();
    expect((await t.get(`/livrables/agenda-pdf-accessible/fichiers/${id}`)).statusCode).toBe(404);
  });
});

test('groups are told what they produced', async () => {
  const group = await t.db
    .selectFrom('groups')
    .select('id')
    .where('slug', '=', 'demat-ads')
    .executeTakeFirstOrThrow();
  const deliverables = await deliverablesOfGroup(t.db, group.id);
  expect(deliverables).toHaveLength(11);
  expect((await countByGroup(t.db)).get(group.id)).toBe(11);
});

test('the latest are those whose date is known, the newest first', async () => {
  const latest = await latestDeliverables(t.db, 4);
  expect(latest.map(({ publishedOn }) => publishedOn)).toEqual([
    '2024-10-22',
    '2022-03-07',
    '2022-02-24',
    '2022-02-24',
  ]);
});
