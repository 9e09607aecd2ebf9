import type { Db } from '../../platform/database/index.ts';
import { found } from '../../platform/http/index.ts';

/** The group that a deliverable is of; null for the programme as a whole. */
export type Owner = { id: string; slug: string; title: string } | null;

/** The part of the site where the deliverables of this owner are worked on. */
export function baseOf(owner: { slug: string } | null): string {
  return owner ? `/espace/groupes/${owner.slug}/livrables` : '/administration/livrables';
}

/** The owner that the address names: a group, or by default the programme. */
export async function ownerAt(db: Db, slug: string | undefined): Promise<Owner> {
  if (slug === undefined) return null;
  const group = await db
    .selectFrom('groups')
    .select(['id', 'slug', 'title'])
    .where('slug', '=', slug)
    .executeTakeFirst();
  return found(group, 'Ce groupe n’existe pas.');
}
