import type { Db, TrainingPractice } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';

export const practices = ['much', 'some', 'not_yet'] as const;

export const practiceLabels: Readonly<Record<TrainingPractice, string>> = {
  much: 'Oui, c’est en place',
  some: 'En partie, c’est commencé',
  not_yet: 'Pas encore',
};

/** Fewer answers than this are shown to nobody: one could tell who wrote what. */
export const fewestShown = 5;

/** Keeps an answer, once for a registration, with nothing that leads from one to the other. */
export async function answer(
  tx: Db,
  { registrationId, sessionId }: { registrationId: string; sessionId: string },
  said: { practice: TrainingPractice; words: string },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('training_registrations')
    .set({ has_answered: true })
    .where('id', '=', registrationId)
    .where('session_id', '=', sessionId)
    .where('has_answered', '=', false)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal('Votre réponse est déjà enregistrée. Merci.');
  await tx
    .insertInto('training_follow_ups')
    .values({ session_id: sessionId, ...said })
    .execute();
}

export interface FollowUp {
  /** How many were asked. */
  asked: number;
  answered: number;
  /** Null while there are too few of them. */
  answers: { counts: Readonly<Record<TrainingPractice, number>>; words: string[] } | null;
}

export async function followUpOf(db: Db, sessionId: string): Promise<FollowUp> {
  const [asked, rows] = await Promise.all([
    db
      .selectFrom('training_registrations')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .where('session_id', '=', sessionId)
      .where('followed_up_at', 'is not', null)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('training_follow_ups')
      .select(['practice', 'words'])
      .where('session_id', '=', sessionId)
      // By chance, not by when they came.
      .orderBy('id')
      .execute(),
  ]);
  const count = (practice: TrainingPractice) => rows.filter((row) => row.practice === practice).length;
  return {
    asked: asked.total,
    answered: rows.length,
    answers:
      rows.length < fewestShown
        ? null
        : {
            counts: { much: count('much'), some: count('some'), not_yet: count('not_yet') },
            words: rows.flatMap(({ words }) => (words === '' ? [] : [words])),
          },
  };
}
