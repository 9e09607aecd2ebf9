import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAccount, anOpening } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { aGroupThatMeets, callAMeeting } from '../../../test/meetings.ts';
import { searchScopes } from '../../platform/search/index.ts';
import { deleteAccount } from '../identity/index.ts';
import { findApprovedMinutes } from './index.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

/** A meeting that has begun, with the ids of its points. */
async function heldMeeting() {
  const g = await aGroupThatMeets(t);
  const id = await callAMeeting(t, g);
  await t.db
    .updateTable('meetings')
    .set({
      starts_at: new Date(t.clock.now().getTime() - 600_000),
      ends_at: new Date(t.clock.now().getTime() + 600_000),
    })
    .where('id', '=', id)
    .execute();
  const items = await t.db
    .selectFrom('meeting_items')
    .select('id')
    .where('meeting_id', '=', id)
    .orderBy('position')
    .execute();
  const [budget = '', calendar = '', other = ''] = items.map((item) => item.id);
  const base = `/espace/reunions/${id}`;
  const write = (item: string, texte: string, version: number, cookie: string) =>
    t.post(`${base}/points/${item}`, { texte, version: String(version) }, cookie);
  const bodyOf = async (item: string) =>
    await t.db
      .selectFrom('meeting_items')
      .select(['body', 'version'])
      .where('id', '=', item)
      .executeTakeFirstOrThrow();
  return { ...g, id, budget, calendar, other, base, write, bodyOf };
}

test('two who write at once on different lines lose nothing; all stays in the history', async () => {
  const m = await heldMeeting();
  await m.write(m.budget, 'Un\nDeux\nTrois\nQuatre', 0, m.cookies.state);
  const [one, two] = [
    await m.write(m.budget, 'UN\nDeux\nTrois\nQuatre', 1, m.cookies.state),
    await m.write(m.budget, 'Un\nDeux\nTrois\nQuatre\nCinq', 1, m.cookies.local),
  ];
  expect([one.statusCode, two.statusCode]).toEqual([303, 303]);
  expect(await m.bodyOf(m.budget)).toEqual({ body: 'UN\nDeux\nTrois\nQuatre\nCinq', version: 3 });
  const history = await t.get(`${m.base}/points/${m.budget}/historique`, m.cookies.observer);
  expect(history.body).toContain('les deux textes ont été réunis');
  expect(history.body).toContain('Version 1, Solène État');
  expect(history.body).toContain('Version 3, Léo Collectivités');
});

test('the same lines: 409 with both texts, and nothing is written; then one’s own decision stands', async () => {
  const m = await heldMeeting();
  await m.write(m.budget, 'Le budget est de 10 €.', 0, m.cookies.state);
  const stale = await m.write(m.budget, 'Le budget est de 20 €.', 0, m.cookies.local);
  expect(stale.statusCode).toBe(409);
  expect(stale.body).toContain('10');
  expect(stale.body).toContain('Le budget est de 20');
  expect(await m.bodyOf(m.budget)).toMatchObject({ version: 1 });
  // The page gave the version that is there now.
  expect(stale.body).toContain('name="version" value="1"');
  expect((await m.write(m.budget, 'Entre 10 et 20 €.', 1, m.cookies.local)).statusCode).toBe(303);
  // A version that never was is nobody's base.
  expect((await m.write(m.budget, 'Forgé', 99, m.cookies.local)).statusCode).toBe(409);
});

test('many at once: no line is lost', async () => {
  const m = await heldMeeting();
  const lines = Array.from({ length: 12 }, (_, index) => [`titre ${index}`, `séparation ${index}`]).flat();
  await m.write(m.budget, lines.join('\n'), 0, m.cookies.state);
  const writers = [m.cookies.state, m.cookies.local];
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      m.write(
        m.budget,
        lines.map((line) => (line === `titre ${index}` ? `écrit ${index}` : line)).join('\n'),
        1,
        writers[index % 2] ?? '',
      ),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(12).fill(303));
  const { body } = await m.bodyOf(m.budget);
  expect(body.split('\n')).toEqual(
    Array.from({ length: 12 }, (_, index) => [`écrit ${index}`, `séparation ${index}`]).flat(),
  );
});

test('a member writes once asked to, an observer never does', async () => {
  const m = await heldMeeting();
  expect((await m.write(m.budget, 'Moi', 0, m.cookies.member)).statusCode).toBe(403);
  await t.post(`${m.base}/invites/redaction`, { personne: m.member.id, redige: 'oui' }, m.cookies.state);
  expect((await m.write(m.budget, 'Moi', 0, m.cookies.member)).statusCode).toBe(303);
  expect((await m.write(m.budget, 'Moi', 1, m.cookies.observer)).statusCode).toBe(403);
  // Taking the minutes is not concluding from them.
  expect(
    (await t.post(`${m.base}/points/${m.budget}/decision`, { texte: 'Adopté' }, m.cookies.member)).statusCode,
  ).toBe(403);
});

test('who was there is noted as of that day, with and without an account', async () => {
  const m = await heldMeeting();
  const presence = `${m.base}/presence`;
  expect((await t.post(presence, { presence: 'present' }, m.cookies.state)).statusCode).toBe(422);
  await t.post(
    presence,
    { personnes: [m.state.id, m.member.id, m.elsewhere.id], presence: 'present' },
    m.cookies.local,
  );
  await t.post(presence, { personnes: m.observer.id, presence: 'excused' }, m.cookies.state);
  await t.post(
    `${presence}/personne`,
    { nom: 'Jean Invité', organisme: 'Banque des Territoires', cote: 'etat' },
    m.cookies.state,
  );
  const rows = await t.db
    .selectFrom('meeting_attendance')
    .select(['name', 'organisation', 'side', 'presence'])
    .where('meeting_id', '=', m.id)
    .orderBy('name')
    .execute();
  expect(rows).toEqual([
    { name: 'Jean Invité', organisation: 'Banque des Territoires', side: 'etat', presence: 'present' },
    {
      name: 'Maud Membre',
      organisation: 'Annecy (Haute-Savoie)',
      side: 'collectivites',
      presence: 'present',
    },
    {
      name: 'Olga Observe',
      organisation: 'Annecy (Haute-Savoie)',
      side: 'collectivites',
      presence: 'excused',
    },
    { name: 'Solène État', organisation: 'Annecy (Haute-Savoie)', side: 'etat', presence: 'present' },
  ]);
  const page = await t.get(`${m.base}/compte-rendu`, m.cookies.observer);
  expect(page.body.replaceAll('\u00a0', ' ')).toContain('3 personnes présentes, 1 excusée');
  // One who leaves was there all the same.
  await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: m.member.id, now: t.clock.now() }));
  const left = await t.db
    .selectFrom('meeting_attendance')
    .select('name')
    .where('meeting_id', '=', m.id)
    .orderBy('name')
    .execute();
  expect(left.map(({ name }) => name)).toEqual([
    'Compte supprimé',
    'Jean Invité',
    'Olga Observe',
    'Solène État',
  ]);
});

test('decisions stay in the minutes; actions go to the plan too, and open the next agenda with what was postponed', async () => {
  const m = await heldMeeting();
  const point = `${m.base}/points/${m.budget}`;
  expect((await t.post(`${point}/decision`, { texte: ' ' }, m.cookies.state)).statusCode).toBe(422);
  await t.post(`${point}/decision`, { texte: 'Le budget est adopté' }, m.cookies.state);
  const forged = await t.post(
    `${point}/action`,
    { texte: 'Relire la note', owner: `personne:${m.stranger.id}`, echeance: '' },
    m.cookies.state,
  );
  expect(forged.statusCode).toBe(422);
  const action = { texte: 'Relire la note', owner: `personne:${m.local.id}`, echeance: '2027-03-01' };
  expect((await t.post(`${point}/action`, action, m.cookies.state)).statusCode).toBe(303);
  await t.post(`${m.base}/points/${m.calendar}/report`, { reporte: 'oui' }, m.cookies.local);
  const tasks = await t.db
    .selectFrom('plan_tasks')
    .select(['id', 'title', 'owner_account_id', 'due_on'])
    .where('group_id', '=', m.group.id)
    .execute();
  expect(tasks).toMatchObject([
    { title: 'Relire la note', owner_account_id: m.local.id, due_on: '2027-03-01' },
  ]);
  const page = (await t.get(`${m.base}/compte-rendu`, m.cookies.member)).body.replaceAll(
    /[\u00a0\u202f]/g,
    ' ',
  );
  expect(page).toContain('Le budget est adopté');
  expect(page).toContain(
    'Relire la note (Léo Collectivités, pour le 1er mars 2027) : <a href="/espace/groupes/',
  );
  expect(page).toContain(`/plan/taches/${tasks[0]?.id}">à faire</a>`);
  const next = (
    await t.get(`/espace/groupes/${m.group.slug}/reunions/nouvelle?suite=${m.id}`, m.cookies.state)
  ).body.replaceAll(/[\u00a0\u202f]/g, ' ');
  expect(next).toContain('value="Suivi : Relire la note (Léo Collectivités, pour le 1er mars 2027)"');
  expect(next).toContain('value="Calendrier"');
  expect(next).not.toContain('value="Budget"');
  // Done: the next agenda speaks of it no more.
  await t.db
    .updateTable('plan_tasks')
    .set({ state: 'done' })
    .where('id', '=', tasks[0]?.id ?? '')
    .execute();
  const later = await t.get(
    `/espace/groupes/${m.group.slug}/reunions/nouvelle?suite=${m.id}`,
    m.cookies.state,
  );
  expect(later.body).not.toContain('Relire la note');
  // Of another group, nothing.
  const [mine] = [await aGroupThatMeets(t)];
  const stolen = await t.get(
    `/espace/groupes/${mine.group.slug}/reunions/nouvelle?suite=${m.id}`,
    mine.cookies.state,
  );
  expect(stolen.statusCode).toBe(200);
  expect(stolen.body).not.toContain('Calendrier');
});

test('what was noted by mistake leaves the minutes, and the plan while nobody began', async () => {
  const m = await heldMeeting();
  await t.post(
    `${m.base}/points/${m.budget}/action`,
    { texte: 'Par erreur', owner: '', echeance: '' },
    m.cookies.state,
  );
  const { id } = await t.db
    .selectFrom('meeting_outcomes')
    .select('id')
    .where('meeting_id', '=', m.id)
    .executeTakeFirstOrThrow();
  const other = await heldMeeting();
  expect(
    (await t.post(`${other.base}/compte-rendu/retrait`, { releve: id }, other.cookies.state)).statusCode,
  ).toBe(404);
  await t.post(`${m.base}/compte-rendu/retrait`, { releve: id }, m.cookies.local);
  expect(
    await t.db.selectFrom('plan_tasks').select('id').where('group_id', '=', m.group.id).execute(),
  ).toEqual([]);
});

test('from the draft to the approval of both sides; nothing changes after', async () => {
  const m = await heldMeeting();
  const minutes = `${m.base}/compte-rendu`;
  const act = (what: string, cookie: string) => t.post(`${minutes}/${what}`, {}, cookie);
  expect((await act('proposition', m.cookies.state)).statusCode).toBe(422);
  await m.write(m.budget, 'Le **budget** est présenté.', 0, m.cookies.state);
  await t.post(`${m.base}/points/${m.budget}/decision`, { texte: 'Le budget est adopté' }, m.cookies.state);
  expect((await act('approbation', m.cookies.state)).statusCode).toBe(403);
  expect((await act('proposition', m.cookies.member)).statusCode).toBe(403);
  expect((await act('proposition', m.cookies.state)).statusCode).toBe(303);
  expect(
    (await t.mails())
      .filter(({ subject }) => subject.startsWith('Compte rendu à approuver'))
      .map(({ to }) => to),
  ).toContain(m.local.email);
  // Proposed: it is read as it is.
  expect((await m.write(m.budget, 'Autre', 1, m.cookies.state)).statusCode).toBe(403);
  expect(
    (await t.post(`${m.base}/presence`, { personnes: m.state.id, presence: 'present' }, m.cookies.state))
      .statusCode,
  ).toBe(403);
  // A member asks for a correction, and nothing is approved before it has its answer.
  expect(
    (await t.post(`${minutes}/correction`, { texte: 'Il manque le montant' }, m.cookies.observer)).statusCode,
  ).toBe(403);
  expect(
    (await t.post(`${minutes}/correction`, { texte: 'Il manque le montant' }, m.cookies.member)).statusCode,
  ).toBe(303);
  expect((await act('approbation', m.cookies.state)).statusCode).toBe(422);
  const { id } = await t.db
    .selectFrom('meeting_corrections')
    .select('id')
    .where('meeting_id', '=', m.id)
    .executeTakeFirstOrThrow();
  expect(
    (await t.post(`${minutes}/corrections/${id}`, { reponse: 'Ajouté' }, m.cookies.member)).statusCode,
  ).toBe(403);
  expect(
    (await t.post(`${minutes}/corrections/${id}`, { reponse: 'Il est au point 2' }, m.cookies.state))
      .statusCode,
  ).toBe(303);
  expect(
    (await t.post(`${minutes}/corrections/${id}`, { reponse: 'Encore' }, m.cookies.state)).statusCode,
  ).toBe(404);
  // One side is not enough, twice neither; to write again undoes it.
  await act('approbation', m.cookies.state);
  await act('approbation', m.cookies.state);
  const half = await t.get(minutes, m.cookies.member);
  expect(half.body).toContain('Approuvé du côté de l’État par Solène État');
  expect(half.body).toContain('Attendu du côté des collectivités');
  const register = `/espace/groupes/${m.group.slug}/decisions`;
  expect((await t.get(register, m.cookies.member)).body).not.toContain('Le budget est adopté');
  await act('reprise', m.cookies.local);
  expect((await t.get(minutes, m.cookies.member)).body).not.toContain('Approuvé du côté');
  await act('proposition', m.cookies.local);
  await act('approbation', m.cookies.local);
  expect((await act('approbation', m.cookies.state)).headers.location).toBe(minutes);
  const state = async () =>
    (
      await t.db
        .selectFrom('meetings')
        .select('minutes_state')
        .where('id', '=', m.id)
        .executeTakeFirstOrThrow()
    ).minutes_state;
  expect(await state()).toBe('approved');
  expect(await findApprovedMinutes(t.db, m.id)).toMatchObject({ groupId: m.group.id, url: minutes });
  // What was decided stands in the register, with who decided and where it is told.
  expect((await t.get(register, m.cookies.member)).body).toContain('Le budget est adopté');
  expect((await t.get(minutes, m.cookies.member)).body).toContain(`href="${register}/1"`);
  const decision = (await t.get(`${register}/1`, m.cookies.member)).body;
  expect(decision).toContain('Le groupe, réuni le');
  expect(decision).toContain(minutes);
  for (const [path, fields] of [
    [`${m.base}/points/${m.budget}`, { texte: 'Tard', version: '1' }],
    [`${m.base}/points/${m.budget}/decision`, { texte: 'Trop tard' }],
    [`${m.base}/modifier`, {}],
    [`${minutes}/reprise`, {}],
    [`${minutes}/correction`, { texte: 'Trop tard aussi' }],
  ] as const)
    expect((await t.post(path, fields, m.cookies.state)).statusCode).toBe(403);
  expect(await m.bodyOf(m.budget)).toEqual({ body: 'Le **budget** est présenté.', version: 1 });
  expect(await findApprovedMinutes(t.db, m.group.id)).toBeNull();
  const pdf = await t.get(`${minutes}.pdf`, m.cookies.observer);
  expect(pdf.headers['content-type']).toBe('application/pdf');
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.headers['cache-control']).toBe('private, no-store');
});

test('a group of one side approves alone, and says so', async () => {
  const m = await heldMeeting();
  await t.db.deleteFrom('memberships').where('account_id', '=', m.local.id).execute();
  await m.write(m.budget, 'Seuls.', 0, m.cookies.state);
  await t.post(`${m.base}/compte-rendu/proposition`, {}, m.cookies.state);
  expect((await t.get(`${m.base}/compte-rendu`, m.cookies.member)).body).toContain(
    'Ce groupe n’a qu’un côté',
  );
  await t.post(`${m.base}/compte-rendu/approbation`, {}, m.cookies.state);
  expect((await t.get(`${m.base}/compte-rendu`, m.cookies.member)).body).toContain('ne change plus');
});

test('the programme team runs a meeting but approves for no side', async () => {
  const m = await heldMeeting();
  const { id } = await anAccount(t.db, { roles: ['programme-team'] });
  const team = await t.signIn(id);
  expect((await t.get(m.base, team)).headers.location).toMatch(/\/ouverture\?/);
  await anOpening(t.db, m.group.id, id);
  expect((await m.write(m.budget, 'Par l’équipe', 0, team)).statusCode).toBe(303);
  expect((await t.post(`${m.base}/compte-rendu/proposition`, {}, team)).statusCode).toBe(303);
  expect((await t.post(`${m.base}/compte-rendu/approbation`, {}, team)).statusCode).toBe(403);
});

test('minutes are found by the people of the group, and by nobody else', async () => {
  const m = await heldMeeting();
  await m.write(m.other, 'On parle de la **xylographie** communale.', 0, m.cookies.state);
  const find = (id: string) =>
    searchScopes(t.db, 'xylographie', { scopes: [{ id, level: 0 }], limit: 5, offset: 0 });
  expect((await find(m.group.id)).hits).toMatchObject([{ kind: 'meeting', url: `${m.base}/compte-rendu` }]);
  expect((await find(m.id)).total).toBe(0);
  expect((await t.get('/recherche.json?q=xylographie', m.cookies.state)).json().total).toBe(0);
});

test('a script in the minutes is text', async () => {
  const m = await heldMeeting();
  const script = '<script>alert(1)</script><img src=x onerror=alert(1)>';
  await m.write(m.budget, script, 0, m.cookies.state);
  await t.post(`${m.base}/points/${m.budget}/decision`, { texte: script }, m.cookies.state);
  await t.post(
    `${m.base}/presence/personne`,
    { nom: script, organisme: script, cote: 'autre' },
    m.cookies.state,
  );
  for (const path of ['/compte-rendu', '/presence', `/points/${m.budget}/historique`]) {
    const { body } = await t.get(m.base + path, m.cookies.state);
    expect(body).not.toContain('<script>alert(1)');
    expect(body).not.toContain('<img src=x');
  }
});
