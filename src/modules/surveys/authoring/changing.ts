import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { record } from '../../audit/index.ts';
import { type Questionnaire, questionnaireSchema } from '../engine/question.ts';
import { type By, held, thingOf } from '../managing/held.ts';
import type { Survey } from '../survey.ts';

/** Changes the questions of a draft. Throws a Refusal that says why what comes out of it makes no questionnaire. */
export async function changeQuestions(
  tx: Db,
  survey: Pick<Survey, 'id'>,
  by: By,
  change: (questionnaire: Questionnaire) => Questionnaire,
  {
    version = null,
    current = () => ({}),
  }: { version?: number | null; current?: (survey: Survey) => Readonly<Record<string, string>> } = {},
): Promise<void> {
  const before = await held(tx, survey, version, current);
  if (before.state !== 'draft') {
    throw new Refusal(
      'L’enquête est ouverte : ses questions ne changent plus, sauf pour corriger un libellé.',
    );
  }
  const read = questionnaireSchema.safeParse(change(before.questionnaire));
  if (!read.success) throw new Refusal(read.error.issues[0]?.message ?? 'Ce changement n’est pas possible.');
  await writeQuestionnaire(tx, before.id, read.data);
  await record(tx, { actor: by.actor, verb: 'survey.edit-questions', thing: thingOf(before) });
}

export async function writeQuestionnaire(tx: Db, id: string, questionnaire: Questionnaire): Promise<void> {
  await tx
    .updateTable('surveys')
    .set((eb) => ({ questionnaire: JSON.stringify(questionnaire), version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
