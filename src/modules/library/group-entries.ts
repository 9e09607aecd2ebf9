import type { Db } from '../../platform/database/index.ts';
import { askForTexts } from '../../platform/file-texts/index.ts';
import { excerpt } from '../../platform/markdown/index.ts';
import { indexInScope } from '../../platform/search/index.ts';
import type { Deliverable } from './deliverable.ts';
import { isInPreparation, withoutPreparation } from './version-state.ts';
import { kindLabel } from './vocabulary.ts';

const source = 'deliverable';
/** Drafts are for those who take part; observers see what is published. */
const levels = { draft: 1, published: 0 };

/** Makes a deliverable of a group findable by its people, with what is written in its files; null, or withdrawn: by nobody. */
export async function indexInGroup(tx: Db, id: string, deliverable: Deliverable | null): Promise<void> {
  const row = await tx
    .selectFrom('deliverables')
    .select(['group_id', 'created_by', 'created_at', 'updated_at', 'published_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!deliverable || !row?.group_id || deliverable.state === 'withdrawn')
    return indexInScope(tx, source, id, []);
  const { title, description, slug, state } = deliverable;
  const { versions } = withoutPreparation(deliverable);
  const files = await filesOf(tx, id);
  await askForTexts(
    tx,
    files.map(({ fileId }) => fileId),
  );
  const entry = {
    kind: 'deliverable',
    scopeId: row.group_id,
    level: levels[state],
    authorId: row.created_by,
    at: row.published_at ?? row.created_at,
    url: `/livrables/${slug}`,
    title,
  };
  await indexInScope(tx, source, id, [
    {
      ...entry,
      hasFiles: files.some((file) => !isInPreparation(deliverable, file)),
      body: [
        excerpt(description, 5000),
        kindLabel(deliverable.kind),
        ...versions.flatMap(({ label, notes }) => [label, excerpt(notes, 500)]),
      ]
        .filter(Boolean)
        .join('\n'),
    },
    ...files.map(({ id: part, label, text, publishedAt }) => ({
      ...entry,
      part,
      level: isInPreparation(deliverable, { publishedAt }) ? levels.draft : entry.level,
      hasFiles: true,
      names: label.replace(/[._-]+/g, ' '),
      body: text ?? '',
      fileName: label,
    })),
  ]);
}

function filesOf(tx: Db, id: string) {
  return tx
    .selectFrom('deliverable_files as place')
    .innerJoin('deliverable_versions as v', 'v.id', 'place.version_id')
    .innerJoin('stored_files as f', 'f.id', 'place.file_id')
    .leftJoin('file_texts as words', 'words.sha256', 'f.sha256')
    .where('v.deliverable_id', '=', id)
    .select(['place.id', 'place.label', 'f.id as fileId', 'words.text', 'v.published_at as publishedAt'])
    .execute();
}
