import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';
import { motiveCodes, motives } from './vocabulary.ts';

export const byId = z.object({ id: fields.uuid });

export const queueFilters = ['a-juger', 'decides', 'tous'] as const;

export const queueQuery = z.object({
  etat: z.enum(queueFilters).catch('a-juger').default('a-juger'),
  nature: fields.slug.optional().catch(undefined),
  groupe: fields.slug.optional().catch(undefined),
  page: fields.pageNumber.optional(),
});

/** What a report says beyond its motive; « Autre » says nothing without it. */
export const reportFields = {
  motif: fields
    .choice(motiveCodes as [string, ...string[]], 'Choisissez un motif.')
    .transform((code) => motives.find((one) => one.code === code)?.motive ?? 'other'),
  precision: fields.paragraphs({ max: 2000 }).prefault(''),
  equipe: fields.checkbox(),
};

export const hideFields = { motif: fields.reason };

export const decisionFields = {
  decision: fields.choice(['masquer', 'classer'], 'Dites ce que vous décidez.'),
  motif: fields.paragraphs({ max: 1000, required: 'Indiquez le motif : il sera lu.' }),
};

export const contestFields = {
  texte: fields.paragraphs({ max: 4000, required: 'Dites pourquoi vous contestez.' }),
};

export const judgementFields = {
  decision: fields.choice(['retablir', 'maintenir'], 'Dites ce que vous décidez.'),
  motif: fields.reason,
};
