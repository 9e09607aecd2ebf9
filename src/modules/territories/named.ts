import type { Db } from '../../platform/database/index.ts';
import { type Authority, findAuthority, resolveAuthority } from './queries.ts';
import { type AuthorityHit, searchAuthorities } from './search.ts';

const mostChoices = 8;

/** The authority that somebody named: that one, or those that it may be (none when nothing answers). */
export type Named = { authority: Authority } | { choices: readonly AuthorityHit[] };

/**
 * By its name, its code or its id; a name that several bear is for the person to settle.
 * @param chosen the id that the picker sent along; what was chosen for words that changed since is no choice
 */
export async function authorityNamed(db: Db, typed: string, chosen = ''): Promise<Named> {
  const named = chosen ? await namedBy(db, chosen) : null;
  return named && 'authority' in named ? named : namedBy(db, typed);
}

async function namedBy(db: Db, typed: string): Promise<Named> {
  const coded = await resolveAuthority(db, typed);
  if (coded && !coded.ended_at) return { authority: coded };
  const hits = await searchAuthorities(db, typed, { limit: mostChoices });
  const exact = hits.filter((hit) => hit.exact);
  const [only] = hits.length === 1 ? hits : exact.length === 1 ? exact : [];
  const authority = only?.exact ? await findAuthority(db, only.id) : undefined;
  return authority ? { authority } : { choices: (exact.length > 0 ? exact : hits).slice(0, mostChoices) };
}
