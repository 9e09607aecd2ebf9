import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  electedAnswers,
  electedSurvey,
  type SurveysApp,
  startWithSurveys,
} from '../../../../test/surveys.ts';
import { answersSchema } from '../engine/condition.ts';

const here = `/enquetes/${electedSurvey}`;
const seen = 'E1 E2 E3 E4';
let t: SurveysApp;
beforeAll(async () => {
  t = await startWithSurveys();
  await t.open();
});
afterAll(() => t.close());

const box = () => t.db.selectFrom('survey_box').selectAll().execute();

describe('answering an anonymous survey', () => {
  it('sets no cookie before one begins, and keeps what is answered under a secret', async () => {
    const visitor = t.browser();
    const start = await visitor.get(here);
    expect(start.body).toContain('Commencer');
    expect(visitor.cookies.size).toBe(0);
    await visitor.post(`${here}/reponse`);
    expect([...visitor.cookies.keys()]).toEqual(['enquete']);
    expect(
      (await visitor.post(`${here}/etape/1`, { ...electedAnswers[0], vues: seen })).headers.location,
    ).toBe(`${here}/etape/2`);
    const step = await visitor.get(`${here}/etape/1`);
    expect(step.body).toContain('Étape 1 sur 5');
    expect(step.body).toMatch(/id="q_E2-1" name="q_E2" value="2" checked/);
    expect((await visitor.get(here)).body).toContain('Reprendre');
  });

  it('goes on elsewhere by the link, which only a button takes', async () => {
    const visitor = t.browser();
    await visitor.post(`${here}/reponse`);
    await visitor.post(`${here}/etape/1`, { ...electedAnswers[0], aller: 'plus-tard' });
    const page = await visitor.get(`${here}/reprise`);
    const link = /\/lien\/[\w-]{43}/.exec(page.body)?.[0] ?? '';
    const other = t.browser();
    expect((await other.get(`${here}${link}`)).body).toContain('Reprendre votre réponse');
    expect(other.cookies.size).toBe(0);
    expect((await other.post(`${here}${link}`)).headers.location).toBe(`${here}/etape/2`);
    expect((await other.get(`${here}/etape/1`)).body).toMatch(/value="2" checked/);
    expect((await t.browser().get(`${here}/lien/${'x'.repeat(43)}`)).body).toContain(
      'Aucune réponse commencée',
    );
  });

  it('says what is wrong next to each field, and keeps what was typed', async () => {
    const visitor = t.browser();
    await visitor.post(`${here}/reponse`);
    const response = await visitor.post(`${here}/etape/3`, {
      q_E8: ['1', '2', '3', '4'],
      q_E9: '1',
      vues: 'E8 E9 E10',
    });
    expect(response.statusCode).toBe(422);
    expect(response.body).toMatch(/Choisissez 3 réponses au plus\s: vous en avez coché 4\./);
    expect(response.body).toContain('href="#q_E10"');
    expect(response.body).toMatch(/name="q_E8" value="4" checked/);
  });

  it('is sent once, whole, and gone from the browser', async () => {
    const before = (await box()).length;
    const visitor = await t.answer();
    const rows = await box();
    expect(rows).toHaveLength(before + 1);
    const answers = answersSchema.parse(rows.at(-1)?.answers);
    expect(answers.E11).toEqual(['1', '2', '9']);
    expect(answers.E6).toEqual({ 1: '5', 2: '3', 3: '4', 4: '4', 5: '2' });
    expect(answers).not.toHaveProperty('E16');
    expect([...visitor.cookies.keys()].sort()).toEqual(['enquete-courriel', 'enquete-envoyee']);
    expect((await visitor.post(`${here}/verification`)).statusCode).toBe(422);
    expect(await box()).toHaveLength(before + 1);
    expect((await visitor.get(here)).body).toContain('Une réponse a déjà été envoyée depuis ce navigateur');
  });

  it('cannot be sent before it is complete, in whatever order its steps come', async () => {
    const visitor = t.browser();
    await visitor.post(`${here}/reponse`);
    const before = (await box()).length;
    await visitor.post(`${here}/etape/5`, { ...electedAnswers[4], vues: 'E15 E16' });
    await visitor.post(`${here}/etape/2`, { ...electedAnswers[1], vues: 'E5 E6 E7' });
    const early = await visitor.post(`${here}/verification`);
    expect(early.statusCode).toBe(422);
    expect(early.body).toMatch(/Il manque une réponse\s: «\sQuel est votre mandat principal\s\?\s»/);
    expect(await box()).toHaveLength(before);
  });

  it('stuffed by two copies of one draft counts once', async () => {
    const visitor = t.browser();
    await visitor.post(`${here}/reponse`);
    for (const [index, typed] of electedAnswers.entries())
      await visitor.post(`${here}/etape/${index + 1}`, { ...typed, vues: '' });
    const before = (await box()).length;
    const secret = visitor.cookies.get('enquete') ?? '';
    const copies = await Promise.all(
      [1, 2, 3].map(() => t.post(`${here}/verification`, {}, `enquete=${secret}`)),
    );
    expect(copies.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422, 422]);
    expect(await box()).toHaveLength(before + 1);
  });

  it('is limited by network, without the network being kept', async () => {
    await t.db.deleteFrom('rate_limits').execute();
    const codes: number[] = [];
    for (let turn = 0; turn < 62; turn += 1)
      codes.push((await t.browser().post(`${here}/reponse`)).statusCode);
    expect(codes.slice(0, 60).every((code) => code === 303)).toBe(true);
    expect(codes.slice(60)).toEqual([429, 429]);
    const salts = await t.db.selectFrom('survey_salts').selectAll().execute();
    expect(salts).toHaveLength(1);
    t.clock.advance({ days: 2 });
    await t.night();
    expect(await t.db.selectFrom('survey_salts').selectAll().execute()).toEqual([]);
  });

  it('is forgotten thirty days after it was begun', async () => {
    const visitor = t.browser();
    await visitor.post(`${here}/reponse`);
    t.clock.advance({ days: 29 });
    await t.night();
    expect((await visitor.get(`${here}/etape/1`)).body).toContain('Étape 1 sur 5');
    t.clock.advance({ days: 2 });
    await t.night();
    expect((await visitor.get(`${here}/etape/1`)).body).toContain('Aucune réponse commencée');
    expect(await t.db.selectFrom('survey_drafts').selectAll().execute()).toEqual([]);
  });

  it('is erased by who began it', async () => {
    const visitor = t.browser();
    await visitor.post(`${here}/reponse`);
    await visitor.post(`${here}/effacement`);
    expect(visitor.cookies.has('enquete')).toBe(false);
    expect(await t.db.selectFrom('survey_drafts').selectAll().execute()).toEqual([]);
  });
});

describe('hostile answers', () => {
  const posted = async (step: number, fields: Record<string, string | string[]>) => {
    const visitor = t.browser();
    await visitor.post(`${here}/reponse`);
    const response = await visitor.post(`${here}/etape/${step}`, {
      ...electedAnswers[step - 1],
      ...fields,
      vues: 'E1 E2 E3 E4 E5 E6 E7 E8 E9 E10 E11 E12 E13 E14 E15 E16',
    });
    return response;
  };

  it.each([
    ['an unknown choice', 1, { q_E1: '99' }, 'Ce choix n’existe pas.'],
    ['a choice of another question', 1, { q_E4: '7' }, 'Ce choix n’existe pas.'],
    ['two answers to one', 1, { q_E1: ['1', '2'] }, 'Choisissez une seule réponse.'],
    ['a name of the language', 1, { q_E1: '__proto__' }, 'Ce choix n’existe pas.'],
    ['nothing where something is asked', 1, { q_E1: '' }, 'Choisissez une réponse.'],
    ['a mark out of range', 2, { q_E5: '11' }, 'Ce choix n’existe pas.'],
    ['a mark that is none', 2, { q_E5: '5.5' }, 'Ce choix n’existe pas.'],
    ['a row left out', 2, { q_E6_3: '' }, 'Choisissez une réponse pour cette ligne.'],
    ['an unknown column', 2, { q_E6_3: '6' }, 'Ce choix n’existe pas.'],
    ['more than the most', 3, { q_E8: ['1', '2', '3', '4'] }, 'Choisissez 3 réponses au plus'],
    ['the same ranked twice', 4, { q_E11_2: '1' }, 'Ce choix est déjà classé'],
    ['a hole in the ranking', 4, { q_E11_1: '' }, 'Remplissez cette place avant les suivantes.'],
    ['a text with a NUL', 5, { q_E15: 'a\0b' }, 'Ce texte contient un caractère interdit.'],
    ['a text too long', 5, { q_E15: 'x'.repeat(501) }, '500 caractères au plus.</a>'],
    ['a consent of another value', 5, { q_E16: 'oui' }, 'Ce choix n’existe pas.'],
  ])('%s is refused', async (_, step, fields, message) => {
    await t.db.deleteFrom('rate_limits').execute();
    const response = await posted(step, fields);
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain(message);
  });

  it('fields that no question has are dropped', async () => {
    await t.db.deleteFrom('rate_limits').execute();
    await t.db.deleteFrom('survey_drafts').execute();
    expect((await posted(1, { q_E99: 'x', q_E1_9: 'y', q_: 'z' })).statusCode).toBe(303);
    const [draft] = await t.db.selectFrom('survey_drafts').select('answers').execute();
    expect(Object.keys(answersSchema.parse(draft?.answers)).sort()).toEqual(['E1', 'E2', 'E3', 'E4']);
  });

  it('markup comes back as text', async () => {
    await t.db.deleteFrom('rate_limits').execute();
    const visitor = t.browser();
    await visitor.post(`${here}/reponse`);
    await visitor.post(`${here}/etape/5`, { q_E15: '<script>alert(1)</script>', vues: 'E15 E16' });
    const page = (await visitor.get(`${here}/verification`)).body;
    expect(page).toContain('&lt;script>alert(1)');
    expect(page).not.toContain('<script>alert');
  });
});

describe('the end of a survey', () => {
  it('keeps out what comes after, and forgets what was not sent', async () => {
    const visitor = t.browser();
    await t.db.deleteFrom('rate_limits').execute();
    await visitor.post(`${here}/reponse`);
    for (const [index, typed] of electedAnswers.entries())
      await visitor.post(`${here}/etape/${index + 1}`, { ...typed, vues: '' });
    const before = (await box()).length;
    await t.post(`/espace/enquetes/${electedSurvey}/fermeture`, {}, await t.signIn(t.id.copilot));
    expect((await visitor.post(`${here}/etape/1`, { ...electedAnswers[0], vues: seen })).statusCode).toBe(
      422,
    );
    expect((await visitor.post(`${here}/verification`)).statusCode).toBe(422);
    expect((await t.browser().post(`${here}/reponse`)).statusCode).toBe(422);
    expect(await box()).toHaveLength(before);
    expect(await t.db.selectFrom('survey_drafts').selectAll().execute()).toEqual([]);
    expect((await t.get(here)).body).toContain('Cette enquête est fermée');
  });
});
