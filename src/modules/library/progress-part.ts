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
    // Later than its deliverable: told by itself.
    .whereRef('version.published_at', '>', 'deliverables.published_at')
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
