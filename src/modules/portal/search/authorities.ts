import type { Db } from '../../../platform/database/index.ts';
import type { FoundAuthority } from './views/search.tsx';

/** The authorities that the words name best. */
export async function findAuthorities(_db: Db, _query: string, _limit: number): Promise<FoundAuthority[]> {
  return [];
}
