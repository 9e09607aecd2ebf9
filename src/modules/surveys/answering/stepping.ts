import { Refusal, type TypedValues, typedText } from '../../../platform/http/index.ts';
import type { Answers } from '../engine/condition.ts';
import { readPage } from '../engine/page.ts';
import type { Question, Questionnaire } from '../engine/question.ts';
import { missingQuestions, shownSections } from '../engine/shown.ts';

/** Where a questionnaire is answered. */
export interface Addresses {
  /** Of its steps, the first is 1. */
  step: (at: number) => string;
  review: string;
  /** How to come back to it. */
  resume: string;
  home: string;
}

/** Where somebody who comes back goes on: the first step where something is missing. */
export function nextStep(
  questionnaire: Questionnaire,
  answers: Answers,
  { step, review }: Addresses,
): string {
  const [missing] = missingQuestions(questionnaire, answers);
  const at = shownSections(questionnaire, answers).findIndex(
    ({ section }) => section.code === missing?.section,
  );
  return at === -1 ? review : step(at + 1);
}

/** The step of an address, or the last when there are fewer. */
export function stepAt(questionnaire: Questionnaire, answers: Answers, wanted: number) {
  const shown = shownSections(questionnaire, answers);
  const at = Math.min(wanted, shown.length);
  return { at, of: shown.length, step: shown[at - 1] ?? null };
}

type Going = 'on' | 'back' | 'later';

const goings: Readonly<Record<string, Going>> = { precedent: 'back', 'plus-tard': 'later' };

/** What a step sent, and where its person goes. Throws a Refusal that says what is wrong; who leaves for now is asked for nothing. */
export function readStep(
  questionnaire: Questionnaire,
  questions: readonly Question[],
  former: Answers,
  typed: TypedValues,
): { given: Answers; going: Going } {
  const going = goings[typedText(typed, 'aller')] ?? 'on';
  const lenient = going !== 'on';
  const read = readPage(questionnaire, questions, former, typed, { lenient });
  if (!lenient) {
    // A question that an answer of this very page opened was not there to be answered.
    const seen = new Set(typedText(typed, 'vues').split(' '));
    const unseen = questions.filter(({ id }) => !seen.has(id)).map(({ id }) => `q_${id}`);
    const errors = Object.entries(read.errors).filter(
      ([field]) => !unseen.some((name) => field === name || field.startsWith(`${name}_`)),
    );
    if (errors.length > 0) throw new Refusal(Object.fromEntries(errors));
  }
  return { given: read.given, going };
}

/** Where a step leads once its answers are kept. */
export function afterStep(
  questionnaire: Questionnaire,
  answers: Answers,
  { at, section, going }: { at: number; section: string; going: Going },
  { step, review, resume, home }: Addresses,
): string | { location: string; notice: string } {
  if (going === 'later') return resume;
  if (going === 'back') return at > 1 ? step(at - 1) : home;
  if (missingQuestions(questionnaire, answers).some((question) => question.section === section)) {
    return { location: step(at), notice: 'Votre réponse ouvre une question de plus sur cette page.' };
  }
  const after = shownSections(questionnaire, answers);
  const own = after.findIndex((one) => one.section.code === section);
  return own + 1 < after.length ? step(own + 2) : review;
}
