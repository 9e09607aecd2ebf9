import type { Db, MeasureVersionOrigin } from '../../platform/database/index.ts';
import type { MeasureContent } from './content.ts';

/** Who saves a measure, and what is said of it. */
export interface Saving {
  origin: MeasureVersionOrigin;
  /** What changed and why, for readers. */
  reason: string;
  actorId: string | null;
  published: boolean;
  now: Date;
}

/** Columns of `measures` that a content fills. */
export const columnsOf = (content: MeasureContent) => ({
  slug: content.slug,
  title: content.title,
  theme: content.theme,
  nature: content.nature,
  status: content.status,
  pilot: content.pilot,
  summary: content.summary,
  consequences: content.consequences,
  audience: JSON.stringify(content.audience),
  audience_note: content.audience_note,
  legal_bases: JSON.stringify(content.legal_bases),
  sources: JSON.stringify(content.sources),
  confidence: content.confidence,
  note: content.note,
});

/** Writes a new measure with its milestones and its first version; its links come once all measures are there. */
export async function insertMeasure(tx: Db, content: MeasureContent, saving: Saving): Promise<string> {
  const { now, published } = saving;
  const { id } = await tx
    .insertInto('measures')
    .values({ ...columnsOf(content), published, created_at: now, updated_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (content.milestones.length > 0) {
    await tx
      .insertInto('measure_milestones')
      .values(
        content.milestones.map(({ id: _, audience, ...milestone }, position) => ({
          ...milestone,
          audience: audience && JSON.stringify(audience),
          measure_id: id,
          position,
          updated_at: now,
        })),
      )
      .execute();
  }
  await keepVersion(tx, id, 1, content, saving);
  return id;
}

/** Keeps the whole of a measure as it is now. */
export async function keepVersion(
  tx: Db,
  measureId: string,
  version: number,
  content: MeasureContent,
  { origin, reason, actorId, published, now }: Saving,
): Promise<void> {
  await tx
    .insertInto('measure_versions')
    .values({
      measure_id: measureId,
      version,
      content: JSON.stringify(content),
      origin,
      reason,
      published,
      actor_id: actorId,
      at: now,
    })
    .execute();
}

/** Links to measures go by their slug; throws when one leads nowhere. */
export async function insertLinks(tx: Db, measureId: string, links: MeasureContent['links']): Promise<void> {
  if (links.length === 0) return;
  const slugs = links.flatMap((link) => ('measure' in link ? link.measure : []));
  const targets = slugs.length
    ? await tx.selectFrom('measures').select(['id', 'slug']).where('slug', 'in', slugs).execute()
    : [];
  const ids = new Map(targets.map(({ id, slug }) => [slug, id]));
  await tx
    .insertInto('measure_links')
    .values(
      links.map((link, position) => {
        if (!('measure' in link)) return { ...link, measure_id: measureId, position };
        const target = ids.get(link.measure);
        if (!target) throw new Error(`A link leads to an unknown measure: ${link.measure}`);
        return { kind: link.kind, target_id: target, measure_id: measureId, position };
      }),
    )
    .execute();
}
