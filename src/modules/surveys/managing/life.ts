import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { removeEntry } from '../../../platform/search/index.ts';
import { record } from '../../audit/index.ts';
import { codebookOf, mostCodes } from '../engine/codebook.ts';
import { inOrder, questionsOf } from '../engine/question.ts';
import { indexSurvey } from '../search-entry.ts';
import { countDrafts, type Survey } from '../survey.ts';
import { type By, held, thingOf } from './held.ts';

/** Why a survey cannot be opened as it is; null when it can. */
export function whyNotOpen(
  { questionnaire, closesOn }: Pick<Survey, 'questionnaire' | 'closesOn'>,
  today: string,
): string | null {
  if (inOrder(questionnaire).length === 0) return 'Il n’y a encore aucune question.';
  const empty = questionnaire.sections.find(({ code }) => questionsOf(questionnaire, code).length === 0);
  if (empty) return `L’étape « ${empty.label} » n’a aucune question : ajoutez-en une, ou supprimez-la.`;
  if (codebookOf(questionnaire).size > mostCodes)
    return 'Il y a trop de choix en tout : regroupez-en, ou faites deux enquêtes.';
  if (closesOn !== null && closesOn < today) return 'La date de fermeture est passée : changez-la.';
  return null;
}

export async function openSurvey(tx: Db, survey: Pick<Survey, 'id'>, today: string, by: By): Promise<void> {
  const before = await held(tx, survey, null, () => ({}));
  if (before.state === 'open') return;
  const why = whyNotOpen(before, today);
  if (why) throw new Refusal(why);
  await tx
    .updateTable('surveys')
    .set((eb) => ({
      state: 'open',
      opened_at: before.openedAt ?? by.now,
      closed_at: null,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', before.id)
    .execute();
  await record(tx, {
    actor: by.actor,
    verb: before.state === 'closed' ? 'survey.reopen' : 'survey.open',
    thing: thingOf(before),
  });
  await indexSurvey(tx, { ...before, state: 'open' });
}

/** Takes an open survey that nobody has begun to answer back to a draft. */
export async function takeBack(tx: Db, survey: Pick<Survey, 'id'>, by: By): Promise<void> {
  const before = await held(tx, survey, null, () => ({}));
  const answered = await tx
    .selectFrom('survey_days')
    .select('n')
    .where('survey_id', '=', before.id)
    .limit(1)
    .execute();
  if (answered.length > 0 || (await countDrafts(tx, before.id)) > 0) {
    throw new Refusal(
      'Des personnes ont déjà commencé à répondre : l’enquête ne peut plus redevenir un brouillon.',
    );
  }
  await tx
    .updateTable('surveys')
    .set((eb) => ({ state: 'draft', opened_at: null, version: eb('version', '+', 1) }))
    .where('id', '=', before.id)
    .execute();
  await record(tx, { actor: by.actor, verb: 'survey.take-back', thing: thingOf(before) });
  await removeEntry(tx, 'survey', before.slug);
}

/** Nobody may answer from now on, and what was not sent is forgotten. `by` is null at the date that was set. */
export async function closeSurvey(
  tx: Db,
  survey: Pick<Survey, 'id'>,
  by: { actor: By['actor'] | null; now: Date },
): Promise<boolean> {
  const before = await held(tx, survey, null, () => ({}));
  if (before.state !== 'open') return false;
  await tx
    .updateTable('surveys')
    .set((eb) => ({ state: 'closed', closed_at: by.now, version: eb('version', '+', 1) }))
    .where('id', '=', before.id)
    .execute();
  await tx.deleteFrom('survey_drafts').where('survey_id', '=', before.id).execute();
  await record(tx, { actor: by.actor, verb: 'survey.close', thing: thingOf(before) });
  return true;
}

export async function deleteSurvey(tx: Db, survey: Pick<Survey, 'id'>, by: By): Promise<void> {
  const before = await held(tx, survey, null, () => ({}));
  if (before.state !== 'draft') throw new Refusal('Seul un brouillon se supprime.');
  await tx.deleteFrom('surveys').where('id', '=', before.id).execute();
  await record(tx, { actor: by.actor, verb: 'survey.delete', thing: thingOf(before) });
}
