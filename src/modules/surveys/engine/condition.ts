import { z } from 'zod';

export const operators = ['=', '>', '>=', '<', '<='] as const;

/** When a question is asked, from what was answered before it: a closed algebra, no free code. */
export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | Asked;

type Asked =
  /** One of these was chosen; `row` is that of a matrix. */
  | { question: string; row?: string; in: readonly string[] }
  | { question: string; op: (typeof operators)[number]; value: number }
  | { question: string; answered: true };

const id = z.string().min(1).max(60);
const several = () => z.array(conditionSchema).min(1).max(10);

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: several() }),
    z.strictObject({ any: several() }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ question: id, row: id.optional(), in: z.array(id).min(1).max(60) }),
    z.strictObject({ question: id, op: z.enum(operators), value: z.number() }),
    z.strictObject({ question: id, answered: z.literal(true) }),
  ]),
);

/** What was answered, by question. */
export type Answers = Readonly<Record<string, Answer>>;

/** A code, codes (a ranking in its order), a number, a consent, or a column for each row of a matrix. */
export type Answer = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;

export const answersSchema: z.ZodType<Answers> = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.record(z.string(), z.string())]),
);

/** Whether it holds. What was not answered is chosen by nobody, and compares to nothing. */
export function holds(condition: Condition, answers: Answers): boolean {
  if ('all' in condition) return condition.all.every((one) => holds(one, answers));
  if ('any' in condition) return condition.any.some((one) => holds(one, answers));
  if ('not' in condition) return !holds(condition.not, answers);
  const answer = Object.hasOwn(answers, condition.question) ? answers[condition.question] : undefined;
  if (answer === undefined) return false;
  if ('answered' in condition) return true;
  if ('in' in condition) return chosen(answer, condition.row).some((code) => condition.in.includes(code));
  return typeof answer === 'number' && compares(answer, condition.op, condition.value);
}

function chosen(answer: Answer, row: string | undefined): readonly string[] {
  if (typeof answer === 'string') return [answer];
  if (typeof answer === 'number' || typeof answer === 'boolean') return [String(answer)];
  if (Array.isArray(answer)) return answer;
  const columns = Object.entries(answer);
  return columns.flatMap(([name, column]) => (row === undefined || name === row ? [String(column)] : []));
}

function compares(left: number, op: (typeof operators)[number], right: number): boolean {
  switch (op) {
    case '=':
      return left === right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
  }
}

/** The questions that it asks about, each as it does. */
export function askedBy(condition: Condition): Asked[] {
  if ('all' in condition) return condition.all.flatMap(askedBy);
  if ('any' in condition) return condition.any.flatMap(askedBy);
  if ('not' in condition) return askedBy(condition.not);
  return [condition];
}
