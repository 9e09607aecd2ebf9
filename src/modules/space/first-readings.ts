import type { Deps } from '../../platform/deps.ts';
import { formatDate, spanLine } from '../../ui/index.ts';
import { latestThreads } from '../discussions/index.ts';
import type { Group } from '../groups/index.ts';
import { deliverablesOfGroup } from '../library/index.ts';
import { meetingsToCome } from '../meetings/index.ts';
import { firstReadingsOf } from '../membership/index.ts';

/** Something to read first, with why. */
export interface Reading {
  label: string;
  href: string;
  why: string | null;
}

/**
 * The five things that a newcomer of a group reads first: those that its copilots chose, else its objective and the newest
 * thing of each kind.
 */
export async function readingsFor(
  deps: Deps,
  group: Group,
  readerId: string,
): Promise<{ readings: Reading[]; chosen: boolean }> {
  const { readings } = await firstReadingsOf(deps.db, group.id);
  if (readings.length > 0) {
    return {
      readings: readings.map(({ label, address }) => ({ label, href: address, why: null })),
      chosen: true,
    };
  }
  return { readings: await newestOf(deps, group, readerId), chosen: false };
}

async function newestOf({ db, clock }: Deps, group: Group, readerId: string): Promise<Reading[]> {
  const base = `/espace/groupes/${group.slug}`;
  const [meetings, announcements, [deliverable]] = await Promise.all([
    meetingsToCome(db, [group.id], { accountId: readerId, now: clock.now(), limit: 10 }),
    latestThreads(db, [group.id], { accountId: readerId }, { kind: 'announcement', limit: 10 }),
    deliverablesOfGroup(db, group.id),
  ]);
  const announcement = announcements.find(({ pinned }) => pinned) ?? announcements[0];
  const meeting = meetings.find(({ state }) => state === 'called');
  const { lastProgress, nextStep } = group;
  return [
    { label: 'Ce que vise le groupe', href: `/groupes/${group.slug}`, why: group.objective },
    lastProgress && {
      label: `Le point d’avancement du ${formatDate(lastProgress.onDay)}`,
      href: `${base}/avancement`,
      why: 'Où en est le groupe, dit par ses copilotes.',
    },
    meeting && {
      label: `La prochaine réunion : ${meeting.title}`,
      href: `/espace/reunions/${meeting.id}`,
      why: spanLine(meeting),
    },
    nextStep && {
      label: `La prochaine étape : ${nextStep.title}`,
      href: `${base}/plan`,
      why: nextStep.dueOn ? `Pour le ${formatDate(nextStep.dueOn)}.` : null,
    },
    deliverable && {
      label: deliverable.title,
      href: `/livrables/${deliverable.slug}`,
      why: 'Le dernier livrable du groupe.',
    },
    announcement && {
      label: announcement.title,
      href: `/espace/discussions/${announcement.id}`,
      why: announcement.pinned ? 'L’annonce épinglée.' : 'La dernière annonce.',
    },
  ]
    .filter((reading): reading is Reading => Boolean(reading))
    .slice(0, 5);
}
