import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { searchEntries } from '../../platform/search/index.ts';
import { loadOrganisations } from '../organisations/index.ts';
import { findGroup, groupsOf, listGroups, listLifeChanges, loadGroups } from './index.ts';

let t: TestApp;
let stranger: string;
let member: string;
let copilot: string;
let team: string;
let group: { id: string; slug: string };

const quiet = { say: () => {} };

beforeAll(async () => {
  t = await startTestApp();
  await loadOrganisations({ db: t.db, ...quiet });
  await loadGroups({ db: t.db, ...quiet });
  group = await aGroup(t.db, { title: 'Groupe d’essai' });
  const cookieOf = async (account: Promise<{ id: string }>) => t.signIn((await account).id);
  stranger = await cookieOf(anAccount(t.db));
  team = await cookieOf(anAccount(t.db, { roles: ['programme-team'] }));
  const one = await anAccount(t.db);
  const two = await anAccount(t.db);
  await aMembership(t.db, group.id, one.id, 'member');
  await aMembership(t.db, group.id, two.id, 'copilot');
  member = await t.signIn(one.id);
  copilot = await t.signIn(two.id);
});

afterAll(() => t.close());

const full = {
  title: 'Archivage électronique',
  objective: 'Donner aux communes de quoi archiver leurs actes.',
  number: '',
  period_start: '2026',
  period_end: '',
  status_note: '',
  contact: '',
  copilots_etat: 'dinum',
  copilots_collectivites: ['amf', 'declic'],
  confidence: 'high',
  note: '',
};
const proposal = { ...full, reason: 'Demandé par douze communes en 2026.' };

async function audited(verb: string): Promise<number> {
  const { count } = await t.db
    .selectFrom('audit_events')
    .where('verb', '=', verb)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

describe('start-up content', () => {
  it('brings the seven known groups once; number 7 is vacant', async () => {
    await loadGroups({ db: t.db, ...quiet });
    const numbers = (await listGroups(t.db)).map(({ number }) => number).filter((number) => number !== null);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 8]);
  });

  it('keeps copilots, reasons, sources and doubts', async () => {
    const eight = await findGroup(t.db, 'numerique-responsable');
    expect(eight?.confidence).toBe('medium');
    expect(eight?.sources.length).toBeGreaterThan(0);
    expect(eight && (await listLifeChanges(t.db, eight.id))).toMatchObject([
      { from: null, to: 'active', at: null, reason: expect.stringContaining('à vérifier') },
    ]);
    const three = await findGroup(t.db, 'demat-ads');
    expect(three?.copilots.map(({ slug, side }) => [slug, side])).toEqual([
      ['dgaln', 'etat'],
      ['mte', 'etat'],
      ['amf', 'collectivites'],
    ]);
  });

  it('makes groups findable by their copilots', async () => {
    const found = await searchEntries(t.db, 'Villes de France', {
      audiences: ['public'],
      kind: 'group',
      limit: 10,
      offset: 0,
    });
    expect(found.hits.map(({ key }) => key)).toContain('sensibilisation-elus-cadres');
  });
});

describe('groups of a person', () => {
  it('are those of the memberships, and only those', async () => {
    const account = await anAccount(t.db);
    await aMembership(t.db, group.id, account.id);
    const actor = {
      id: account.id,
      name: account.name,
      email: account.email,
      quality: null,
      state: 'active' as const,
      authorityId: null,
      organisation: null,
      roles: new Set<never>(),
      memberships: new Map([[group.id, { role: 'member' as const, side: null }]]),
      openings: new Map(),
      removedFrom: new Set<string>(),
      sessionId: '',
    };
    expect((await groupsOf(t.db, actor)).map(({ slug }) => slug)).toEqual([group.slug]);
    expect(await groupsOf(t.db, { ...actor, memberships: new Map() })).toEqual([]);
  });
});

describe('forms of the programme team', () => {
  const paths = () => [
    '/administration/groupes/nouveau',
    `/administration/groupes/${group.slug}/modifier`,
    `/administration/groupes/${group.slug}/etat`,
  ];

  it('send visitors to sign in and refuse everybody else', async () => {
    for (const path of paths()) {
      expect((await t.get(path)).statusCode).toBe(303);
      for (const cookie of [stranger, member, copilot]) {
        expect((await t.get(path, cookie)).statusCode).toBe(403);
        expect((await t.post(path, proposal, cookie)).statusCode).toBe(403);
      }
      expect((await t.get(path, team)).statusCode).toBe(200);
    }
  });

  it('answer 404 for a group that does not exist', async () => {
    expect((await t.get('/administration/groupes/inconnu/etat', team)).statusCode).toBe(404);
    expect((await t.get('/administration/groupes/..%2F/etat', team)).statusCode).toBe(404);
  });
});

describe('creating a group', () => {
  it('proposes it with its copilots and its public reason, once for a key', async () => {
    const cle = randomUUID();
    const first = await t.post('/administration/groupes/nouveau', { ...proposal, cle }, team);
    const second = await t.post('/administration/groupes/nouveau', { ...proposal, cle }, team);
    expect(first.statusCode).toBe(303);
    expect(first.headers.location).toBe('/groupes/archivage-electronique');
    expect(second.headers.location).toBe(first.headers.location);
    const created = await findGroup(t.db, 'archivage-electronique');
    expect(created).toMatchObject({ state: 'proposed', number: null, period: { start: '2026', end: null } });
    expect(created?.copilots.map(({ slug }) => slug)).toEqual(['dinum', 'amf', 'declic']);
    expect(created && (await listLifeChanges(t.db, created.id))).toMatchObject([
      { from: null, to: 'proposed', reason: proposal.reason },
    ]);
    expect(await audited('group.create')).toBe(1);
    const found = await searchEntries(t.db, 'archivage', { audiences: ['public'], limit: 5, offset: 0 });
    expect(found.hits[0]?.url).toBe('/groupes/archivage-electronique');
  });

  it('gives another address to a second group of the same title', async () => {
    const answer = await t.post('/administration/groupes/nouveau', proposal, team);
    expect(answer.headers.location).toBe('/groupes/archivage-electronique-2');
  });

  it('makes an address of any title', async () => {
    const answer = await t.post('/administration/groupes/nouveau', { ...proposal, title: '🚀 !!' }, team);
    expect(answer.headers.location).toBe('/groupes/groupe');
  });

  it.each([
    ['an empty title', { title: '  ' }, 'Indiquez le titre du groupe.'],
    ['a title too long', { title: 'x'.repeat(201) }, 'trop long'],
    ['a NUL', { objective: 'a\u0000b' }, 'caractère interdit'],
    ['a short reason', { reason: 'Bof' }, 'Au moins 10 caractères'],
    ['an odd number', { number: '-1' }, 'nombre entier'],
    ['a number already borne', { number: '3' }, 'Un autre groupe porte déjà ce numéro.'],
    ['an odd period', { period_start: 'hier' }, 'Indiquez une année ou une date.'],
    ['a period that ends first', { period_start: '2027', period_end: '2026-12-31' }, 'précède son début'],
    ['an unknown organisation', { copilots_etat: 'inconnu' }, 'organismes de la liste'],
    ['an organisation on both sides', { copilots_collectivites: 'dinum' }, 'que d’un seul côté'],
    ['an odd confidence', { confidence: 'sure' }, 'niveau de confiance'],
  ])('refuses %s, and keeps what was typed', async (_what, fields, message) => {
    const before = (await listGroups(t.db)).length;
    const answer = await t.post(
      '/administration/groupes/nouveau',
      { ...proposal, status_note: 'Ce texte est gardé', ...fields },
      team,
    );
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(answer.body).toContain('Ce texte est gardé');
    expect((await listGroups(t.db)).length).toBe(before);
  });
});

describe('changing a group', () => {
  const path = () => `/administration/groupes/${group.slug}/modifier`;

  it('rewrites it, and replaces its copilots', async () => {
    const version = String((await findGroup(t.db, group.slug))?.version);
    const answer = await t.post(path(), { ...full, number: '42', version }, team);
    expect(answer.statusCode).toBe(303);
    const after = await findGroup(t.db, group.slug);
    expect(after).toMatchObject({ number: 42, title: full.title, slug: group.slug });
    await t.post(path(), { ...full, copilots_etat: [], version: String(after?.version) }, team);
    expect((await findGroup(t.db, group.slug))?.copilots.map(({ slug }) => slug)).toEqual(['amf', 'declic']);
  });

  it('shows both texts when somebody else was faster', async () => {
    const version = String((await findGroup(t.db, group.slug))?.version);
    await t.post(path(), { ...full, title: 'Titre du premier', version }, team);
    const late = await t.post(path(), { ...full, title: 'Titre du second', version }, team);
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Titre du premier');
    expect(late.body).toContain('Titre du second');
    const again = /name="version" value="(\d+)"/.exec(late.body)?.[1] ?? '';
    const agreed = await t.post(path(), { ...full, title: 'Titre du second', version: again }, team);
    expect(agreed.statusCode).toBe(303);
    expect((await findGroup(t.db, group.slug))?.title).toBe('Titre du second');
  });

  it('lets copilots rewrite its presentation, not its government', async () => {
    const own = `/espace/groupes/${group.slug}/modifier`;
    expect((await t.get(own)).statusCode).toBe(303);
    expect((await t.get(own, stranger)).statusCode).toBe(403);
    expect((await t.get(own, member)).statusCode).toBe(403);
    const before = await findGroup(t.db, group.slug);
    const answer = await t.post(
      own,
      {
        ...full,
        title: 'Titre des copilotes',
        status_note: 'Dit par les copilotes',
        number: '77',
        confidence: 'low',
        version: `${before?.version}`,
      },
      copilot,
    );
    expect(answer.statusCode).toBe(303);
    expect(await findGroup(t.db, group.slug)).toMatchObject({
      // What the group is for is changed with keys, on a page of its own.
      title: before?.title,
      statusNote: 'Dit par les copilotes',
      number: before?.number,
      confidence: 'high',
      copilots: before?.copilots,
    });
  });
});

describe('changing the state of a group', () => {
  const reason = 'Les travaux reprennent avec un nouveau copilote.';
  const change = async (slug: string, state: string, extra = {}) => {
    const version = String((await findGroup(t.db, slug))?.version);
    return t.post(`/administration/groupes/${slug}/etat`, { state, reason, version, ...extra }, team);
  };

  it('follows the life cycle, each step with its reason, its date and its audit line', async () => {
    const { id, slug } = await aGroup(t.db, { state: 'proposed' });
    for (const state of ['active', 'paused', 'active', 'closed']) {
      expect((await change(slug, state)).statusCode).toBe(303);
      t.clock.advance({ minutes: 1 });
    }
    expect((await findGroup(t.db, slug))?.state).toBe('closed');
    const changes = await listLifeChanges(t.db, id);
    expect(changes.map(({ from, to }) => `${from}>${to}`)).toEqual([
      'active>closed',
      'paused>active',
      'active>paused',
      'proposed>active',
    ]);
    expect(changes.every((one) => one.reason === reason && one.at !== null)).toBe(true);
    expect(await audited('group.change-state')).toBe(4);
  });

  it.each([
    ['proposed', 'paused'],
    ['closed', 'active'],
    ['paused', 'paused'],
  ] as const)('refuses to go from %s to %s', async (from, to) => {
    const { id, slug } = await aGroup(t.db, { state: from });
    const answer = await change(slug, to);
    expect(answer.statusCode).toBe(422);
    expect((await findGroup(t.db, slug))?.state).toBe(from);
    expect(await listLifeChanges(t.db, id)).toEqual([]);
  });

  it('refuses a change without a reason, an unknown state, and one decided on an old page', async () => {
    const { slug } = await aGroup(t.db);
    expect((await change(slug, 'paused', { reason: '' })).statusCode).toBe(422);
    expect((await change(slug, 'proposed')).statusCode).toBe(422);
    expect((await change(slug, 'paused')).statusCode).toBe(303);
    expect((await change(slug, 'closed', { version: '1' })).statusCode).toBe(409);
    expect((await findGroup(t.db, slug))?.state).toBe('paused');
  });
});
