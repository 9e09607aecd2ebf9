import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asksToSignIn, type MeasureOfTest, startAgenda, wordsIn } from '../../../test/agenda.ts';
import { loadFlags } from '../audience/index.ts';
import { findMeasure } from './measure.ts';

let scene: Awaited<ReturnType<typeof startAgenda>>;
beforeAll(async () => {
  scene = await startAgenda();
  await loadFlags({ db: scene.t.db, say: () => {} });
});
afterAll(() => scene.t.close());

const pathOf = ({ slug, milestones: [, deadline] }: MeasureOfTest) =>
  `/agenda/${slug}/jalons/${deadline}/public`;
const form = (values: Record<string, string | string[]> = {}) => ({
  motif: 'Le décret distingue les départements.',
  version: '1',
  public_1_territoires: '74',
  ...values,
});
const savedOf = async ({ slug, milestones: [, deadline] }: MeasureOfTest) => {
  const measure = await findMeasure(scene.t.db, slug);
  return { version: measure?.version, ...measure?.milestones.find(({ id }) => id === deadline) };
};

describe('/agenda/SLUG/jalons/ID/public', () => {
  test('is for those who may edit the measure', async () => {
    const measure = await scene.aMeasure();
    const path = pathOf(measure);
    for (const end of ['', '/retrait']) {
      expect(asksToSignIn(await scene.t.get(path + end))).toBe(true);
      expect(asksToSignIn(await scene.t.post(path + end, form()))).toBe(true);
      expect((await scene.t.get(path + end, await scene.as('member'))).statusCode).toBe(403);
      expect((await scene.t.post(path + end, form(), await scene.as('stranger'))).statusCode).toBe(403);
      for (const person of ['copilot', 'editor', 'team'] as const)
        expect((await scene.t.get(path + end, await scene.as(person))).statusCode).toBe(200);
    }
    expect((await scene.t.post(`${path}/apercu`, form(), await scene.as('stranger'))).statusCode).toBe(403);
    expect(await savedOf(measure)).toMatchObject({ version: 1, audience: null, sequence: 0 });
  });

  test('does not exist for a milestone of another measure, one that was cancelled, or a draft of others', async () => {
    const [one, other] = [await scene.aMeasure(), await scene.aMeasure()];
    const draft = await scene.aMeasure({}, false);
    const cookie = await scene.as('team');
    const crossed = pathOf({ ...other, slug: one.slug });
    await scene.t.db
      .updateTable('measure_milestones')
      .set({ cancelled_at: new Date() })
      .where('id', '=', one.milestones[1] ?? '')
      .execute();
    for (const path of [crossed, pathOf(one)])
      for (const end of ['', '/retrait', '/apercu'])
        expect((await scene.t.post(path + end, form(), cookie)).statusCode).toBe(404);
    expect((await scene.t.get(pathOf(draft), await scene.as('stranger'))).statusCode).toBe(404);
  });

  test('counts among those whom the measure concerns, and keeps nothing then', async () => {
    const measure = await scene.aMeasure();
    const cookie = await scene.as('editor');
    // The measure is for communes of more than 3 500 people; the rule alone would hit all that lies in the département.
    const shown = await scene.t.post(pathOf(measure), form({ apercu: '1' }), cookie);
    expect(shown.statusCode).toBe(200);
    const count = Number(/(\d+) collectivités concernées/.exec(wordsIn(shown))?.[1]);
    expect(count).toBeGreaterThan(40);
    expect(count).toBeLessThan(100);
    expect(shown.body).toContain(`data-rule="${pathOf(measure)}/apercu"`);
    const typed = await scene.t.post(`${pathOf(measure)}/apercu`, form(), cookie);
    expect(wordsIn(typed)).toContain(`${count} collectivités concernées`);
    expect(typed.body).not.toContain('<html');
    expect(await savedOf(measure)).toMatchObject({ version: 1, audience: null });
  });

  test('is set, changed and removed; calendars follow, and history tells', async () => {
    const measure = await scene.aMeasure();
    const [path, cookie] = [pathOf(measure), await scene.as('editor')];
    expect((await scene.t.get(`/agenda/${measure.slug}`, cookie)).body).toContain(`href="${path}"`);
    const set = await scene.t.post(path, form(), cookie);
    expect(set.headers.location).toBe(`/agenda/${measure.slug}#jalon-${measure.milestones[1]}`);
    expect(await savedOf(measure)).toMatchObject({
      version: 2,
      audience: { within: ['departement:74'] },
      sequence: 1,
    });
    expect(wordsIn(await scene.t.get(`/agenda/${measure.slug}`))).toContain('Haute-Savoie');
    expect((await scene.t.get(path, cookie)).body).toMatch(/name="public_1_territoires"[^>]*>Haute-Savoie/);

    const values = { version: '2', public_1_territoires: '', public_1_min: '10 000' };
    expect((await scene.t.post(path, form(values), cookie)).statusCode).toBe(303);
    expect(await savedOf(measure)).toMatchObject({
      version: 3,
      audience: { population: { op: '>', value: 10_000 } },
      sequence: 2,
    });
    expect((await scene.t.post(path, form({ version: '2' }), cookie)).statusCode).toBe(409);

    const removal = { motif: 'Le décret ne distingue plus.', version: '3' };
    expect((await scene.t.post(`${path}/retrait`, removal, cookie)).statusCode).toBe(303);
    expect(await savedOf(measure)).toMatchObject({ version: 4, audience: null, sequence: 3 });
    const history = await scene.t.get(`/agenda/${measure.slug}/historique`);
    expect(history.body).toContain('Le décret ne distingue plus.');
  });

  test.each<[string, Record<string, string | string[]>, string]>([
    ['nobody', { public_1_territoires: '' }, 'Choisissez au moins un type'],
    [
      'a rule that the measure excludes',
      { public_1_types: 'region', public_1_territoires: '' },
      'ne viserait personne',
    ],
    ['a kind that is none', { public_1_types: 'canton' }, 'public_1_types'],
    ['a territory that is none', { public_1_territoires: 'Atlantide' }, 'ne désigne aucun territoire'],
    [
      'a rule said to be kept, when there is none',
      { public_garder: 'oui', public_1_territoires: '' },
      'Choisissez',
    ],
    ['a question that is none', { public_1_condition_1: 'constructor' }, 'Cette question n’existe pas'],
    ['no reason', { motif: '' }, 'Dites en une phrase'],
    ['no version', { version: 'x' }, 'version'],
  ])('refuses %s, and shows what was typed', async (_, values, message) => {
    const measure = await scene.aMeasure();
    const answer = await scene.t.post(pathOf(measure), form(values), await scene.as('team'));
    expect(answer.statusCode).toBe(422);
    expect(wordsIn(answer)).toContain(message);
    expect(await savedOf(measure)).toMatchObject({ version: 1, audience: null });
  });

  test('a rule that the form cannot tell is kept until it is replaced', async () => {
    const audience = { version: 1 as const, rule: { not: { kind: ['region' as const] } } };
    const measure = await scene.aMeasure({
      milestones: [
        { date: '2027-01-01', precision: 'year', kind: 'step', label: 'Pilote', audience: null },
        { date: '2027-09-01', precision: 'day', kind: 'deadline', label: 'Fin', audience },
      ],
    });
    const cookie = await scene.as('team');
    expect((await scene.t.get(pathOf(measure), cookie)).body).toContain('dit plus que ce formulaire');
    const kept = { public_garder: 'oui', public_1_territoires: '' };
    expect((await scene.t.post(pathOf(measure), form(kept), cookie)).statusCode).toBe(303);
    expect(await savedOf(measure)).toMatchObject({ version: 1, audience: audience.rule });
  });
});
