import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type MeasureOfTest,
  measureForm,
  milestoneRows,
  type Person,
  startAgenda,
  wordsIn,
} from '../../../test/agenda.ts';
import { searchEntries } from '../../platform/search/index.ts';
import { listEvents } from '../audit/index.ts';
import { findMeasure } from './measure.ts';

let agenda: Awaited<ReturnType<typeof startAgenda>>;
let measure: MeasureOfTest;
beforeAll(async () => {
  agenda = await startAgenda();
});
afterAll(() => agenda.t.close());
beforeEach(async () => {
  measure = await agenda.aMeasure();
});

const edit = async (values: Record<string, string> = {}, person: Person = 'copilot') =>
  agenda.t.post(
    `/agenda/${measure.slug}/modifier`,
    measureForm({ ...milestoneRows(measure), ...values }),
    await agenda.as(person),
  );
const create = async (values: Record<string, string | string[]> = {}, person: Person = 'copilot') =>
  agenda.t.post(
    '/agenda/nouvelle',
    measureForm({ public_1_types: ['commune', 'epci'], public_1_min: '3 500', ...values }),
    await agenda.as(person),
  );
const saved = () => findMeasure(agenda.t.db, measure.slug);
const byLabel = async (label: string) => (await saved())?.milestones.find((one) => one.label === label);

describe('a measure is edited', () => {
  test('the form shows it as it is; sent back unchanged, it writes nothing', async () => {
    const page = await agenda.t.get(`/agenda/${measure.slug}/modifier`, await agenda.as('copilot'));
    expect(page.statusCode).toBe(200);
    for (const text of [
      'Choisir une plateforme',
      '1er septembre 2027',
      'les communes de plus de 3',
      'impots.gouv.fr',
    ])
      expect(wordsIn(page)).toContain(text);
    const answer = await edit();
    expect(answer.statusCode).toBe(303);
    expect(await saved()).toMatchObject({ version: 1 });
    const { total } = await listEvents(agenda.t.db, { thingId: measure.id, limit: 1, offset: 0 });
    expect(total).toBe(0);
  });

  test('no-break spaces that a form turned into plain ones are no change', async () => {
    measure = await agenda.aMeasure({ title: 'Seuil\u00a0: 3\u202f500' });
    await edit({ title: 'Seuil : 3 500' });
    expect(await saved()).toMatchObject({ version: 1 });
  });

  test('a new version, its audit line and its search entry', async () => {
    const answer = await edit({ title: 'Facturation zébrée', consequences: '- Un\r\n\r\n• Deux' });
    expect(answer.headers.location).toBe(`/agenda/${measure.slug}`);
    expect(await saved()).toMatchObject({
      title: 'Facturation zébrée',
      version: 2,
      consequences: ['Un', 'Deux'],
      audience: { all: [{ kind: ['commune'] }, { population: { op: '>', value: 3500 } }] },
    });
    const { events } = await listEvents(agenda.t.db, { thingId: measure.id, limit: 9, offset: 0 });
    expect(events).toMatchObject([{ verb: 'measure.edit', actor_label: 'Camille Pilote' }]);
    const { hits } = await searchEntries(agenda.t.db, 'zébrée', {
      limit: 5,
      offset: 0,
      audiences: ['public'],
    });
    expect(hits.map(({ url }) => url)).toContain(`/agenda/${measure.slug}`);
  });

  test('only the milestones that changed tell calendars; one taken out is cancelled, not deleted', async () => {
    await edit({
      milestone_0_date: '',
      milestone_0_label: '',
      milestone_1_date: 'octobre 2027',
      milestone_2_date: '2028',
      milestone_2_label: 'Bilan',
      milestone_2_kind: 'step',
    });
    expect(await byLabel('Phase pilote')).toMatchObject({ sequence: 1, id: measure.milestones[0] });
    expect((await byLabel('Phase pilote'))?.cancelledAt).not.toBeNull();
    expect(await byLabel('Émission obligatoire')).toMatchObject({
      id: measure.milestones[1],
      date: '2027-10-01',
      precision: 'month',
      sequence: 1,
    });
    expect(await byLabel('Bilan')).toMatchObject({ date: '2028-01-01', precision: 'year', sequence: 0 });
  });

  test('milestones are matched by their row, whatever their order and their new names', async () => {
    const [first = '', second = ''] = measure.milestones;
    await edit({ milestone_0_id: second, milestone_1_id: first });
    expect(await byLabel('Phase pilote')).toMatchObject({ id: second, sequence: 1 });
    expect(await byLabel('Émission obligatoire')).toMatchObject({ id: first, sequence: 1 });
  });

  test('the id of another measure’s milestone takes nothing from it', async () => {
    const other = await agenda.aMeasure();
    await edit({ milestone_1_id: other.milestones[1] ?? '' });
    expect(await findMeasure(agenda.t.db, other.slug)).toMatchObject({ version: 1 });
    expect((await findMeasure(agenda.t.db, other.slug))?.milestones).toHaveLength(2);
    // Recognised by its name, since no row of this measure has that id.
    expect(await byLabel('Émission obligatoire')).toMatchObject({ id: measure.milestones[1], sequence: 0 });
  });

  test('a repealed measure cancels all its dates in calendars', async () => {
    await edit({ status: 'repealed' });
    expect((await saved())?.milestones.map(({ sequence }) => sequence)).toEqual([1, 1]);
    await edit({ status: 'in_force', version: '2' });
    expect((await saved())?.milestones.map(({ sequence }) => sequence)).toEqual([2, 2]);
  });

  test('somebody saved it meanwhile: both texts are shown, nothing is written', async () => {
    await edit({ pilot: 'DINUM', milestone_1_date: 'mars 2028' });
    const answer = await edit({ pilot: 'DGCL' }, 'team');
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('DINUM');
    expect(answer.body).toContain('DGCL');
    expect(wordsIn(answer)).toContain('Échéance, mars 2028 : Émission obligatoire');
    expect(wordsIn(answer)).toContain('Échéance, 1er septembre 2027 : Émission obligatoire');
    expect(answer.body).toContain('name="version" value="2"');
    expect(await saved()).toMatchObject({ pilot: 'DINUM', version: 2 });
    expect((await edit({ pilot: 'DGCL', version: '2' }, 'team')).statusCode).toBe(303);
  });

  test.each<[Person, number]>([
    ['stranger', 403],
    ['member', 403],
    ['pending', 403],
    ['editor', 303],
    ['copilot', 303],
    ['team', 303],
  ])('by %s: %d', async (person, status) => {
    expect((await edit({ title: `Par ${person}` }, person)).statusCode).toBe(status);
    expect((await saved())?.version).toBe(status === 303 ? 2 : 1);
  });

  test('who was given the right edits, but neither publishes nor adds themes', async () => {
    await edit({ etat: 'brouillon', new_theme: 'Thème inventé', title: 'Autre' }, 'editor');
    expect(await saved()).toMatchObject({ published: true, title: 'Autre', theme: { code: 'facturation' } });
    const other = await agenda.t.db
      .deleteFrom('measure_editors')
      .where('measure_id', '=', measure.id)
      .execute();
    expect(other).toHaveLength(1);
    expect((await edit({ version: '2' }, 'editor')).statusCode).toBe(403);
  });

  test('those who keep the agenda add themes and unpublish: the search forgets it, strangers too', async () => {
    await edit({ etat: 'brouillon', new_theme: 'Paiement' });
    expect(await saved()).toMatchObject({ published: false, theme: { label: 'Paiement', code: 'paiement' } });
    const page = await agenda.t.get(`/agenda/${measure.slug}/modifier`, await agenda.as('stranger'));
    expect(page.statusCode).toBe(404);
  });

  test.each([
    ['no title', { title: '' }, 'Indiquez un titre'],
    ['no word of what changes', { motif: '' }, 'Dites en une phrase ce qui change'],
    ['a nature of one’s own', { nature: 'decree' }, 'Choisissez une nature'],
    ['an unknown theme', { theme: 'inventé' }, 'Choisissez un thème de la liste'],
    ['a day that does not exist', { milestone_1_date: '31 février 2027' }, 'n’existe pas'],
    ['a milestone without date', { milestone_1_date: '' }, 'Indiquez la date, ou « inconnue »'],
    ['a milestone without words', { milestone_1_label: '' }, 'Dites en quelques mots'],
    ['a milestone of no kind', { milestone_1_kind: '' }, 'Choisissez un type de jalon'],
    [
      'an address that runs a script',
      { source_0_url: 'javascript:alert(1)' },
      'Cette adresse est incorrecte',
    ],
    [
      'an address that holds a password',
      { source_0_url: 'https://marie:secret@www.exemple.fr/' },
      'Cette adresse est incorrecte',
    ],
    ['a link to nothing', { link_0_kind: 'depends_on', link_0_url: '/agenda/rien' }, 'n’existe pas'],
    [
      'another site that looks like ours',
      { link_0_kind: 'eased_by', link_0_url: '//mal.example', link_0_label: 'x' },
      'Cette adresse est incorrecte',
    ],
    ['a version that is none', { version: 'x' }, 'Rechargez la page'],
  ])('refuses %s', async (_, values, message) => {
    const answer = await edit({ title: 'Refusé', ...values });
    expect(answer.statusCode).toBe(422);
    expect(wordsIn(answer)).toContain(message);
    expect(await saved()).toMatchObject({ version: 1, title: 'Facture électronique' });
  });

  test('links to measures and to pages', async () => {
    const other = await agenda.aMeasure({ title: 'Autre mesure' });
    const draft = await agenda.aMeasure({ title: 'Brouillon' }, false);
    const rows = {
      link_0_kind: 'depends_on',
      link_0_url: `http://cordee.test/agenda/${other.slug}`,
      link_1_kind: 'eased_by',
      link_1_url: '/livrables/guide',
      link_1_label: 'Guide',
      link_2_kind: 'same_work',
      link_2_url: `/agenda/${draft.slug}`,
    };
    await edit(rows);
    expect((await saved())?.links).toMatchObject([
      { slug: other.slug, label: 'Autre mesure' },
      { url: '/livrables/guide', label: 'Guide' },
    ]);
    // The link to the draft, that pages do not show, is not lost by another edit.
    const page = await agenda.t.get(`/agenda/${measure.slug}/modifier`, await agenda.as('team'));
    expect(page.body).toContain(`/agenda/${draft.slug}`);
    await edit({ ...rows, version: '2' });
    expect(await saved()).toMatchObject({ version: 2 });
  });

  test('« Ajouter un jalon » adds an empty row and keeps what was typed', async () => {
    const answer = await edit({ apercu: 'milestone', title: 'Titre en cours' });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('Titre en cours');
    expect(answer.body).toContain('name="milestone_2_date"');
    expect(answer.body).not.toContain('name="milestone_3_date"');
    expect(await saved()).toMatchObject({ version: 1 });
  });
});

describe('a measure is created', () => {
  test('as a draft that the public does not see, at an address made from its title', async () => {
    const answer = await create({
      title: 'Nouvelle',
      milestone_0_date: 'T2 2028',
      milestone_0_label: 'Début',
      milestone_0_kind: 'opening',
    });
    expect(answer.headers.location).toBe('/agenda/nouvelle-2');
    expect(await findMeasure(agenda.t.db, 'nouvelle-2')).toMatchObject({
      published: false,
      version: 1,
      audience: { all: [{ kind: ['commune', 'epci'] }, { population: { op: '>', value: 3500 } }] },
      milestones: [{ date: '2028-04-01', precision: 'quarter', kind: 'opening' }],
    });
  });

  test('published at once', async () => {
    await create({ title: 'Mesure publiée tout de suite', etat: 'publiee' });
    expect(await findMeasure(agenda.t.db, 'mesure-publiee-tout-de-suite')).toMatchObject({ published: true });
  });

  test('the same form twice makes one', async () => {
    const values = { title: 'Une seule fois', cle: '0a0e7c5e-5a1c-4c63-9a0b-1f1f0f0e0d0c' };
    await create(values);
    expect((await create(values)).headers.location).toBe('/agenda/une-seule-fois');
    expect(await findMeasure(agenda.t.db, 'une-seule-fois-2')).toBeUndefined();
  });

  test.each<[Person, number]>([
    ['stranger', 403],
    ['member', 403],
    ['editor', 403],
    ['team', 303],
  ])('by %s: %d', async (person, status) => {
    expect((await create({ title: `Créée par ${person}` }, person)).statusCode).toBe(status);
  });

  test('concerns somebody', async () => {
    const answer = await create({ public_1_types: [], public_1_min: '' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Choisissez au moins un type de collectivité');
    const wrong = await create({ public_1_min: '-5' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('value="-5"');
  });

  test.each([
    ['a kind that is none', { public_1_types: ['commune', 'canton'] }],
    [
      'a rule that is said to be kept, when there is none',
      { public_garder: 'oui', public_1_types: [], public_1_min: '' },
    ],
    ['a question that does not exist', { public_1_condition_1: '__proto__' }],
    ['JSON for a rule', { public_1_territoires: '{"all":[]}' }],
    ['a territory that does not exist', { public_2_territoires: 'Atlantide' }],
    ['bounds that exclude each other', { public_1_min: '10', public_1_max: '5' }],
  ])('its forged public is refused: %s', async (_, values) => {
    const title = 'Règle forgée';
    const answer = await create({ title, ...values });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(title);
    expect(await findMeasure(agenda.t.db, 'regle-forgee')).toBeUndefined();
  });

  test('a case is added, filled and taken out by buttons, with the rest kept as it was typed', async () => {
    const typed = { title: 'Titre en cours', public_1_types: 'commune', public_1_min: '' };
    const more = await create({ ...typed, apercu: 'public_ajouter' });
    expect(more.statusCode).toBe(200);
    expect(more.body).toContain('Titre en cours');
    expect(more.body).toContain('name="public_2_territoires"');
    expect(more.body).not.toContain('name="public_3_territoires"');
    const two = {
      ...typed,
      public_2_types: 'region',
      public_2_territoires: '',
      public_3_territoires: 'Annecy',
    };
    const less = await create({ ...two, apercu: 'public_retirer_2' });
    expect(less.body).toMatch(/name="public_2_territoires"[^>]*>Annecy</);
    expect(less.body).not.toContain('name="public_3_territoires"');
    expect(less.body).not.toMatch(/name="public_2_types" value="region" checked/);
    const seen = await create({
      ...two,
      public_3_territoires: '',
      apercu: '1',
      public_2_territoires: 'region:84',
    });
    expect(wordsIn(seen)).toMatch(/34 \d{3} collectivités concernées/);
    expect(seen.body).toContain('Titre en cours');
    expect(await findMeasure(agenda.t.db, 'titre-en-cours')).toBeUndefined();
  });
});
