import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { listGroups } from '../groups/index.ts';

/** Groups that one may ask for when signing up. */
export async function openGroups(db: Db) {
  const groups = await listGroups(db, { states: ['proposed', 'active'] });
  return groups.filter(({ openToAuthorities }) => openToAuthorities);
}

/** Ids of the groups that were ticked, each once. Throws Refusal when one of them is not open. */
export async function askedGroupIds(db: Db, slugs: readonly string[]): Promise<string[]> {
  const open = new Map((await openGroups(db)).map(({ slug, id }) => [slug, id]));
  const asked = new Set(slugs);
  const ids = [...asked].flatMap((slug) => open.get(slug) ?? []);
  if (ids.length < asked.size) {
    throw new Refusal('Un des groupes choisis n’est pas ouvert. Vérifiez votre choix.', 'groupes');
  }
  return ids;
}
