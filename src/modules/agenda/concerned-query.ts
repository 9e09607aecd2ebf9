import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';

/** Words of addresses for verdicts. */
export const verdicts = { concernees: 'yes', 'a-preciser': 'unknown', autres: 'no' } as const;
export type VerdictWord = keyof typeof verdicts;

const kinds = ['commune', 'epci', 'ept', 'departement', 'region', 'com'] as const;

/** `?reponse=a-preciser&type=commune&territoire=departement:74&page=2` */
export const concernedQuery = z.object({
  reponse: z.enum(['concernees', 'a-preciser', 'autres']).default('concernees').catch('concernees'),
  type: z.enum(kinds).optional().catch(undefined),
  /** `departement:74`, `region:84` */
  territoire: z
    .string()
    .regex(/^(?:departement|region|epci|com):[\dAB]{2,9}$/)
    .optional()
    .catch(undefined),
  page: fields.pageNumber.default(1),
});

export type ConcernedQuery = z.output<typeof concernedQuery>;
