import { z } from 'zod';
import type { Db, SurveyMode, SurveyState } from '../../platform/database/index.ts';
import { source } from '../../platform/provenance.ts';
import { type Audience, audienceSchema } from '../audience/index.ts';
import { type Questionnaire, questionnaireSchema } from './engine/question.ts';
import type { Kept } from './policy.ts';

export const provenanceSchema = z.strictObject({
  /** Who made the questionnaire, and after what. */
  context: z.string().nullable(),
  /** What its results are to be read for. */
  analysis: z.array(z.string()),
  sources: z.array(source),
  note: z.string().nullable(),
});

export interface Survey {
  id: string;
  slug: string;
  title: string;
  /** Markdown. */
  introduction: string;
  /** Markdown: what becomes of the answers. */
  privacy: string;
  minutes: number | null;
  /** The group that keeps it; null for the programme. */
  group: { id: string; slug: string; title: string } | null;
  mode: SurveyMode;
  oncePerAccount: boolean;
  state: SurveyState;
  opensOn: string | null;
  closesOn: string | null;
  openedAt: Date | null;
  closedAt: Date | null;
  questionnaire: Questionnaire;
  audience: Audience | null;
  /** Questions whose results everybody may read. */
  shared: readonly string[];
  provenance: z.infer<typeof provenanceSchema> | null;
  /** How many answers the results count. */
  counted: number;
  version: number;
  /** Nobody leads it: a demonstration shows it. */
  demonstration: boolean;
}

function selectSurveys(db: Db) {
  return db
    .selectFrom('surveys')
    .leftJoin('groups', 'groups.id', 'surveys.group_id')
    .selectAll('surveys')
    .select(['groups.slug as group_slug', 'groups.title as group_title']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectSurveys>['executeTakeFirstOrThrow']>>;

const toSurvey = (row: Row): Survey => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  introduction: row.introduction,
  privacy: row.privacy,
  minutes: row.minutes,
  group:
    row.group_id !== null && row.group_slug !== null && row.group_title !== null
      ? { id: row.group_id, slug: row.group_slug, title: row.group_title }
      : null,
  mode: row.mode,
  oncePerAccount: row.once_per_account,
  state: row.state,
  opensOn: row.opens_on,
  closesOn: row.closes_on,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
  questionnaire: questionnaireSchema.parse(row.questionnaire),
  audience: row.audience === null ? null : audienceSchema.parse(row.audience),
  shared: z.array(z.string()).parse(row.shared),
  provenance: row.provenance === null ? null : provenanceSchema.parse(row.provenance),
  counted: row.counted,
  version: row.version,
  demonstration: row.demonstration,
});

export async function findSurvey(db: Db, slug: string): Promise<Survey | null> {
  const row = await selectSurveys(db).where('surveys.slug', '=', slug).executeTakeFirst();
  return row ? toSurvey(row) : null;
}

/** The same, held until the transaction ends: what is counted of a survey is counted by one at a time. */
export async function lockSurvey(tx: Db, id: string): Promise<Survey | null> {
  const row = await selectSurveys(tx).where('surveys.id', '=', id).forUpdate('surveys').executeTakeFirst();
  return row ? toSurvey(row) : null;
}

/** A survey as lists show it. */
export interface SurveyLine {
  slug: string;
  title: string;
  introduction: string;
  minutes: number | null;
  group: { slug: string; title: string } | null;
  mode: SurveyMode;
  state: SurveyState;
  opensOn: string | null;
  closesOn: string | null;
  /** How many answers were sent. */
  sent: number;
  hasPublicResults: boolean;
  /** Nobody leads it. */
  demonstration: boolean;
}

export const listSize = 20;

/** A page of the surveys: those that everybody may see, or those that somebody keeps, drafts included. */
export async function listSurveys(
  db: Db,
  which: { page: number; publicOn?: string; kept?: Kept },
): Promise<{ items: SurveyLine[]; total: number }> {
  const { page, publicOn, kept } = which;
  let query = db.selectFrom('surveys').leftJoin('groups', 'groups.id', 'surveys.group_id');
  if (publicOn !== undefined) query = query.where('surveys.state', '<>', 'draft');
  if (kept)
    query = query.where((eb) =>
      eb.or([
        eb('surveys.group_id', '=', eb.fn.any(eb.val(kept.groupIds))),
        ...(kept.programme ? [eb('surveys.group_id', 'is', null)] : []),
      ]),
    );
  const [rows, { total }] = await Promise.all([
    query
      .select((eb) => [
        'surveys.slug',
        'surveys.title',
        'surveys.introduction',
        'surveys.minutes',
        'surveys.mode',
        'surveys.state',
        'surveys.opens_on as opensOn',
        'surveys.closes_on as closesOn',
        'surveys.shared',
        'surveys.demonstration',
        'groups.slug as groupSlug',
        'groups.title as groupTitle',
        eb
          .selectFrom('survey_days')
          .select(({ fn }) => fn.sum<string>('n').as('n'))
          .whereRef('survey_id', '=', 'surveys.id')
          .as('sent'),
      ])
      .orderBy('surveys.state')
      .orderBy('surveys.created_at', 'desc')
      .orderBy('surveys.id')
      .limit(listSize)
      .offset((page - 1) * listSize)
      .execute(),
    query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ]);
  return {
    total,
    items: rows.map(({ groupSlug, groupTitle, shared, sent, ...row }) => ({
      ...row,
      group: groupSlug !== null && groupTitle !== null ? { slug: groupSlug, title: groupTitle } : null,
      sent: Number(sent ?? 0),
      hasPublicResults: z.array(z.string()).parse(shared).length > 0,
    })),
  };
}

/** The surveys of a group that everybody may see, the open ones first. */
export async function surveysOfGroup(db: Db, groupId: string, today: string): Promise<SurveyLink[]> {
  const rows = await db
    .selectFrom('surveys')
    .select(['slug', 'title', 'state', 'opens_on as opensOn', 'closes_on as closesOn', 'minutes'])
    .where('group_id', '=', groupId)
    .where('state', '<>', 'draft')
    .orderBy('state')
    .orderBy('created_at', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ slug, title, minutes, ...row }) => ({
    slug,
    title,
    minutes,
    standing: standingOf(row, today),
  }));
}

export interface SurveyLink {
  slug: string;
  title: string;
  minutes: number | null;
  standing: Standing;
}

/** What one may do with it today: the dates count as much as the state. */
export type Standing = 'draft' | 'announced' | 'open' | 'closed';

export function standingOf(
  { state, opensOn, closesOn }: Pick<Survey, 'state' | 'opensOn' | 'closesOn'>,
  today: string,
): Standing {
  if (state !== 'open') return state;
  if (closesOn !== null && closesOn < today) return 'closed';
  return opensOn !== null && opensOn > today ? 'announced' : 'open';
}

/** How many answers were sent on each day, oldest first. */
export async function daysOf(db: Db, surveyId: string): Promise<{ day: string; n: number }[]> {
  return db
    .selectFrom('survey_days')
    .select(['day', 'n'])
    .where('survey_id', '=', surveyId)
    .orderBy('day')
    .execute();
}

export async function countDrafts(db: Db, surveyId: string): Promise<number> {
  const { n } = await db
    .selectFrom('survey_drafts')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('survey_id', '=', surveyId)
    .executeTakeFirstOrThrow();
  return n;
}
