import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAccount } from '../../../../test/factories.ts';
import { type SurveysApp, startWithSurveys } from '../../../../test/surveys.ts';
import { readSheet } from '../../../platform/sheets/index.ts';
import type { Questionnaire } from '../engine/question.ts';
import { readResults } from '../results/read.ts';
import { findSurvey } from '../survey.ts';

const questionnaire: Questionnaire = {
  sections: [
    { code: 'a', label: 'Organisation', introduction: '' },
    { code: 'b', label: 'Détail', introduction: '' },
  ],
  questions: [
    {
      id: 'Q1',
      section: 'a',
      type: 'single',
      text: 'Un informaticien ?',
      help: null,
      required: true,
      show_if: null,
      allow_unknown: false,
      allow_not_applicable: false,
      options: [
        { code: '1', label: 'Oui' },
        { code: '2', label: 'Non' },
      ],
    },
    {
      id: 'Q2',
      section: 'b',
      type: 'text',
      text: 'Un mot ?',
      help: null,
      required: false,
      show_if: null,
      max_length: 200,
    },
  ],
};

const here = '/enquetes/communes';
const work = '/espace/enquetes/communes';
let t: SurveysApp;
beforeAll(async () => {
  t = await startWithSurveys();
  await t.db
    .insertInto('surveys')
    .values({
      slug: 'communes',
      title: 'Les communes et l’informatique',
      introduction: 'Pour les communes.',
      group_id: t.group.id,
      mode: 'authority',
      questionnaire: JSON.stringify(questionnaire),
      audience: JSON.stringify({ version: 1, rule: { kind: ['commune'] } }),
    })
    .execute();
  await t.open('communes');
});
afterAll(() => t.close());

const personOf = async (authorityId: string | null, more: Parameters<typeof anAccount>[1] = {}) => {
  const account = await anAccount(t.db, { authorityId, ...more });
  return { ...account, browser: t.browser(await t.signIn(account.id)) };
};

const responses = () =>
  t.db.selectFrom('survey_authority_responses').select(['authority_id', 'answers', 'account_id']).execute();

describe('one answer an authority', () => {
  it('is one draft that colleagues share, and the last that is sent stands', async () => {
    const [first, second] = await Promise.all([personOf('commune:74010'), personOf('commune:74010')]);
    expect((await first.browser.get(here)).body).toContain('Annecy');
    await first.browser.post(`${here}/reponse`);
    expect(first.browser.cookies.size).toBe(0);
    await first.browser.post(`${here}/etape/1`, {
      q_Q1: '1',
      vues: 'Q1',
      base: baseIn((await first.browser.get(`${here}/etape/1`)).body),
    });
    expect((await second.browser.get(here)).body).toContain(
      'Une réponse est commencée, par vous ou par vos collègues',
    );
    expect((await second.browser.get(`${here}/etape/1`)).body).toMatch(/name="q_Q1" value="1" checked/);
    expect((await second.browser.post(`${here}/verification`)).statusCode).toBe(303);
    expect(await responses()).toEqual([
      { authority_id: 'commune:74010', answers: { Q1: '1' }, account_id: second.id },
    ]);

    const again = await first.browser.get(`${here}/etape/1`);
    await first.browser.post(`${here}/etape/1`, { q_Q1: '2', vues: 'Q1', base: baseIn(again.body) });
    await first.browser.post(`${here}/verification`);
    expect(await responses()).toEqual([
      { authority_id: 'commune:74010', answers: { Q1: '2' }, account_id: first.id },
    ]);
    const survey = await findSurvey(t.db, 'communes');
    expect(survey?.counted).toBe(1);
    const tallies = await t.db.selectFrom('survey_tallies').select('n').where('n', '<>', 0).execute();
    // Answered, « Non », and the two together: nothing is left of what was sent before.
    expect(tallies.map(({ n }) => n)).toEqual([1, 1, 1]);
    expect((await t.db.selectFrom('survey_days').select('n').execute()).map(({ n }) => n)).toEqual([1]);
  });

  it('is not written over a colleague who answered meanwhile', async () => {
    const [first, second] = await Promise.all([personOf('commune:74002'), personOf('commune:74002')]);
    await first.browser.post(`${here}/reponse`);
    const base = baseIn((await first.browser.get(`${here}/etape/2`)).body);
    await second.browser.post(`${here}/etape/2`, { q_Q2: 'De ma collègue', vues: 'Q2', base });
    const late = await first.browser.post(`${here}/etape/2`, { q_Q2: 'De moi', vues: 'Q2', base });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('De ma collègue');
    expect(late.body).toContain('De moi</textarea>');
    const kept = await first.browser.post(`${here}/etape/2`, {
      q_Q2: 'De nous',
      vues: 'Q2',
      base: baseIn(late.body),
    });
    expect(kept.statusCode).toBe(303);
    expect((await second.browser.get(`${here}/etape/2`)).body).toContain('De nous');
  });

  it('is that of the account, whatever the form says', async () => {
    const person = await personOf('commune:74004');
    await person.browser.post(`${here}/reponse`, {
      authority_id: 'commune:75056',
      collectivite: 'commune:75056',
    });
    await person.browser.post(`${here}/etape/1`, { q_Q1: '1', vues: 'Q1', authority_id: 'commune:75056' });
    await person.browser.post(`${here}/verification`, { authority_id: 'commune:75056' });
    expect((await responses()).map(({ authority_id }) => authority_id)).not.toContain('commune:75056');
  });

  it.each([
    ['a visitor', null, 'Se connecter pour répondre', 422],
    ['somebody of no authority', { authorityId: null }, 'il faut un compte d’agent ou d’élu', 403],
    ['somebody of the State', { organisation: 'dinum' }, 'il faut un compte d’agent ou d’élu', 403],
    [
      'somebody who waits to be let in',
      { state: 'pending' as const },
      'il faut un compte d’agent ou d’élu',
      403,
    ],
    [
      'an authority that it is not for',
      { authorityId: 'departement:74' },
      'ne concerne pas votre collectivité',
      422,
    ],
  ])('is not for %s', async (_, who, words, status) => {
    await t.db
      .insertInto('organisations')
      .values({ slug: 'dinum', name: 'DINUM', kind: 'administration', side: 'etat' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const browser = who ? (await personOf('commune:74010', who)).browser : t.browser();
    expect((await browser.get(here)).body).toContain(words);
    expect((await browser.post(`${here}/reponse`)).statusCode).toBe(status);
    expect((await browser.post(`${here}/verification`)).statusCode).toBeGreaterThanOrEqual(400);
  });

  it('is read one by one by those who keep the survey, without a formula', async () => {
    const person = await personOf('commune:74005');
    await person.browser.post(`${here}/reponse`);
    await person.browser.post(`${here}/etape/1`, {
      q_Q1: '1',
      vues: 'Q1',
      base: baseIn((await person.browser.get(`${here}/etape/1`)).body),
    });
    await person.browser.post(`${here}/etape/2`, {
      q_Q2: '=1+1',
      vues: 'Q2',
      base: baseIn((await person.browser.get(`${here}/etape/2`)).body),
    });
    await person.browser.post(`${here}/verification`);
    const csv = await t.get(`${work}/reponses.csv`, t.as.copilot);
    expect(csv.body).toContain("'=1+1");
    const sheet = await readSheet((await t.get(`${work}/reponses.xlsx`, t.as.copilot)).rawPayload);
    expect(sheet.header.slice(0, 3)).toEqual(['collectivite', 'type', 'code']);
    expect(sheet.rows.map(({ cells }) => cells[2])).toContain('74005');
    expect((await t.get(`${work}/reponses.csv`, t.as.member)).statusCode).toBe(403);
    expect((await t.get(`${work}/reponses.csv`)).statusCode).toBe(303);
  });

  it('is told of fewer than five to nobody', async () => {
    const survey = await findSurvey(t.db, 'communes');
    if (!survey) throw new Error('no survey');
    expect(survey.counted).toBeLessThan(5);
    expect((await readResults(t.db, survey)).questions).toBeNull();
  });

  it('is under no name once the account is gone', async () => {
    const person = await personOf('commune:74006');
    await person.browser.post(`${here}/reponse`);
    await person.browser.post(`${here}/etape/1`, {
      q_Q1: '1',
      vues: 'Q1',
      base: baseIn((await person.browser.get(`${here}/etape/1`)).body),
    });
    await person.browser.post(`${here}/verification`);
    const gone = await person.browser.post('/espace/compte/suppression', { confirmation: 'on' });
    expect(gone.statusCode, gone.body.slice(0, 500)).toBe(303);
    const row = (await responses()).find(({ authority_id }) => authority_id === 'commune:74006');
    expect(row?.account_id).toBeNull();
  });
});

const baseIn = (html: string): string => /name="base" value="([^"]*)"/.exec(html)?.[1] ?? '';
