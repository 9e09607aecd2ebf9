import { sql } from 'kysely';
import { asMarkdown, type ProgressPart } from '../groups/index.ts';

/** Deliverables and new versions that came out since the last progress point of a group, for the draft of the next one. */
export const newDeliverables: ProgressPart = async (db, { groupId, since }) => {
  const rows = await db
    .selectFrom('deliverables')
    .select(['slug', 'title'])
    .where('group_id', '=', groupId)
    .where('state', '=', 'published')
    .where('published_at', 'is not', null)
    .$if(since !== null, (query) => query.where('published_at', '>', since))
    .orderBy('published_at')
    .limit(100)
    .execute();
  const versions = await db
    .selectFrom('deliverable_versions as version')
    .innerJoin('deliverables', 'deliverables.id', 'version.deliverable_id')
    .select(['slug', 'title', 'version.label'])
    .where('group_id', '=', groupId)
    .where('state', '=', 'published')
    // Later than its deliverable; what came with the start-up content is of nobody.
    .where('version.created_by', 'is not', null)
    .where(sql<boolean>`version.published_at > coalesce(deliverables.published_at, '-infinity')`)
    .$if(since !== null, (query) => query.where('version.published_at', '>', since))
    .orderBy('version.published_at')
    .limit(100)
    .execute();
  return {
    title: 'Nouveaux livrables',
    lines: [
      ...rows.map(({ slug, title }) => `[${asMarkdown(title)}](/livrables/${slug})`),
      ...versions.map(
        ({ slug, title, label }) => `[${asMarkdown(`${title}, ${label}`)}](/livrables/${slug})`,
      ),
    ],
  };
};
