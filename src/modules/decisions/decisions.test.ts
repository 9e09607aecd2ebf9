import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aGroup, aMembership, anAccount, anOpening } from '../../../test/factories.ts';
import { publicUrl, startTestApp, type TestApp } from '../../../test/harness.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { searchScopes } from '../../platform/search/index.ts';
import { deleteAccount } from '../identity/index.ts';
import { loadOrganisations } from '../organisations/index.ts';
import { findOpenDecision, findSettledDecision, recordDecision } from './index.ts';

let t: TestApp;
let group: { id: string; slug: string; title: string };
let base: string;

type Person =
  | 'copilot'
  | 'state'
  | 'member'
  | 'colleague'
  | 'bodiless'
  | 'observer'
  | 'team'
  | 'stranger'
  | 'foreign';
const ids = {} as Record<Person, string>;
const cookies = {} as Record<Person, string>;

beforeAll(async () => {
  t = await startTestApp();
  await loadOrganisations({ db: t.db, say: () => {} });
  const people: Record<Person, Parameters<typeof anAccount>[1]> = {
    copilot: { organisation: 'amf' },
    state: { organisation: 'dinum' },
    member: {},
    colleague: {},
    bodiless: { authorityId: null },
    observer: { authorityId: 'departement:74' },
    team: { roles: ['programme-team'] },
    stranger: { authorityId: 'departement:74' },
    foreign: { authorityId: 'departement:74' },
  };
  for (const person of Object.keys(people) as Person[])
    ids[person] = (await anAccount(t.db, { name: `Personne ${person}`, ...people[person] })).id;
});
afterAll(() => t.close());

beforeEach(async () => {
  group = await aGroup(t.db);
  const other = await aGroup(t.db);
  base = `/espace/groupes/${group.slug}/decisions`;
  await aMembership(t.db, group.id, ids.copilot, 'copilot', 'collectivites');
  await aMembership(t.db, group.id, ids.state, 'copilot', 'etat');
  for (const person of ['member', 'colleague', 'bodiless'] as const)
    await aMembership(t.db, group.id, ids[person]);
  await aMembership(t.db, group.id, ids.observer, 'observer');
  await aMembership(t.db, other.id, ids.foreign, 'copilot');
  await anOpening(t.db, group.id, ids.team);
  for (const person of Object.keys(ids) as Person[]) cookies[person] = await t.signIn(ids[person]);
});

const dayAfter = (days: number) =>
  new Date(t.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

const proposal = () => ({
  title: 'Adopter le calendrier',
  body: 'Adoptons-nous le calendrier **de travail** ?',
  motivation: 'Il faut un rythme commun.',
  mode: 'vote',
  options: '',
  voters: 'person',
  ballot: 'named',
  quorum: 'none',
  quorum_value: '',
  opens_on: '',
  closes_on: dayAfter(7),
  publicity: 'internal',
});

/** Puts a question; the address of its page. */
async function proposed(fields: Record<string, string> = {}): Promise<string> {
  const answer = await t.post(`${base}/nouvelle`, { ...proposal(), ...fields }, cookies.copilot);
  expect(answer.statusCode, answer.body).toBe(303);
  return String(answer.headers.location);
}

const vote = (at: string, person: Person, choice: string, reservation = '') =>
  t.post(at, { choice, reservation }, cookies[person]);

async function afterDays(days: number): Promise<void> {
  t.clock.advance({ days });
  for (const person of Object.keys(ids) as Person[]) cookies[person] = await t.signIn(ids[person]);
}

const turn = async () => {
  await enqueue(t.db, 'decision.turn', {});
  await t.runJobs();
};

const rowAt = (at: string) =>
  t.db
    .selectFrom('decisions')
    .selectAll()
    .where('group_id', '=', group.id)
    .where('number', '=', Number(at.split('/').at(-1)))
    .executeTakeFirstOrThrow();

const plain = (body: string) => body.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');
const pageAt = async (at: string, person?: Person) =>
  plain((await t.get(at, person && cookies[person])).body);
/** How many times the group is told of it. */
const told = async (kind: string, id: string) =>
  (await t.pool.query('select from notice_events where kind = $1 and thing_id = $2', [kind, id])).rowCount;

describe('a named vote by person', () => {
  it('goes from the question to the register, by its rule', async () => {
    const at = await proposed();
    await t.runJobs();
    expect(await told('decision.opened', (await rowAt(at)).id)).toBe(1);
    expect(await pageAt(at, 'member')).toContain('C’est adopté s’il y a plus de voix pour');
    await vote(at, 'member', 'oui');
    await vote(at, 'colleague', 'reserve', 'À condition de le relire.');
    await vote(at, 'state', 'non');
    const open = await pageAt(at, 'observer');
    for (const words of ['Personne member', 'À condition de le relire.', 'données jusqu’ici'])
      expect(open).toContain(words);
    await afterDays(8);
    await turn();
    const row = await rowAt(at);
    expect(row).toMatchObject({
      state: 'adopted',
      electorate: 5,
      decided_by: 'Les membres du groupe, par un vote',
    });
    expect(plain(row.result ?? '')).toContain(
      '3 voix sur 5 ; Pour : 1 ; Pour, avec une réserve : 1 ; Contre : 1',
    );
    const page = await pageAt(at, 'member');
    for (const words of ['Adoptée', 'Il faut un rythme commun.', '30 novembre 2026'])
      expect(page).toContain(words);
    expect(await told('decision.settled', row.id)).toBe(1);
  });

  it('counts one voice a person, the last before the end', async () => {
    const at = await proposed();
    await vote(at, 'member', 'oui');
    await vote(at, 'member', 'non');
    await Promise.all([
      vote(at, 'member', 'oui'),
      vote(at, 'member', 'non'),
      vote(at, 'member', 'abstention'),
    ]);
    const last = await vote(at, 'member', 'non');
    expect(last.statusCode).toBe(303);
    await afterDays(8);
    await turn();
    expect(plain((await rowAt(at)).result ?? '')).toContain('1 voix sur 5 ; Contre : 1.');
  });

  it('takes a reservation with its text, and answers of the list only', async () => {
    const at = await proposed();
    const silent = await vote(at, 'member', 'reserve');
    expect(silent.statusCode).toBe(422);
    expect(silent.body).toContain('Écrivez votre réserve.');
    expect((await vote(at, 'member', 'option-1')).statusCode).toBe(422);
    expect((await vote(at, 'member', '')).statusCode).toBe(422);
    const script = '<script>alert(1)</script>';
    await vote(at, 'member', 'reserve', script);
    expect((await t.get(at, cookies.member)).body).not.toContain(script);
  });

  it('opens on its first day; until then it may be edited, afterwards not', async () => {
    const at = await proposed({ opens_on: dayAfter(2) });
    expect((await rowAt(at)).state).toBe('proposed');
    expect((await vote(at, 'member', 'oui')).body).toContain('pas encore ouvert');
    const edit = { ...proposal(), title: 'Titre revu', opens_on: dayAfter(2), version: '1' };
    expect((await t.post(`${at}/modifier`, edit, cookies.state)).statusCode).toBe(303);
    const late = await t.post(`${at}/modifier`, { ...edit, title: 'Titre du second' }, cookies.copilot);
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Titre revu');
    await afterDays(3);
    await turn();
    expect(await rowAt(at)).toMatchObject({ state: 'open', title: 'Titre revu' });
    expect(
      (await t.post(`${at}/modifier`, { ...edit, opens_on: '', version: '2' }, cookies.copilot)).statusCode,
    ).toBe(422);
    expect((await vote(at, 'member', 'oui')).statusCode).toBe(303);
  });

  it('is over with its last day, whether or not the task ran; which does no harm twice', async () => {
    const at = await proposed();
    await vote(at, 'member', 'oui');
    await afterDays(8);
    const late = await vote(at, 'state', 'non');
    expect(late.statusCode).toBe(422);
    expect(late.body).toContain('Le vote est terminé.');
    await Promise.all([turn(), turn()]);
    await turn();
    const { id, result } = await rowAt(at);
    expect(plain(result ?? '')).toContain('1 voix sur 5');
    expect(await told('decision.settled', id)).toBe(1);
    expect((await vote(at, 'state', 'non')).statusCode).toBe(422);
  });

  it('without its quorum has no follow-up', async () => {
    const at = await proposed({ quorum: 'percent', quorum_value: '50' });
    await vote(at, 'member', 'oui');
    await vote(at, 'state', 'oui');
    await afterDays(8);
    await turn();
    expect(await rowAt(at)).toMatchObject({ state: 'dropped', result: expect.stringContaining('quorum') });
  });

  it('by side, takes both', async () => {
    const at = await proposed({ by_side: '1' });
    for (const person of ['member', 'colleague', 'copilot'] as const) await vote(at, person, 'oui');
    await vote(at, 'state', 'non');
    await afterDays(8);
    await turn();
    expect((await rowAt(at)).state).toBe('rejected');
    expect(await pageAt(at, 'member')).toContain('Il fallait une majorité de chaque côté');
  });
});

describe('a vote by organisation', () => {
  it('has one voice a body, given by any of its people; the last counts, all are shown', async () => {
    const at = await proposed({ voters: 'organisation', options: 'Lundi\nMardi' });
    await vote(at, 'member', 'option-1');
    await vote(at, 'colleague', 'option-2');
    await vote(at, 'copilot', 'option-2');
    const page = await pageAt(at, 'observer');
    expect(page).toMatch(/Annecy, par Personne member/);
    expect(page).toMatch(/Annecy, par Personne colleague/);
    expect(page).toContain('Remplacée');
    await afterDays(8);
    await turn();
    const { result, state } = await rowAt(at);
    expect(state).toBe('adopted');
    // Annecy, the AMF and the DINUM.
    expect(plain(result ?? '')).toContain('2 voix sur 3 ; Mardi : 2. Retenu : « Mardi ».');
  });

  it('is not given for another’s, nor by whoever is of none', async () => {
    const at = await proposed({ voters: 'organisation' });
    const forged = await t.post(
      at,
      { choice: 'oui', reservation: '', voter: 'organisation:dinum', side: 'etat', organisation: 'dinum' },
      cookies.member,
    );
    expect(forged.statusCode).toBe(303);
    const voices = await t.db.selectFrom('decision_voices').select(['voter', 'side']).execute();
    expect(voices.at(-1)).toEqual({ voter: 'commune:74010', side: 'collectivites' });
    expect((await vote(at, 'bodiless', 'oui')).statusCode).toBe(403);
  });
});

describe('a secret vote', () => {
  it('keeps who voted apart from what: no column, no order, no transaction joins them', async () => {
    const at = await proposed({ ballot: 'secret', by_side: '1' });
    const { id } = await rowAt(at);
    const votes = [
      ['member', 'oui', ''],
      ['colleague', 'non', ''],
      ['copilot', 'reserve', 'Zut pour le délai.'],
      ['state', 'oui', ''],
      ['bodiless', 'reserve', 'Avant l’été.'],
    ] as const;
    for (const [person, choice, text] of votes) {
      expect((await vote(at, person, choice, text)).statusCode).toBe(303);
      const marks = await t.pool.query(
        'select count(distinct xmin::text)::int as one from decision_tallies where decision_id = $1',
        [id],
      );
      expect(marks.rows).toEqual([{ one: 1 }]);
    }
    const columns = await t.pool.query(
      "select column_name from information_schema.columns where table_name = 'decision_tallies' order by 1",
    );
    expect(columns.rows.map(({ column_name }) => column_name)).toEqual([
      'choice',
      'count',
      'decision_id',
      'reservations',
      'side',
    ]);
    expect(
      await t.db.selectFrom('decision_voices').selectAll().where('decision_id', '=', id).execute(),
    ).toEqual([]);
    const there = await t.db
      .selectFrom('decision_attendance')
      .selectAll()
      .where('decision_id', '=', id)
      .execute();
    expect(there).toHaveLength(5);
    expect(Object.keys(there[0] ?? {}).sort()).toEqual(['account_id', 'decision_id', 'voter']);
    const { reservations } = await t.db
      .selectFrom('decision_tallies')
      .select('reservations')
      .where('decision_id', '=', id)
      .where('choice', '=', 'reserve')
      .where('side', '=', 'collectivites')
      .executeTakeFirstOrThrow();
    expect(reservations).toEqual(['Zut pour le délai.']);
    // Nor do the form keys, nor the trail.
    const kept = await t.pool.query("select notice from form_keys where notice like '%voix%'");
    expect(new Set(kept.rows.map(({ notice }) => notice)).size).toBeLessThanOrEqual(1);
    const trail = await t.pool.query('select verb from audit_events where thing_id = $1', [id]);
    expect(trail.rows).toEqual([{ verb: 'decision.propose' }]);
  });

  it('shows who voted, and nothing of the count before the end; few voices of a side never', async () => {
    const at = await proposed({ ballot: 'secret', by_side: '1' });
    expect(await pageAt(at, 'member')).toContain('on saura que vous avez voté, jamais quoi');
    await vote(at, 'member', 'reserve', 'Réserve de la ville.');
    await vote(at, 'state', 'oui');
    const during = await pageAt(at, 'team');
    expect(during).toContain('Personne member');
    expect(during).not.toContain('Réserve de la ville.');
    expect(during).not.toContain('id="compte"');
    await afterDays(8);
    await turn();
    const after = await pageAt(at, 'member');
    expect(after).toContain('non montré');
    expect(after).toContain('Adoptée');
  });

  it('is given once, even twice at once', async () => {
    const at = await proposed({ ballot: 'secret' });
    const answers = await Promise.all([
      vote(at, 'member', 'oui'),
      vote(at, 'member', 'non'),
      vote(at, 'member', 'oui'),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422, 422]);
    expect((await vote(at, 'member', 'non')).body).toContain('ne se change plus');
    const { id } = await rowAt(at);
    const { sum } = await t.db
      .selectFrom('decision_tallies')
      .where('decision_id', '=', id)
      .select((eb) => eb.fn.sum<number>('count').as('sum'))
      .executeTakeFirstOrThrow();
    expect(Number(sum)).toBe(1);
  });
});

describe('advice', () => {
  it('decides nothing: the copilots do, and say why', async () => {
    const at = await proposed({ mode: 'advice', publicity: 'public' });
    await vote(at, 'member', 'non');
    const settle = {
      state: 'adopted',
      decided_by: 'Les copilotes',
      motivation: 'Le calendrier est imposé.',
      version: '1',
    };
    expect((await t.post(`${at}/conclusion`, settle, cookies.state)).statusCode).toBe(422);
    await afterDays(8);
    await turn();
    expect((await rowAt(at)).state).toBe('open');
    expect((await t.mails()).at(-1)?.text).toContain(`${publicUrl}${at}/conclusion`);
    expect(await pageAt(base, 'member')).toContain('avis rendu, décision attendue');
    expect((await t.post(`${at}/conclusion`, { ...settle, motivation: '' }, cookies.state)).statusCode).toBe(
      422,
    );
    expect((await t.post(`${at}/conclusion`, { ...settle, version: '0' }, cookies.state)).statusCode).toBe(
      409,
    );
    expect((await t.post(`${at}/conclusion`, settle, cookies.state)).statusCode).toBe(303);
    t.deps.pageCache.clear();
    const page = await pageAt(at.replace('/espace', ''));
    for (const words of ['Adoptée', 'Les copilotes', 'Le calendrier est imposé.', 'Contre : 1'])
      expect(page).toContain(words);
  });

  it('a vote under way is given up, never decided, by hand', async () => {
    const at = await proposed();
    const settle = { decided_by: 'Les copilotes', motivation: 'La question ne se pose plus.', version: '1' };
    expect(
      (await t.post(`${at}/conclusion`, { ...settle, state: 'adopted' }, cookies.copilot)).statusCode,
    ).toBe(422);
    expect(
      (await t.post(`${at}/conclusion`, { ...settle, state: 'dropped' }, cookies.copilot)).statusCode,
    ).toBe(303);
    expect((await vote(at, 'member', 'oui')).statusCode).toBe(422);
    await afterDays(8);
    await turn();
    expect((await rowAt(at)).state).toBe('dropped');
  });
});

describe('the register', () => {
  const recorded = {
    decided_by: 'Le comité',
    motivation: 'Après débat.',
    decided_on: '2026-01-20',
    publicity: 'public',
  };
  const consign = (fields: Record<string, string>) =>
    t.post(
      `${base}/consigner`,
      { title: 'Décision prise', body: 'Nous faisons.', ...recorded, ...fields },
      cookies.copilot,
    );

  it('takes what was decided elsewhere, and says what replaces it', async () => {
    const old = String((await consign({ title: 'Ancienne' })).headers.location);
    const future = await consign({ decided_on: dayAfter(3) });
    expect(future.statusCode).toBe(422);
    const act = { by: { id: ids.copilot, name: 'Personne copilot' }, now: t.clock.now() };
    const input = {
      groupId: group.id,
      title: 'Nouvelle',
      text: 'Autrement.',
      decidedBy: 'Le groupe',
      why: 'Mieux.',
      on: '2026-02-01',
      public: true,
    };
    const newer = await t.db.transaction().execute((tx) => recordDecision(tx, act, input));
    expect(newer.number).toBe(2);
    const foreign = await aGroup(t.db);
    const elsewhere = await t.db
      .transaction()
      .execute((tx) => recordDecision(tx, act, { ...input, groupId: foreign.id }));
    expect(
      (await t.post(`${old}/remplacement`, { replaced_by: elsewhere.id, version: '1' }, cookies.copilot))
        .statusCode,
    ).toBe(422);
    expect(
      (await t.post(`${old}/remplacement`, { replaced_by: newer.id, version: '1' }, cookies.copilot))
        .statusCode,
    ).toBe(303);
    const page = await pageAt(old.replace('/espace', ''));
    expect(page).toContain('Remplacée par');
    expect(page).toContain(`href="/groupes/${group.slug}/decisions/2"`);
    expect(await findSettledDecision(t.db, newer.id)).toMatchObject({
      groupId: group.id,
      authorId: ids.copilot,
      title: 'Décision adoptée : Nouvelle',
      url: `${base}/2`,
    });
    expect(await findOpenDecision(t.db, newer.id)).toBeNull();
    expect(await findSettledDecision(t.db, randomUUID())).toBeNull();
  });

  it('shows everybody what is public, without names, and nothing else', async () => {
    await consign({ title: 'Décision ouverte' });
    await consign({ title: 'Décision réservée', publicity: 'internal' });
    const at = await proposed({ publicity: 'public' });
    await vote(at, 'member', 'oui');
    const list = await pageAt(`/groupes/${group.slug}/decisions`);
    expect(list).toContain('Décision ouverte');
    expect(list).not.toContain('réservée');
    const data = (await t.get(`/groupes/${group.slug}/decisions.json`)).json();
    expect(data).toMatchObject({
      total: 2,
      items: [{ number: 3, state: 'open', result: null }, { number: 1 }],
    });
    expect((await t.get(`/groupes/${group.slug}/decisions/2`)).statusCode).toBe(404);
    expect((await t.get(`/groupes/${group.slug}/decisions/2.json`)).statusCode).toBe(404);
    expect((await t.get(`/groupes/${group.slug}/decisions/2`, cookies.member)).statusCode).toBe(404);
    const open = await pageAt(at.replace('/espace', ''));
    expect(open).not.toContain('Personne');
    expect((await t.get(`${at.replace('/espace', '')}.json`)).json()).toMatchObject({
      voices: null,
      electorate: null,
    });
    expect((await t.get('/groupes/inconnu/decisions')).statusCode).toBe(404);
    expect(
      (await t.get('/recherche.json?q=réservée', cookies.member)).json().counts.decision,
    ).toBeUndefined();
    const inside = { scopes: [{ id: group.id, level: 0 }], kinds: ['decision'], limit: 5, offset: 0 };
    expect((await searchScopes(t.db, 'réservée', inside)).total).toBe(1);
  });

  it('is filtered, page after page; an odd filter shows all', async () => {
    for (let n = 1; n <= 22; n += 1) await consign({ title: `Décision ${n}` });
    await proposed();
    expect(await pageAt(`${base}?page=2`, 'member')).toContain('Décision 1<');
    expect(await pageAt(`${base}?etat=en-cours`, 'member')).toContain('Adopter le calendrier');
    expect(await pageAt(`${base}?etat=rejetees`, 'member')).toContain('Aucune décision dans cet état');
    expect(await pageAt(`${base}?etat=%00&page=-1`, 'member')).toContain('Adopter le calendrier');
  });
});

describe('rights', () => {
  it('members and observers read; copilots and the team put questions; nobody else', async () => {
    const at = await proposed();
    const expected: Record<Person | 'visitor', readonly [number, number]> = {
      copilot: [200, 200],
      state: [200, 200],
      team: [200, 200],
      member: [200, 403],
      colleague: [200, 403],
      bodiless: [200, 403],
      observer: [200, 403],
      stranger: [403, 403],
      foreign: [403, 403],
      visitor: [303, 303],
    };
    for (const [person, [read, keep]] of Object.entries(expected)) {
      const cookie = person === 'visitor' ? undefined : cookies[person as Person];
      for (const page of [base, at])
        expect((await t.get(page, cookie)).statusCode, `${person} ${page}`).toBe(read);
      for (const page of [
        `${base}/nouvelle`,
        `${base}/consigner`,
        `${at}/conclusion`,
        `${at}/remplacement`,
        `${at}/modifier`,
      ])
        expect((await t.get(page, cookie)).statusCode, `${person} ${page}`).toBe(keep);
      if (keep === 403) expect((await t.post(`${at}/conclusion`, {}, cookie)).statusCode).toBe(403);
    }
    expect((await t.get(`${base}/99`, cookies.member)).statusCode).toBe(404);
    expect((await t.get(`${base}/1'--`, cookies.member)).statusCode).toBe(404);
  });

  it('those who only look on do not vote, nor a copilot of another group', async () => {
    const at = await proposed();
    for (const person of ['observer', 'team'] as const)
      expect((await vote(at, person, 'oui')).statusCode).toBe(422);
    for (const person of ['stranger', 'foreign'] as const)
      expect((await vote(at, person, 'oui')).statusCode).toBe(403);
    const theirs = await t.db
      .selectFrom('memberships')
      .innerJoin('groups', 'groups.id', 'group_id')
      .select('slug')
      .where('account_id', '=', ids.foreign)
      .orderBy('groups.created_at', 'desc')
      .executeTakeFirstOrThrow();
    expect((await vote(at.replace(group.slug, theirs.slug), 'foreign', 'oui')).statusCode).toBe(404);
    expect(
      await t.db
        .selectFrom('decision_voices')
        .selectAll()
        .where('decision_id', '=', (await rowAt(at)).id)
        .execute(),
    ).toEqual([]);
  });

  it('a closed group keeps its register, and decides nothing', async () => {
    const at = await proposed();
    await t.db.updateTable('groups').set({ state: 'closed' }).where('id', '=', group.id).execute();
    expect((await t.get(at, cookies.member)).statusCode).toBe(200);
    expect((await vote(at, 'member', 'oui')).statusCode).toBe(422);
    expect((await t.get(`${base}/nouvelle`, cookies.copilot)).statusCode).toBe(403);
  });

  it('who leaves takes their voice out of what is still voted, and stays counted in what was', async () => {
    const leaver = await anAccount(t.db, { name: 'Partante' });
    await aMembership(t.db, group.id, leaver.id);
    const cookie = await t.signIn(leaver.id);
    const at = await proposed();
    await t.post(at, { choice: 'oui' }, cookie);
    await vote(at, 'state', 'non');
    await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: leaver.id, now: t.clock.now() }));
    await afterDays(8);
    await turn();
    expect((await rowAt(at)).state).toBe('rejected');
    expect(await pageAt(at, 'member')).not.toContain('Partante');
  });
});

describe('a question', () => {
  it.each([
    ['no title', { title: ' ' }, 'Donnez un titre'],
    ['no reason', { motivation: '' }, 'Dites pourquoi'],
    ['a single choice', { options: 'Lundi' }, 'au moins deux choix'],
    ['twice the same choice', { options: 'Lundi\nlundi' }, 'Deux choix sont les mêmes'],
    ['a past day', { opens_on: '2026-01-01' }, 'Ce jour est passé.'],
    ['an end before its beginning', { opens_on: '2030-01-02', closes_on: '2030-01-01' }, 'se termine avant'],
    ['no end', { closes_on: '' }, 'Indiquez le dernier jour'],
    ['a quorum without a number', { quorum: 'count' }, 'Indiquez le quorum.'],
    ['more than all', { quorum: 'percent', quorum_value: '101' }, 'Cent pour cent au plus.'],
    ['an odd mode', { mode: 'recorded' }, 'Choisissez'],
  ])('with %s is refused, and what was typed kept', async (_what, fields, message) => {
    const answer = await t.post(
      `${base}/nouvelle`,
      { ...proposal(), body: 'Ce texte est gardé', ...fields },
      cookies.copilot,
    );
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(answer.body).toContain('Ce texte est gardé');
  });
});
