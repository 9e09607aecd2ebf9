import { z } from 'zod';
import { notFound } from '../../../platform/http/index.ts';
import { bySlug } from '../access.ts';
import type { Question } from '../engine/question.ts';
import type { Survey } from '../survey.ts';

export const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/);
export const ofQuestion = bySlug.extend({ question: code });
export const ofSection = bySlug.extend({ etape: code });

export function questionIn({ questionnaire }: Pick<Survey, 'questionnaire'>, id: string): Question {
  return questionnaire.questions.find((one) => one.id === id) ?? notFound('Cette question n’existe pas.');
}
