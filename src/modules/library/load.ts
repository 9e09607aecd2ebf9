import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { loadOnce } from '../../platform/content-imports.ts';
import type { Db } from '../../platform/database/index.ts';
import { type DeliverableContent, deliverablesFile } from './content.ts';
import { indexAllDeliverables } from './search-entry.ts';

/** Fills an empty database with the deliverables of `data/deliverables.json`, after their groups. */
export async function loadDeliverables({ db, say }: { db: Db; say: (line: string) => void }): Promise<void> {
  const isNew = await loadOnce(db, 'deliverables', async (tx) => {
    const path = join(process.cwd(), 'data', 'deliverables.json');
    const { items } = deliverablesFile.parse(JSON.parse(await readFile(path, 'utf8')));
    const groups = await tx.selectFrom('groups').select(['id', 'slug']).execute();
    const groupIds = new Map(groups.map(({ id, slug }) => [slug, id]));
    const ids = new Map<string, string>();
    for (const item of items) {
      const groupId = item.group === null ? null : groupIds.get(item.group);
      if (groupId === undefined) throw new Error(`${item.slug} belongs to an unknown group: ${item.group}`);
      ids.set(item.slug, await insert(tx, item, groupId));
    }
    for (const { slug, replaced_by } of items) {
      if (replaced_by === null) continue;
      const newer = ids.get(replaced_by);
      if (!newer) throw new Error(`${slug} is replaced by an unknown deliverable: ${replaced_by}`);
      await tx.updateTable('deliverables').set({ replaced_by: newer }).where('slug', '=', slug).execute();
    }
    await indexAllDeliverables(tx);
    say(`Livrables : ${items.length}`);
  });
  // Databases filled before excerpts came from the description alone.
  await loadOnce(db, 'deliverables-search-description', async (tx) => {
    if (!isNew) await indexAllDeliverables(tx);
  });
}

async function insert(tx: Db, item: DeliverableContent, groupId: string | null): Promise<string> {
  const { id } = await tx
    .insertInto('deliverables')
    .values({
      slug: item.slug,
      group_id: groupId,
      title: item.title,
      kind: item.kind,
      description: item.description,
      audiences: item.audience,
      // Published long before Cordée: `published_at` stays empty, nobody is told of it.
      state: 'published',
      availability: item.availability,
      availability_note: item.availability === 'published' ? null : item.availability_note,
      format: item.format,
      format_note: item.format_note,
      original_path: item.original_path,
      published_on: item.published_on,
      first_seen: item.first_seen,
      sources: JSON.stringify(item.sources),
      confidence: item.confidence,
      note: item.note ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (item.links.length === 0) return id;
  const version = await tx
    .insertInto('deliverable_versions')
    .values({
      deliverable_id: id,
      label: 'Publication d’origine',
      released_on: item.published_on,
      published_at: item.published_on ?? sql<Date>`now()`,
      position: 1,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('deliverable_files')
    .values(
      item.links.map((link, position) => ({
        version_id: version.id,
        url: link.url,
        label: link.label,
        format: item.format,
        size_label: link.size_label,
        accessibility_note: link.accessibility,
        checked_on: link.checked_on,
        verified: false,
        position,
      })),
    )
    .execute();
  return id;
}
