import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';
import { partyWordList } from './parties.ts';
import { stateWords } from './state.ts';

/** What narrows the register; odd values are none. */
export const registerQuery = z.object({
  q: fields.searchText.default(''),
  genre: z.enum(partyWordList).optional().catch(undefined),
  etat: z.enum(stateWords).optional().catch(undefined),
  page: fields.pageNumber.default(1),
});
export type RegisterQuery = z.output<typeof registerQuery>;
