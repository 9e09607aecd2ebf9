import { sql } from 'kysely';
import type pg from 'pg';
import { openSession } from '../src/modules/identity/index.ts';
import { mixAnswers, shuffle } from '../src/modules/surveys/answering/mixing.ts';
import { codebookOf } from '../src/modules/surveys/engine/codebook.ts';
import { readPage } from '../src/modules/surveys/engine/page.ts';
import { inOrder, type Questionnaire } from '../src/modules/surveys/engine/question.ts';
import { shareable } from '../src/modules/surveys/results/sharing.ts';
import { findSurvey, type Survey } from '../src/modules/surveys/survey.ts';
import { type Db, openDatabase } from '../src/platform/database/index.ts';

/** The survey that the product ships. */
export const surveyOfBench = 'numerique-vu-par-les-elus';

/** A number that looks like chance and is the same at each run. */
function chance(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** What a form of all the questions would send. */
function typed(
  questionnaire: Questionnaire,
  pick: (below: number) => number,
): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  const one = (codes: readonly string[]) => codes[Math.min(pick(codes.length), pick(codes.length))] ?? '';
  for (const question of questionnaire.questions) {
    const name = `q_${question.id}`;
    switch (question.type) {
      case 'single':
        values[name] = one(question.options.map(({ code }) => code));
        break;
      case 'multiple':
        values[name] = [...new Set([1, 2, 3].map(() => one(question.options.map(({ code }) => code))))];
        break;
      case 'rating':
        values[name] = String(question.min + pick(question.max - question.min + 1));
        break;
      case 'ranking': {
        const start = pick(question.options.length);
        for (let place = 1; place <= 3; place += 1)
          values[`${name}_${place}`] =
            question.options[(start + place * 3) % question.options.length]?.code ?? '';
        break;
      }
      case 'matrix':
        for (const { code } of question.rows)
          values[`${name}_${code}`] = one(question.columns.map((column) => column.code));
        break;
      case 'text':
        values[name] = pick(3) === 0 ? `Choisir un prestataire, essai ${pick(10_000)}.` : '';
        break;
      default:
        break;
    }
  }
  return values;
}

/** Puts this many answers in the box as the forms would, and has them mixed. Returns how long mixing took. */
async function fillBox(db: Db, survey: Survey, count: number): Promise<number> {
  const { questionnaire } = survey;
  const book = codebookOf(questionnaire);
  const pick = chance(7);
  for (let done = 0; done < count; done += 2_000) {
    const rows = Array.from({ length: Math.min(2_000, count - done) }, () => {
      const { given } = readPage(questionnaire, inOrder(questionnaire), {}, typed(questionnaire, pick));
      return { survey_id: survey.id, answers: JSON.stringify(given), codes: book.codesOf(given) };
    });
    await db.insertInto('survey_box').values(rows).execute();
  }
  const began = performance.now();
  await mixAnswers(db, survey.id, { over: true });
  return performance.now() - began;
}

/** 50,000 answers to the survey of elected officials. Returns the cookie of somebody who may read its results. */
export async function benchSurveys(
  connection: pg.ClientConfig,
  show: (name: string, value: string) => void,
): Promise<string> {
  const database = openDatabase(connection);
  try {
    const { db } = database;
    const survey = await findSurvey(db, surveyOfBench);
    if (!survey) throw new Error('the survey of the content is not there');
    const shared = shareable(survey.questionnaire).map(({ id }) => id);
    await db
      .updateTable('surveys')
      .set({ state: 'open', shared: JSON.stringify(shared) })
      .where('id', '=', survey.id)
      .execute();
    const count = 50_000;
    const ms = await fillBox(db, survey, count);
    await sql`vacuum analyze survey_responses, survey_tallies`.execute(db);
    show(`mixing and counting ${count} answers to a survey`, `${(ms / 1000).toFixed(1)} s`);
    const began = performance.now();
    await shuffle(db);
    show('writing them all anew in random order', `${((performance.now() - began) / 1000).toFixed(1)} s`);
    const { id } = await db
      .insertInto('accounts')
      .values({ name: 'Banc', email: 'banc@enquetes.invalid', quality: 'agent_etat', state: 'active' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const group = survey.group?.id;
    if (!group) throw new Error('the survey of the content is kept by no group');
    await db
      .insertInto('memberships')
      .values({ group_id: group, account_id: id, role: 'copilot', side: 'etat' })
      .execute();
    const { token } = await openSession(db, { accountId: id, userAgent: 'banc', now: new Date() });
    return `session=${token}`;
  } finally {
    await database.close();
  }
}
