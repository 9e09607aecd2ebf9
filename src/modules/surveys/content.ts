import { z } from 'zod';
import { slug } from '../../platform/provenance.ts';
import { questionnaireSchema } from './engine/question.ts';
import { provenanceSchema } from './survey.ts';

/** `data/elected-survey.json` */
export const surveyFile = z.strictObject({
  slug,
  title: z.string().min(1),
  group: slug,
  introduction: z.string(),
  privacy: z.string(),
  minutes: z.int().min(1).max(240),
  mode: z.enum(['anonymous', 'authority']),
  questionnaire: questionnaireSchema,
  provenance: provenanceSchema,
});
