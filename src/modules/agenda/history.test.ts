import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  asksToSignIn,
  type MeasureOfTest,
  measureForm,
  milestoneRows,
  type Person,
  startAgenda,
  wordsIn,
} from '../../../test/agenda.ts';
import { anAccount } from '../../../test/factories.ts';
import { findMeasure } from './measure.ts';

let agenda: Awaited<ReturnType<typeof startAgenda>>;
let measure: MeasureOfTest;
let here: string;
beforeAll(async () => {
  agenda = await startAgenda();
});
afterAll(() => agenda.t.close());
beforeEach(async () => {
  measure = await agenda.aMeasure();
  here = `/agenda/${measure.slug}/historique`;
});

const edit = async (values: Record<string, string>, version = 1, person: Person = 'copilot') =>
  agenda.t.post(
    `/agenda/${measure.slug}/modifier`,
    measureForm({ ...milestoneRows(measure), version: String(version), ...values }),
    await agenda.as(person),
  );
const restore = async (version: number, person: Person = 'copilot') =>
  agenda.t.post(`${here}/${version}/retablissement`, {}, await agenda.as(person));
const saved = () => findMeasure(agenda.t.db, measure.slug);

describe('the history of a measure', () => {
  test('is public: what changed, in words, why, and by whom, without a name', async () => {
    await edit({ pilot: 'DINUM', milestone_1_date: 'mars 2028', motif: 'Le décret est paru.' });
    const page = await agenda.t.get(here);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Le décret est paru.');
    expect(wordsIn(page)).toContain('Ce qui change : pilote, jalons');
    expect(page.body).toMatch(/<ins>.{0,60}DINUM/);
    // The milestone that stayed is told as it is, whatever its place.
    expect(wordsIn(page)).toMatch(/<span>Étape, 2027 : Phase pilote\n/);
    expect(page.body).toContain('Annecy (Haute-Savoie)');
    expect(page.body).not.toContain('Camille Pilote');
    expect(page.body).not.toContain('Rétablir');
    expect(page.body.indexOf('Version 2')).toBeLessThan(page.body.indexOf('Version 1'));
    for (const person of ['copilot', 'team'] as const)
      expect((await agenda.t.get(here, await agenda.as(person))).body).toContain('Camille Pilote');
    expect((await agenda.t.get(here, await agenda.as('stranger'))).body).not.toContain('Camille Pilote');
  });

  test('a page kept for visitors never shows what a keeper saw', async () => {
    await edit({ pilot: 'DINUM' });
    await agenda.t.get(here, await agenda.as('team'));
    expect((await agenda.t.get(here)).body).not.toContain('Camille Pilote');
  });

  test('what was written of a draft stays between those who may edit it', async () => {
    await edit({ etat: 'brouillon', pilot: 'Pilote secret', motif: 'Essai.' });
    expect((await agenda.t.get(here)).statusCode).toBe(404);
    await edit({ etat: 'publiee', motif: 'Publié.' }, 2);
    const page = await agenda.t.get(here);
    expect(page.body).toContain('Publié.');
    expect(page.body).not.toContain('Pilote secret');
    expect((await agenda.t.get(here, await agenda.as('editor'))).body).toContain('Pilote secret');
  });
});

describe('a version comes back', () => {
  test('as a new one; a cancelled milestone lives again in the same row, and calendars follow', async () => {
    await edit({ pilot: 'DINUM', milestone_1_date: '', milestone_1_label: '' });
    expect((await restore(1)).statusCode).toBe(303);
    expect(await saved()).toMatchObject({ pilot: 'DGFiP', version: 3 });
    const milestone = (await saved())?.milestones.find(({ id }) => id === measure.milestones[1]);
    expect(milestone).toMatchObject({ cancelledAt: null, sequence: 2, date: '2027-09-01' });
    expect((await saved())?.milestones).toHaveLength(2);
    expect((await agenda.t.get(here)).body).toContain('Version rétablie');
  });

  test('nothing to bring back', async () => {
    const answer = await restore(1);
    expect(answer.statusCode).toBe(422);
    expect(await saved()).toMatchObject({ version: 1 });
    expect((await restore(7)).statusCode).toBe(404);
  });

  test.each<[Person, number]>([
    ['stranger', 403],
    ['member', 403],
    ['editor', 303],
    ['team', 303],
  ])('by %s: %d', async (person, status) => {
    await edit({ pilot: 'DINUM' });
    expect((await restore(1, person)).statusCode).toBe(status);
  });

  test('a visitor signs in first', async () => {
    expect(asksToSignIn(await agenda.t.post(`${here}/1/retablissement`, {}))).toBe(true);
  });
});

describe('rights on one measure', () => {
  const grant = async (email: string, person: Person = 'copilot') =>
    agenda.t.post(`/agenda/${measure.slug}/acces`, { adresse: email }, await agenda.as(person));

  test('given by the address of an active account, told by mail, taken back', async () => {
    const { id, email, name } = await anAccount(agenda.t.db);
    const cookie = await agenda.t.signIn(id);
    const form = measureForm({ ...milestoneRows(measure), pilot: 'Ministère' });
    expect((await agenda.t.post(`/agenda/${measure.slug}/modifier`, form, cookie)).statusCode).toBe(403);
    expect((await grant(email.toUpperCase())).statusCode).toBe(303);
    expect((await agenda.t.mails()).at(-1)).toMatchObject({ to: email });
    expect((await agenda.t.get('/espace/agenda', cookie)).body).toContain(`/agenda/${measure.slug}/modifier`);
    expect((await agenda.t.post(`/agenda/${measure.slug}/modifier`, form, cookie)).statusCode).toBe(303);
    const page = await agenda.t.get(`/agenda/${measure.slug}/acces`, await agenda.as('copilot'));
    expect(page.body).toContain(name);
    const other = await agenda.aMeasure();
    expect((await agenda.t.get(`/agenda/${other.slug}/modifier`, cookie)).statusCode).toBe(403);
    await agenda.t.post(`/agenda/${measure.slug}/acces/${id}/retrait`, {}, await agenda.as('team'));
    expect((await agenda.t.get(`/agenda/${measure.slug}/modifier`, cookie)).statusCode).toBe(403);
    expect((await agenda.t.mails()).at(-1)?.subject).toContain('Vous ne modifiez plus');
  });

  test('the same answer whether nobody has the address, or somebody who is not active', async () => {
    const pending = await anAccount(agenda.t.db, { state: 'pending' });
    const refused = await anAccount(agenda.t.db, { state: 'refused' });
    for (const email of ['personne@nulle-part.example', pending.email, refused.email]) {
      const answer = await grant(email);
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('Aucun compte actif n’a cette adresse.');
    }
  });

  test.each<[Person, number]>([
    ['stranger', 403],
    ['member', 403],
    ['editor', 403],
    ['team', 303],
  ])('by %s: %d', async (person, status) => {
    const { email } = await anAccount(agenda.t.db);
    expect((await grant(email, person)).statusCode).toBe(status);
  });
});

describe('the page of those who keep the agenda', () => {
  test('gathers what waits', async () => {
    const draft = await agenda.aMeasure({ title: 'Pas encore prête' }, false);
    for (const person of ['copilot', 'team'] as const) {
      const page = await agenda.t.get('/espace/agenda', await agenda.as(person));
      expect(page.body).toContain(`/agenda/${draft.slug}/modifier`);
      expect(page.body).toContain('/agenda/nouvelle');
    }
    const editors = await agenda.t.get('/espace/agenda', await agenda.as('editor'));
    expect(editors.body).not.toContain('/agenda/nouvelle');
    expect((await agenda.t.get('/espace/agenda', await agenda.as('member'))).statusCode).toBe(403);
    expect(asksToSignIn(await agenda.t.get('/espace/agenda'))).toBe(true);
  });
});
