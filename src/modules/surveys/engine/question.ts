import { z } from 'zod';
import { askedBy, conditionSchema } from './condition.ts';

/** An answer that is none: nobody knows, or it makes no sense there. */
export const specials = { unknown: 'Ne sait pas', not_applicable: 'Sans objet' } as const;

export type Special = keyof typeof specials;

export const isSpecial = (value: unknown): value is Special =>
  typeof value === 'string' && Object.hasOwn(specials, value);

/** Five points of agreement, the same for all questions of the type. */
export const agreement: readonly Option[] = [
  { code: '1', label: 'Pas du tout d’accord' },
  { code: '2', label: 'Plutôt pas d’accord' },
  { code: '3', label: 'Sans avis' },
  { code: '4', label: 'Plutôt d’accord' },
  { code: '5', label: 'Tout à fait d’accord' },
];

export const mostQuestions = 80;
export const mostOptions = 40;

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/);
const label = z.string().min(1).max(300);

const option = z.strictObject({ code, label });
const options = z
  .array(option)
  .min(2)
  .max(mostOptions)
  .refine(isWithoutTwins, 'Deux choix ont le même code.');

export type Option = z.infer<typeof option>;

const common = {
  id: code,
  section: code,
  text: z.string().min(1).max(500),
  help: z.string().max(500).nullable(),
  required: z.boolean(),
  show_if: conditionSchema.nullable(),
};
/** Whether "I do not know" and "not applicable" are offered. */
const ways = { allow_unknown: z.boolean(), allow_not_applicable: z.boolean() };
const ends = z.strictObject({ min: z.string().max(100), max: z.string().max(100) });

export const questionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('single'), ...common, ...ways, options }),
  z.strictObject({
    type: z.literal('multiple'),
    ...common,
    options,
    max_choices: z.int().min(1).max(mostOptions).nullable(),
  }),
  z.strictObject({ type: z.literal('likert'), ...common, ...ways }),
  z.strictObject({
    type: z.literal('rating'),
    ...common,
    ...ways,
    min: z.int().min(0).max(1),
    max: z.int().min(3).max(10),
    labels: ends.nullable(),
  }),
  z.strictObject({
    type: z.literal('ranking'),
    ...common,
    options,
    max_ranked: z.int().min(1).max(10),
  }),
  z.strictObject({
    type: z.literal('matrix'),
    ...common,
    rows: z.array(option).min(1).max(20).refine(isWithoutTwins, 'Deux lignes ont le même code.'),
    columns: z.array(option).min(2).max(10).refine(isWithoutTwins, 'Deux colonnes ont le même code.'),
  }),
  z.strictObject({
    type: z.literal('number'),
    ...common,
    ...ways,
    min: z.number().nullable(),
    max: z.number().nullable(),
    decimals: z.boolean(),
    unit: z.string().max(40).nullable(),
    /** Where each range of the results begins, after the first. */
    steps: z.array(z.number()).max(12),
  }),
  z.strictObject({ type: z.literal('text'), ...common, max_length: z.int().min(10).max(5000) }),
  z.strictObject({ type: z.literal('consent'), ...common }),
  /** Levels that a number stands for: what a self-assessment is made of. */
  z.strictObject({
    type: z.literal('scale'),
    ...common,
    ...ways,
    levels: z
      .array(z.strictObject({ level: z.int().min(0).max(20), label }))
      .min(2)
      .max(11),
  }),
]);

export type Question = z.infer<typeof questionSchema>;
export type QuestionType = Question['type'];

function isWithoutTwins(list: readonly { code: string }[]): boolean {
  return new Set(list.map((one) => one.code)).size === list.length;
}

const section = z.strictObject({
  code,
  label: z.string().min(1).max(150),
  introduction: z.string().max(2000),
});

export type QuestionSection = z.infer<typeof section>;

/** Sections and questions; a question may depend on those before it only, so that no two wait for each other. */
export const questionnaireSchema = z
  .strictObject({
    sections: z.array(section).max(30).refine(isWithoutTwins, 'Deux étapes ont le même code.'),
    questions: z.array(questionSchema).max(mostQuestions),
  })
  .superRefine((whole, context) => {
    const trouble = (message: string) => context.addIssue({ code: 'custom', message });
    const ids = whole.questions.map(({ id }) => id);
    if (new Set(ids).size < ids.length) trouble('Deux questions ont le même code.');
    const sections = new Set(whole.sections.map((one) => one.code));
    const before = new Map<string, Question>();
    for (const question of inOrder(whole)) {
      for (const asked of question.show_if ? askedBy(question.show_if) : []) {
        const other = before.get(asked.question);
        if (!other)
          trouble(`La condition de « ${question.text} » porte sur une question qui ne vient pas avant.`);
        else if ('in' in asked && asked.in.some((one) => !choiceCodes(other).includes(one)))
          trouble(`La condition de « ${question.text} » porte sur une réponse qui n’existe pas.`);
      }
      before.set(question.id, question);
    }
    for (const question of whole.questions) {
      if (!sections.has(question.section)) trouble(`« ${question.text} » n’est dans aucune étape.`);
      if (
        question.type === 'number' &&
        question.steps.some((step, at) => step <= (question.steps[at - 1] ?? -Infinity))
      )
        trouble(`Les tranches de « ${question.text} » ne sont pas dans l’ordre.`);
    }
  });

export type Questionnaire = z.infer<typeof questionnaireSchema>;

type Whole = Pick<Questionnaire, 'sections' | 'questions'>;

export const questionsOf = ({ questions }: Pick<Whole, 'questions'>, code: string): Question[] =>
  questions.filter((question) => question.section === code);

/** The questions as they are asked: section after section. */
export const inOrder = (whole: Whole): Question[] =>
  whole.sections.flatMap((one) => questionsOf(whole, one.code));

/** What may be chosen in it, "I do not know" and "not applicable" at the end; nothing where one writes. */
export function choicesIn(question: Question): Option[] {
  switch (question.type) {
    case 'single':
      return [...question.options, ...specialsOf(question)];
    case 'multiple':
    case 'ranking':
      return question.options;
    case 'likert':
      return [...agreement, ...specialsOf(question)];
    case 'rating':
      return [...marksOf(question), ...specialsOf(question)];
    case 'scale':
      return [
        ...question.levels.map(({ level, label: words }) => ({ code: String(level), label: words })),
        ...specialsOf(question),
      ];
    case 'matrix':
      return question.columns;
    case 'number':
      return specialsOf(question);
    case 'text':
    case 'consent':
      return [];
  }
}

export const choiceCodes = (question: Question): string[] => choicesIn(question).map((one) => one.code);

export function specialsOf(question: { allow_unknown: boolean; allow_not_applicable: boolean }): Option[] {
  return [
    ...(question.allow_unknown ? [{ code: 'unknown', label: specials.unknown }] : []),
    ...(question.allow_not_applicable ? [{ code: 'not_applicable', label: specials.not_applicable }] : []),
  ];
}

function marksOf({ min, max }: { min: number; max: number }): Option[] {
  return Array.from({ length: max - min + 1 }, (_, index) => ({
    code: String(min + index),
    label: String(min + index),
  }));
}
