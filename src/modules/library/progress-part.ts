import { asMarkdown, type ProgressPart } from '../groups/index.ts';

/** Deliverables that came out since the last progress point of a group, for the draft of the next one. */
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
  return {
    title: 'Nouveaux livrables',
    lines: rows.map(({ slug, title }) => `[${asMarkdown(title)}](/livrables/${slug})`),
  };
};
