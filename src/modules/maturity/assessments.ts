import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { isFictional } from '../identity/index.ts';
import { type Answers, answersSchema, missingQuestions, standingAnswers } from '../surveys/index.ts';
import { lost, takeDraft } from './drafts.ts';
import { columnsOf, type Holder, monthsKept } from './holder.ts';
import type { Model } from './model.ts';
import { type Scores, scoresOf, scoresSchema } from './scoring.ts';

/** A self-assessment that was sent. */
export interface Assessment {
  id: string;
  version: string;
  answers: Answers;
  scores: Scores;
  doneAt: Date;
  /** Who sent it for the authority; null once the account is gone, and of an anonymous one. */
  by: string | null;
  expiresOn: string | null;
  /** A fictional person sent it. */
  demonstration: boolean;
}

/** More are of no use to see how far one came, and an anonymous visitor shall not fill the database. */
export const mostKept = 24;

/** The last day of an anonymous result that is done today. */
function expiryOf(now: Date): string {
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() + monthsKept);
  return machineDate(date);
}

/** Sends what was answered: it stands from now on, and what was sent before becomes history. */
export async function sendAssessment(
  tx: Db,
  model: Model,
  holder: Holder,
  { accountId, now }: { accountId: string | null; now: Date },
): Promise<Scores> {
  const kept = await takeDraft(tx, holder);
  if (!kept) throw new Refusal(lost);
  const answers = standingAnswers(model.questionnaire, kept);
  const [missing] = missingQuestions(model.questionnaire, answers);
  if (missing) throw new Refusal(`Il manque une réponse : « ${missing.text} »`);
  const scores = scoresOf(model, answers);
  const anonymous = 'secret' in holder;
  const doneAt = await momentAfterLast(tx, holder, now);
  await tx
    .insertInto('maturity_assessments')
    .values({
      ...columnsOf(holder),
      version: model.version,
      answers: JSON.stringify(answers),
      scores: JSON.stringify(scores),
      comparable: Object.values(scores.axes).every((score) => score !== null),
      account_id: anonymous ? null : accountId,
      done_at: doneAt,
      expires_on: anonymous ? expiryOf(now) : null,
      // What a fictional person says of an authority is fictional.
      demonstration: !anonymous && (await isFictional(tx, accountId)),
    })
    .execute();
  await keepLast(tx, holder, now);
  return scores;
}

/** When it was done, after all others of the holder: an anonymous one tells the day, not the time. */
async function momentAfterLast(tx: Db, holder: Holder, now: Date): Promise<Date> {
  const moment = 'secret' in holder ? new Date(`${machineDate(now)}T12:00:00Z`) : now;
  const last = await ofHolder(tx, holder).select('done_at').limit(1).executeTakeFirst();
  return last && last.done_at >= moment ? new Date(last.done_at.getTime() + 1000) : moment;
}

/** Of an anonymous holder all are kept as long as the last, and no more than a number of them. */
async function keepLast(tx: Db, holder: Holder, now: Date): Promise<void> {
  const rows = await ofHolder(tx, holder).select('id').offset(mostKept).execute();
  if (rows.length > 0)
    await tx
      .deleteFrom('maturity_assessments')
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
  const { secret_hash } = columnsOf(holder);
  if (secret_hash)
    await tx
      .updateTable('maturity_assessments')
      .set({ expires_on: expiryOf(now) })
      .where('secret_hash', '=', secret_hash)
      .execute();
}

/** The last first. */
function ofHolder(db: Db, holder: Holder) {
  const { secret_hash, authority_id } = columnsOf(holder);
  const query = db
    .selectFrom('maturity_assessments')
    .orderBy('maturity_assessments.done_at', 'desc')
    .orderBy('maturity_assessments.id');
  return secret_hash
    ? query.where('maturity_assessments.secret_hash', '=', secret_hash)
    : query.where('maturity_assessments.authority_id', '=', authority_id);
}

/** What a holder sent, the last first: a few, and nobody else's. */
export async function assessmentsOf(db: Db, holder: Holder): Promise<Assessment[]> {
  const rows = await ofHolder(db, holder)
    .leftJoin('accounts', 'accounts.id', 'maturity_assessments.account_id')
    .select([
      'maturity_assessments.id',
      'maturity_assessments.version',
      'answers',
      'scores',
      'done_at',
      'expires_on',
      'maturity_assessments.demonstration',
      'accounts.name as by',
    ])
    .limit(mostKept)
    .execute();
  return rows.map(({ answers, scores, done_at, expires_on, ...row }) => ({
    ...row,
    answers: answersSchema.parse(answers),
    scores: scoresSchema.parse(scores),
    doneAt: done_at,
    expiresOn: expires_on,
  }));
}

/** Forgets all that stands under a secret. */
export async function forgetAll(tx: Db, holder: { secret: string }): Promise<void> {
  const { secret_hash } = columnsOf(holder);
  await tx.deleteFrom('maturity_drafts').where('secret_hash', '=', secret_hash).execute();
  await tx.deleteFrom('maturity_assessments').where('secret_hash', '=', secret_hash).execute();
}

/** Whether anything stands under a secret. */
export async function isKnown(db: Db, holder: { secret: string }): Promise<boolean> {
  const { secret_hash } = columnsOf(holder);
  const row = await db
    .selectFrom('maturity_drafts')
    .select('id')
    .where('secret_hash', '=', secret_hash)
    .union(db.selectFrom('maturity_assessments').select('id').where('secret_hash', '=', secret_hash))
    .executeTakeFirst();
  return row !== undefined;
}

/** Nothing says any more who sent what for an authority. */
export async function forgetSender(tx: Db, accountId: string): Promise<void> {
  await tx
    .updateTable('maturity_assessments')
    .set({ account_id: null })
    .where('account_id', '=', accountId)
    .execute();
}

/** Forgets what was not sent in time, and anonymous results that nobody renewed. */
export async function purgeMaturity(db: Db, today: string): Promise<number> {
  const drafts = await db.deleteFrom('maturity_drafts').where('expires_on', '<', today).executeTakeFirst();
  const results = await db
    .deleteFrom('maturity_assessments')
    .where('expires_on', '<', today)
    .executeTakeFirst();
  return Number(drafts.numDeletedRows) + Number(results.numDeletedRows);
}
