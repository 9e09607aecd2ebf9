/** Project groups: who co-pilots them, their life, their plan, their progress. See README.md. */

export { type ReadGroup, readInside } from './inside.ts';
export { indexAllWork } from './inside-entries.ts';
export {
  actWithKeys,
  changedWords,
  voidRequests,
} from './keys/actions.ts';
export { type Asked, defineKeyedAct, type KeyedAct } from './keys/acts.ts';
export { fileDemonstrationKey } from './keys/demonstration.ts';
export { can as mayWithKeys } from './keys/policy.ts';
export { awaitingKeys, type KeyRequest } from './keys/queries.ts';
export { copilotsToWrite, sidesOf } from './keys/sides.ts';
export { type Dormancy, dormancyOf, isLate, stateLabels } from './life-cycle.ts';
export { loadGroups } from './load.ts';
export { endOpeningsOf } from './openings/actions.ts';
export { askToOpen, journalPath, openingPath } from './openings/asking.ts';
export { can as mayWithOpenings } from './openings/policy.ts';
export { type OpeningLine, openingsNow } from './openings/queries.ts';
export { OpeningBanner, OpeningsNow } from './openings/views.tsx';
export { forgetHiddenTaskComments, hideTaskComment, restoreTaskComment } from './plan/comment-hiding.ts';
export { findPlacedComment, type PlacedComment } from './plan/comment-queries.ts';
export { listOwners, ownerLabel } from './plan/owner.ts';
export { addStep } from './plan/step-actions.ts';
export { listPlan, type PlanStep } from './plan/step-queries.ts';
export { onPlacedComment } from './plan/task-access.ts';
export { addTask, type NewTask, removeTask } from './plan/task-actions.ts';
export { countTasks, findTask, type TaskCounts } from './plan/task-queries.ts';
export { kitStep } from './plan/views/plan.tsx';
export { TaskCountsLine } from './plan/views/task-counts.tsx';
export { can } from './policy.ts';
export { postProgress } from './progress-actions.ts';
export { asMarkdown, type ProgressPart } from './progress-draft.ts';
export { findPostedProgress, listProgress, type ProgressPoint } from './progress-queries.ts';
export {
  allGroups,
  findGroup,
  type Group,
  groupsOf,
  type LifeChange,
  listGroups,
  listLifeChanges,
} from './queries.ts';
export { removeWorkOf } from './removal.ts';
export { reindexGroupsOf } from './search-entry.ts';
export { GroupCard, type Participation, ParticipationFacts } from './views/group-card.tsx';
export { AwaitingKeys, givenWords, oneSideWords } from './views/keys.tsx';
export { dormancyWords, GroupLife, GroupStateBadge, periodWords } from './views/labels.tsx';
export { ProgressText, progressEntry } from './views/progress.tsx';
export { SpaceFrame, spaceMeta } from './views/space-frame.tsx';
