import type { Db } from '../../platform/database/index.ts';
import { pageCount } from '../../platform/http/index.ts';
import type { AuthoritySummary } from '../territories/index.ts';
import { type Concerned, countConcerned, listConcerned } from './queries.ts';
import type { Rule } from './rule.ts';
import { type ConcernedQuery, verdictCodes } from './schemas.ts';

/** A page of those that a rule is for, among how many. */
export interface ConcernedPage {
  concerned: Concerned;
  query: ConcernedQuery;
  /** The territory that the list is narrowed to. */
  place: { id: string; name: string } | null;
  authorities: readonly AuthoritySummary[];
  total: number;
  page: number;
  pages: number;
}

const usualPerPage = 50;

/** The counts of a rule, which the caller may have already, and the page of its list that the address asks for. */
export async function concernedPage(
  db: Db,
  rule: Rule,
  query: ConcernedQuery,
  { counts, perPage = usualPerPage }: { counts?: Concerned; perPage?: number } = {},
): Promise<ConcernedPage> {
  const concerned = counts ?? (await countConcerned(db, rule));
  const places = [...concerned.byRegion, ...concerned.byDepartement];
  const place = places.find(({ id }) => id === query.territoire) ?? null;
  const options = { verdict: verdictCodes[query.etat], kind: query.type, within: place?.id };
  const asked = await listConcerned(db, rule, { ...options, page: query.page, perPage });
  // Beyond the last page nothing says how many there are.
  const found =
    asked.authorities.length > 0 || query.page === 1
      ? { ...asked, page: query.page }
      : { ...(await listConcerned(db, rule, { ...options, page: 1, perPage })), page: 1 };
  return {
    concerned,
    query: { ...query, territoire: place?.id },
    place: place && { id: place.id, name: place.name },
    ...found,
    pages: pageCount(found.total, perPage),
  };
}
