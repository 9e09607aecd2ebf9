import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { hashToken, newToken } from '../../../platform/tokens.ts';
import { type Answers, answersSchema } from '../engine/condition.ts';
import type { Survey } from '../survey.ts';
import { type Given, withGiven } from './given.ts';

/** How long a draft that is not sent is kept. */
export const draftDays = 30;

/** Whose answers these are: the holder of a secret, or the people of an authority. */
export type Holder = { secret: string } | { authorityId: string };

export interface Draft {
  id: string;
  answers: Answers;
}

/** The last day of a draft that is begun today. */
export const draftExpiry = (now: Date): string =>
  new Date(now.getTime() + draftDays * 86_400_000).toISOString().slice(0, 10);

/** Begins an anonymous answer, of which only the given secret is the key. */
export async function openDraft(tx: Db, survey: Survey, now: Date): Promise<{ secret: string }> {
  const secret = newToken();
  await tx
    .insertInto('survey_drafts')
    .values({ survey_id: survey.id, secret_hash: hashToken(secret), expires_on: draftExpiry(now) })
    .execute();
  return { secret };
}

/** Begins the answer of an authority, or finds the one that a colleague began. What was sent before is taken up again. */
export async function openSharedDraft(tx: Db, survey: Survey, authorityId: string, now: Date): Promise<void> {
  await sql`
    insert into survey_drafts (survey_id, authority_id, answers, expires_on)
    values (${survey.id}, ${authorityId}, coalesce((
      select answers from survey_authority_responses where survey_id = ${survey.id} and authority_id = ${authorityId}
    ), '{}'), ${draftExpiry(now)}::date)
    on conflict on constraint survey_drafts_authority_once do nothing`.execute(tx);
}

function selectDraft(db: Db, survey: Pick<Survey, 'id'>, holder: Holder) {
  const query = db.selectFrom('survey_drafts').select(['id', 'answers']).where('survey_id', '=', survey.id);
  return 'secret' in holder
    ? query.where('secret_hash', '=', hashToken(holder.secret))
    : query.where('authority_id', '=', holder.authorityId);
}

export async function findDraft(db: Db, survey: Pick<Survey, 'id'>, holder: Holder): Promise<Draft | null> {
  const row = await selectDraft(db, survey, holder).executeTakeFirst();
  return row ? { id: row.id, answers: answersSchema.parse(row.answers) } : null;
}

/** Keeps what a page gave; none is given up that was not asked on it. Throws Conflict when a colleague changed it meanwhile. */
export async function saveAnswers(tx: Db, survey: Survey, holder: Holder, given: Given): Promise<Answers> {
  const row = await selectDraft(tx, survey, holder).forUpdate().executeTakeFirst();
  if (!row) throw new Refusal('Cette réponse n’existe plus : elle a été envoyée, effacée, ou a expiré.');
  const answers = withGiven(
    survey.questionnaire,
    answersSchema.parse(row.answers),
    given,
    'Quelqu’un de votre collectivité a répondu à ces questions pendant que vous écriviez.',
  );
  await tx
    .updateTable('survey_drafts')
    .set({ answers: JSON.stringify(answers) })
    .where('id', '=', row.id)
    .execute();
  return answers;
}

export async function forgetDraft(tx: Db, survey: Pick<Survey, 'id'>, holder: Holder): Promise<void> {
  const draft = await selectDraft(tx, survey, holder).executeTakeFirst();
  if (draft) await tx.deleteFrom('survey_drafts').where('id', '=', draft.id).execute();
}

/** Forgets what nobody sent in time. */
export async function purgeDrafts(db: Db, today: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('survey_drafts')
    .where('expires_on', '<', today)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
