import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';
import { confidence } from '../../platform/provenance.ts';
import { side } from './content.ts';

/** Fields of the form that describes an organisation. */
export const organisationFields = {
  name: fields.line({ max: 200, required: 'Indiquez le nom de l’organisme.' }),
  acronym: fields
    .line({ max: 30 })
    .prefault('')
    .transform((value) => value || null),
  side: z
    .union([z.literal('').transform(() => null), side], { error: 'Choisissez un côté.' })
    .optional()
    .transform((value) => value ?? null),
  kind: fields.line({
    max: 100,
    required: 'Indiquez la nature de l’organisme. Exemple : association d’élus',
  }),
  website: fields
    .webAddress()
    .prefault('')
    .transform((value) => value || null),
  role: fields.paragraphs({ max: 2000 }).prefault(''),
  in_governance: fields.checkbox(),
  confidence: z.enum(confidence.options, { error: 'Choisissez un niveau de confiance.' }),
  note: fields
    .paragraphs({ max: 1000 })
    .prefault('')
    .transform((value) => value || null),
};

const input = z.object(organisationFields);

export type OrganisationInput = z.output<typeof input>;
