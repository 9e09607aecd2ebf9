import { machineDate } from '../../../ui/index.ts';
import { dormancyOf, isLate } from '../../groups/index.ts';
import type { GroupFile, GroupInList } from './queries.ts';

/** What the data of a page needs to know besides its content. */
export interface Context {
  publicUrl: string;
  now: Date;
}

/** A group of the list, as data. */
export function groupData({ group, participation }: GroupInList, { publicUrl, now }: Context) {
  return {
    number: group.number,
    slug: group.slug,
    url: `${publicUrl}/groupes/${group.slug}`,
    title: group.title,
    objective: group.objective,
    state: group.state,
    dormant_for_months: dormancyOf(group, now)?.months ?? null,
    copilots: group.copilots.map(({ slug, name, acronym, side }) => ({
      organisation: slug,
      name,
      acronym,
      side,
      url: `${publicUrl}/organismes/${slug}`,
    })),
    period: {
      start: group.period.start,
      end: group.period.end,
      seen_from: group.period.seenFrom,
      note: group.period.note,
    },
    last_progress: group.lastProgress && {
      on: group.lastProgress.onDay,
      weather: group.lastProgress.weather,
      text: group.lastProgress.body,
    },
    next_step: group.nextStep && { title: group.nextStep.title, due_on: group.nextStep.dueOn },
    participation: participation ?? null,
    confidence: group.confidence,
  };
}

/** Everything public about a group, as data: the same as its page; people are not named. */
export function groupFileData(file: GroupFile, context: Context) {
  const today = machineDate(context.now);
  const { group } = file;
  return {
    ...groupData(file, context),
    status_note: group.statusNote,
    contact: group.contact,
    note: group.note,
    sources: group.sources,
    // A key each: with one side only, decisions are taken with one.
    copilot_sides: file.sides,
    life_cycle: file.lifeChanges.map(({ from, to, reason, at }) => ({
      from,
      to,
      at: at && machineDate(at),
      public_reason: reason,
    })),
    progress: file.progress.map(({ onDay, weather, body, correctedAt, organisation }) => ({
      on: onDay,
      weather,
      text: body,
      corrected_at: correctedAt && machineDate(correctedAt),
      organisation: organisation?.slug ?? null,
    })),
    plan: file.plan.map((step) => ({
      title: step.title,
      state: step.state,
      late: isLate(step, today),
      due_on: step.dueOn,
      organisation: step.owner?.kind === 'organisation' ? step.owner.slug : null,
    })),
    deliverables: file.deliverables.map(({ slug, title, kind, publishedOn }) => ({
      slug,
      title,
      kind,
      published_on: publishedOn,
      url: `${context.publicUrl}/livrables/${slug}`,
    })),
    surveys: file.surveys.map(({ slug, title, standing }) => ({
      slug,
      title,
      state: standing,
      url: `${context.publicUrl}/enquetes/${slug}`,
    })),
  };
}
