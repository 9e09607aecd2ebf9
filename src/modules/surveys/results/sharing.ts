import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { record } from '../../audit/index.ts';
import { mailResults } from '../contacts/contacts.ts';
import { inOrder, type Questionnaire } from '../engine/question.ts';
import { type By, held, thingOf } from '../managing/held.ts';
import type { Survey } from '../survey.ts';

export async function shareResults(
  tx: Db,
  survey: Pick<Survey, 'id'>,
  { shared, version }: { shared: readonly string[]; version: number },
  by: By,
): Promise<void> {
  const before = await held(tx, survey, version, (now) => ({
    questions: now.questionnaire.questions
      .filter(({ id }) => now.shared.includes(id))
      .map(({ text }) => text)
      .join('\n'),
  }));
  const known = new Set(shareable(before.questionnaire).map(({ id }) => id));
  const stranger = shared.find((id) => !known.has(id));
  if (stranger !== undefined)
    throw new Refusal('Les résultats de cette question ne peuvent pas être publiés.', 'questions');
  await tx
    .updateTable('surveys')
    .set((eb) => ({ shared: JSON.stringify(shared), version: eb('version', '+', 1) }))
    .where('id', '=', before.id)
    .execute();
  await record(tx, {
    actor: by.actor,
    verb: 'survey.share',
    thing: thingOf(before),
    detail: { questions: shared },
  });
}

/** What people wrote is not for everybody, nor are their addresses. */
export const shareable = (questionnaire: Questionnaire) =>
  inOrder(questionnaire).filter(({ type }) => type !== 'text' && type !== 'consent');

export async function sendResults(tx: Db, survey: Survey, by: By, publicUrl: string): Promise<number> {
  if (survey.shared.length === 0) throw new Refusal('Publiez d’abord les résultats d’une question au moins.');
  const told = await mailResults(tx, survey, { publicUrl });
  if (told > 0)
    await record(tx, {
      actor: by.actor,
      verb: 'survey.send-results',
      thing: thingOf(survey),
      detail: { count: told },
    });
  return told;
}
