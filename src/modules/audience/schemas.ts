import { z } from 'zod';
import type { AuthorityKind } from '../../platform/database/index.ts';
import { fields } from '../../platform/http/index.ts';
import { ruleFields } from './editor/fields.ts';
import type { Verdict } from './evaluate.ts';

const kinds = ['commune', 'epci', 'ept', 'departement', 'region', 'com'] as const satisfies AuthorityKind[];

/** Verdicts in addresses. */
export const verdictCodes = {
  concernees: 'yes',
  'a-preciser': 'unknown',
  'non-concernees': 'no',
} as const satisfies Record<string, Verdict>;

const verdictNames = Object.keys(verdictCodes) as (keyof typeof verdictCodes)[];

/** What narrows the list of those that a rule is for, as in addresses; odd values are none. */
export const concernedQuery = z.object({
  etat: z.enum(verdictNames).catch('concernees'),
  type: z.enum(kinds).optional().catch(undefined),
  territoire: z
    .string()
    .regex(/^(?:region:\d{2}|departement:[\dAB]{2,3}|com:\d{3})$/)
    .optional()
    .catch(undefined),
  page: fields.pageNumber,
});

export type ConcernedQuery = z.output<typeof concernedQuery>;

/** What an address says of it; what is usual goes unsaid. */
export function concernedSearch({ etat, type, territoire, page }: ConcernedQuery): URLSearchParams {
  const search = new URLSearchParams();
  if (etat !== 'concernees') search.set('etat', etat);
  if (type) search.set('type', type);
  if (territoire) search.set('territoire', territoire);
  if (page > 1) search.set('page', String(page));
  return search;
}

/** The page where a rule is tried: the rule is in the address. */
export const tryQuery = z.object({
  ...ruleFields,
  ...concernedQuery.shape,
  /** The button that adds a case, or takes one out. */
  apercu: z.string().optional().catch(undefined),
});

export const flagFields = {
  question: fields.line({ max: 300, required: 'Écrivez la question, comme on la pose.' }),
  fait: fields.line({ max: 200, required: 'Écrivez ce qui se dit quand la réponse est oui.' }),
  contraire: fields.line({ max: 200, required: 'Écrivez ce qui se dit quand la réponse est non.' }),
  aide: fields.paragraphs({ max: 500 }).prefault(''),
};

export type FlagInput = z.output<z.ZodObject<typeof flagFields>>;
