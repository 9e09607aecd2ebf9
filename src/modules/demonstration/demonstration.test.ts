import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { loadGroups } from '../groups/index.ts';
import { trustDomain } from '../identity/index.ts';
import { loadOrganisations } from '../organisations/index.ts';
import { loadDemonstration } from './index.ts';

let t: TestApp;
const said: string[] = [];
const content = (demo: boolean) => ({
  db: t.db,
  files: t.deps.files,
  demo,
  now: t.clock.now(),
  say: (line: string) => void said.push(line),
});

beforeAll(async () => {
  t = await startTestApp({ demo: true });
  await loadOrganisations(content(true));
  await loadGroups(content(true));
  await loadDemonstration(content(true));
  said.length = 0;
});
afterAll(() => t.close());

const seat = async (name: string) => {
  const page = await t.get('/demonstration');
  const { id } = await t.db
    .selectFrom('accounts')
    .select('id')
    .where('name', 'like', `${name}%`)
    .executeTakeFirstOrThrow();
  expect(page.body).toContain(`/demonstration/${id}/place`);
  const taken = await t.post(`/demonstration/${id}/place`, {});
  return { id, cookie: String(taken.headers['set-cookie']).split(';')[0] ?? '' };
};

const counts = async () => {
  const tables = [
    'accounts',
    'account_roles',
    'sessions',
    'memberships',
    'registrations',
    'plan_steps',
    'meetings',
    'meeting_items',
    'meeting_outcomes',
    'progress_points',
    'threads',
    'messages',
    'message_versions',
    'thread_reads',
    'thread_follows',
    'message_reactions',
    'moderation_cases',
    'moderation_reports',
    'message_mentions',
    'trusted_domains',
    'deliverables',
    'documents',
    'document_folders',
    'key_requests',
    'invitations',
    'audit_events',
  ] as const;
  const found: Record<string, number> = {};
  for (const table of tables) {
    const { total } = await t.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    found[table] = total;
  }
  return found;
};

test('the people of the file take part, at dates relative to today, and nobody is written to', async () => {
  expect(await counts()).toMatchObject({
    accounts: 10,
    account_roles: 1,
    registrations: 1,
    plan_steps: 5,
    meetings: 2,
    meeting_items: 7,
    meeting_outcomes: 2,
    progress_points: 5,
    threads: 4,
    messages: 11,
    moderation_cases: 1,
    moderation_reports: 1,
    message_reactions: 4,
    message_mentions: 1,
    deliverables: 1,
    documents: 2,
    document_folders: 2,
    key_requests: 1,
    invitations: 2,
  });
  await t.runJobs();
  expect(await t.mails()).toEqual([]);
  const last = await t.db
    .selectFrom('progress_points')
    .select(['on_day', 'weather'])
    .orderBy('on_day', 'desc')
    .executeTakeFirstOrThrow();
  expect(last).toEqual({ on_day: '2026-11-14', weather: 'sunny' });
  const future = await t.db
    .selectFrom('messages')
    .select('id')
    .where('created_at', '>', t.clock.now())
    .execute();
  expect(future).toEqual([]);
});

test('a fictional vendor is marked wherever it is shown', async () => {
  const listed = (await t.get('/editeurs.json')).json();
  expect(listed.items).toMatchObject([{ demonstration: true, authorities: 5 }]);
  const { body } = await t.get(`/editeurs/${listed.items[0].slug}`);
  expect(body).toContain('Cet éditeur est fictif');
  const { cookie } = await seat('Noa');
  expect((await t.get(`/editeurs/${listed.items[0].slug}/espace`, cookie)).statusCode).toBe(200);
  expect((await t.get('/sitemap-contenus.xml')).body).not.toContain('/editeurs/demonstration');
});

test('a second start writes nothing more', async () => {
  const before = await counts();
  await loadDemonstration(content(true));
  expect(await counts()).toEqual(before);
});

test('each seat opens the rights of its person', async () => {
  const team = await seat('Sacha');
  expect((await t.get('/administration/inscriptions', team.cookie)).body).toContain('Lou Démonstration');
  const copilot = await seat('Camille');
  const post = '/espace/groupes/agenda-transformation-numerique/avancement/nouveau';
  expect((await t.get(post, copilot.cookie)).statusCode).toBe(200);
  const member = await seat('Alix');
  expect((await t.get(post, member.cookie)).statusCode).toBe(403);
  const home = await t.get('/espace', member.cookie);
  expect(home.body).toContain('[Démonstration]');
  expect(home.body).toContain('Allèves');
});

test('a deliverable waits for the key of the other side, with its file; the other side turns it', async () => {
  const other = await seat('Dominique');
  const path = '/espace/groupes/agenda-transformation-numerique/cles';
  const page = await t.get(path, other.cookie);
  expect(page.body).toContain('[Démonstration] Comprendre une échéance en une page');
  const [, request = ''] = new RegExp(`${path}/([0-9a-f-]{36})`).exec(page.body) ?? [];
  const turned = await t.post(`${path}/${request}/tour`, {}, other.cookie);
  expect(turned.statusCode).toBe(303);
  const shown = await t.get('/livrables/demonstration-comprendre-une-echeance-en-une-page');
  const [file = ''] = /\/livrables\/[^"]*fichiers\/[0-9a-f-]{36}[^"]*/.exec(shown.body) ?? [];
  expect((await t.get(file)).headers['content-type']).toBe('application/pdf');
});

test('on an instance that is no demonstration, none of it exists any more; what real people wrote does', async () => {
  const real = await anAccount(t.db, { name: 'Vraie Personne', roles: ['administrator'] });
  const cookie = await t.signIn(real.id);
  const copilot = await seat('Camille');
  const group = '/espace/groupes/agenda-transformation-numerique';
  const motif = 'Répondre à un membre du groupe';
  expect((await t.post(`${group}/ouverture`, { motif, duree: '1h' }, cookie)).statusCode).toBe(303);
  const opened = await t.post(
    `${group}/discussions/nouvelle`,
    { title: 'Un vrai sujet', body: 'Un vrai message' },
    cookie,
  );
  const thread = opened.headers.location ?? '';
  await t.post(thread, { body: 'Une réponse fictive' }, copilot.cookie);
  await t.runJobs();
  const team = await seat('Sacha');
  const asking = await anAccount(t.db, { name: 'Entrée Facile', state: 'pending' });
  const { id: request } = await t.db
    .insertInto('registrations')
    .values({
      account_id: asking.id,
      state: 'waiting',
      created_at: t.clock.now(),
      submitted_at: t.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const decided = await t.post(
    `/administration/inscriptions/${request}`,
    { decision: 'accepter', etat: 'waiting', version: '1' },
    team.cookie,
  );
  expect(decided.statusCode).toBe(303);
  await t.db.transaction().execute((tx) =>
    trustDomain(tx, {
      actor: { id: team.id, name: 'Sacha' },
      domain: 'mairie-alleves.example',
      authorityId: 'commune:74004',
      organisation: null,
      now: t.clock.now(),
    }),
  );
  const stopped = await anAccount(t.db, { name: 'Personne Suspendue' });
  const stop = `/administration/comptes/${stopped.id}/suspension`;
  expect((await t.post(stop, { motif: 'Pour rire', conservatoire: '1' }, team.cookie)).statusCode).toBe(303);
  // What a fictional person did to the real content names them still.
  await t.db.updateTable('group_life_changes').set({ actor_id: team.id }).execute();

  await loadDemonstration(content(false));

  const left = await t.db
    .selectFrom('accounts')
    .select(['name', 'state', 'demonstration'])
    .orderBy('name')
    .execute();
  expect(left).toEqual([
    { name: 'Compte supprimé', state: 'deleted', demonstration: false },
    { name: 'Entrée Facile', state: 'pending', demonstration: false },
    // A fictional person's decision holds for nobody.
    { name: 'Personne Suspendue', state: 'active', demonstration: false },
    { name: 'Vraie Personne', state: 'active', demonstration: false },
  ]);
  expect(await counts()).toMatchObject({
    account_roles: 1,
    sessions: 1,
    memberships: 0,
    registrations: 1,
    plan_steps: 0,
    meetings: 0,
    progress_points: 0,
    threads: 1,
    messages: 2,
    message_reactions: 0,
    moderation_cases: 0,
    moderation_reports: 0,
    message_mentions: 0,
    trusted_domains: 0,
  });
  const page = await t.get(thread, cookie);
  expect(page.body).toContain('Un vrai message');
  expect(page.body).not.toContain('Une réponse fictive');
  const written = [
    ...(await t.db.selectFrom('search_entries').select(['title', 'body']).execute()),
    ...(await t.db.selectFrom('audit_events').selectAll().execute()),
    ...(await t.mails()),
  ];
  expect(JSON.stringify(written)).not.toMatch(/Démonstration|demonstration|fictive/);
  for (const table of ['vendors', 'vendor_products', 'equipments'] as const)
    expect(await t.db.selectFrom(table).selectAll().execute()).toEqual([]);
  expect((await t.get('/recherche?q=fictif')).body).not.toContain('href="/editeurs/');
  expect(said).toEqual(['Comptes de démonstration effacés, avec ce qu’ils ont écrit (10).']);

  await loadDemonstration(content(false));
  expect(said).toHaveLength(1);
  await loadDemonstration(content(true));
  expect(await counts()).toMatchObject({ accounts: 14, threads: 5 });
});
