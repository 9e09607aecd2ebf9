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

export function registerParams({ q, genre, etat, page }: RegisterQuery): string {
  const params = new URLSearchParams();
  if (q) params.set('q', q);
  if (genre) params.set('genre', genre);
  if (etat) params.set('etat', etat);
  if (page > 1) params.set('page', String(page));
  return params.size > 0 ? `?${params}` : '';
}
