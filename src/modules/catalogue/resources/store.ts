import type { Db, ResourceVersionOrigin } from '../../../platform/database/index.ts';
import { type ResourceContent, termsOf } from './content.ts';

/** Who saves a resource, and what is said of it. */
export interface Saving {
  origin: ResourceVersionOrigin;
  /** What changed and why, for readers. */
  reason: string;
  actorId: string | null;
  /** Whom the change is owed to, as they chose to be named. */
  credit?: string | null;
  published: boolean;
  now: Date;
}

/** Columns of `resources` that a content fills. */
export const columnsOf = ({ facets, effort, sources, ...content }: ResourceContent) => ({
  ...content,
  terms: termsOf(facets),
  effort: effort && JSON.stringify(effort),
  sources: JSON.stringify(sources),
});

/** Writes new resources, each with its first version; returns their ids in the same order. */
export async function insertResources(
  tx: Db,
  contents: readonly ResourceContent[],
  saving: Saving,
): Promise<string[]> {
  if (contents.length === 0) return [];
  const { now, published } = saving;
  const rows = await tx
    .insertInto('resources')
    .values(
      contents.map((content) => ({ ...columnsOf(content), published, created_at: now, updated_at: now })),
    )
    .returning(['id', 'slug'])
    .execute();
  const ids = new Map(rows.map(({ id, slug }) => [slug, id]));
  const versions = contents.map((content) => ({ id: ids.get(content.slug) ?? '', version: 1, content }));
  await keepVersions(tx, versions, saving);
  return versions.map(({ id }) => id);
}

/** Keeps the whole of resources as they are now. */
export async function keepVersions(
  tx: Db,
  versions: readonly { id: string; version: number; content: ResourceContent }[],
  { origin, reason, actorId, credit = null, published, now }: Saving,
): Promise<void> {
  await tx
    .insertInto('resource_versions')
    .values(
      versions.map(({ id, version, content }) => ({
        resource_id: id,
        version,
        content: JSON.stringify(content),
        origin,
        reason,
        published,
        actor_id: actorId,
        credit,
        at: now,
      })),
    )
    .execute();
}
