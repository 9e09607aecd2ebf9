import { type RawBuilder, sql } from 'kysely';
import type { AuthorityKind, Db } from '../../platform/database/index.ts';
import { hideInLine } from '../surveys/index.ts';
import { fewest } from './counting.ts';
import type { Model, ModelQuestion } from './model.ts';
import type { SimilarGroup } from './similar.ts';

/** The means of several authorities, in tenths. */
export interface Means {
  count: number;
  overall: number;
  axes: Readonly<Record<string, number>>;
  /** Some of them are fictional. */
  demonstration: boolean;
}

const tenth = (value: RawBuilder<unknown>) => sql<number>`round(avg(${value}), 1)::float8`;

function meansOf({ axes }: Pick<Model, 'axes'>, where: RawBuilder<unknown>) {
  const byAxis = sql.join(
    axes.map(
      ({ code }) =>
        sql`${sql.lit(code)}::text, ${tenth(sql`(scores -> 'axes' ->> ${sql.lit(code)})::numeric`)}`,
    ),
  );
  return sql`
    count(*)::integer as count, ${tenth(sql`(scores ->> 'overall')::numeric`)} as overall, json_build_object(${byAxis}) as axes,
    coalesce(bool_or(demonstration), false) as demonstration
    from maturity_counts join maturity_assessments on maturity_assessments.id = maturity_counts.assessment_id
    where ${where}`;
}

/**
 * The means of the authorities like one; null when fewer than `fewest` are left.
 * @param without the authority of the reader, who knows its answers: it does not make the others fewer
 */
export async function meansOfSimilar(
  db: Db,
  model: Pick<Model, 'axes'>,
  { kind, band }: SimilarGroup,
  without: string | null,
): Promise<Means | null> {
  const among = sql`kind = ${kind}::authority_kind and band = ${band} and maturity_counts.authority_id is distinct from ${without}`;
  const { rows } = await sql<Means>`select ${meansOf(model, among)}`.execute(db);
  const [means] = rows;
  return means && means.count >= fewest ? means : null;
}

export interface GroupFigures extends Means {
  kind: AuthorityKind;
  band: number;
}

export interface QuestionFigures {
  question: ModelQuestion;
  /** How many gave each answer, by its code; null where it is not told. */
  cells: readonly { code: string; label: string; count: number | null }[];
}

/** All that is told of the answers of authorities, to those who keep the subject. */
export interface Figures {
  all: Means | null;
  groups: readonly GroupFigures[];
  questions: readonly QuestionFigures[];
}

/** A group of fewer than `fewest` is in no figure, totals included: nobody gets it by taking the others away. */
export async function readFigures(db: Db, model: Model): Promise<Figures> {
  const told = sql`(kind, band) in (
    select kind, band from maturity_counts group by kind, band having count(*) >= ${fewest}::integer)`;
  const [all, groups, answers] = await Promise.all([
    sql<Means>`select ${meansOf(model, told)}`.execute(db),
    sql<GroupFigures>`
      select maturity_counts.kind, maturity_counts.band, ${meansOf(model, told)}
      group by maturity_counts.kind, maturity_counts.band
      order by maturity_counts.kind, maturity_counts.band`.execute(db),
    sql<{ id: string; code: string; count: number }>`
      select answer.key as id, answer.value as code, count(*)::integer as count
      from maturity_counts join maturity_assessments on maturity_assessments.id = maturity_counts.assessment_id,
        jsonb_each_text(answers) as answer
      where ${told} group by 1, 2`.execute(db),
  ]);
  const [whole] = all.rows;
  if (!whole || whole.count === 0) return { all: null, groups: [], questions: [] };
  const counts = new Map(answers.rows.map(({ id, code, count }) => [`${id} ${code}`, count]));
  return {
    all: whole,
    groups: groups.rows,
    questions: model.questions.map((question) => ({
      question,
      cells: cellsOf(question, counts, whole.count),
    })),
  };
}

function cellsOf(question: ModelQuestion, counts: ReadonlyMap<string, number>, all: number) {
  const cells = [
    ...question.scale.map(({ level, label }) => ({ code: String(level), label })),
    { code: 'unknown', label: 'Ne sait pas' },
    { code: 'not_applicable', label: 'Sans objet' },
  ].map((cell) => ({ ...cell, count: counts.get(`${question.id} ${cell.code}`) ?? 0 }));
  const answered = cells.reduce((sum, { count }) => sum + count, 0);
  // Those whom it was not asked share out the rest.
  const hidden = hideInLine([...cells.map(({ count }) => count), all - answered]);
  return cells.map((cell, at) => ({ ...cell, count: hidden[at] ? null : cell.count }));
}
