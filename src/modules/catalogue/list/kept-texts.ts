import type { Deps } from '../../../platform/deps.ts';
import { keptWithContent } from '../../../platform/http/index.ts';
import { type MatchingKeys, matchingKeys } from '../../../platform/search/index.ts';
import { searchKind } from '../resources/search-entry.ts';

const mostKept = 20;

const texts = keptWithContent(async () => new Map<string, Promise<MatchingKeys | null>>());

/** The resources that have these words; the last texts are kept, since facets are ticked and pages turned after a search. */
export async function foundBy(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  text: string,
): Promise<MatchingKeys | null> {
  const kept = await texts(deps);
  const known = kept.get(text);
  if (known) return known;
  const found = matchingKeys(deps.db, text, { kind: searchKind, audiences: ['public'] });
  kept.set(text, found);
  found.catch(() => kept.delete(text));
  const [oldest = text] = kept.keys();
  if (kept.size > mostKept) kept.delete(oldest);
  return found;
}
