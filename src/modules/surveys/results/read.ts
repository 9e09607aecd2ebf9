import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { type Codebook, codebookOf, type Dimension } from '../engine/codebook.ts';
import { inOrder } from '../engine/question.ts';
import type { Survey } from '../survey.ts';
import { type Cross, crossOf } from './crossing.ts';
import { smallestGroup } from './protect.ts';
import { everybody } from './sample.ts';
import { type QuestionResult, resultsOf } from './summary.ts';
import { countsOf, type PairCounts, pairsOf } from './tallies.ts';
import { onlyThose } from './telling.ts';

/** What results can be told by: what is written and agreed to is not counted in categories. */
export function dimensionsOf({ questionnaire }: Pick<Survey, 'questionnaire'>): Dimension[] {
  const asked = new Map(questionnaire.questions.map(({ id, type }) => [id, type]));
  return codebookOf(questionnaire).dimensions.filter(({ question }) => {
    const type = asked.get(question);
    return type !== 'text' && type !== 'consent';
  });
}

/** A filter of an address, `E2:3`: those who answered so. */
export interface Filter {
  dimension: Dimension;
  value: string;
  label: string;
}

/** Figures of a number that do not follow from its ranges. */
export interface NumberFigures {
  mean: number;
  median: number;
}

export interface Results {
  codebook: Codebook;
  /** How many answers are counted; of the filter, when there is one. */
  total: number;
  /** Null when nobody is told apart by the filter, because they are too few. */
  questions: QuestionResult[] | null;
  filter: Filter | null;
  /** By question. */
  numbers: ReadonlyMap<string, NumberFigures>;
}

export function filterOf(codebook: Codebook, typed: string): Filter | null {
  const at = typed.lastIndexOf(':');
  const dimension = codebook.dimensions.find(({ key }) => key === typed.slice(0, at));
  const category = dimension?.categories.find(({ value }) => value === typed.slice(at + 1));
  return dimension && category ? { dimension, value: category.value, label: category.label } : null;
}

/** The results of a survey, of all its answers or of those that a filter keeps. */
export async function readResults(db: Db, survey: Survey, typed = ''): Promise<Results> {
  const codebook = codebookOf(survey.questionnaire);
  const filter = filterOf(codebook, typed);
  const code = filter?.dimension.categories.find(({ value }) => value === filter.value)?.code;
  const [all, pairs, numbers] = await Promise.all([
    countsOf(db, survey.id),
    filter && code !== undefined
      ? // Those beside it are asked too: what is hidden of them decides what is hidden of it.
        pairsOf(
          db,
          survey.id,
          filter.dimension.categories.map((one) => one.code),
        )
      : null,
    filter ? new Map<string, NumberFigures>() : numberFigures(db, survey),
  ]);
  const total = survey.counted;
  if (!filter || !pairs || code === undefined) {
    const questions =
      total < smallestGroup ? null : resultsOf(survey.questionnaire, codebook, everybody(all, total));
    return { codebook, total, questions, filter: null, numbers: questions ? numbers : new Map() };
  }
  const sample = onlyThose(filter.dimension, code, { all, pairs, total });
  return {
    codebook,
    total: sample?.total ?? 0,
    questions: sample && resultsOf(survey.questionnaire, codebook, sample),
    filter,
    numbers: new Map(),
  };
}

export async function readCross(db: Db, survey: Survey, rows: Dimension, columns: Dimension): Promise<Cross> {
  const [all, pairs] = await Promise.all([
    countsOf(db, survey.id),
    pairsOf(
      db,
      survey.id,
      rows.categories.map(({ code }) => code),
    ),
  ]);
  return crossOf(rows, columns, { all, pairs: pairs satisfies PairCounts, total: survey.counted });
}

const tableOf = ({ mode }: Pick<Survey, 'mode'>) =>
  sql.table(mode === 'anonymous' ? 'survey_responses' : 'survey_authority_responses');

/** Neither the least nor the most: they are somebody's. */
async function numberFigures(db: Db, survey: Survey): Promise<Map<string, NumberFigures>> {
  const ids = inOrder(survey.questionnaire).flatMap(({ type, id }) => (type === 'number' ? [id] : []));
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; n: number; mean: number; median: number }>`
    select asked.id, count(*)::integer as n, avg(value)::float8 as mean,
      percentile_cont(0.5) within group (order by value)::float8 as median
    from unnest(${ids}::text[]) as asked (id)
    cross join lateral (
      select (answers ->> asked.id)::float8 as value from ${tableOf(survey)}
      where survey_id = ${survey.id} and jsonb_typeof(answers -> asked.id) = 'number'
    ) as given
    group by asked.id`.execute(db);
  return new Map(
    rows.filter(({ n }) => n >= smallestGroup).map(({ id, mean, median }) => [id, { mean, median }]),
  );
}

export const textsPerPage = 50;

/** A page of the texts that were written, in the order of the alphabet: it links none to the other answers of its author. */
export async function readTexts(
  db: Db,
  survey: Survey,
  question: string,
  page: number,
  size: number = textsPerPage,
): Promise<{ total: number; texts: string[] }> {
  const table = tableOf(survey);
  const [{ rows: counted }, { rows }] = await Promise.all([
    sql<{ n: number }>`
      select count(*)::integer as n from ${table} where survey_id = ${survey.id} and answers ? ${question}`.execute(
      db,
    ),
    sql<{ text: string }>`
      select answers ->> ${question} as text from ${table} where survey_id = ${survey.id} and answers ? ${question}
      order by plain(answers ->> ${question}), 1 limit ${size} offset ${(page - 1) * size}`.execute(db),
  ]);
  return { total: counted[0]?.n ?? 0, texts: rows.map(({ text }) => text) };
}
