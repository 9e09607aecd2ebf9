import { forgetLoad } from '../../platform/content-imports.ts';
import type { Db } from '../../platform/database/index.ts';
import { removeEntry } from '../../platform/search/index.ts';
import { resourceContent } from './resources/content.ts';
import { saveResource } from './resources/saving.ts';
import { searchKind } from './resources/search-entry.ts';
import { forgetSelection } from './selections/search-entry.ts';
import { removeUsesOf } from './uses/uses.ts';

/**
 * Removes what fictional people wrote in the catalogues: what they proposed, what their
 * authorities use, their selections, the resources that they made;
 * what they changed is again what it was before them. Selections that the product ships come back at the next start.
 */
export async function removeCatalogueWorkOf(tx: Db, accountIds: readonly string[], now: Date): Promise<void> {
  await tx.deleteFrom('resource_contributions').where('account_id', 'in', accountIds).execute();
  await removeUsesOf(tx, accountIds);
  await removeSelectionsOf(tx, accountIds);
  const touched = await tx
    .selectFrom('resource_versions')
    .select('resource_id as id')
    .distinct()
    .where('actor_id', 'in', accountIds)
    .execute();
  for (const { id } of touched) {
    const kept = await tx
      .selectFrom('resource_versions')
      .select(['content', 'published'])
      .where('resource_id', '=', id)
      .where((eb) => eb.or([eb('actor_id', 'is', null), eb('actor_id', 'not in', accountIds)]))
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (!kept) {
      await tx.deleteFrom('resources').where('id', '=', id).execute();
      await removeEntry(tx, searchKind, id);
      continue;
    }
    const content = resourceContent.parse(kept.content);
    await saveResource(tx, { by: null, now }, { id, version: null }, content, {
      origin: 'restore',
      reason: 'Retour à l’état d’avant la démonstration.',
      published: kept.published,
    });
  }
  await tx.deleteFrom('resource_versions').where('actor_id', 'in', accountIds).execute();
}

async function removeSelectionsOf(tx: Db, accountIds: readonly string[]): Promise<void> {
  const removed = await tx
    .deleteFrom('selections')
    .where((eb) =>
      eb.or([
        eb('created_by', 'in', accountIds),
        eb(
          'slug',
          'in',
          eb
            .selectFrom('audit_events')
            .select('thing_id')
            .where('thing_type', '=', 'selection')
            .where('actor_id', 'in', accountIds),
        ),
      ]),
    )
    .returning('id')
    .execute();
  for (const { id } of removed) await forgetSelection(tx, id);
  if (removed.length > 0) await forgetLoad(tx, 'selections');
}
