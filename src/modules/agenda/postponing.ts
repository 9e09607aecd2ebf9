import type { Db, MeasureStatus } from '../../platform/database/index.ts';
import { Conflict, found, Refusal } from '../../platform/http/index.ts';
import type { Source } from '../../platform/provenance.ts';
import { type Current, holdMeasure } from './current.ts';
import type { Milestone } from './measure.ts';
import { type Period, periodPhrase, periodWords } from './period.ts';
import { type By, saveMeasure } from './saving.ts';

export interface Postponement {
  to: Period;
  reason: string;
  source: Source;
  /** Whether the measure as a whole is said to be postponed. */
  wholeMeasure: boolean;
}

interface OnMilestone {
  measureId: string;
  milestoneId: string;
  /** Of the measure, as it was before the person's eyes. */
  version: number;
}

/** Moves a milestone: where it stood, why and who says so are kept for good. */
export async function postponeMilestone(
  tx: Db,
  act: By,
  on: OnMilestone,
  { to, reason, source, wholeMeasure }: Postponement,
): Promise<void> {
  const { current, milestone } = await holdMilestone(tx, on);
  const from: Period = { date: milestone.date, precision: milestone.precision };
  if (from.date === to.date && from.precision === to.precision) {
    throw new Refusal('C’est déjà la date de ce jalon. Indiquez la nouvelle.', 'date');
  }
  const status: MeasureStatus = wholeMeasure ? 'postponed' : current.content.status;
  const milestones = current.content.milestones.map((one) =>
    one.id === milestone.id ? { ...one, ...to } : one,
  );
  await saveMeasure(
    tx,
    act,
    { id: on.measureId, version: on.version },
    { ...current.content, milestones, status },
    {
      origin: 'postponement',
      reason: `« ${milestone.label} » était attendu ${periodPhrase(from)} et l’est désormais ${periodPhrase(to)}. ${reason}`,
      published: current.measure.published,
    },
  );
  await tx
    .insertInto('milestone_moves')
    .values({
      milestone_id: milestone.id,
      from_date: from.date,
      from_precision: from.precision,
      to_date: to.date,
      to_precision: to.precision,
      reason,
      source_label: source.label,
      source_url: source.url,
      actor_id: act.by?.id ?? null,
      at: act.now,
    })
    .execute();
}

/** Takes a milestone off: it keeps its row, so that calendars hear of it. */
export async function cancelMilestone(tx: Db, act: By, on: OnMilestone, reason: string): Promise<void> {
  const { current, milestone } = await holdMilestone(tx, on);
  const milestones = current.content.milestones.filter(({ id }) => id !== milestone.id);
  await saveMeasure(
    tx,
    act,
    { id: on.measureId, version: on.version },
    { ...current.content, milestones },
    {
      origin: 'editor',
      reason: `Jalon annulé : « ${milestone.label} ». ${reason}`,
      published: current.measure.published,
    },
  );
}

async function holdMilestone(
  tx: Db,
  { measureId, milestoneId, version }: OnMilestone,
): Promise<{ current: Current; milestone: Milestone }> {
  const current = await holdMeasure(tx, measureId);
  const milestone = found(current.measure.milestones.find(({ id }) => id === milestoneId));
  if (milestone.cancelledAt) throw new Refusal('Ce jalon est annulé : il ne se déplace plus.');
  if (current.measure.version !== version) {
    // The form speaks of the milestone alone: where it stands now is all that one has to know.
    throw new Conflict(
      'Quelqu’un a modifié cette mesure pendant que vous écriviez.',
      { date: periodWords(milestone) },
      current.measure.version,
    );
  }
  return { current, milestone };
}
