import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import { z } from 'zod';
import type { Db, FileAccessibility } from '../../platform/database/index.ts';
import { type Confidence, confidence, type Source, source } from '../../platform/provenance.ts';
import { type DeliverableSummary, formatsOf, groupOf, toSummary } from './queries.ts';

/** A file we hold, or a link to where the thing is. */
export interface Place {
  id: string;
  label: string;
  format: string;
  /** Of a link. */
  url: string | null;
  /** Of a file. */
  name: string | null;
  mediaType: string | null;
  bytes: number | null;
  sha256: string | null;
  /** Of a link: as its page announced it. */
  sizeLabel: string | null;
  accessibility: FileAccessibility;
  accessibilityNote: string | null;
  checkedOn: string | null;
  verified: boolean;
  downloads: number;
  version: number;
}

export interface DeliverableVersion {
  id: string;
  label: string;
  /** In Markdown. */
  notes: string;
  releasedOn: string | null;
  /** Null while it is in preparation. */
  publishedAt: Date | null;
  places: Place[];
  version: number;
}

interface Named {
  slug: string;
  title: string;
}

/** A deliverable with all that its page shows. */
export interface Deliverable extends DeliverableSummary {
  licence: string | null;
  formatNote: string | null;
  replacedBy: (Named & { id: string }) | null;
  /** Published ones that it replaces. */
  replaces: Named[];
  sources: Source[];
  confidence: Confidence;
  note: string | null;
  publishedAt: Date | null;
  version: number;
  /** Newest first. */
  versions: DeliverableVersion[];
}

function selectWhole(db: Db) {
  return db
    .selectFrom('deliverables')
    .selectAll('deliverables')
    .select((eb) => [
      groupOf(eb).as('group'),
      formatsOf.as('formats'),
      jsonObjectFrom(
        eb
          .selectFrom('deliverables as newer')
          .select(['newer.id', 'newer.slug', 'newer.title'])
          .whereRef('newer.id', '=', 'deliverables.replaced_by')
          .where('newer.state', '=', 'published'),
      ).as('newer'),
      jsonArrayFrom(
        eb
          .selectFrom('deliverables as older')
          .select(['older.slug', 'older.title'])
          .whereRef('older.replaced_by', '=', 'deliverables.id')
          .where('older.state', '=', 'published')
          .orderBy('older.title'),
      ).as('older'),
      jsonArrayFrom(
        eb
          .selectFrom('deliverable_versions')
          .select(['deliverable_versions.id', 'label', 'notes', 'released_on as releasedOn'])
          .select(['published_at as publishedAt', 'deliverable_versions.version'])
          .select((inner) =>
            jsonArrayFrom(
              inner
                .selectFrom('deliverable_files as f')
                .leftJoin('stored_files as s', 's.id', 'f.file_id')
                .select([
                  'f.id',
                  'f.label',
                  'f.format',
                  'f.url',
                  's.name',
                  's.media_type as mediaType',
                  's.bytes',
                  's.sha256',
                  'f.size_label as sizeLabel',
                  'f.accessibility',
                  'f.accessibility_note as accessibilityNote',
                  'f.checked_on as checkedOn',
                  'f.verified',
                  'f.downloads',
                  'f.version',
                ])
                .whereRef('f.version_id', '=', 'deliverable_versions.id')
                .orderBy('f.position')
                .orderBy('f.created_at')
                .orderBy('f.id'),
            ).as('places'),
          )
          .whereRef('deliverable_versions.deliverable_id', '=', 'deliverables.id')
          .orderBy('position', 'desc'),
      ).as('versions'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectWhole>['executeTakeFirstOrThrow']>>;

function toDeliverable(row: Row): Deliverable {
  return {
    ...toSummary(row),
    licence: row.licence,
    formatNote: row.format_note,
    replacedBy: row.newer,
    replaces: row.older,
    sources: z.array(source).parse(row.sources),
    confidence: confidence.parse(row.confidence),
    note: row.note,
    publishedAt: row.published_at,
    version: row.version,
    // Dates within JSON come as text.
    versions: row.versions.map((version) => ({
      ...version,
      publishedAt: version.publishedAt === null ? null : new Date(version.publishedAt),
    })),
  };
}

/** Null when there is none of this slug; whatever its state. */
export async function findDeliverable(db: Db, slug: string): Promise<Deliverable | null> {
  const row = await selectWhole(db).where('deliverables.slug', '=', slug).executeTakeFirst();
  return row ? toDeliverable(row) : null;
}

export async function findDeliverableById(db: Db, id: string): Promise<Deliverable | null> {
  const row = await selectWhole(db).where('deliverables.id', '=', id).executeTakeFirst();
  return row ? toDeliverable(row) : null;
}

/** How many files and links it has, in all its versions. */
export function countPlaces({ versions }: Pick<Deliverable, 'versions'>): number {
  return versions.reduce((sum, { places }) => sum + places.length, 0);
}

/** A stored file of this deliverable, with what it takes to send it; null when there is none. */
export async function findStoredFile(db: Db, slug: string, placeId: string) {
  const row = await db
    .selectFrom('deliverable_files as f')
    .innerJoin('deliverable_versions as v', 'v.id', 'f.version_id')
    .innerJoin('deliverables as d', 'd.id', 'v.deliverable_id')
    .innerJoin('stored_files as s', 's.id', 'f.file_id')
    .leftJoin('groups', 'groups.id', 'd.group_id')
    .select([
      'd.group_id as groupId',
      'groups.slug as groupSlug',
      'd.state',
      'v.published_at as publishedAt',
      's.storage_key as storageKey',
      's.name',
      's.media_type as mediaType',
      's.bytes',
      's.sha256',
    ])
    .where('f.id', '=', placeId)
    .where('d.slug', '=', slug)
    .executeTakeFirst();
  return row ?? null;
}
