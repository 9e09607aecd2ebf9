import type { Db, ReportMotive } from '../../platform/database/index.ts';
import { kindOf } from './kinds/index.ts';

/** Files a report by a fictional person on what another wrote, which waits; nobody is told of it. */
export async function fileDemonstrationReport(
  tx: Db,
  report: {
    threadId: string;
    number: number;
    reporterId: string;
    motive: ReportMotive;
    comment: string;
    at: Date;
  },
): Promise<void> {
  const { id: messageId } = await tx
    .selectFrom('messages')
    .select('id')
    .where('thread_id', '=', report.threadId)
    .where('number', '=', report.number)
    .executeTakeFirstOrThrow();
  const thing = await kindOf('message').peek(tx, messageId);
  if (!thing) return;
  const about = { kind: 'message', thing_id: thing.id };
  const { id } = await tx
    .insertInto('moderation_cases')
    .values({
      ...about,
      group_id: thing.groupId,
      author_id: thing.authorId,
      label: thing.label,
      for_copilots: true,
      for_team: true,
      state: 'waiting',
      opened_at: report.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('moderation_reports')
    .values({
      ...about,
      case_id: id,
      reporter_id: report.reporterId,
      motive: report.motive,
      comment: report.comment,
      to_team: false,
      copy: thing.text,
      reported_at: report.at,
    })
    .execute();
}
