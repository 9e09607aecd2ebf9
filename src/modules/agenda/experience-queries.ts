import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { z } from 'zod';
import type {
  AuthorityKind,
  Db,
  ExperienceKind,
  ExperienceVisibility,
} from '../../platform/database/index.ts';

export interface Answer {
  id: string;
  /** Of the pilots, and not named to all; null once the person has left. */
  authorId: string | null;
  body: string;
  at: Date;
}

/** What an authority lived with a measure, and what those who answer for the measure said. */
export interface Experience {
  id: string;
  kind: ExperienceKind;
  visibility: ExperienceVisibility;
  body: string;
  at: Date;
  measure: { id: string; slug: string; title: string; published: boolean };
  authority: { id: string; kind: AuthorityKind; name: string; place: string | null };
  /** Null once the person has left. */
  authorId: string | null;
  /** For those who answer; pages for all name the authority only. */
  author: string | null;
  answers: readonly Answer[];
  /** Of what moderation hid, which its author alone still finds here: by which right, and why. */
  hidden: { as: string; reason: string } | null;
}

const answers = z.array(
  z.object({ id: z.string(), authorId: z.string().nullable(), body: z.string(), at: z.coerce.date() }),
);

/** Those that moderation left in place. */
function selectExperiences(db: Db) {
  return selectAll(db).where('told.hidden_at', 'is', null);
}

function selectAll(db: Db) {
  return db
    .selectFrom('measure_experiences as told')
    .innerJoin('measures', 'measures.id', 'told.measure_id')
    .innerJoin('authorities', 'authorities.id', 'told.authority_id')
    .leftJoin('accounts', 'accounts.id', 'told.account_id')
    .select([
      'told.id',
      'told.kind',
      'told.visibility',
      'told.body',
      'told.created_at',
      'told.account_id',
      'told.authority_id',
      'told.hidden_as',
      'told.hidden_reason',
      'accounts.name as author',
      'measures.id as measure_id',
      'measures.slug',
      'measures.title',
      'measures.published',
      'authorities.kind as authority_kind',
      'authorities.name as authority_name',
      'authorities.place as authority_place',
    ])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('experience_answers')
          .select([
            'experience_answers.id',
            'experience_answers.account_id as authorId',
            'experience_answers.body',
            'experience_answers.created_at as at',
          ])
          .where('experience_answers.hidden_at', 'is', null)
          .whereRef('experience_answers.experience_id', '=', 'told.id')
          .orderBy('experience_answers.created_at'),
      ).as('answers'),
    );
}

type Row = Awaited<ReturnType<ReturnType<typeof selectExperiences>['executeTakeFirstOrThrow']>>;

const experienceOf = (row: Row): Experience => ({
  id: row.id,
  kind: row.kind,
  visibility: row.visibility,
  body: row.body,
  at: row.created_at,
  measure: { id: row.measure_id, slug: row.slug, title: row.title, published: row.published },
  authority: {
    id: row.authority_id,
    kind: row.authority_kind,
    name: row.authority_name,
    place: row.authority_place,
  },
  authorId: row.account_id,
  author: row.author,
  answers: answers.parse(row.answers),
  hidden:
    row.hidden_as !== null && row.hidden_reason !== null
      ? { as: row.hidden_as, reason: row.hidden_reason }
      : null,
});

/** The most that a page shows at once. */
const most = 200;

/** What everybody may read of a measure, newest first. */
export async function publicExperiences(db: Db, measureId: string): Promise<Experience[]> {
  const rows = await selectExperiences(db)
    .where('told.measure_id', '=', measureId)
    .where('told.visibility', '=', 'public')
    .orderBy('told.created_at', 'desc')
    .limit(most)
    .execute();
  return rows.map(experienceOf);
}

/** What one person told of a measure, for themselves: what is hidden from others too. */
export async function experiencesBy(db: Db, accountId: string, measureId: string): Promise<Experience[]> {
  const rows = await selectAll(db)
    .leftJoin('hidden_experiences as kept', 'kept.experience_id', 'told.id')
    .select('kept.body as keptBody')
    .where('told.measure_id', '=', measureId)
    .where('told.account_id', '=', accountId)
    .orderBy('told.created_at', 'desc')
    .execute();
  return rows.map(({ keptBody, ...row }) => experienceOf({ ...row, body: keptBody ?? row.body }));
}

/** One of this measure; hidden ones do not exist. */
export async function findExperience(db: Db, measureId: string, id: string): Promise<Experience | null> {
  const row = await selectExperiences(db)
    .where('told.id', '=', id)
    .where('told.measure_id', '=', measureId)
    .executeTakeFirst();
  return row ? experienceOf(row) : null;
}

/** One, of whichever measure; hidden ones do not exist. */
export async function findAnyExperience(db: Db, id: string): Promise<Experience | null> {
  const row = await selectExperiences(db).where('told.id', '=', id).executeTakeFirst();
  return row ? experienceOf(row) : null;
}

/** An answer with what it answers; null when moderation hides either. */
export async function findAnyAnswer(
  db: Db,
  id: string,
): Promise<{ answer: Answer; experience: Experience } | null> {
  const row = await selectExperiences(db)
    .innerJoin('experience_answers as asked', 'asked.experience_id', 'told.id')
    .where('asked.id', '=', id)
    .executeTakeFirst();
  const experience = row && experienceOf(row);
  const answer = experience?.answers.find((one) => one.id === id);
  return experience && answer ? { answer, experience } : null;
}

const unanswered = sql<boolean>`not exists (select from experience_answers a
  where a.experience_id = told.id and a.hidden_at is null)`;

/** The measures that somebody answers for: all of them, or those that they were given. */
export type AnsweredFor = 'all' | { editor: string };

function selectFor(db: Db, scope: AnsweredFor) {
  const query = selectExperiences(db);
  if (scope === 'all') return query;
  return query.where('told.measure_id', 'in', (eb) =>
    eb.selectFrom('measure_editors').select('measure_id').where('account_id', '=', scope.editor),
  );
}

/** What was told, those without an answer first, the oldest of them first. */
export async function experiencesToRead(
  db: Db,
  scope: AnsweredFor,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ experiences: Experience[]; total: number }> {
  const query = selectFor(db, scope);
  const [rows, { total }] = await Promise.all([
    query
      .orderBy(unanswered, 'desc')
      .orderBy(sql`case when ${unanswered} then told.created_at end`)
      .orderBy('told.created_at', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
    query
      .clearSelect()
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { experiences: rows.map(experienceOf), total };
}

export async function countUnanswered(db: Db, scope: AnsweredFor): Promise<number> {
  const { total } = await selectFor(db, scope)
    .where(unanswered)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}
