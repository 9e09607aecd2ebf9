import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  electedAnswers,
  electedSurvey,
  type SurveysApp,
  startWithSurveys,
} from '../../../../test/surveys.ts';
import { readSheet } from '../../../platform/sheets/index.ts';
import { codebookOf } from '../engine/codebook.ts';
import { type Answers, answersSchema } from '../engine/condition.ts';
import { readPage } from '../engine/page.ts';
import { inOrder } from '../engine/question.ts';
import { findSurvey } from '../survey.ts';
import { readResults } from './read.ts';

const here = `/enquetes/${electedSurvey}`;
const work = `/espace/enquetes/${electedSurvey}`;
let t: SurveysApp;

async function survey() {
  const found = await findSurvey(t.db, electedSurvey);
  if (!found) throw new Error('no survey');
  return found;
}

/** Puts answers into the box as the forms would. */
async function send(answers: readonly Record<string, string | string[]>[]): Promise<void> {
  const { id, questionnaire } = await survey();
  const book = codebookOf(questionnaire);
  const rows = answers.map((typed) => {
    const { given, errors } = readPage(questionnaire, inOrder(questionnaire), {}, typed);
    if (Object.keys(errors).length > 0) throw new Error(JSON.stringify(errors));
    const { E16: _, ...kept } = given;
    return { survey_id: id, answers: JSON.stringify(kept), codes: book.codesOf(kept) };
  });
  await t.db.insertInto('survey_box').values(rows).execute();
  await t.mix();
}

const whole: Record<string, string | string[]> = Object.assign({}, ...electedAnswers);

beforeAll(async () => {
  t = await startWithSurveys();
  await t.open();
  await send(
    Array.from({ length: 60 }, (_, n) => ({
      ...whole,
      // 30 mayors, 20 deputies, 8 councillors, and 2 alone of their kind.
      q_E1: n < 30 ? '1' : n < 50 ? '3' : n < 58 ? '5' : '7',
      q_E2: String(1 + (n % 3)),
      q_E5: String(n % 11),
      q_E11_1: n % 2 === 0 ? '1' : '2',
      q_E11_2: n % 2 === 0 ? '2' : '1',
      q_E15:
        n === 7
          ? '=HYPERLINK("http://evil.example")'
          : n === 8
            ? '<img src=x onerror=alert(1)>'
            : `Projet ${n}`,
    })),
  );
});
afterAll(() => t.close());

describe('counts', () => {
  it('are those of the answers, whatever they are read by', async () => {
    const { rows } = await sql<{ answers: unknown }>`select answers from survey_responses`.execute(t.db);
    const answers: Answers[] = rows.map((row) => answersSchema.parse(row.answers));
    const results = await readResults(t.db, await survey());
    const of = (id: string) => results.questions?.find(({ question }) => question.id === id);
    const two = of('E2');
    expect(two?.kind === 'breakdown' && two.breakdown.lines.slice(0, 3).map(({ count }) => count)).toEqual(
      ['1', '2', '3'].map((code) => answers.filter(({ E2 }) => E2 === code).length),
    );
    const rank = of('E11');
    expect(
      rank?.kind === 'ranking' && rank.ranked.slice(0, 2).map(({ places }) => places.slice(0, 2)),
    ).toEqual([
      [30, 30],
      [30, 30],
    ]);
    const mark = of('E5');
    expect(mark?.kind === 'breakdown' && mark.breakdown.mean).toBeCloseTo(
      answers.reduce((sum, { E5 }) => sum + Number(E5), 0) / 60,
      6,
    );
    const filtered = await readResults(t.db, await survey(), 'E1:1');
    expect(filtered.total).toBe(30);
    const under = filtered.questions?.find(({ question }) => question.id === 'E2');
    expect(under?.kind === 'breakdown' && under.breakdown.lines.map(({ count }) => count)).toEqual(
      ['1', '2', '3', '4', '5', '6'].map(
        (code) => answers.filter(({ E1, E2 }) => E1 === '1' && E2 === code).length,
      ),
    );
  });

  it('of fewer than five are hidden, with what would give them away', async () => {
    const results = await readResults(t.db, await survey());
    const one = results.questions?.find(({ question }) => question.id === 'E1');
    const lines = one?.kind === 'breakdown' ? one.breakdown.lines : [];
    expect(lines.map(({ count }) => count)).toEqual([30, 0, 20, 0, null, 0, null]);
    const page = await t.get(`${work}/resultats`, t.as.copilot);
    expect(page.body).toContain('non montré');
    for (const value of ['7', '5']) {
      const filtered = await t.get(`${work}/resultats?filtre=E1:${value}`, t.as.copilot);
      expect(filtered.body).toContain('Trop peu de réponses');
    }
  });

  it('are hidden alike in a crossing, whichever way it is turned', async () => {
    const rowsOf = async (lignes: string, colonnes: string) => {
      const file = await t.get(
        `${work}/resultats/croisement.csv?lignes=${lignes}&colonnes=${colonnes}`,
        t.as.copilot,
      );
      expect(file.statusCode).toBe(200);
      return (await readSheet(Buffer.from(file.body))).rows.map(({ cells }) => cells.slice(1, -1));
    };
    for (const [a, b] of [
      ['E1', 'E2'],
      ['E2', 'E11'],
      ['E8', 'E14'],
      ['E1', 'E6.1'],
    ] as const) {
      const straight = await rowsOf(a, b);
      const turned = await rowsOf(b, a);
      expect(straight.flatMap((row, r) => row.map((cell, c) => [cell, turned[c]?.[r]]))).toSatisfy(
        (pairs: [string, string][]) => pairs.every(([one, other]) => one === other),
      );
    }
    // The two alone of their kind are hidden in every line that they stand in.
    expect((await rowsOf('E1', 'E2'))[6]?.every((cell) => cell === 'non montré' || cell === '0')).toBe(true);
  });
});

describe('who reads results', () => {
  it.each([
    ['visitor', undefined, 303],
    ['stranger', 'stranger', 403],
    ['member', 'member', 403],
    ['foreignCopilot', 'foreignCopilot', 403],
    ['copilot', 'copilot', 200],
    // They open its group first.
    ['team', 'team', 303],
  ] as const)('%s', async (_, person, status) => {
    for (const path of [
      'resultats',
      'resultats/croisement?lignes=E1&colonnes=E2',
      'resultats/croisement.csv?lignes=E1&colonnes=E2',
      'resultats/textes/E15',
      'resultats.csv',
      'resultats.xlsx',
      'adresses.csv',
      'partage',
    ])
      expect((await t.get(`${work}/${path}`, person && t.as[person])).statusCode, path).toBe(status);
  });

  it('nobody reads anonymous answers one by one', async () => {
    expect((await t.get(`${work}/reponses.csv`, t.as.copilot)).statusCode).toBe(404);
    const file = await t.get(`${work}/resultats.xlsx`, t.as.copilot);
    const { header } = await readSheet(file.rawPayload);
    expect(header).toEqual([
      'question',
      'intitule',
      'type',
      'ligne',
      'reponse',
      'nombre',
      'ont_repondu',
      'reponses',
    ]);
  });

  it('texts come in the order of the alphabet, and as text', async () => {
    const page = await t.get(`${work}/resultats/textes/E15`, t.as.copilot);
    expect(page.body).not.toContain('<img src=x');
    const told = [...page.body.matchAll(/Projet (\d+)/g)].map(([text]) => text);
    expect(told).toEqual(told.toSorted());
    expect((await t.get(`${work}/resultats/textes/E1`, t.as.copilot)).statusCode).toBe(404);
  });

  it('exports are recorded, and hold no formula', async () => {
    const file = await t.get(`${work}/resultats.csv`, t.as.copilot);
    expect(file.headers['content-disposition']).toContain('attachment');
    const book = await t.get(`${work}/resultats.xlsx`, t.as.copilot);
    expect(book.rawPayload.subarray(0, 2).toString()).toBe('PK');
    const events = await t.db
      .selectFrom('audit_events')
      .select(['verb', 'detail'])
      .where('verb', '=', 'survey.export')
      .execute();
    expect(events.length).toBeGreaterThanOrEqual(2);
  });
});

describe('public results', () => {
  it('are those that were chosen, and no others', async () => {
    expect((await t.get(`${here}/resultats`)).statusCode).toBe(404);
    const form = await t.get(`${work}/partage`, t.as.copilot);
    const version = /name="version" value="(\d+)"/.exec(form.body)?.[1] ?? '';
    const shared = await t.post(`${work}/partage`, { questions: ['E1', 'E11', 'E6'], version }, t.as.copilot);
    expect(shared.statusCode).toBe(303);
    const page = await t.get(`${here}/resultats`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Classez les trois thèmes');
    expect(page.body).not.toContain('Combien d’habitants');
    const data = (await t.get(`${here}/resultats.json`)).json();
    expect(data.questions.map(({ id }: { id: string }) => id)).toEqual(['E1', 'E6', 'E11']);
    expect(data.questions[0].choices.map(({ count }: { count: number | null }) => count)).toEqual([
      30,
      0,
      20,
      0,
      null,
      0,
      null,
    ]);
    const stale = await t.post(`${work}/partage`, { questions: ['E2'], version }, t.as.copilot);
    expect(stale.statusCode).toBe(409);
  });

  it('never are texts, nor what no question is', async () => {
    const { version } = await survey();
    for (const question of ['E15', 'E16', 'E99']) {
      const response = await t.post(
        `${work}/partage`,
        { questions: [question], version: String(version) },
        t.as.copilot,
      );
      expect(response.statusCode).toBe(422);
    }
  });
});
