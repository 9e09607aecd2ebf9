import type { Db, ExperienceKind, ExperienceVisibility } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { cancelMails, queueMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { addressOf } from '../identity/index.ts';
import type { Experience } from './experience-queries.ts';
import { answerNotice } from './mails.ts';
import { type By, thingOf } from './saving.ts';

/** Tells what an authority lives with a measure. Whose it is comes from the account, never from a form. */
export async function tellExperience(
  tx: Db,
  { accountId, authorityId, now }: { accountId: string; authorityId: string | null; now: Date },
  measureId: string,
  said: { kind: ExperienceKind; visibility: ExperienceVisibility; body: string },
): Promise<void> {
  if (!authorityId) throw new Refusal(noAuthority);
  await tx
    .insertInto('measure_experiences')
    .values({
      ...said,
      measure_id: measureId,
      account_id: accountId,
      authority_id: authorityId,
      created_at: now,
    })
    .execute();
}

export const noAuthority =
  'Votre compte n’est rattaché à aucune collectivité : un témoignage est celui d’une collectivité. Vous pouvez proposer une correction de la mesure.';

/** Answers an experience, and tells its author. */
export async function answerExperience(
  tx: Db,
  { by, now, publicUrl }: By & { publicUrl: string },
  experience: Experience,
  body: string,
): Promise<void> {
  const held = await hold(tx, experience.id);
  if (!held) throw new Refusal('Ce témoignage vient d’être retiré.');
  const { id } = await tx
    .insertInto('experience_answers')
    .values({ experience_id: experience.id, account_id: by?.id ?? null, body, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(tx, {
    actor: by,
    verb: 'measure.answer',
    thing: thingOf(experience.measure),
    detail: { experience: experience.id },
  });
  const email = experience.authorId === by?.id ? null : await addressOf(tx, experience.authorId);
  if (!email) return;
  await queueMail(tx, {
    to: email,
    key: `experience:${experience.id}:answer:${id}`,
    ...answerNotice(publicUrl, experience, body),
  });
}

/** Deletes what one told oneself, with the answers to it. */
export async function deleteExperience(tx: Db, { id }: Pick<Experience, 'id'>): Promise<void> {
  await tx.deleteFrom('measure_experiences').where('id', '=', id).execute();
  await cancelMails(tx, `experience:${id}:`);
}

/** Whether it is still there; held until the end of the transaction. */
async function hold(tx: Db, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('measure_experiences')
    .select('id')
    .where('id', '=', id)
    .where('hidden_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}
