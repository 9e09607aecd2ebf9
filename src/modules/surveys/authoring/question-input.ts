import { z } from 'zod';
import { fields, Refusal, type TypedValues, typedText } from '../../../platform/http/index.ts';
import { optionsOfLines } from '../engine/arrange.ts';
import { mostOptions, type Question, type QuestionType, questionSchema } from '../engine/question.ts';

/** The types that a survey offers, in the order in which they are chosen. */
export const surveyTypes = [
  'single',
  'multiple',
  'likert',
  'rating',
  'ranking',
  'matrix',
  'number',
  'text',
  'consent',
] as const satisfies QuestionType[];

const lines = (max: number, required: string) =>
  fields
    .paragraphs({ max: 14_000, required })
    .transform((text) => [
      ...new Set(
        text
          .split('\n')
          .map((one) => one.replace(/\s+/g, ' ').trim())
          .filter(Boolean),
      ),
    ])
    .pipe(
      z
        .array(z.string().max(300, 'Une ligne est trop longue : 300 caractères au plus.'))
        .max(max, `${max} lignes au plus.`),
    );

const twoLines = (max: number, what: string) =>
  lines(max, `Écrivez ${what}, un par ligne.`).refine(
    (list) => list.length >= 2,
    'Il en faut deux au moins, un par ligne.',
  );

const whole = (what: string) =>
  fields
    .line({ max: 15 })
    .transform((text) => text.replace(/\s/g, '').replace(',', '.'))
    .pipe(z.string().regex(/^(?:-?\d{1,12}(?:\.\d{1,6})?)?$/, `Écrivez ${what} en chiffres.`))
    .transform((text) => (text === '' ? null : Number(text)));

const between = (min: number, max: number) =>
  whole('un nombre')
    .refine(
      (value) => value === null || (Number.isInteger(value) && value >= min && value <= max),
      `Un nombre entier, de ${min} à ${max}.`,
    )
    .prefault('');

/** What all questions have. */
export const commonFields = {
  intitule: fields.line({ max: 500, required: 'Écrivez la question.' }),
  aide: fields.line({ max: 500 }).prefault(''),
  etape: fields.line({ max: 40, required: 'Choisissez une étape.' }),
  obligatoire: fields.checkbox(),
};

const ways = { inconnu: fields.checkbox(), sans_objet: fields.checkbox() };

const fieldsOfType = {
  single: { choix: twoLines(mostOptions, 'les choix'), ...ways },
  multiple: { choix: twoLines(mostOptions, 'les choix'), maximum: between(1, mostOptions) },
  likert: ways,
  rating: {
    note_min: between(0, 1),
    note_max: between(3, 10),
    bout_min: fields.line({ max: 100 }).prefault(''),
    bout_max: fields.line({ max: 100 }).prefault(''),
    ...ways,
  },
  ranking: { choix: twoLines(mostOptions, 'les choix'), places: between(1, 10) },
  matrix: { lignes: lines(20, 'Écrivez les lignes, une par ligne.'), colonnes: twoLines(10, 'les colonnes') },
  number: {
    minimum: whole('le plus petit nombre permis').prefault(''),
    maximum: whole('le plus grand nombre permis').prefault(''),
    decimales: fields.checkbox(),
    unite: fields.line({ max: 40 }).prefault(''),
    tranches: fields.line({ max: 200 }).prefault(''),
    ...ways,
  },
  text: { longueur: between(10, 5000) },
  consent: {},
} satisfies Record<(typeof surveyTypes)[number], z.ZodRawShape>;

/** What is typed of a question of this type. Throws a Refusal, by field, when something is wrong. */
export function readQuestion(
  type: (typeof surveyTypes)[number],
  values: TypedValues,
  { id, before, showIf }: { id: string; before: Question | null; showIf: Question['show_if'] },
): Question {
  // All that is wrong is said at once.
  const common = parsed<typeof commonFields>({ ...commonFields, ...fieldsOfType[type] }, values);
  const question = {
    id,
    type,
    text: common.intitule,
    help: common.aide || null,
    section: common.etape,
    required: common.obligatoire,
    show_if: showIf,
    ...ownOf(type, values, before),
  };
  const read = questionSchema.safeParse(question);
  if (!read.success) throw new Refusal(read.error.issues[0]?.message ?? 'Cette question est incorrecte.');
  return read.data;
}

function parsed<Shape extends z.ZodRawShape>(
  shape: Shape,
  values: TypedValues,
): z.output<z.ZodObject<Shape>> {
  const read = z.object(shape).safeParse(values);
  if (read.success) return read.data;
  const errors: Record<string, string> = {};
  for (const { path, message } of read.error.issues) errors[String(path[0] ?? '')] ??= message;
  throw new Refusal(errors);
}

function ownOf(type: (typeof surveyTypes)[number], values: TypedValues, before: Question | null): object {
  const optionsBefore = before && 'options' in before ? before.options : [];
  const waysOf = (input: { inconnu: boolean; sans_objet: boolean }) => ({
    allow_unknown: input.inconnu,
    allow_not_applicable: input.sans_objet,
  });
  switch (type) {
    case 'single': {
      const input = parsed(fieldsOfType.single, values);
      return { options: optionsOfLines(input.choix, optionsBefore), ...waysOf(input) };
    }
    case 'multiple': {
      const input = parsed(fieldsOfType.multiple, values);
      return { options: optionsOfLines(input.choix, optionsBefore), max_choices: input.maximum };
    }
    case 'likert':
      return waysOf(parsed(fieldsOfType.likert, values));
    case 'rating': {
      const input = parsed(fieldsOfType.rating, values);
      const named = input.bout_min !== '' && input.bout_max !== '';
      if (!named && (input.bout_min !== '' || input.bout_max !== ''))
        throw new Refusal(
          'Nommez les deux bouts de l’échelle, ou aucun.',
          input.bout_min === '' ? 'bout_min' : 'bout_max',
        );
      return {
        min: input.note_min ?? 0,
        max: input.note_max ?? 10,
        labels: named ? { min: input.bout_min, max: input.bout_max } : null,
        ...waysOf(input),
      };
    }
    case 'ranking': {
      const input = parsed(fieldsOfType.ranking, values);
      return {
        options: optionsOfLines(input.choix, optionsBefore),
        max_ranked: Math.min(input.places ?? 3, input.choix.length),
      };
    }
    case 'matrix': {
      const input = parsed(fieldsOfType.matrix, values);
      const kept = before?.type === 'matrix' ? before : null;
      return {
        rows: optionsOfLines(input.lignes, kept?.rows),
        columns: optionsOfLines(input.colonnes, kept?.columns),
      };
    }
    case 'number': {
      const input = parsed(fieldsOfType.number, values);
      if (input.minimum !== null && input.maximum !== null && input.minimum >= input.maximum)
        throw new Refusal('Le plus grand nombre permis est plus petit que l’autre.', 'maximum');
      return {
        min: input.minimum,
        max: input.maximum,
        decimals: input.decimales,
        unit: input.unite || null,
        steps: stepsOf(input.tranches),
        ...waysOf(input),
      };
    }
    case 'text':
      return { max_length: parsed(fieldsOfType.text, values).longueur ?? 500 };
    case 'consent':
      return {};
  }
}

function stepsOf(typed: string): number[] {
  const texts = typed
    .split(';')
    .map((one) => one.replace(/\s/g, '').replace(',', '.'))
    .filter(Boolean);
  const steps = texts.map(Number);
  if (steps.some((step) => !Number.isFinite(step)) || steps.length > 12)
    throw new Refusal(
      'Douze nombres au plus, séparés par des points-virgules. Exemple : 10 ; 100 ; 1 000',
      'tranches',
    );
  return [...new Set(steps)].sort((a, b) => a - b);
}

/** What the form shows of a question. */
export function valuesOfQuestion(question: Question): TypedValues {
  const list = (options: readonly { label: string }[]) => options.map(({ label }) => label).join('\n');
  const number = (value: number | null) => (value === null ? '' : String(value).replace('.', ','));
  const box = (name: string, on: boolean): Record<string, string> => (on ? { [name]: '1' } : {});
  const ways =
    'allow_unknown' in question
      ? { ...box('inconnu', question.allow_unknown), ...box('sans_objet', question.allow_not_applicable) }
      : {};
  const common = {
    intitule: question.text,
    aide: question.help ?? '',
    etape: question.section,
    ...box('obligatoire', question.required),
    ...ways,
  };
  switch (question.type) {
    case 'single':
      return { ...common, choix: list(question.options) };
    case 'multiple':
      return { ...common, choix: list(question.options), maximum: number(question.max_choices) };
    case 'ranking':
      return { ...common, choix: list(question.options), places: number(question.max_ranked) };
    case 'rating':
      return {
        ...common,
        note_min: number(question.min),
        note_max: number(question.max),
        bout_min: question.labels?.min ?? '',
        bout_max: question.labels?.max ?? '',
      };
    case 'matrix':
      return { ...common, lignes: list(question.rows), colonnes: list(question.columns) };
    case 'number':
      return {
        ...common,
        minimum: number(question.min),
        maximum: number(question.max),
        ...box('decimales', question.decimals),
        unite: question.unit ?? '',
        tranches: question.steps.map(number).join(' ; '),
      };
    case 'text':
      return { ...common, longueur: number(question.max_length) };
    default:
      return common;
  }
}

/** The type in an address; one that a survey does not offer is none. */
export const typeParam = z.enum(surveyTypes);

export const typedSection = (values: TypedValues, first: string): string =>
  typedText(values, 'etape') || first;
