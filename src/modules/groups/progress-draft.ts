import type { Db, StepState } from '../../platform/database/index.ts';
import { formatDate, plural } from '../../ui/index.ts';
import { daysLate } from './life-cycle.ts';

/** What is told in a draft: since when (null: from the beginning), and until when. */
export interface ProgressPeriod {
  groupId: string;
  since: Date | null;
  now: Date;
  /** `2027-01-31` */
  today: string;
}

/** Lines of a draft under one heading, in Markdown; none says nothing. */
export interface DraftSection {
  title: string;
  lines: readonly string[];
}

/** What a module above knows of the work of a group in that time. */
export type ProgressPart = (db: Db, period: ProgressPeriod) => Promise<DraftSection>;

/** No draft lists more of one thing: a progress point is read. */
const mostLines = 30;

/**
 * Drafts a progress point, in Markdown, from what changed since the last one: what was done, begun, late, and what the parts
 * add. A person reads it, corrects it and publishes it, or not. Empty when nothing changed.
 */
export async function draftProgress(
  db: Db,
  period: ProgressPeriod,
  parts: readonly ProgressPart[],
): Promise<string> {
  const sections = [
    ...(await workDone(db, period)),
    ...(await Promise.all(parts.map((part) => part(db, period)))),
  ];
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => `## ${title}\n\n${shown(lines).join('\n')}`)
    .join('\n\n');
}

function shown(lines: readonly string[]): string[] {
  const rest = lines.length - mostLines;
  return [
    ...lines.slice(0, mostLines).map((line) => `- ${line}`),
    ...(rest > 0 ? [`- et ${plural(rest, 'autre')}`] : []),
  ];
}

interface Work {
  title: string;
  state: StepState;
  dueOn: string | null;
  since: Date | null;
}

/** Titles only: a progress point is public, and people are named to the members alone. */
async function workDone(db: Db, { groupId, since, today }: ProgressPeriod): Promise<DraftSection[]> {
  const [steps, tasks] = await Promise.all(
    (['plan_steps', 'plan_tasks'] as const).map((table) =>
      db
        .selectFrom(table)
        .where('group_id', '=', groupId)
        .where('state', '<>', 'dropped')
        .select(['title', 'state', 'due_on as dueOn', 'state_since as since'])
        .orderBy('due_on')
        .orderBy('created_at')
        .limit(2000)
        .execute(),
    ),
  );
  const work: (Work & { isStep: boolean })[] = [
    ...(steps ?? []).map((step) => ({ ...step, isStep: true })),
    ...(tasks ?? []).map((task) => ({ ...task, isStep: false })),
  ];
  // What has no date was so before Cordée noted when things change.
  const changed = (one: Work) => one.since !== null && (since === null || one.since > since);
  const titleOf = ({ title, isStep }: Work & { isStep: boolean }) =>
    isStep ? `**${asMarkdown(title)}** (étape)` : asMarkdown(title);
  return [
    {
      title: 'Ce qui est fait',
      lines: work.filter((one) => one.state === 'done' && changed(one)).map(titleOf),
    },
    {
      title: 'Ce qui a commencé',
      lines: work.filter((one) => one.state === 'doing' && changed(one)).map(titleOf),
    },
    {
      title: 'Ce qui est en retard',
      lines: work.flatMap((one) => {
        const days = daysLate(one, today);
        return days > 0 && one.dueOn
          ? [`${titleOf(one)} : prévu pour le ${formatDate(one.dueOn)}, ${plural(days, 'jour')} de retard`]
          : [];
      }),
    },
  ];
}

/** A title as text in Markdown: nothing of it is taken for syntax. */
export function asMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#~|!]/g, '\\$&');
}
