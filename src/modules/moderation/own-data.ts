import { type DataReader, together } from '../identity/index.ts';

/** What a person reported: not what the other wrote. */
const reports: DataReader = {
  columns: ['moderation_reports.reporter_id'],
  read: async (db, accountId) => {
    const data = await db
      .selectFrom('moderation_reports as r')
      .innerJoin('moderation_cases as c', 'c.id', 'r.case_id')
      .where('r.reporter_id', '=', accountId)
      .select(['r.kind', 'r.motive', 'r.comment', 'r.to_team', 'r.reported_at', 'c.state'])
      .orderBy('r.reported_at')
      .execute();
    return [{ name: 'signalements', title: 'Ce que vous avez signalé', data }];
  },
};

/** What was decided on what they wrote: not who reported it, nor who decided. */
const decisions: DataReader = {
  columns: ['moderation_cases.author_id'],
  read: async (db, accountId) => {
    const data = await db
      .selectFrom('moderation_cases')
      .where('author_id', '=', accountId)
      // What only waits is not told: it may be nothing.
      .where('state', 'in', ['hidden', 'restored'])
      .select([
        'kind',
        'label',
        'state',
        'decided_at',
        'decision_reason',
        'decided_text',
        'contested_at',
        'contest',
        'judged_at',
        'judgement_reason',
      ])
      .orderBy('decided_at')
      .execute();
    return [{ name: 'moderation', title: 'Ce que la modération a décidé de ce que vous avez écrit', data }];
  },
};

/** What this module holds on a person. */
export const moderationData = together(reports, decisions);
