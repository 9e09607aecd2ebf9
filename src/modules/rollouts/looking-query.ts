import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';

/** A day that exists; odd values are none. */
const day = z.iso
  .date()
  .refine((text) => text >= '2000-01-01' && text < '2100-01-01')
  .optional()
  .catch(undefined);

const code = fields.slug.optional().catch(undefined);

/** What narrows the pages of a rollout, as in addresses. */
export const lookingQuery = z.object({
  /** As it was on this day. */
  au: day,
  /** As it was known on this day. */
  'connu-le': day,
  /** The stage that is counted; that of each target when none is asked. */
  etape: code,
  segment: code,
});

export type LookingQuery = z.output<typeof lookingQuery>;

export const standingCodes = ['atteint', 'pas-atteint', 'non-renseigne', 'bloque', 'contredit'] as const;

export type StandingCode = (typeof standingCodes)[number];

/** How we know, in addresses. */
export const basisCodes = { observe: 'observed', declare: 'declared', couvert: 'covered' } as const;

const basisNames = ['observe', 'declare', 'couvert'] as const;

/** What narrows the list of authorities. */
export const listQuery = lookingQuery.extend({
  etat: z.enum(standingCodes).optional().catch(undefined),
  preuve: z.enum(basisNames).optional().catch(undefined),
  region: z
    .string()
    .regex(/^\d{2}$/)
    .optional()
    .catch(undefined),
  departement: z
    .string()
    .regex(/^[\dAB]{2,3}$/)
    .optional()
    .catch(undefined),
  q: fields.searchText.optional().catch(undefined),
  page: fields.pageNumber,
});

export type ListQuery = z.output<typeof listQuery>;
