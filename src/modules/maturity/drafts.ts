import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { type Answers, answersSchema, draftExpiry, type Given, withGiven } from '../surveys/index.ts';
import { columnsOf, type Holder } from './holder.ts';
import type { Model } from './model.ts';

export const lost = 'Ces réponses ne sont plus là : elles ont été envoyées, effacées, ou ont expiré.';

/** Begins a self-assessment from earlier answers, or finds the one that was begun, by a colleague perhaps. */
export async function openDraft(tx: Db, holder: Holder, former: Answers, now: Date): Promise<void> {
  await tx
    .insertInto('maturity_drafts')
    .values({ ...columnsOf(holder), answers: JSON.stringify(former), expires_on: draftExpiry(now) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function selectDraft(db: Db, holder: Holder) {
  const { secret_hash, authority_id } = columnsOf(holder);
  const query = db.selectFrom('maturity_drafts').select(['id', 'answers']);
  return secret_hash
    ? query.where('secret_hash', '=', secret_hash)
    : query.where('authority_id', '=', authority_id);
}

/** What was answered so far; null when nothing was begun. */
export async function findDraft(db: Db, holder: Holder): Promise<Answers | null> {
  const row = await selectDraft(db, holder).executeTakeFirst();
  return row ? answersSchema.parse(row.answers) : null;
}

/** Keeps what a page gave. Throws Conflict when somebody changed it meanwhile. */
export async function saveAnswers(
  tx: Db,
  { questionnaire }: Pick<Model, 'questionnaire'>,
  holder: Holder,
  given: Given,
): Promise<Answers> {
  const row = await selectDraft(tx, holder).forUpdate().executeTakeFirst();
  if (!row) throw new Refusal(lost);
  const answers = withGiven(
    questionnaire,
    answersSchema.parse(row.answers),
    given,
    'Quelqu’un a répondu à ces questions pendant que vous écriviez.',
  );
  await tx
    .updateTable('maturity_drafts')
    .set({ answers: JSON.stringify(answers) })
    .where('id', '=', row.id)
    .execute();
  return answers;
}

/** Takes the draft away, and gives what it held; null when there was none. */
export async function takeDraft(tx: Db, holder: Holder): Promise<Answers | null> {
  const draft = await selectDraft(tx, holder).forUpdate().executeTakeFirst();
  if (!draft) return null;
  await tx.deleteFrom('maturity_drafts').where('id', '=', draft.id).execute();
  return answersSchema.parse(draft.answers);
}
