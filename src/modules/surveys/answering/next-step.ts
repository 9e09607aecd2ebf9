import { hereOf } from '../addresses.ts';
import { missingQuestions, shownSections } from '../engine/shown.ts';
import type { Survey } from '../survey.ts';
import type { Draft } from './drafts.ts';

/** Where somebody who comes back goes on: the first step where something is missing. */
export function nextStep(survey: Survey, { answers }: Pick<Draft, 'answers'>): string {
  const [missing] = missingQuestions(survey.questionnaire, answers);
  const steps = shownSections(survey.questionnaire, answers);
  const at = steps.findIndex(({ section }) => section.code === missing?.section);
  return at === -1 ? `${hereOf(survey)}/verification` : `${hereOf(survey)}/etape/${at + 1}`;
}
