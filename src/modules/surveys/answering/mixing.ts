import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { addingPairs } from '../results/tallies.ts';
import { lockSurvey } from '../survey.ts';

/** Fewer than this are never told apart from the others: neither in results, nor by what changes from a moment to the next. */
export const smallest = 5;

const batch = 2_000;

/**
 * Moves the anonymous answers of a survey out of the box, in random order, and counts them: five at least, so that nobody
 * learns one answer by comparing results before and after; the last few once the survey is over. Returns how many.
 */
export async function mixAnswers(db: Db, surveyId: string, { over }: { over: boolean }): Promise<number> {
  let mixed = 0;
  for (;;) {
    const taken = await db.transaction().execute(async (tx) => {
      if (!(await lockSurvey(tx, surveyId))) return 0;
      const { n } = await tx
        .selectFrom('survey_box')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('survey_id', '=', surveyId)
        .executeTakeFirstOrThrow();
      const enough = over ? 1 : smallest;
      // What a batch would leave alone goes with it.
      const size = n - batch >= smallest ? batch : n;
      if (n < enough) return 0;
      return take(tx, surveyId, size);
    });
    mixed += taken;
    if (taken < batch) return mixed;
  }
}

async function take(tx: Db, surveyId: string, size: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with chosen as materialized (
      select ctid as place from survey_box where survey_id = ${surveyId} order by random() limit ${size}
    ),
    taken as (
      delete from survey_box where ctid in (select place from chosen) returning answers, codes
    ),
    moved as (
      insert into survey_responses (survey_id, answers, codes)
      select ${surveyId}::uuid, answers, codes from taken order by random()
    ),
    counted as (${addingPairs(surveyId, sql`taken`)})
    select count(*)::integer as n from taken`.execute(tx);
  const taken = rows[0]?.n ?? 0;
  await tx
    .updateTable('surveys')
    .set((eb) => ({ counted: eb('counted', '+', taken), unshuffled: true }))
    .where('id', '=', surveyId)
    .execute();
  return taken;
}

/** Mixes what waits in the boxes of all surveys. Returns how many answers. */
export async function mixBoxes(db: Db, today: string): Promise<number> {
  const surveys = await db
    .selectFrom('surveys')
    .select(['id', 'state', 'closes_on'])
    .where((eb) =>
      eb.exists(eb.selectFrom('survey_box').select('survey_id').whereRef('survey_id', '=', 'surveys.id')),
    )
    .execute();
  let mixed = 0;
  for (const { id, state, closes_on } of surveys) {
    mixed += await mixAnswers(db, id, {
      over: state === 'closed' || (closes_on !== null && closes_on < today),
    });
  }
  return mixed;
}

/**
 * Writes all anonymous answers anew in random order, in one transaction, and the same for who took part and for the
 * addresses that were left: neither their places on disk nor the transactions that wrote them tell in what order they came.
 */
export async function shuffle(db: Db): Promise<number> {
  const surveys = await db.selectFrom('surveys').select('id').where('unshuffled', '=', true).execute();
  for (const { id } of surveys) {
    await db.transaction().execute(async (tx) => {
      await lockSurvey(tx, id);
      await sql`
        with taken as (delete from survey_responses where survey_id = ${id} returning answers, codes)
        insert into survey_responses (survey_id, answers, codes)
        select ${id}::uuid, answers, codes from taken order by random()`.execute(tx);
      await rewriteParticipations(tx, id);
      await rewriteContacts(tx, id);
      await tx.updateTable('surveys').set({ unshuffled: false }).where('id', '=', id).execute();
    });
  }
  return surveys.length;
}

/** A key cannot be deleted and written again in one statement. */
async function rewriteParticipations(tx: Db, surveyId: string): Promise<void> {
  const rows = await tx
    .deleteFrom('survey_participations')
    .where('survey_id', '=', surveyId)
    .returningAll()
    .execute();
  if (rows.length === 0) return;
  await sql`
    insert into survey_participations (survey_id, account_id)
    select ${surveyId}::uuid, account_id from unnest(${rows.map((row) => row.account_id)}::uuid[]) as account_id
    order by random()`.execute(tx);
}

async function rewriteContacts(tx: Db, surveyId: string): Promise<void> {
  const rows = await tx
    .deleteFrom('survey_contacts')
    .where('survey_id', '=', surveyId)
    .returningAll()
    .execute();
  if (rows.length === 0) return;
  await sql`
    insert into survey_contacts (survey_id, email, token_hash, asked_on, confirmed, told)
    select ${surveyId}::uuid, email, token_hash, asked_on, confirmed, told
    from unnest(
      ${rows.map((row) => row.email)}::text[], ${rows.map((row) => row.token_hash)}::bytea[],
      ${rows.map((row) => row.asked_on)}::date[], ${rows.map((row) => row.confirmed)}::boolean[],
      ${rows.map((row) => row.told)}::boolean[]
    ) as kept (email, token_hash, asked_on, confirmed, told)
    order by random()`.execute(tx);
}
