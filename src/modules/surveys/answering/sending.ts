import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { hashToken } from '../../../platform/tokens.ts';
import { codebookOf } from '../engine/codebook.ts';
import { type Answers, answersSchema } from '../engine/condition.ts';
import { missingQuestions, standingAnswers } from '../engine/shown.ts';
import { addingPairs } from '../results/tallies.ts';
import { lockSurvey, type Survey, standingOf } from '../survey.ts';

const gone = () => new Refusal('Cette réponse a déjà été envoyée, ou n’existe plus.');

function complete(survey: Survey, kept: unknown, today: string): Answers {
  if (standingOf(survey, today) !== 'open')
    throw new Refusal('Cette enquête est fermée : votre réponse n’a pas été envoyée.');
  const answers = standingAnswers(survey.questionnaire, answersSchema.parse(kept));
  const [missing] = missingQuestions(survey.questionnaire, answers);
  if (missing) throw new Refusal(`Il manque une réponse : « ${missing.text} »`);
  return answers;
}

/**
 * Sends an anonymous answer: the draft is gone, and the box holds one more answer that nothing leads to. Only the day of the
 * survey counts it. Returns whether the person agreed to be written to, which is not kept with the answer.
 */
export async function sendAnonymous(
  tx: Db,
  survey: Survey,
  secret: string,
  today: string,
): Promise<{ consented: boolean }> {
  const draft = await tx
    .deleteFrom('survey_drafts')
    .where('survey_id', '=', survey.id)
    .where('secret_hash', '=', hashToken(secret))
    .returning('answers')
    .executeTakeFirst();
  if (!draft) throw gone();
  const current = await tx
    .selectFrom('surveys')
    .select(['state', 'opens_on as opensOn', 'closes_on as closesOn'])
    .where('id', '=', survey.id)
    .executeTakeFirstOrThrow();
  const answers = complete({ ...survey, ...current }, draft.answers, today);
  const consents = new Set(
    survey.questionnaire.questions.filter(({ type }) => type === 'consent').map(({ id }) => id),
  );
  const kept = Object.fromEntries(Object.entries(answers).filter(([id]) => !consents.has(id)));
  await tx
    .insertInto('survey_box')
    .values({
      survey_id: survey.id,
      answers: JSON.stringify(kept),
      codes: codebookOf(survey.questionnaire).codesOf(kept),
    })
    .execute();
  await countDay(tx, survey.id, today);
  return { consented: Object.entries(answers).some(([id, answer]) => consents.has(id) && answer === true) };
}

/** Sends the answer of an authority; it takes the place of the one that was sent before. */
export async function sendForAuthority(
  tx: Db,
  survey: Survey,
  {
    authorityId,
    accountId,
    now,
    today,
  }: { authorityId: string; accountId: string; now: Date; today: string },
): Promise<void> {
  const locked = await lockSurvey(tx, survey.id);
  const draft = await tx
    .selectFrom('survey_drafts')
    .select('answers')
    .where('survey_id', '=', survey.id)
    .where('authority_id', '=', authorityId)
    .executeTakeFirst();
  if (!draft || !locked) throw gone();
  const answers = complete(locked, draft.answers, today);
  const codes = codebookOf(survey.questionnaire).codesOf(answers);
  const before = await tx
    .selectFrom('survey_authority_responses')
    .select('codes')
    .where('survey_id', '=', survey.id)
    .where('authority_id', '=', authorityId)
    .executeTakeFirst();
  if (before) await addingPairs(survey.id, oneOf(before.codes), -1).execute(tx);
  await addingPairs(survey.id, oneOf(codes)).execute(tx);
  const said = { answers: JSON.stringify(answers), codes, account_id: accountId, sent_at: now };
  await tx
    .insertInto('survey_authority_responses')
    .values({ survey_id: survey.id, authority_id: authorityId, ...said })
    .onConflict((conflict) => conflict.constraint('survey_authority_responses_once').doUpdateSet(said))
    .execute();
  if (before) return;
  await tx
    .updateTable('surveys')
    .set((eb) => ({ counted: eb('counted', '+', 1) }))
    .where('id', '=', survey.id)
    .execute();
  await countDay(tx, survey.id, today);
}

const oneOf = (codes: readonly number[]) => sql`(select ${codes}::smallint[] as codes)`;

async function countDay(tx: Db, surveyId: string, day: string): Promise<void> {
  await tx
    .insertInto('survey_days')
    .values({ survey_id: surveyId, day, n: 1 })
    .onConflict((conflict) =>
      conflict.constraint('survey_days_once').doUpdateSet({ n: sql`survey_days.n + 1` }),
    )
    .execute();
}

/** The answer that an authority sent last; null when it sent none. */
export async function sentBy(db: Db, surveyId: string, authorityId: string) {
  const row = await db
    .selectFrom('survey_authority_responses')
    .leftJoin('accounts', 'accounts.id', 'survey_authority_responses.account_id')
    .select([
      'survey_authority_responses.answers',
      'survey_authority_responses.sent_at as at',
      'accounts.name as by',
    ])
    .where('survey_id', '=', surveyId)
    .where('survey_authority_responses.authority_id', '=', authorityId)
    .executeTakeFirst();
  return row ? { at: row.at, by: row.by, answers: answersSchema.parse(row.answers) } : null;
}
