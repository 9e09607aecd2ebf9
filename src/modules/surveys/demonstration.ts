import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { fixedChance, fixedChoice } from '../../platform/fixed-chance.ts';
import { removeEntry } from '../../platform/search/index.ts';
import { machineDate } from '../../ui/index.ts';
import { findGroup } from '../groups/index.ts';
import { forgetParticipants } from './answering/participation.ts';
import { takeBackAnswersOf } from './answering/taking-back.ts';
import { codebookOf } from './engine/codebook.ts';
import type { Answer, Answers } from './engine/condition.ts';
import type { Question, Questionnaire } from './engine/question.ts';
import { standingAnswers } from './engine/shown.ts';
import { placesOf } from './engine/typed.ts';
import { addingPairs } from './results/tallies.ts';
import { indexSurvey } from './search-entry.ts';
import { findSurvey } from './survey.ts';

/** How often each choice is given, the heavier the more often; '' is no answer. Of a text, what is written. */
export type DemonstrationAnswers = Readonly<Record<string, number>> | readonly string[];

/** A survey that nobody leads, answered by nobody, for a demonstration only. */
export interface DemonstrationSurvey {
  slug: string;
  title: string;
  introduction: string;
  privacy: string;
  minutes: number;
  /** Slug. */
  group: string;
  mode: 'anonymous' | 'authority';
  opened_days_ago: number;
  /** Negative when it is over. */
  closes_in_days: number;
  /** Questions whose results everybody may read. */
  shared: readonly string[];
  questionnaire: Questionnaire;
  /** How many answered, of an anonymous one. */
  responses: number;
  /** By question; of a matrix by row, `Q3.1`. */
  answers: Readonly<Record<string, DemonstrationAnswers>>;
}

const oneDay = 86_400_000;

/** Writes a fictional survey with its answers, as if they had been mixed already; nobody is told. */
export async function addDemonstrationSurvey(tx: Db, survey: DemonstrationSurvey, now: Date): Promise<void> {
  const { slug, questionnaire, responses } = survey;
  const over = survey.closes_in_days < 0;
  const opened = new Date(now.getTime() - survey.opened_days_ago * oneDay);
  const closes = new Date(now.getTime() + survey.closes_in_days * oneDay);
  const { id } = await tx
    .insertInto('surveys')
    .values({
      slug,
      title: survey.title,
      introduction: survey.introduction,
      privacy: survey.privacy,
      minutes: survey.minutes,
      group_id: (await findGroup(tx, survey.group))?.id ?? null,
      mode: survey.mode,
      state: over ? 'closed' : 'open',
      opens_on: machineDate(opened),
      closes_on: machineDate(closes),
      created_at: opened,
      opened_at: opened,
      closed_at: over ? closes : null,
      questionnaire: JSON.stringify(questionnaire),
      shared: JSON.stringify(survey.shared),
      counted: responses,
      demonstration: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (responses > 0) await addResponses(tx, id, survey, { opened, last: over ? closes : now });
  const written = await findSurvey(tx, slug);
  if (written) await indexSurvey(tx, written);
}

async function addResponses(
  tx: Db,
  id: string,
  survey: DemonstrationSurvey,
  { opened, last }: { opened: Date; last: Date },
): Promise<void> {
  const { slug, questionnaire, responses } = survey;
  const codebook = codebookOf(questionnaire);
  const numbers = Array.from({ length: responses }, (_, index) => index);
  const written = numbers.map((index) => {
    const answers = responseOf(survey, index);
    return { answers, codes: codebook.codesOf(answers) };
  });
  await sql`
    insert into survey_responses (survey_id, answers, codes)
    select ${id}::uuid, response -> 'answers',
      array(select code::smallint from jsonb_array_elements_text(response -> 'codes') as code)
    from jsonb_array_elements(${JSON.stringify(written)}::jsonb) as response`.execute(tx);
  await addingPairs(id, sql`(select codes from survey_responses where survey_id = ${id}::uuid)`).execute(tx);
  // Many answer in the first days, and fewer after them.
  const days = Map.groupBy(numbers, (index) => {
    const place = fixedChance(`${slug} ${index} day`) ** 2;
    return machineDate(new Date(opened.getTime() + place * (last.getTime() - opened.getTime())));
  });
  await tx
    .insertInto('survey_days')
    .values([...days].map(([on, its]) => ({ survey_id: id, day: on, n: its.length })))
    .execute();
}

/** What the nobody of this number answers: always the same. */
function responseOf({ slug, questionnaire, answers }: DemonstrationSurvey, index: number): Answers {
  const given: Record<string, Answer> = {};
  for (const question of questionnaire.questions) {
    const answer = answerOf(question, answers, `${slug} ${index}`, index);
    if (answer !== undefined) given[question.id] = answer;
  }
  return standingAnswers(questionnaire, given);
}

function answerOf(
  question: Question,
  answers: DemonstrationSurvey['answers'],
  words: string,
  index: number,
): Answer | undefined {
  const { id } = question;
  if (question.type === 'matrix') {
    const rows = question.rows.flatMap(({ code }) => {
      const column = pick(answers[`${id}.${code}`], `${words} ${id} ${code}`, 1)[0];
      return column === undefined ? [] : [[code, column]];
    });
    return rows.length === 0 ? undefined : Object.fromEntries(rows);
  }
  const own = answers[id];
  if (question.type === 'text') return Array.isArray(own) ? own[index] : undefined;
  if (question.type === 'multiple') {
    const most = question.max_choices ?? 3;
    const wanted = 1 + Math.floor(fixedChance(`${words} ${id} how many`) * most);
    const chosen = new Set(pick(own, `${words} ${id}`, wanted));
    return chosen.size === 0
      ? undefined
      : question.options.flatMap(({ code }) => (chosen.has(code) ? [code] : []));
  }
  if (question.type === 'ranking') {
    const ranked = pick(own, `${words} ${id}`, placesOf(question));
    return ranked.length === 0 ? undefined : ranked;
  }
  const [one] = pick(own, `${words} ${id}`, 1);
  if (one === undefined) return undefined;
  return numeric.has(question.type) && /^\d+$/.test(one) ? Number(one) : one;
}

/** Questions whose answer is a number, unless nobody knows. */
const numeric: ReadonlySet<Question['type']> = new Set(['number', 'rating', 'scale']);

/** Several choices, none twice; none at all when no answer is what comes first. */
function pick(from: DemonstrationAnswers | undefined, words: string, wanted: number): string[] {
  const left = new Map(Object.entries(from ?? {}).filter(([, weight]) => typeof weight === 'number'));
  const chosen: string[] = [];
  while (chosen.length < wanted && left.size > 0) {
    const one = fixedChoice(`${words} ${chosen.length}`, [...left]);
    if (one === undefined || (one === '' && chosen.length === 0)) return [];
    left.delete(one);
    if (one !== '') chosen.push(one);
  }
  return chosen;
}

/** Removes fictional surveys with all that was answered to them, and what fictional people answered to others. */
export async function removeDemonstrationSurveys(tx: Db, accountIds: readonly string[]): Promise<void> {
  const removed = await tx
    .deleteFrom('surveys')
    .where('demonstration', '=', true)
    .returning('slug')
    .execute();
  for (const { slug } of removed) await removeEntry(tx, 'survey', slug);
  await takeBackAnswersOf(tx, accountIds);
  await forgetParticipants(tx, accountIds);
}
