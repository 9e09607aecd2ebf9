import { type TypedValues, typedList, typedText } from '../../../platform/http/index.ts';
import { type Condition, operators } from '../engine/condition.ts';
import { choicesIn, inOrder, type Option, type Question, type Questionnaire } from '../engine/question.ts';

/** How many conditions a question may have in the form. */
export const mostConditions = 3;

/** What a condition may be about: a question, or a row of a matrix. */
export interface Subject {
  key: string;
  label: string;
  /** What may be chosen there; null where a number is compared. */
  choices: readonly Option[] | null;
}

/** What stands before a question and can be chosen in, or compared. */
export function subjectsBefore(questionnaire: Questionnaire, id: string | null, section: string): Subject[] {
  const all = inOrder(questionnaire);
  const at = all.findIndex((one) => one.id === id);
  const sections = questionnaire.sections.map(({ code }) => code);
  const rank = (question: Question) => sections.indexOf(question.section);
  // A question that moves to another section comes after all that this one has.
  const before =
    at !== -1 && all[at]?.section === section
      ? all.slice(0, at)
      : all.filter((one) => one.id !== id && rank(one) <= sections.indexOf(section));
  return before.flatMap((question): Subject[] => {
    if (question.type === 'text' || question.type === 'consent') return [];
    if (question.type === 'matrix')
      return question.rows.map((row) => ({
        key: `${question.id}.${row.code}`,
        label: `${question.text} ${row.label}`,
        choices: question.columns,
      }));
    return [
      {
        key: question.id,
        label: question.text,
        choices: question.type === 'number' ? null : choicesIn(question),
      },
    ];
  });
}

type Leaf = Extract<Condition, { question: string }>;

interface Part {
  leaf: Leaf;
  not: boolean;
}

/** The parts of a condition as the form has them; null for one that says more. */
function partsOf(condition: Condition): { join: 'all' | 'any'; parts: Part[] } | null {
  const part = (one: Condition): Part | null => {
    if ('question' in one) return 'answered' in one ? null : { leaf: one, not: false };
    return 'not' in one && 'question' in one.not && 'in' in one.not ? { leaf: one.not, not: true } : null;
  };
  const [join, list] =
    'all' in condition
      ? (['all', condition.all] as const)
      : 'any' in condition
        ? (['any', condition.any] as const)
        : (['all', [condition]] as const);
  const parts = list.map(part);
  if (parts.length > mostConditions || parts.includes(null)) return null;
  return { join, parts: parts.filter((one) => one !== null) };
}

export const fieldOfCondition = (
  number: number,
  part: 'sur' | 'sens' | 'reponses' | 'comparaison' | 'valeur',
): string => `condition_${number}_${part}`;

/** Whether the condition that the form cannot tell stays. */
export const keepCondition = 'condition_garder';

export function valuesOfCondition(condition: Condition | null): TypedValues {
  if (!condition) return {};
  const told = partsOf(condition);
  if (!told) return { [keepCondition]: 'oui' };
  const values: Record<string, string | string[]> = {
    condition_lien: told.join === 'all' ? 'toutes' : 'une',
  };
  for (const [index, { leaf, not }] of told.parts.entries()) {
    const set = (part: Parameters<typeof fieldOfCondition>[1], value: string | string[]) => {
      values[fieldOfCondition(index + 1, part)] = value;
    };
    set('sur', 'row' in leaf && leaf.row !== undefined ? `${leaf.question}.${leaf.row}` : leaf.question);
    set('sens', not ? 'pas' : 'oui');
    if ('in' in leaf) set('reponses', [...leaf.in]);
    if ('op' in leaf) {
      set('comparaison', leaf.op);
      set('valeur', String(leaf.value).replace('.', ','));
    }
  }
  return values;
}

/** The condition that the fields tell, or what is wrong by field. */
export function readCondition(
  values: TypedValues,
  subjects: readonly Subject[],
  kept: Condition | null,
): { condition: Condition | null } | { errors: Record<string, string> } {
  if (kept && typedText(values, keepCondition) === 'oui') return { condition: kept };
  const errors: Record<string, string> = {};
  const parts: Condition[] = [];
  for (let number = 1; number <= mostConditions; number += 1) {
    const name = fieldOfCondition(number, 'sur');
    const typed = typedText(values, name);
    if (typed === '') continue;
    const subject = subjects.find(({ key }) => key === typed);
    if (!subject) {
      errors[name] = 'Cette question ne vient pas avant celle-ci.';
      continue;
    }
    const [question = '', row] = subject.key.split('.');
    if (subject.choices === null) {
      const value = typedText(values, fieldOfCondition(number, 'valeur'))
        .replace(/\s/g, '')
        .replace(',', '.');
      const op = operators.find((one) => one === typedText(values, fieldOfCondition(number, 'comparaison')));
      if (!/^-?\d{1,12}(?:\.\d{1,6})?$/.test(value))
        errors[fieldOfCondition(number, 'valeur')] = 'Écrivez un nombre.';
      else parts.push({ question, op: op ?? '>=', value: Number(value) });
      continue;
    }
    const codes = subject.choices.map(({ code }) => code);
    const chosen = typedList(values, fieldOfCondition(number, 'reponses'));
    if (chosen.length === 0)
      errors[fieldOfCondition(number, 'reponses')] =
        'Cochez au moins une réponse : le bouton « Montrer ses réponses » les affiche.';
    else if (chosen.some((code) => !codes.includes(code)))
      errors[fieldOfCondition(number, 'reponses')] = 'Cette réponse n’existe pas.';
    else {
      const leaf: Condition = { question, ...(row === undefined ? {} : { row }), in: [...new Set(chosen)] };
      parts.push(typedText(values, fieldOfCondition(number, 'sens')) === 'pas' ? { not: leaf } : leaf);
    }
  }
  if (Object.keys(errors).length > 0) return { errors };
  const [first] = parts;
  if (!first) return { condition: null };
  if (parts.length === 1) return { condition: first };
  return { condition: typedText(values, 'condition_lien') === 'une' ? { any: parts } : { all: parts } };
}
