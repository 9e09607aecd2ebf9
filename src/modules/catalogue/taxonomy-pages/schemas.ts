import { z } from 'zod';
import { fields } from '../../../platform/http/index.ts';
import { lines } from '../editing/fields.ts';
import { facetCode } from '../resources/content.ts';

export const ofFacet = z.object({ facet: facetCode.max(60) });
export const ofValue = ofFacet.extend({ code: fields.slug });
export const ofSynonyms = z.object({ id: fields.uuid });

export const wordFields = {
  label: fields.line({ max: 100, required: 'Indiquez le libellé.' }),
  definition: fields.paragraphs({ max: 500, required: 'Dites en une phrase ce que cela recouvre.' }),
};

export const synonymFields = {
  mots: lines({ max: 3_000, each: 60, most: 20 })
    .transform((words) => [...new Set(words.map((word) => word.replace(/\s+/g, ' ')))])
    .refine((words) => words.length > 1, 'Écrivez au moins deux façons de le dire, une par ligne.')
    .refine(
      (words) => words.every((word) => /[\p{L}\p{N}]/u.test(word)),
      'Chaque ligne doit contenir un mot.',
    ),
};
