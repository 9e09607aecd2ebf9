import type { Answer, Answers } from './condition.ts';
import { choicesIn, inOrder, type Question, type Questionnaire, specialsOf } from './question.ts';
import { placesOf } from './typed.ts';

/** What one may count of an answer, under a small number: same questionnaire, same numbers, whatever its words become. */
interface Counted {
  code: number;
  /** As conditions and addresses name it. */
  value: string;
  label: string;
}

/** What results are told by: exactly one category an answer (`one`), or any number of them (`many`). */
export interface Dimension {
  /** The question, and the row of a matrix after a point. */
  key: string;
  question: string;
  label: string;
  kind: 'one' | 'many';
  /** How many each person gives: known of a choice and of a ranking, whose counts then add up; null where one gives any number. */
  slots: number | null;
  /** Held by whoever answered. */
  answered: number;
  categories: readonly Counted[];
}

/** The places of a ranking: who put what first. */
export interface Places {
  question: string;
  /** By option, then by place from the first. */
  codes: ReadonlyMap<string, readonly number[]>;
}

export interface Codebook {
  dimensions: readonly Dimension[];
  places: ReadonlyMap<string, Places>;
  /** How many numbers there are: those of the questionnaire go from 1. */
  size: number;
  codesOf(answers: Answers): number[];
}

/** Past that, the counts of pairs would be too many. */
export const mostCodes = 1200;

/** Everything that is counted of the answers to a questionnaire. */
export function codebookOf(questionnaire: Questionnaire): Codebook {
  let last = 0;
  const next = () => {
    last += 1;
    return last;
  };
  const dimensions: Dimension[] = [];
  const places = new Map<string, Places>();
  const readers: ((answers: Answers) => number[])[] = [];
  const count = (
    key: string,
    question: Question,
    label: string,
    kind: Dimension['kind'],
    slots: number | null,
    categories: readonly Omit<Counted, 'code'>[],
  ) => {
    const dimension: Dimension = {
      key,
      question: question.id,
      label,
      kind,
      slots,
      answered: next(),
      categories: categories.map((one) => ({ code: next(), ...one })),
    };
    dimensions.push(dimension);
    return dimension;
  };
  for (const question of inOrder(questionnaire)) {
    if (question.type === 'matrix') {
      for (const row of question.rows) {
        const dimension = count(
          `${question.id}.${row.code}`,
          question,
          row.label,
          'one',
          1,
          valuesOf(question),
        );
        readers.push((answers) => held(dimension, cellOf(answers[question.id], row.code)));
      }
      continue;
    }
    const many = question.type === 'multiple' || question.type === 'ranking';
    const slots = question.type === 'ranking' ? placesOf(question) : many ? null : 1;
    const dimension = count(
      question.id,
      question,
      question.text,
      many ? 'many' : 'one',
      slots,
      valuesOf(question),
    );
    readers.push((answers) => held(dimension, valuesIn(question, answers[question.id])));
    if (question.type === 'ranking') {
      const codes = new Map(
        question.options.map(({ code }) => [code, Array.from({ length: placesOf(question) }, next)]),
      );
      places.set(question.id, { question: question.id, codes });
      readers.push((answers) => {
        const ranked = answers[question.id];
        return Array.isArray(ranked) ? ranked.flatMap((code, at) => codes.get(String(code))?.[at] ?? []) : [];
      });
    }
  }
  return {
    dimensions,
    places,
    size: last,
    codesOf: (answers) => readers.flatMap((read) => read(answers)).sort((a, b) => a - b),
  };
}

function held({ answered, categories }: Dimension, values: readonly string[] | undefined): number[] {
  if (values === undefined) return [];
  return [answered, ...categories.filter(({ value }) => values.includes(value)).map(({ code }) => code)];
}

function cellOf(answer: Answer | undefined, row: string): readonly string[] | undefined {
  if (typeof answer !== 'object' || Array.isArray(answer)) return undefined;
  const column = Object.entries(answer).find(([name]) => name === row)?.[1];
  return column === undefined ? undefined : [String(column)];
}

function valuesOf(question: Question): Omit<Counted, 'code'>[] {
  if (question.type === 'text') return [];
  if (question.type === 'consent') return [{ value: 'true', label: 'Oui' }];
  if (question.type === 'number')
    return [
      ...rangesOf(question).map(({ label }, index) => ({ value: String(index), label })),
      ...specialsOf(question).map(({ code, label }) => ({ value: code, label })),
    ];
  return choicesIn(question).map(({ code, label }) => ({ value: code, label }));
}

function valuesIn(question: Question, answer: Answer | undefined): readonly string[] | undefined {
  if (answer === undefined || answer === false) return undefined;
  if (question.type === 'text') return [];
  if (question.type === 'number' && typeof answer === 'number')
    return [String(rangesOf(question).findLastIndex(({ from }) => answer >= from))];
  if (Array.isArray(answer)) return answer.map(String);
  return [String(answer)];
}

type NumberQuestion = Extract<Question, { type: 'number' }>;

const numbers = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 6 });

/** The ranges in which numbers are counted: those of the question, else powers of ten. */
export function rangesOf(
  question: Pick<NumberQuestion, 'steps' | 'min' | 'max' | 'decimals' | 'unit'>,
): { from: number; label: string }[] {
  const starts = question.steps.length > 0 ? question.steps : powersWithin(question);
  const end = (step: number) => numbers.format(question.decimals ? step : step - 1);
  return [Number.NEGATIVE_INFINITY, ...starts].map((from, index) => {
    const to = starts[index];
    if (to === undefined)
      return {
        from,
        label: from === Number.NEGATIVE_INFINITY ? 'Toutes' : `${numbers.format(from)} et plus`,
      };
    if (from === Number.NEGATIVE_INFINITY) return { from, label: `Moins de ${numbers.format(to)}` };
    const joint = question.decimals ? ' à moins de ' : ' à ';
    return {
      from,
      label:
        !question.decimals && to === from + 1
          ? numbers.format(from)
          : `${numbers.format(from)}${joint}${end(to)}`,
    };
  });
}

const powersWithin = ({ min, max }: Pick<NumberQuestion, 'min' | 'max'>): number[] =>
  [1, 10, 100, 1_000, 10_000, 100_000].filter(
    (power) => power > (min ?? -Infinity) && power <= (max ?? Infinity),
  );
