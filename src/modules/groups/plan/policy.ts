import type { GroupState, StepState } from '../../../platform/database/index.ts';
import { type Actor, isMember, runsGroup, seesInside } from '../../identity/index.ts';
import type { Owner } from './owner.ts';

export type TaskVerb =
  | 'task.read'
  /** Add, edit, delete. */
  | 'task.plan'
  /** « Je m’en charge » */
  | 'task.take'
  | 'task.set-state'
  /** « Où en êtes-vous ? » */
  | 'task.ask'
  | 'task.comment'
  | 'task.edit-comment'
  | 'task.delete-comment'
  | 'task.report-comment'
  /** Hides what another wrote, and reads what is hidden. */
  | 'task.moderate-comment';

/** What rights depend on. */
export interface TaskFacts {
  group: { id: string; state: GroupState };
  /** The task in question; none for `task.read`, `task.plan` and `task.comment` in general. */
  task?: { owner: Owner | null; state: StepState };
  comment?: { authorId: string | null };
}

/** Whether this person may do that to this task. */
export function canOnTask(actor: Actor | null, verb: TaskVerb, facts: TaskFacts): boolean {
  const { group, task, comment } = facts;
  const runs = runsGroup(actor, group.id);
  const reads = seesInside(actor, group.id);
  if (verb === 'task.read') return reads;
  // The plan of a closed group is its record; observers read.
  const takesPart = reads && (runs || actor?.memberships.get(group.id)?.role === 'member');
  const writes = takesPart && group.state !== 'closed';
  switch (verb) {
    case 'task.plan':
      return runs && writes;
    case 'task.take':
      return writes && isMember(actor, group.id) && task?.owner === null && isOpen(task);
    case 'task.set-state':
      return writes && (runs || owns(actor, task?.owner ?? null));
    case 'task.ask':
      return writes && task !== undefined && task.owner !== null && isOpen(task) && !isOwner(actor, task);
    case 'task.comment':
      return writes;
    case 'task.edit-comment':
      return writes && comment?.authorId === actor?.id;
    case 'task.delete-comment':
      return takesPart && comment?.authorId === actor?.id;
    case 'task.report-comment':
      return reads && comment?.authorId !== actor?.id;
    case 'task.moderate-comment':
      return runs && comment?.authorId !== actor?.id;
  }
}

/** Whether it is this person's to do, alone or with the people of their organisation. */
export function owns(actor: Actor | null, owner: Owner | null): boolean {
  if (!actor || !owner) return false;
  return owner.kind === 'person' ? owner.id === actor.id : owner.slug === actor.organisation;
}

function isOwner(actor: Actor | null, { owner }: { owner: Owner | null }): boolean {
  return owner?.kind === 'person' && owner.id === actor?.id;
}

function isOpen({ state }: { state: StepState }): boolean {
  return state === 'todo' || state === 'doing';
}
