import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { queueMails } from '../../../platform/mail/index.ts';
import { hashToken, newToken } from '../../../platform/tokens.ts';
import type { Survey } from '../survey.ts';
import { confirmMail, resultsMail } from './mails.ts';

/** How long an address has to be confirmed; then nothing of it is kept. */
export const daysToConfirm = 7;

/** Keeps an address, without a time. Whoever left it before sees no difference. */
export async function leaveAddress(tx: Db, surveyId: string, email: string): Promise<void> {
  await tx
    .insertInto('survey_contacts')
    .values({ survey_id: surveyId, email })
    .onConflict((conflict) => conflict.constraint('survey_contacts_once').doNothing())
    .execute();
  await tx
    .updateTable('surveys')
    .set({ unshuffled: true })
    .where('id', '=', surveyId)
    .where('unshuffled', '=', false)
    .execute();
}

interface Sending {
  now: Date;
  publicUrl: string;
}

/** Asks all new addresses, together and in no order, whether they are theirs who left them. Returns how many. */
export async function askAddresses(db: Db, { now, publicUrl }: Sending): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('survey_contacts')
      .innerJoin('surveys', 'surveys.id', 'survey_contacts.survey_id')
      .select(['survey_contacts.survey_id', 'survey_contacts.email', 'surveys.slug', 'surveys.title'])
      .where('survey_contacts.asked_on', 'is', null)
      .orderBy(sql`random()`)
      .limit(5_000)
      .forUpdate('survey_contacts')
      .execute();
    const asked = rows.map((row) => ({ ...row, token: newToken() }));
    if (asked.length === 0) return 0;
    await sql`
      update survey_contacts set asked_on = ${now.toISOString().slice(0, 10)}::date, token_hash = asked.token_hash
      from unnest(
        ${asked.map((row) => row.survey_id)}::uuid[], ${asked.map((row) => row.email)}::text[],
        ${asked.map((row) => hashToken(row.token))}::bytea[]
      ) as asked (survey_id, email, token_hash)
      where survey_contacts.survey_id = asked.survey_id and survey_contacts.email = asked.email`.execute(tx);
    await queueMails(
      tx,
      asked.map(({ email, token, ...survey }) => ({
        to: email,
        key: `survey:${survey.slug}:contact:${hashToken(token).toString('hex').slice(0, 32)}`,
        expiresAt: new Date(now.getTime() + daysToConfirm * 86_400_000),
        ...confirmMail({ survey, token, publicUrl }),
      })),
    );
    return asked.length;
  });
}

export interface Contact {
  email: string;
  confirmed: boolean;
}

/** Whose link this is, without using it. The same link confirms, and later leaves. */
export async function contactOf(db: Db, surveyId: string, token: string): Promise<Contact | null> {
  const row = await db
    .selectFrom('survey_contacts')
    .select(['email', 'confirmed'])
    .where('survey_id', '=', surveyId)
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  return row ?? null;
}

export async function confirmContact(tx: Db, surveyId: string, token: string): Promise<void> {
  await tx
    .updateTable('survey_contacts')
    .set({ confirmed: true })
    .where('survey_id', '=', surveyId)
    .where('token_hash', '=', hashToken(token))
    .execute();
}

export async function forgetContact(tx: Db, surveyId: string, token: string): Promise<void> {
  await tx
    .deleteFrom('survey_contacts')
    .where('survey_id', '=', surveyId)
    .where('token_hash', '=', hashToken(token))
    .execute();
}

/** How many people asked for the results, and confirmed it. */
export async function countContacts(db: Db, surveyId: string): Promise<number> {
  const { n } = await db
    .selectFrom('survey_contacts')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('survey_id', '=', surveyId)
    .where('confirmed', '=', true)
    .executeTakeFirstOrThrow();
  return n;
}

/** The confirmed addresses, in the order of the alphabet: it tells nothing of when they came. */
export async function listContacts(db: Db, surveyId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('survey_contacts')
    .select('email')
    .where('survey_id', '=', surveyId)
    .where('confirmed', '=', true)
    .orderBy('email')
    .execute();
  return rows.map(({ email }) => email);
}

/** Tells everybody who asked, once, where the results are; each mail has a fresh link to leave. Returns how many are told. */
export async function mailResults(
  tx: Db,
  survey: Pick<Survey, 'id' | 'slug' | 'title'>,
  { publicUrl }: Pick<Sending, 'publicUrl'>,
): Promise<number> {
  const waiting = await tx
    .selectFrom('survey_contacts')
    .select('email')
    .where('survey_id', '=', survey.id)
    .where('confirmed', '=', true)
    .where('told', '=', false)
    .orderBy('email')
    .forUpdate()
    .execute();
  if (waiting.length === 0) return 0;
  const told = waiting.map(({ email }) => ({ email, token: newToken() }));
  await sql`
    update survey_contacts set told = true, token_hash = told.token_hash
    from unnest(${told.map((one) => one.email)}::text[], ${told.map((one) => hashToken(one.token))}::bytea[])
      as told (email, token_hash)
    where survey_contacts.survey_id = ${survey.id} and survey_contacts.email = told.email`.execute(tx);
  return queueMails(
    tx,
    told.map(({ email, token }) => ({
      to: email,
      key: `survey:${survey.slug}:results:${hashToken(token).toString('hex').slice(0, 32)}`,
      ...resultsMail({ survey, token, publicUrl }),
    })),
  );
}

/** Forgets addresses that nobody confirmed in time. */
export async function purgeContacts(db: Db, now: Date): Promise<void> {
  const earliest = new Date(now.getTime() - daysToConfirm * 86_400_000).toISOString().slice(0, 10);
  await db
    .deleteFrom('survey_contacts')
    .where('confirmed', '=', false)
    .where('asked_on', '<', earliest)
    .execute();
}
