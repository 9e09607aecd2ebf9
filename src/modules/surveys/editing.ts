import type { Db, SurveyMode } from '../../platform/database/index.ts';
import { Conflict, Refusal } from '../../platform/http/index.ts';
import { indexEntry, removeEntry } from '../../platform/search/index.ts';
import { freeSlug, slugOf } from '../../platform/slug.ts';
import { type Audience, audienceSchema } from '../audience/index.ts';
import { record } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { mailResults } from './contacts.ts';
import { type Correction, recordCorrections } from './corrections.ts';
import { reworded, wordingsOf } from './engine/arrange.ts';
import { codebookOf, mostCodes } from './engine/codebook.ts';
import { inOrder, type Questionnaire, questionnaireSchema, questionsOf } from './engine/question.ts';
import { countDrafts, findSurvey, lockSurvey, type Survey } from './survey.ts';

export interface By {
  actor: Pick<Actor, 'id' | 'name'>;
  now: Date;
}

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

const thingOf = ({ id, title }: Pick<Survey, 'id' | 'title'>) => ({ type: 'survey', id, label: title });

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
    .values({ slug, questionnaire: JSON.stringify(questionnaire), ...columnsOf(settings) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(tx, { actor, verb: 'survey.create', thing: thingOf({ id, title: settings.title }) });
  return slug;
}

/** The survey as it is now, held; throws Conflict when it is no longer the version that a form was opened on. */
async function held(
  tx: Db,
  { id }: Pick<Survey, 'id'>,
  version: number | null,
  current: (survey: Survey) => Readonly<Record<string, string>>,
): Promise<Survey> {
  const survey = await lockSurvey(tx, id);
  if (!survey) throw new Refusal('Cette enquête n’existe plus.');
  if (version !== null && survey.version !== version) {
    throw new Conflict(
      'Quelqu’un a modifié cette enquête pendant que vous écriviez.',
      current(survey),
      survey.version,
    );
  }
  return survey;
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
  if (after) await index(tx, after);
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

async function writeQuestionnaire(tx: Db, id: string, questionnaire: Questionnaire): Promise<void> {
  await tx
    .updateTable('surveys')
    .set((eb) => ({ questionnaire: JSON.stringify(questionnaire), version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Corrects the words of a question that people have answered already; what was there before stays to be read. */
export async function correctWording(
  tx: Db,
  survey: Pick<Survey, 'id'>,
  correction: { question: string; words: ReadonlyMap<string, string>; reason: string; version: number },
  by: By,
): Promise<number> {
  const before = await held(tx, survey, correction.version, (now) => {
    const question = now.questionnaire.questions.find(({ id }) => id === correction.question);
    return Object.fromEntries((question ? wordingsOf(question) : []).map(({ key, words }) => [key, words]));
  });
  const question = before.questionnaire.questions.find(({ id }) => id === correction.question);
  if (!question) throw new Refusal('Cette question n’existe plus.');
  const changes: Correction[] = wordingsOf(question).flatMap(({ key, words }) => {
    const after = correction.words.get(key) ?? words;
    return after === words
      ? []
      : [{ question: question.id, before: words, after, reason: correction.reason }];
  });
  if (changes.length === 0) return 0;
  const after = reworded(question, correction.words);
  const read = questionnaireSchema.safeParse({
    ...before.questionnaire,
    questions: before.questionnaire.questions.map((one) => (one.id === after.id ? after : one)),
  });
  if (!read.success) throw new Refusal(read.error.issues[0]?.message ?? 'Ces libellés sont incorrects.');
  await writeQuestionnaire(tx, before.id, read.data);
  await recordCorrections(tx, before.id, changes, { accountId: by.actor.id, now: by.now });
  await record(tx, {
    actor: by.actor,
    verb: 'survey.correct',
    thing: thingOf(before),
    detail: { question: question.id, reason: correction.reason },
  });
  return changes.length;
}

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
  await index(tx, { ...before, state: 'open' });
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

export const recordExport = (tx: Db, survey: Survey, by: By, what: string): Promise<void> =>
  record(tx, { actor: by.actor, verb: 'survey.export', thing: thingOf(survey), detail: { file: what } });

export async function deleteSurvey(tx: Db, survey: Pick<Survey, 'id'>, by: By): Promise<void> {
  const before = await held(tx, survey, null, () => ({}));
  if (before.state !== 'draft') throw new Refusal('Seul un brouillon se supprime.');
  await tx.deleteFrom('surveys').where('id', '=', before.id).execute();
  await record(tx, { actor: by.actor, verb: 'survey.delete', thing: thingOf(before) });
}

async function index(tx: Db, { slug, title, introduction, state, questionnaire }: Survey): Promise<void> {
  if (state === 'draft') return;
  await indexEntry(tx, {
    kind: 'survey',
    key: slug,
    url: `/enquetes/${slug}`,
    title,
    summary: introduction.slice(0, 300),
    body: inOrder(questionnaire)
      .map(({ text }) => text)
      .join('\n'),
    keywords: 'enquête sondage questionnaire',
  });
}
