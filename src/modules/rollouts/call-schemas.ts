import { z } from 'zod';
import type { CallOutcome } from '../../platform/database/index.ts';
import { fields } from '../../platform/http/index.ts';
import type { CallReason } from './call-queries.ts';

export const reasonLabels: Readonly<Record<CallReason, string>> = {
  blocked: 'Bloquée',
  unknown: 'Non renseignée',
  contradicted: 'Sources en désaccord',
  short: 'Pas encore',
};

export const outcomeLabels: Readonly<Record<CallOutcome, string>> = {
  no_answer: 'Pas de réponse',
  informed: 'Informée',
  will_do: 'Va s’en occuper',
  blocked: 'Bloquée',
  done: 'C’est fait',
  not_interested: 'Ne souhaite pas être rappelée',
};

const reasons = ['blocked', 'unknown', 'contradicted', 'short'] as const;
const outcomes = ['no_answer', 'informed', 'will_do', 'blocked', 'done', 'not_interested'] as const;

/** What narrows the list of those to call; odd values are none. */
export const callQuery = z.object({
  motif: z.enum(reasons).optional().catch(undefined),
  segment: fields.slug.optional().catch(undefined),
  departement: z
    .string()
    .regex(/^[\dAB]{2,3}$/)
    .optional()
    .catch(undefined),
  epci: z
    .string()
    .regex(/^\d{9}$/)
    .optional()
    .catch(undefined),
  /** Slug of the vendor that equips them. */
  editeur: fields.slug.optional().catch(undefined),
  /** `oui`: also those called lately. */
  appeles: z.literal('oui').optional().catch(undefined),
  page: fields.pageNumber,
});

export type CallQuery = z.output<typeof callQuery>;

export const callFields = {
  resultat: fields.choice(outcomes, 'Dites ce qu’a donné l’appel.'),
  note: fields.paragraphs({ max: 2000 }),
  rappel: z
    .union([z.literal(''), z.iso.date('Cette date n’existe pas. Exemple : 15/01/2027.')])
    .prefault('')
    .transform((day) => day || null),
};
