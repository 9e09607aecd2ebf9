import type { Answer, Condition } from './condition.ts';
import { choicesIn, isSpecial, type Question, type Questionnaire, specials } from './question.ts';

const numbers = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 6 });

/** An answer as people read it, in one or several lines; none for no answer. */
export function answerWords(question: Question, answer: Answer | undefined): string[] {
  if (answer === undefined) return [];
  if (isSpecial(answer)) return [specials[answer]];
  if (typeof answer === 'boolean') return [answer ? 'Oui' : 'Non'];
  const labels = new Map(choicesIn(question).map(({ code, label }) => [code, label]));
  const labelOf = (code: string) => labels.get(code) ?? code;
  if (question.type === 'number')
    return [`${numbers.format(Number(answer))}${question.unit ? ` ${question.unit}` : ''}`];
  if (question.type === 'rating') return [`${answer} sur ${question.max}`];
  if (typeof answer === 'number') return [labelOf(String(answer))];
  if (typeof answer === 'string') return [question.type === 'text' ? answer : labelOf(answer)];
  if (Array.isArray(answer))
    return answer.map((code, index) =>
      question.type === 'ranking' ? `${index + 1}. ${labelOf(code)}` : labelOf(code),
    );
  const columns = Object.entries(answer);
  const rows = question.type === 'matrix' ? question.rows : [];
  return rows.flatMap(({ code, label }) =>
    columns.filter(([row]) => row === code).map(([, column]) => `${label} : ${labelOf(String(column))}`),
  );
}

/** When a question is asked, in words: « si « E1 » est « Maire » ». */
export function conditionWords(
  condition: Condition,
  { questions }: Pick<Questionnaire, 'questions'>,
): string {
  if ('all' in condition) return condition.all.map((one) => conditionWords(one, { questions })).join(' et ');
  if ('any' in condition) return condition.any.map((one) => conditionWords(one, { questions })).join(' ou ');
  if ('not' in condition) return `pas (${conditionWords(condition.not, { questions })})`;
  const question = questions.find(({ id }) => id === condition.question);
  const about = `« ${question?.text ?? condition.question} »`;
  if ('answered' in condition) return `${about} a une réponse`;
  if ('op' in condition) return `${about} ${condition.op} ${numbers.format(condition.value)}`;
  const labels = new Map((question ? choicesIn(question) : []).map(({ code, label }) => [code, label]));
  return `${about} : ${condition.in.map((code) => labels.get(code) ?? code).join(' ou ')}`;
}
