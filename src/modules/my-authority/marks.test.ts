import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWithAgenda } from '../../../test/agenda.ts';
import { anAccount } from '../../../test/factories.ts';
import type { TestApp } from '../../../test/harness.ts';
import { deleteAccount } from '../identity/index.ts';

let t: TestApp;
const annecy = '/collectivites/communes/74010';
const mark = `${annecy}/mesures/m57`;
let cookie: string;
let colleague: string;
let stranger: string;
let authorId: string;
beforeAll(async () => {
  t = await startWithAgenda();
  const author = await anAccount(t.db, { name: 'Alix Martin' });
  authorId = author.id;
  cookie = await t.signIn(author.id);
  colleague = await t.signIn((await anAccount(t.db, {})).id);
  stranger = await t.signIn((await anAccount(t.db, { authorityId: 'commune:74282' })).id);
});
afterAll(() => t.close());

test('colleagues mark a measure and read each other’s notes; nobody else does', async () => {
  expect((await t.get(annecy, cookie)).body).toContain(`href="${mark}"`);
  const saved = await t.post(mark, { etat: 'done', note: 'Fait en zinzolin', version: '0' }, cookie);
  expect(saved.statusCode).toBe(303);
  expect(saved.headers.location).toBe(`${annecy}#mesure-m57`);
  const { body } = await t.get(annecy, colleague);
  expect(body).toContain('Fait en zinzolin');
  expect(body).toContain('Alix Martin');
  for (const other of [undefined, stranger]) {
    const page = (await t.get(annecy, other)).body;
    expect(page).not.toContain('zinzolin');
    expect(page).not.toContain(mark);
  }
  for (const reader of [undefined, cookie, stranger])
    expect((await t.get(`${annecy}.json`, reader)).body).not.toContain('zinzolin');
  const trail = await t.db
    .selectFrom('audit_events')
    .select(['verb', 'thing_id', 'detail'])
    .where('verb', '=', 'authority.mark')
    .execute();
  expect(trail).toEqual([{ verb: 'authority.mark', thing_id: 'commune:74010', detail: { measure: 'm57' } }]);
});

test('a member gets there from the home page, and from their space, in one click', async () => {
  for (const url of ['/', '/espace']) {
    expect((await t.get(url, stranger)).body).toContain('href="/collectivites/communes/74282"');
    expect((await t.get(url, stranger)).body).not.toContain(`href="${annecy}"`);
  }
  expect((await t.get('/')).body).not.toContain('Ma collectivité : ');
});

test('two who write at once: the second sees what the first wrote', async () => {
  const stale = await t.post(mark, { etat: 'planned', note: 'Autre', version: '0' }, colleague);
  expect(stale.statusCode).toBe(409);
  expect(stale.body).toContain('Fait en zinzolin');
  expect(stale.body).toContain('Autre');
  expect(stale.body).toMatch(/<dd[^>]*>Fait</);
  expect((await t.post(mark, { etat: 'planned', note: '', version: '1' }, colleague)).statusCode).toBe(303);
  expect((await t.get(mark, cookie)).body).toContain('name="version" value="2"');
  expect((await t.post(mark, { etat: 'none', note: '', version: '2' }, colleague)).statusCode).toBe(303);
  expect(await t.db.selectFrom('authority_marks').selectAll().execute()).toEqual([]);
});

const m57 = [
  'Adopter le cadre par délibération quand il n’était pas anticipé',
  'Mettre à jour le logiciel financier et le règlement budgétaire',
  'Former les services, revoir amortissements et plan de comptes',
];

test('each act of a measure is marked too: the one that is done is no longer the one to do first', async () => {
  const cfu = `${annecy}/mesures/compte-financier-unique`;
  const form = (await t.get(cfu, cookie)).body;
  const acts = [...form.matchAll(/name="acte" value="([^"]+)"/g)].map(([, act]) => act ?? '');
  expect(acts).toHaveLength(3);
  const firstOf = (body: string) => /À faire d’abord<\/strong>([^<]+)/.exec(body)?.[1];
  expect(firstOf((await t.get(annecy, cookie)).body)).toContain(acts[0]);
  const fields = { etat: 'planned', note: '', version: '0', acte: acts, acte_etat: ['done', '', 'planned'] };
  expect((await t.post(cfu, fields, cookie)).statusCode).toBe(303);
  const { body } = await t.get(annecy, colleague);
  expect(firstOf(body)).toContain(acts[1]);
  expect(body).toContain(
    `${acts[0]} <span class="fr-badge fr-badge--sm fr-badge--success fr-badge--no-icon">Fait</span>`,
  );
  for (const other of [undefined, stranger])
    expect(firstOf((await t.get(annecy, other)).body)).toContain(acts[0]);
  // The form shows what was noted, and somebody who writes meanwhile reads it.
  const again = (await t.get(cfu, colleague)).body;
  expect(again.match(/<option value="(?:done|planned)" selected/g)).toHaveLength(2);
  const stale = await t.post(cfu, { ...fields, acte_etat: ['', '', ''] }, colleague);
  expect(stale.statusCode).toBe(409);
  expect(stale.body).toContain(`${acts[0]}\u00a0: fait`);
  await t.post(cfu, { etat: 'none', note: '', version: '1' }, cookie);
});

test('acts that the measure does not ask are not kept; states that are none are refused', async () => {
  const save = (acte: string[], acte_etat: string | string[]) =>
    t.post(mark, { etat: 'planned', note: '', version: '0', acte, acte_etat }, cookie);
  for (const states of [['presque', '', ''], 'fini', Array(201).fill('done')])
    expect((await save(m57, states)).statusCode).toBe(422);
  expect((await save(Array(201).fill('x'), [])).statusCode).toBe(422);
  expect((await save([...m57.slice(1), '<script>', '__proto__'], Array(4).fill('done'))).statusCode).toBe(
    303,
  );
  const kept = await t.db.selectFrom('authority_marks').select('acts').executeTakeFirstOrThrow();
  expect(kept.acts).toEqual({ [m57[1] ?? '']: 'done', [m57[2] ?? '']: 'done' });
  await t.post(mark, { etat: 'none', note: '', version: '1' }, cookie);
});

test('only those of the authority may, whatever address they write to', async () => {
  const fields = { etat: 'done', note: '', version: '0' };
  expect((await t.post(mark, fields)).headers.location).toContain('/connexion');
  expect((await t.get(mark)).headers.location).toContain('/connexion');
  expect((await t.post(mark, fields, stranger)).statusCode).toBe(403);
  expect((await t.get(mark, stranger)).statusCode).toBe(403);
  // The form cannot name another authority.
  const forged = { ...fields, authority_id: 'commune:74010' };
  expect((await t.post(mark, forged, stranger)).statusCode).toBe(403);
  const pending = await anAccount(t.db, { state: 'pending' });
  expect((await t.post(mark, fields, await t.signIn(pending.id))).statusCode).toBe(403);
  const organisation = await anAccount(t.db, { authorityId: null });
  expect((await t.post(mark, fields, await t.signIn(organisation.id))).statusCode).toBe(403);
  expect((await t.post(`${annecy}/mesures/inconnue`, fields, cookie)).statusCode).toBe(404);
});

test.each([
  ['an unknown state', { etat: 'presque', note: '', version: '0' }],
  ['no state', { note: '', version: '0' }],
  ['a note too long', { etat: 'done', note: 'a'.repeat(1001), version: '0' }],
  ['no version', { etat: 'done', note: '' }],
])('%s is refused', async (_case, fields) => {
  expect((await t.post(mark, fields, cookie)).statusCode).toBe(422);
});

test('what is written in a note is text', async () => {
  await t.post(mark, { etat: 'done', note: '<script>alert(1)</script>', version: '0' }, cookie);
  expect((await t.get(annecy, cookie)).body).not.toContain('<script>alert');
});

test('whoever leaves takes their name away, the mark stays for colleagues', async () => {
  await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: authorId, now: t.clock.now() }));
  const { body } = await t.get(annecy, colleague);
  expect(body).toContain('noté par Compte supprimé');
  expect(body).not.toContain('Alix Martin');
});
