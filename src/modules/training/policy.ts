import { type Actor, isCopilot, isProgrammeTeam } from '../identity/index.ts';

export type TrainingVerb =
  /** Sees it although it is a draft. */
  | 'training.view-draft'
  | 'training.create'
  | 'training.edit'
  /** Reads who comes, marks who came. */
  | 'training.participants'
  /** Says who else may write the sessions of an organisation. */
  | 'training.grant'
  | 'path.edit';

/** What rights depend on. */
export interface TrainingFacts {
  /** The project group that keeps the training catalogue; null when there is none any more. */
  groupId: string | null;
  /** Organisations whose sessions this person was let write. */
  granted: ReadonlySet<string>;
  /** Who organises the session that it is about; null when it is about none in particular. */
  organiser: string | null;
}

/** Whether this person may do that. */
export function can(
  actor: Actor | null,
  verb: TrainingVerb,
  { groupId, granted, organiser }: TrainingFacts,
): boolean {
  const keeps = isProgrammeTeam(actor) || (groupId !== null && isCopilot(actor, groupId));
  if (keeps) return true;
  // Whoever left the organisation writes for it no more.
  const writes = (of: string) => actor?.state === 'active' && actor.organisation === of && granted.has(of);
  switch (verb) {
    case 'training.grant':
    case 'path.edit':
      return false;
    case 'training.create':
      return actor?.organisation != null && writes(actor.organisation);
    case 'training.view-draft':
    case 'training.edit':
    case 'training.participants':
      return organiser !== null && writes(organiser);
  }
}
