import type { Db, SurveyMode } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { freeSlug, slugOf } from '../../../platform/slug.ts';
import { type Audience, audienceSchema } from '../../audience/index.ts';
import { record } from '../../audit/index.ts';
import { isFictional } from '../../identity/index.ts';
import type { Questionnaire } from '../engine/question.ts';
import { indexSurvey } from '../search-entry.ts';
import { findSurvey, type Survey } from '../survey.ts';
import { type By, held, thingOf } from './held.ts';

/** What the form of a survey says. */
export interface Settings {
  title: string;
  introduction: string;
  privacy: string;
  minutes: number | null;
  groupId: string | null;
  mode: SurveyMode;
  oncePerAccount: boolean;
  opensOn: string | null;
  closesOn: string | null;
}

const columnsOf = (settings: Settings) => ({
  title: settings.title,
  introduction: settings.introduction,
  privacy: settings.privacy,
  minutes: settings.minutes,
  group_id: settings.groupId,
  mode: settings.mode,
  once_per_account: settings.oncePerAccount,
  opens_on: settings.opensOn,
  closes_on: settings.closesOn,
});

/** Begins a survey: a draft with one empty section. Returns its address. */
export async function createSurvey(tx: Db, settings: Settings, { actor }: By): Promise<string> {
  const wanted = slugOf(settings.title, 'enquete');
  const taken = await tx.selectFrom('surveys').select('slug').where('slug', 'like', `${wanted}%`).execute();
  // The address of the form that makes a new one is no survey's.
  const slug = freeSlug(wanted, new Set(['nouvelle', ...taken.map((row) => row.slug)]));
  const questionnaire: Questionnaire = {
    sections: [{ code: 'etape-1', label: 'Première étape', introduction: '' }],
    questions: [],
  };
  const { id } = await tx
    .insertInto('surveys')
    .values({
      slug,
      questionnaire: JSON.stringify(questionnaire),
      ...columnsOf(settings),
      // What a fictional person makes is fictional.
      demonstration: await isFictional(tx, actor.id),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(tx, { actor, verb: 'survey.create', thing: thingOf({ id, title: settings.title }) });
  return slug;
}

export async function saveSettings(
  tx: Db,
  survey: Pick<Survey, 'id'>,
  version: number,
  settings: Settings,
  by: By,
): Promise<void> {
  const before = await held(tx, survey, version, settingsWords);
  if (
    before.state !== 'draft' &&
    (before.mode !== settings.mode || before.oncePerAccount !== settings.oncePerAccount)
  ) {
    throw new Refusal(
      'Qui a répondu l’a fait sous cette promesse : le mode ne change plus après l’ouverture.',
      'mode',
    );
  }
  await tx
    .updateTable('surveys')
    .set((eb) => ({ ...columnsOf(settings), version: eb('version', '+', 1) }))
    .where('id', '=', before.id)
    .execute();
  await record(tx, {
    actor: by.actor,
    verb: 'survey.edit',
    thing: thingOf({ id: before.id, title: settings.title }),
    detail: { dates: [settings.opensOn, settings.closesOn] },
  });
  const after = await findSurvey(tx, before.slug);
  if (after) await indexSurvey(tx, after);
}

const settingsWords = (survey: Survey) => ({
  titre: survey.title,
  introduction: survey.introduction,
  confidentialite: survey.privacy,
  minutes: String(survey.minutes ?? ''),
  ouverture: survey.opensOn ?? '',
  fermeture: survey.closesOn ?? '',
});

export async function saveAudience(
  tx: Db,
  survey: Pick<Survey, 'id'>,
  version: number,
  audience: Audience | null,
  by: By,
): Promise<void> {
  const before = await held(tx, survey, version, () => ({}));
  await tx
    .updateTable('surveys')
    .set((eb) => ({
      audience: audience && JSON.stringify(audienceSchema.parse(audience)),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', before.id)
    .execute();
  await record(tx, { actor: by.actor, verb: 'survey.edit', thing: thingOf(before), detail: { audience } });
}
