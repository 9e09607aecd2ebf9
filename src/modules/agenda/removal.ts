import type { Db } from '../../platform/database/index.ts';
import { removeEntry } from '../../platform/search/index.ts';
import { measureContent } from './content.ts';
import { showWhatTheyHid } from './experience-hiding.ts';
import { saveMeasure } from './saving.ts';

/**
 * Removes what fictional people wrote in the agenda: what they told, proposed and made; a measure that they changed is
 * again what it was before them.
 */
export async function removeAgendaWorkOf(tx: Db, accountIds: readonly string[], now: Date): Promise<void> {
  await tx.deleteFrom('measure_experiences').where('account_id', 'in', accountIds).execute();
  await tx.deleteFrom('experience_answers').where('account_id', 'in', accountIds).execute();
  await showWhatTheyHid(tx, accountIds);
  await tx.deleteFrom('measure_proposals').where('author_id', 'in', accountIds).execute();
  await tx.deleteFrom('measure_editors').where('account_id', 'in', accountIds).execute();
  const touched = await tx
    .selectFrom('measure_versions')
    .select('measure_id as id')
    .distinct()
    .where('actor_id', 'in', accountIds)
    .execute();
  for (const { id } of touched) {
    const kept = await tx
      .selectFrom('measure_versions')
      .select(['content', 'published'])
      .where('measure_id', '=', id)
      .where((eb) => eb.or([eb('actor_id', 'is', null), eb('actor_id', 'not in', accountIds)]))
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (!kept) {
      await tx.deleteFrom('measures').where('id', '=', id).execute();
      await removeEntry(tx, 'measure', id);
      continue;
    }
    await saveMeasure(tx, { by: null, now }, { id, version: null }, measureContent.parse(kept.content), {
      origin: 'restore',
      reason: 'Retour à l’état d’avant la démonstration.',
      published: kept.published,
    });
  }
  await tx.deleteFrom('milestone_moves').where('actor_id', 'in', accountIds).execute();
  await tx.deleteFrom('measure_versions').where('actor_id', 'in', accountIds).execute();
}
