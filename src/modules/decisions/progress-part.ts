import { asMarkdown, type ProgressPart } from '../groups/index.ts';
import { stateLabels } from './content.ts';

/** What a group decided and made public since its last progress point, for the draft of the next one. */
export const newDecisions: ProgressPart = async (db, { groupId, since }) => {
  const rows = await db
    .selectFrom('decisions')
    .innerJoin('groups', 'groups.id', 'decisions.group_id')
    .select(['groups.slug', 'decisions.number', 'decisions.title', 'decisions.state'])
    .where('group_id', '=', groupId)
    .where('is_public', '=', true)
    .where('decisions.state', 'in', ['adopted', 'rejected'])
    .$if(since !== null, (query) =>
      query.where((eb) => eb(eb.fn.coalesce('counted_at', 'decisions.created_at'), '>', since)),
    )
    .orderBy('number')
    .limit(100)
    .execute();
  return {
    title: 'Ce qui a été décidé',
    lines: rows.map(
      ({ slug, number, title, state }) =>
        `[${asMarkdown(title)}](/groupes/${slug}/decisions/${number}) : ${stateLabels[state].toLowerCase()}`,
    ),
  };
};
