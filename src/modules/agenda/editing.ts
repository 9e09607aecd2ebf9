import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { freeSlug, slugOf } from '../../platform/slug.ts';
import { lockMeasures } from './saving.ts';

/** Words that are pages of the agenda themselves. */
export const reserved: readonly string[] = ['nouvelle', 'proposer'];

/** The address of a new measure, from its title; it never changes. */
export async function newSlug(tx: Db, title: string): Promise<string> {
  await lockMeasures(tx);
  const wanted = slugOf(title, 'mesure');
  const near = await tx.selectFrom('measures').select('slug').where('slug', 'like', `${wanted}%`).execute();
  return freeSlug(wanted, new Set([...reserved, ...near.map(({ slug }) => slug)]));
}

/** The theme that the form names: one of the list, or a new one when this person may add it. */
export async function themeOf(
  tx: Db,
  { theme, new_theme }: { theme: string; new_theme?: string },
): Promise<string> {
  if (!new_theme) {
    const known = await tx
      .selectFrom('measure_themes')
      .select('code')
      .where('code', '=', theme)
      .executeTakeFirst();
    if (!known) throw new Refusal('Choisissez un thème de la liste.', 'theme');
    return known.code;
  }
  await tx
    .insertInto('measure_themes')
    .values({ code: slugOf(new_theme, 'theme'), label: new_theme })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const added = await tx
    .selectFrom('measure_themes')
    .select('code')
    .where((eb) => eb.or([eb('label', '=', new_theme), eb('code', '=', slugOf(new_theme, 'theme'))]))
    .executeTakeFirstOrThrow();
  return added.code;
}

export async function listThemes(db: Db): Promise<{ code: string; label: string }[]> {
  return db.selectFrom('measure_themes').select(['code', 'label']).orderBy('label').execute();
}
