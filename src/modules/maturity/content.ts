import { z } from 'zod';
import { slug, source } from '../../platform/provenance.ts';
import { conditionSchema } from '../surveys/index.ts';

const level = z.int().min(0).max(4);
const score = z.number().min(0).max(4);

/** What to read, for answers between these levels. */
const recommendation = z.strictObject({
  min_level: level.optional(),
  max_level: level.optional(),
  slugs: z.array(slug).min(1),
});

/** `data/data-maturity.json` */
export const maturityFile = z.strictObject({
  title: z.string().min(1),
  version: z.string().min(1),
  language: z.literal('fr'),
  /** For whom it was made. */
  audience: z.string().min(1),
  estimated_minutes: z.int().min(1),
  respondents_advice: z.string().min(1),
  method: z.strictObject({
    levels: z
      .array(z.strictObject({ level, label: z.string().min(1), definition: z.string().min(1) }))
      .length(5),
    scoring: z.string().min(1),
    bands: z.array(z.strictObject({ min: score, max: score, label: z.string().min(1) })).min(1),
    recommendation_rule: z.string().min(1),
    /** The numbers of that rule. */
    recommendations: z.strictObject({
      lowest_axes: z.int().min(1),
      per_axis: z.int().min(1),
      mutualisation_below: z.int().min(1),
    }),
  }),
  inspirations: z.array(source),
  note: z.string().min(1),
  axes: z
    .array(z.strictObject({ code: slug, label: z.string().min(1), definition: z.string().min(1) }))
    .min(1),
  questions: z.array(
    z.strictObject({
      id: z.string(),
      axis: slug,
      text: z.string().min(1),
      help: z.string().nullable(),
      scale: z.array(z.strictObject({ level, label: z.string().min(1) })).length(5),
      allow_unknown: z.boolean(),
      allow_not_applicable: z.boolean(),
      weight: z.number().positive(),
      show_if: conditionSchema.nullable(),
      recommendations: z.array(recommendation),
    }),
  ),
});

export type MaturityFile = z.infer<typeof maturityFile>;
