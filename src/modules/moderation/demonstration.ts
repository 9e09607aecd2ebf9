import type { Db, ReportMotive } from '../../platform/database/index.ts';
import { openCase, writeReport } from './cases.ts';
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
  const kind = kindOf('message');
  const thing = await kind.peek(tx, messageId);
  if (!thing) return;
  const { motive, comment, reporterId, at } = report;
  const { id } = await openCase(tx, kind, thing, { forCopilots: true, forTeam: true }, at);
  const by = { by: { id: reporterId }, now: at };
  await writeReport(tx, id, kind, thing, { motive, comment, toTeam: false }, by);
}
