import { inOrder, type Option, type Question, type Questionnaire, questionsOf } from './question.ts';

/** Which way something goes in its list. */
export type Way = 'up' | 'down';

/** Moves a question among those of its section; past its edge, into the section beside. */
export function moveQuestion(questionnaire: Questionnaire, id: string, way: Way): Questionnaire {
  const sections = questionnaire.sections.map(({ code }) => ({
    code,
    questions: questionsOf(questionnaire, code),
  }));
  const at = sections.findIndex(({ questions }) => questions.some((one) => one.id === id));
  const own = sections[at]?.questions ?? [];
  const place = own.findIndex((one) => one.id === id);
  const question = own[place];
  if (!question) return questionnaire;
  const step = way === 'up' ? -1 : 1;
  const beside = sections[at + step];
  own.splice(place, 1);
  if (place + step >= 0 && place + step <= own.length) own.splice(place + step, 0, question);
  else if (beside)
    beside.questions.splice(way === 'up' ? beside.questions.length : 0, 0, {
      ...question,
      section: beside.code,
    });
  else own.splice(place, 0, question);
  return { ...questionnaire, questions: sections.flatMap(({ questions }) => questions) };
}

export function moveSection(questionnaire: Questionnaire, code: string, way: Way): Questionnaire {
  const sections = [...questionnaire.sections];
  const at = sections.findIndex((one) => one.code === code);
  const to = at + (way === 'up' ? -1 : 1);
  const [section] = at === -1 || to < 0 || to >= sections.length ? [] : sections.splice(at, 1);
  if (section) sections.splice(to, 0, section);
  return { sections, questions: inOrder({ ...questionnaire, sections }) };
}

/** Puts a question in the place of the one of its code, or at the end of its section. */
export function withQuestion(questionnaire: Questionnaire, question: Question): Questionnaire {
  const before = questionnaire.questions.find(({ id }) => id === question.id);
  const questions =
    before && before.section === question.section
      ? questionnaire.questions.map((one) => (one.id === question.id ? question : one))
      : [...questionnaire.questions.filter(({ id }) => id !== question.id), question];
  return { ...questionnaire, questions: inOrder({ ...questionnaire, questions }) };
}

export const withoutQuestion = (questionnaire: Questionnaire, id: string): Questionnaire => ({
  ...questionnaire,
  questions: questionnaire.questions.filter((one) => one.id !== id),
});

/** The first code of the form `Q4` that no question has. */
export function nextId({ questions }: Questionnaire): string {
  const taken = new Set(questions.map(({ id }) => id));
  let number = questions.length + 1;
  while (taken.has(`Q${number}`)) number += 1;
  return `Q${number}`;
}

/** One choice a line: those that were there keep their codes, so that conditions still mean them. */
export function optionsOfLines(lines: readonly string[], before: readonly Option[] = []): Option[] {
  const known = new Map(before.map(({ code, label }) => [label, code]));
  const taken = new Set(before.map(({ code }) => code));
  let next = 1;
  return lines.map((label) => {
    const kept = known.get(label);
    if (kept !== undefined) return { code: kept, label };
    while (taken.has(String(next))) next += 1;
    taken.add(String(next));
    return { code: String(next), label };
  });
}

/** The words that may be corrected once people have answered: the meaning and the codes stay. */
export interface Wording {
  /** Names it in forms: `text`, `help`, `options.3`. */
  key: string;
  label: string;
  words: string;
}

export function wordingsOf(question: Question): Wording[] {
  const list = (key: string, label: string, options: readonly Option[]) =>
    options.map((option) => ({
      key: `${key}.${option.code}`,
      label: `${label} ${option.code}`,
      words: option.label,
    }));
  return [
    { key: 'text', label: 'Question', words: question.text },
    { key: 'help', label: 'Aide', words: question.help ?? '' },
    ...('options' in question ? list('options', 'Choix', question.options) : []),
    ...('rows' in question ? list('rows', 'Ligne', question.rows) : []),
    ...('columns' in question ? list('columns', 'Colonne', question.columns) : []),
    ...('levels' in question
      ? question.levels.map(({ level, label }) => ({
          key: `levels.${level}`,
          label: `Niveau ${level}`,
          words: label,
        }))
      : []),
  ];
}

/** The question in other words, by key. */
export function reworded(question: Question, words: ReadonlyMap<string, string>): Question {
  const list = <One extends Option>(key: string, options: readonly One[]): One[] =>
    options.map((option) => ({ ...option, label: words.get(`${key}.${option.code}`) ?? option.label }));
  const base = {
    ...question,
    text: words.get('text') ?? question.text,
    help: (words.get('help') ?? question.help) || null,
  };
  switch (base.type) {
    case 'single':
    case 'multiple':
    case 'ranking':
      return { ...base, options: list('options', base.options) };
    case 'matrix':
      return { ...base, rows: list('rows', base.rows), columns: list('columns', base.columns) };
    case 'scale':
      return {
        ...base,
        levels: base.levels.map((one) => ({ ...one, label: words.get(`levels.${one.level}`) ?? one.label })),
      };
    default:
      return base;
  }
}
