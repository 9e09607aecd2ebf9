import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { answersSchema } from '../engine/condition.ts';
import { inOrder } from '../engine/question.ts';
import { answerWords } from '../engine/words.ts';
import type { Survey } from '../survey.ts';

/** A table to be written as a file. */
export interface CsvTable {
  columns: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}

/** The answer of each authority, one a line: only a survey that says who answers has such a file. */
export async function answersOfAuthorities(db: Db, survey: Survey): Promise<CsvTable> {
  const questions = inOrder(survey.questionnaire);
  const rows = await db
    .selectFrom('survey_authority_responses')
    .innerJoin('authorities', 'authorities.id', 'survey_authority_responses.authority_id')
    .select([
      'authorities.name',
      'authorities.kind',
      'authorities.code',
      'authorities.population',
      'survey_authority_responses.answers',
      sql<string>`to_char(survey_authority_responses.sent_at at time zone 'Europe/Paris', 'YYYY-MM-DD')`.as(
        'day',
      ),
    ])
    .where('survey_authority_responses.survey_id', '=', survey.id)
    .orderBy('authorities.name')
    .orderBy('authorities.code')
    .execute();
  return {
    columns: [
      'collectivite',
      'type',
      'code',
      'population',
      'envoyee_le',
      ...questions.map(({ id, text }) => `${id} ${text}`),
    ],
    rows: rows.map(({ name, kind, code, population, day, answers }) => {
      const given = answersSchema.parse(answers);
      return [
        name,
        kind,
        code,
        population,
        day,
        ...questions.map((question) => answerWords(question, given[question.id]).join(' ; ')),
      ];
    }),
  };
}
