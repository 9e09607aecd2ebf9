import { fields, type TypedValues } from '../../../platform/http/index.ts';
import type { Answer, Answers } from './condition.ts';
import { choiceCodes, isSpecial, type Question } from './question.ts';

/** Name of the field of a question, or of a part of it: a row of a matrix, a place of a ranking. */
export const fieldOf = ({ id }: Pick<Question, 'id'>, part?: string | number): string =>
  part === undefined ? `q_${id}` : `q_${id}_${part}`;

/** Part of the name of the box that says that nobody knows a number. */
export const specialPart = 'sans';

export type Read = { answer: Answer | undefined } | { errors: Readonly<Record<string, string>> };

type By<Type extends Question['type']> = Extract<Question, { type: Type }>;

/**
 * What was typed for one question: its answer, none when it was left empty, or what is wrong by field.
 * `required` says whether an empty answer is wrong.
 */
export function readAnswer(question: Question, values: TypedValues, required = question.required): Read {
  const read = readOne(question, values, required);
  if ('errors' in read || read.answer !== undefined || !required) return read;
  return wrong(firstField(question), emptyWords(question));
}

/** The field to which an error about the whole question leads. */
export const firstField = (question: Question): string =>
  question.type === 'ranking'
    ? fieldOf(question, 1)
    : question.type === 'matrix'
      ? fieldOf(question, question.rows[0]?.code ?? '')
      : fieldOf(question);

function emptyWords({ type }: Question): string {
  switch (type) {
    case 'text':
    case 'number':
      return 'Répondez à cette question.';
    case 'multiple':
      return 'Choisissez au moins une réponse.';
    case 'ranking':
      return 'Classez au moins un choix.';
    case 'consent':
      return 'Cochez cette case pour continuer.';
    default:
      return 'Choisissez une réponse.';
  }
}

const wrong = (field: string, message: string): Read => ({ errors: { [field]: message } });
const none: Read = { answer: undefined };
const noSuchChoice = 'Ce choix n’existe pas.';

function listOf(values: TypedValues, name: string): string[] {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return [value ?? []].flat().filter((one) => one !== '');
}

function readOne(question: Question, values: TypedValues, required: boolean): Read {
  switch (question.type) {
    case 'single':
    case 'likert':
      return readChoice(question, values);
    case 'rating':
    case 'scale':
      return readLevel(question, values);
    case 'multiple':
      return readMultiple(question, values);
    case 'ranking':
      return readRanking(question, values);
    case 'matrix':
      return readMatrix(question, values, required);
    case 'number':
      return readNumber(question, values);
    case 'text':
      return readText(question, values);
    case 'consent':
      return readConsent(question, values);
  }
}

function readChoice(
  question: Question,
  values: TypedValues,
): { answer: string | undefined } | Extract<Read, { errors: object }> {
  const name = fieldOf(question);
  const typed = listOf(values, name);
  if (typed.length > 1) return { errors: { [name]: 'Choisissez une seule réponse.' } };
  const [code] = typed;
  if (code !== undefined && !choiceCodes(question).includes(code))
    return { errors: { [name]: noSuchChoice } };
  return { answer: code };
}

function readLevel(question: By<'rating'> | By<'scale'>, values: TypedValues): Read {
  const read = readChoice(question, values);
  if ('errors' in read || read.answer === undefined || isSpecial(read.answer)) return read;
  return { answer: Number(read.answer) };
}

function readMultiple(question: By<'multiple'>, values: TypedValues): Read {
  const name = fieldOf(question);
  const typed = new Set(listOf(values, name));
  const codes = choiceCodes(question);
  if (![...typed].every((code) => codes.includes(code))) return wrong(name, noSuchChoice);
  const most = question.max_choices;
  if (most !== null && typed.size > most)
    return wrong(
      name,
      `Choisissez ${most} réponse${most > 1 ? 's' : ''} au plus : vous en avez coché ${typed.size}.`,
    );
  return typed.size === 0 ? none : { answer: codes.filter((code) => typed.has(code)) };
}

function readRanking(question: By<'ranking'>, values: TypedValues): Read {
  const codes = choiceCodes(question);
  const ranked: string[] = [];
  for (let place = 1; place <= placesOf(question); place += 1) {
    const name = fieldOf(question, place);
    const typed = listOf(values, name);
    const [code] = typed;
    if (typed.length > 1) return wrong(name, 'Choisissez une seule réponse.');
    if (code === undefined) continue;
    if (!codes.includes(code)) return wrong(name, noSuchChoice);
    if (ranked.includes(code)) return wrong(name, 'Ce choix est déjà classé : prenez-en un autre.');
    if (ranked.length < place - 1)
      return wrong(fieldOf(question, ranked.length + 1), 'Remplissez cette place avant les suivantes.');
    ranked.push(code);
  }
  return ranked.length === 0 ? none : { answer: ranked };
}

export const placesOf = ({ max_ranked, options }: By<'ranking'>): number =>
  Math.min(max_ranked, options.length);

function readMatrix(question: By<'matrix'>, values: TypedValues, required: boolean): Read {
  const columns = choiceCodes(question);
  const answer: Record<string, string> = {};
  const errors: Record<string, string> = {};
  for (const { code: row } of question.rows) {
    const name = fieldOf(question, row);
    const typed = listOf(values, name);
    const [column] = typed;
    if (typed.length > 1) errors[name] = 'Choisissez une seule réponse.';
    else if (column === undefined) {
      if (required) errors[name] = 'Choisissez une réponse pour cette ligne.';
    } else if (!columns.includes(column)) errors[name] = noSuchChoice;
    else answer[row] = column;
  }
  if (Object.keys(errors).length > 0) return { errors };
  return Object.keys(answer).length === 0 ? none : { answer };
}

function readNumber(question: By<'number'>, values: TypedValues): Read {
  const name = fieldOf(question);
  const [typed] = listOf(values, name);
  const [special] = listOf(values, fieldOf(question, specialPart));
  if (special !== undefined) {
    if (!choiceCodes(question).includes(special)) return wrong(fieldOf(question, specialPart), noSuchChoice);
    return typed === undefined
      ? { answer: special }
      : wrong(name, 'Donnez un nombre, ou cochez la case, non les deux.');
  }
  if (typed === undefined) return none;
  const plain = typed.replace(/\s/g, '').replace(',', '.');
  if (plain === '') return none;
  if (!/^-?\d{1,12}(?:\.\d{1,6})?$/.test(plain))
    return wrong(name, 'Écrivez un nombre en chiffres. Exemple : 1 250');
  const value = Number(plain);
  if (!question.decimals && !Number.isInteger(value)) return wrong(name, 'Écrivez un nombre entier.');
  if (question.min !== null && value < question.min)
    return wrong(name, `Ce nombre est trop petit : ${words(question.min)} au moins.`);
  if (question.max !== null && value > question.max)
    return wrong(name, `Ce nombre est trop grand : ${words(question.max)} au plus.`);
  return { answer: value };
}

const words = (value: number): string => new Intl.NumberFormat('fr-FR').format(value);

function readText(question: By<'text'>, values: TypedValues): Read {
  const name = fieldOf(question);
  const typed = listOf(values, name).join('\n');
  const read = fields.paragraphs({ max: question.max_length }).safeParse(typed);
  if (!read.success) return wrong(name, read.error.issues[0]?.message ?? 'Ce texte est incorrect.');
  return read.data === '' ? none : { answer: read.data };
}

function readConsent(question: By<'consent'>, values: TypedValues): Read {
  const typed = listOf(values, fieldOf(question));
  if (typed.length === 0) return none;
  return typed.length === 1 && typed[0] === '1' ? { answer: true } : wrong(fieldOf(question), noSuchChoice);
}

/** What the fields of these questions hold for these answers. */
export function valuesOfAnswers(
  questions: readonly Question[],
  answers: Answers,
): Record<string, string | string[]> {
  return Object.assign({}, ...questions.map((question) => valuesOf(question, answers[question.id])));
}

function valuesOf(question: Question, answer: Answer | undefined): Record<string, string | string[]> {
  if (answer === undefined || answer === false) return {};
  if (typeof answer === 'boolean') return { [fieldOf(question)]: '1' };
  if (question.type === 'number' && isSpecial(answer)) return { [fieldOf(question, specialPart)]: answer };
  if (typeof answer === 'number') return { [fieldOf(question)]: String(answer).replace('.', ',') };
  if (typeof answer === 'string') return { [fieldOf(question)]: answer };
  if (question.type === 'ranking' && Array.isArray(answer))
    return Object.fromEntries(answer.map((code, index) => [fieldOf(question, index + 1), code]));
  if (Array.isArray(answer)) return { [fieldOf(question)]: [...answer] };
  return Object.fromEntries(
    Object.entries(answer).map(([row, column]) => [fieldOf(question, row), String(column)]),
  );
}
