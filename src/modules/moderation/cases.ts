import { sql } from 'kysely';
import type { Db, ReportMotive } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMails } from '../../platform/mail/index.ts';
import { machineDate } from '../../ui/index.ts';
import { record } from '../audit/index.ts';
import { waitingNotice } from './mails.ts';
import { type Audience, copilotingOf, moderatorsOf } from './moderators.ts';
import type { ReportableKind, ReportedThing } from './reportable.ts';

/** What the audit trail says of where something stands. */
export const placed = ({ groupId }: { groupId: string | null }) =>
  groupId === null ? {} : { group: groupId };

/** Who acts, and when. */
export interface Act {
  by: { id: string; name: string };
  now: Date;
  publicUrl: string;
}

export interface NewReport {
  motive: ReportMotive;
  comment: string;
  /** For the programme team alone. */
  toTeam: boolean;
}

/**
 * Whom a report of this thing is for: the copilots of its group, unless it has none, one of them wrote it or the reporter would
 * rather have the programme team; the team as well when no copilot is left to look at it.
 */
async function audienceOf(
  tx: Db,
  thing: ReportedThing,
  reporterId: string,
  toTeam: boolean,
): Promise<Audience> {
  const { groupId, authorId } = thing;
  const forCopilots = groupId !== null && !toTeam && !(await copilotingOf(tx, groupId, authorId));
  if (!forCopilots) return { groupId, forCopilots, forTeam: true };
  const only = { groupId, forCopilots, forTeam: false };
  const copilots = await moderatorsOf(tx, only, [authorId, reporterId]);
  return { ...only, forTeam: copilots.length === 0 };
}

/** The case that is open about a thing, held; a new one when there is none. */
export async function openCase(
  tx: Db,
  { kind }: ReportableKind,
  thing: ReportedThing,
  { forCopilots, forTeam }: Pick<Audience, 'forCopilots' | 'forTeam'>,
  now: Date,
) {
  // Written as the index has it: with parameters, the planner does not recognise it.
  const isOpen = sql<boolean>`state in ('waiting', 'hidden')`;
  await tx
    .insertInto('moderation_cases')
    .values({
      kind,
      thing_id: thing.id,
      group_id: thing.groupId,
      author_id: thing.authorId,
      label: thing.label,
      for_copilots: forCopilots,
      for_team: forTeam,
      state: 'waiting',
      opened_at: now,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'thing_id']).where(isOpen).doNothing())
    .execute();
  return tx
    .selectFrom('moderation_cases')
    .select(['id', 'state', 'for_copilots', 'for_team'])
    .where('kind', '=', kind)
    .where('thing_id', '=', thing.id)
    .where(isOpen)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Puts a report into its case, with what the thing says; false when this person reported it already. */
export async function writeReport(
  tx: Db,
  caseId: string,
  { kind }: ReportableKind,
  thing: ReportedThing,
  { motive, comment, toTeam }: NewReport,
  { by, now }: { by: { id: string }; now: Date },
): Promise<boolean> {
  const written = await tx
    .insertInto('moderation_reports')
    .values({
      kind,
      thing_id: thing.id,
      case_id: caseId,
      reporter_id: by.id,
      motive,
      comment,
      to_team: toTeam,
      copy: thing.text,
      reported_at: now,
    })
    .onConflict((conflict) => conflict.constraint('moderation_reports_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  return written !== undefined;
}

/** Reports a thing, once a person; several reports of one thing make one case. Returns its id. */
export async function reportThing(
  tx: Db,
  { by, now, publicUrl }: Act,
  kind: ReportableKind,
  thing: ReportedThing,
  report: NewReport,
): Promise<string> {
  const audience = await audienceOf(tx, thing, by.id, report.toTeam);
  const open = await openCase(tx, kind, thing, audience, now);
  if (open.state === 'hidden') throw new Refusal(`${kind.words.this} vient d’être masqué.`);
  if (!(await writeReport(tx, open.id, kind, thing, report, { by, now })))
    throw new Refusal(`Vous avez déjà signalé ${kind.words.the}.`);
  await tx
    .updateTable('moderation_cases')
    .set({
      for_copilots: open.for_copilots || audience.forCopilots,
      for_team: open.for_team || audience.forTeam,
    })
    .where('id', '=', open.id)
    .execute();
  // The journal does not say who: the programme team reads it, and may have written what is reported.
  await record(tx, {
    actor: null,
    verb: 'moderation.report',
    thing: { type: 'moderation', id: open.id, label: thing.label },
    detail: { ...placed(thing), motive: report.motive },
  });
  await tellModerators(tx, { now, publicUrl }, audience, [thing.authorId, by.id]);
  return open.id;
}

/** Says once a day at most, to each of those who may look at it, that something waits. */
export async function tellModerators(
  tx: Db,
  { now, publicUrl }: Pick<Act, 'now' | 'publicUrl'>,
  audience: Audience,
  except: readonly (string | null)[],
): Promise<void> {
  const people = await moderatorsOf(tx, audience, except);
  const day = machineDate(now);
  await queueMails(
    tx,
    people.map(({ id, email }) => ({
      to: email,
      key: `moderation-waiting:${id}:${day}`,
      ...waitingNotice(publicUrl),
    })),
  );
}
