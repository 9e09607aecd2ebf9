import type { Db } from '../../platform/database/index.ts';
import { excerpt } from '../../platform/markdown/index.ts';
import { indexEntry, removeEntry, type SearchEntry } from '../../platform/search/index.ts';
import { type Deliverable, findDeliverableById } from './deliverable.ts';
import { indexInGroup } from './group-entries.ts';
import { withoutPreparation } from './version-state.ts';
import { kindLabel } from './vocabulary.ts';

const kind = 'deliverable';

/** Makes the search say what is true of this deliverable now: only what is published is found by all, drafts by those who work on them. */
export async function indexDeliverable(tx: Db, id: string): Promise<void> {
  const deliverable = await findDeliverableById(tx, id);
  await indexInGroup(tx, id, deliverable);
  if (deliverable?.state === 'published') await indexEntry(tx, entryOf(withoutPreparation(deliverable)));
  else await removeEntry(tx, kind, id);
}

/** After the words of a file were read. */
export async function indexDeliverablesWithFile(tx: Db, sha256: string): Promise<void> {
  const rows = await tx
    .selectFrom('deliverable_files as place')
    .innerJoin('deliverable_versions as v', 'v.id', 'place.version_id')
    .innerJoin('stored_files as f', 'f.id', 'place.file_id')
    .where('f.sha256', '=', sha256)
    .select('v.deliverable_id as id')
    .distinct()
    .execute();
  for (const { id } of rows) await indexDeliverable(tx, id);
}

/** Indexes all of them again, after what is said of each to the search has changed. */
export async function indexAllDeliverables(tx: Db): Promise<void> {
  const all = await tx.selectFrom('deliverables').select('id').execute();
  for (const { id } of all) await indexDeliverable(tx, id);
}

function entryOf(deliverable: Deliverable): SearchEntry {
  const places = deliverable.versions.flatMap(({ label, notes, places: within }) => [
    label,
    excerpt(notes, 500),
    ...within.map((place) => place.label),
  ]);
  return {
    kind,
    key: deliverable.id,
    url: `/livrables/${deliverable.slug}`,
    title: deliverable.title,
    summary: excerpt(deliverable.description, 300),
    body: excerpt(deliverable.description, 5000),
    // Labels of files are all alike: they find, but tell nothing in an excerpt.
    keywords: [kindLabel(deliverable.kind), deliverable.group?.title, ...new Set(places)]
      .filter(Boolean)
      .join('\n'),
  };
}
