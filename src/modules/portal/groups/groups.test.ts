import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../../test/factories.ts';
import { publicUrl, startTestApp, type TestApp } from '../../../../test/harness.ts';
import { loadGroups } from '../../groups/index.ts';
import { loadOrganisations } from '../../organisations/index.ts';

let t: TestApp;
let group: { id: string; slug: string; title: string };
let copilotAccount: { id: string; name: string };
let copilot: string;

beforeAll(async () => {
  t = await startTestApp();
  await loadOrganisations({ db: t.db, say: () => {} });
  await loadGroups({ db: t.db, say: () => {} });
  group = await aGroup(t.db, { title: 'Groupe d’essai' });
  copilotAccount = await anAccount(t.db, { name: 'Prénom Nomsecret', organisation: 'declic' });
  await aMembership(t.db, group.id, copilotAccount.id, 'copilot');
  copilot = await t.signIn(copilotAccount.id);
});

afterAll(() => t.close());

const post = (fields: Record<string, string> = {}) =>
  t.post(
    `/espace/groupes/${group.slug}/avancement/nouveau`,
    { on_day: '2026-11-20', weather: 'cloudy', body: 'Il manque des relecteurs.', ...fields },
    copilot,
  );

describe('the list of groups', () => {
  it('says where each stands, and is kept for visitors', async () => {
    const page = await t.get('/groupes');
    expect(page.statusCode).toBe(200);
    expect(page.headers['cache-control']).toContain('public');
    expect(page.body).toContain('Groupe 8');
    expect(page.body).not.toContain('Groupe 7');
    expect(page.body).toMatch(/Actif<\/span><span[^>]*>Aucun point d’avancement<\/span>/);
    expect(page.body).not.toContain('0 personne');
  });

  it('is filtered by state; an odd filter shows everything', async () => {
    const { title } = await aGroup(t.db, { title: 'Groupe qui dort', state: 'paused' });
    t.deps.pageCache.clear();
    const paused = (await t.get('/groupes?etat=en-pause')).body;
    expect(paused).toContain(title);
    expect(paused).not.toContain('Démat');
    expect((await t.get('/groupes?etat=%00')).body).toContain(title);
    expect((await t.get('/groupes?etat=proposes')).body).toContain('Aucun groupe dans cet état');
    const data = (await t.get('/groupes.json?etat=en-pause')).json();
    expect(data.items.map((item: { title: string }) => item.title)).toEqual([title]);
  });

  it('comes a page at a time, each group once, also as data', async () => {
    for (let n = 1; n <= 30; n += 1) await aGroup(t.db, { title: `Groupe proposé ${n}`, state: 'proposed' });
    t.deps.pageCache.clear();
    const pages = [1, 2].map((page) => `etat=proposes&page=${page}`);
    const seen: string[] = [];
    for (const query of pages) {
      const { body } = await t.get(`/groupes?${query}`);
      seen.push(...[...body.matchAll(/Groupe proposé \d+/g)].map(([title]) => title));
      expect(body).toContain('aria-label="Page 2"');
    }
    expect(new Set(seen).size).toBe(30);
    const data = await Promise.all(
      pages.map(async (query) => (await t.get(`/groupes.json?${query}`)).json()),
    );
    expect(data[0]).toMatchObject({ total: 30, page: 1, pages: 2, counts: { proposed: 30 } });
    expect(data.flatMap(({ items }) => items)).toHaveLength(30);
    expect((await t.get('/groupes.json?page=999')).json().page).toBe(2);
  });

  it('counts the people and the authorities of active accounts only', async () => {
    const { id, slug } = await aGroup(t.db);
    for (const authorityId of ['commune:74010', 'commune:74010', 'departement:74']) {
      await aMembership(t.db, id, (await anAccount(t.db, { authorityId })).id);
    }
    await aMembership(t.db, id, (await anAccount(t.db, { state: 'refused' })).id);
    t.deps.pageCache.clear();
    const data = (await t.get(`/groupes/${slug}.json`)).json();
    expect(data.participation).toEqual({ people: 3, authorities: 2 });
    const page = (await t.get(`/groupes/${slug}`)).body.replaceAll('\u00a0', ' ');
    expect(page).toContain('3 personnes');
    expect(page).toContain('2 collectivités représentées');
  });
});

describe('the page of a group', () => {
  it('tells its story, its copilots by side and what is not known', async () => {
    const { body } = await t.get('/groupes/franceconnect-api');
    expect(body).toContain('href="/organismes/dinum"');
    expect(body).toContain('Aucun copilote connu côté collectivités.');
    expect(body).toContain('26 octobre 2021');
    expect(body).toContain('sa charte a été signée le 7 mars 2022');
    expect((await t.get('/groupes/numerique-responsable')).body).toContain('À vérifier');
    expect((await t.get('/groupes/numerique-responsable')).body).toContain('Date inconnue');
  });

  it('has the same content as data', async () => {
    const answer = await t.get('/groupes/demat-ads.json');
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.json()).toMatchObject({
      number: 3,
      slug: 'demat-ads',
      url: `${publicUrl}/groupes/demat-ads`,
      state: 'active',
      dormant_for_months: null,
      participation: null,
      life_cycle: [{ from: null, to: 'active', at: '2021-10-26' }],
      copilots: [{ organisation: 'dgaln', side: 'etat' }, { organisation: 'mte' }, { organisation: 'amf' }],
      progress: [],
      plan: [],
    });
  });

  it('does not exist for an unknown or malformed slug', async () => {
    for (const slug of ['inconnu', 'INCONNU', '%F0%9F%9A%80', "a'b", 'a--']) {
      expect((await t.get(`/groupes/${slug}`)).statusCode).toBe(404);
    }
    const data = await t.get('/groupes/inconnu.json');
    expect(data.statusCode).toBe(404);
    expect(data.headers['content-type']).toContain('problem+json');
  });

  it('shows a point to visitors as soon as it is posted, without naming its author', async () => {
    const silent = (await t.get(`/groupes/${group.slug}`)).body;
    expect(silent).toMatch(/Actif<\/span><span[^>]*>Aucun point d’avancement<\/span>/);
    expect(silent).toContain('Aucun point d’avancement publié sur Cordée.');
    expect((await t.get('/groupes')).body).not.toContain('Nuageux');
    await post();
    const page = (await t.get(`/groupes/${group.slug}`)).body;
    expect(page).not.toContain('Aucun point d’avancement');
    expect(page).toContain('Il manque des relecteurs.');
    expect(page).toContain('Nuageux');
    expect(page).toContain('par Déclic');
    expect(page).not.toContain('Nomsecret');
    expect((await t.get('/groupes')).body).toContain('Nuageux');
    expect((await t.get(`/groupes/${group.slug}.json`)).body).not.toContain('Nomsecret');
  });

  it('shows the plan without naming people', async () => {
    await t.post(
      `/espace/groupes/${group.slug}/plan/nouvelle-etape`,
      {
        title: 'Tenir la réunion',
        owner: `personne:${copilotAccount.id}`,
        due_on: '2026-11-01',
        state: 'todo',
      },
      copilot,
    );
    const page = (await t.get(`/groupes/${group.slug}`)).body;
    expect(page).toContain('Tenir la réunion');
    expect(page).toContain('En retard');
    expect(page).not.toContain('Nomsecret');
    const { plan } = (await t.get(`/groupes/${group.slug}.json`)).json();
    expect(plan).toEqual([
      { title: 'Tenir la réunion', state: 'todo', late: true, due_on: '2026-11-01', organisation: null },
    ]);
  });

  it('lists what the group published, and keeps its drafts to itself', async () => {
    const { id, slug } = await aGroup(t.db);
    const values = { group_id: id, kind: 'guide', description: 'Pour archiver.' };
    await t.db
      .insertInto('deliverables')
      .values([
        { ...values, slug: 'guide-publie', title: 'Guide publié', state: 'published' },
        { ...values, slug: 'guide-en-cours', title: 'Guide en cours', state: 'draft' },
      ])
      .execute();
    const page = (await t.get(`/groupes/${slug}`)).body;
    expect(page).toContain('href="/livrables/guide-publie"');
    expect(page).not.toContain('Guide en cours');
    const { deliverables } = (await t.get(`/groupes/${slug}.json`)).json();
    expect(deliverables).toMatchObject([
      { slug: 'guide-publie', kind: 'guide', url: `${publicUrl}/livrables/guide-publie` },
    ]);
  });

  it('says since when an active group has been silent', async () => {
    const quiet = await aGroup(t.db);
    await aMembership(t.db, quiet.id, copilotAccount.id, 'copilot');
    await t.post(
      `/espace/groupes/${quiet.slug}/avancement/nouveau`,
      { on_day: '2026-07-20', weather: 'sunny', body: 'Tout va bien.' },
      copilot,
    );
    expect((await t.get(`/groupes/${quiet.slug}`)).body.replaceAll('\u00a0', ' ')).toContain(
      'Aucun point d’avancement depuis 4 mois',
    );
    expect((await t.get('/groupes')).body).toContain('En sommeil');
    expect((await t.get(`/groupes/${quiet.slug}.json`)).json().dormant_for_months).toBe(4);
  });
});

describe('taking part', () => {
  const page = async (cookie?: string) => (await t.get(`/groupes/${group.slug}`, cookie)).body;

  it('leads visitors to sign up, people to join, members to their space', async () => {
    expect(await page()).toContain(`/inscription?groupe=${group.slug}`);
    const active = await t.signIn((await anAccount(t.db)).id);
    expect(await page(active)).toContain(`action="/groupes/${group.slug}/adhesion"`);
    const waiting = await t.signIn((await anAccount(t.db, { state: 'pending' })).id);
    expect(await page(waiting)).toContain('dès que votre inscription sera acceptée');
    expect(await page(copilot)).toContain(`href="/espace/groupes/${group.slug}"`);
    expect(await page(copilot)).not.toContain('/adhesion');
  });

  it('shows each only what they may do', async () => {
    expect(await page()).not.toContain('Animer le groupe');
    const own = await page(copilot);
    expect(own).toContain('Publier un point d’avancement');
    expect(own).not.toContain(`/administration/groupes/${group.slug}/etat`);
    const team = await t.signIn((await anAccount(t.db, { roles: ['programme-team'] })).id);
    expect(await page(team)).toContain(`/administration/groupes/${group.slug}/etat`);
    expect((await t.get('/groupes', team)).body).toContain('/administration/groupes/nouveau');
    expect(await page()).not.toContain('Animer le groupe');
  });

  it('invites nobody to a closed group', async () => {
    const { slug } = await aGroup(t.db, { state: 'closed' });
    expect((await t.get(`/groupes/${slug}`)).body).not.toContain('/inscription?groupe');
  });
});
