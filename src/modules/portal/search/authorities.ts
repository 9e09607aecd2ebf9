import type { Db } from '../../../platform/database/index.ts';
import { plainWords } from '../../../platform/plain-letters.ts';
import { authorityDetail, authorityUrl, searchAuthorities } from '../../territories/index.ts';
import type { FoundAuthority } from './views/search.tsx';

/**
 * The authorities that the words name. Names that merely look like them are left out, unless nothing else was found:
 * who looks for "gouvernance" does not mean Gouvernes. Those that have typos are looked for with `likeness` alone.
 */
export async function findAuthorities(
  db: Db,
  query: string,
  { limit, nearOnes, likeness }: { limit: number; nearOnes: boolean; likeness: boolean },
): Promise<FoundAuthority[]> {
  const wanted = plainWords(query);
  const isCode = /^[\d\s]*\d[\dab\s]*$/.test(wanted);
  const hits = await searchAuthorities(db, query, { limit, likeness });
  return hits
    .filter((hit) => {
      const names = [hit.name, hit.former_name ?? ''].map(plainWords);
      return nearOnes || hit.exact || isCode || names.some((name) => name.startsWith(wanted));
    })
    .map((hit) => ({ label: hit.name, detail: authorityDetail(hit), href: authorityUrl(hit) }));
}
