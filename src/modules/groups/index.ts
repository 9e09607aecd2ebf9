/** Project groups: who co-pilots them, their life, their plan, their progress. See README.md. */
export type { Act, ActedOn } from './act.ts';
export { changeGroupState, createGroup, editGroup, governGroup } from './actions.ts';
export {
  type Dormancy,
  dormancyOf,
  dormantAfterMonths,
  groupStates,
  isLate,
  stateLabels,
} from './life-cycle.ts';
export { loadGroups } from './load.ts';
export { addStep, editStep, moveStep, removeStep, setStepState } from './plan-actions.ts';
export { listPlan, type PlanStep, type StepOwner } from './plan-queries.ts';
export { can, type GroupFacts, type GroupVerb } from './policy.ts';
export { correctProgress, postProgress } from './progress-actions.ts';
export { findPostedProgress, listProgress, type ProgressPoint } from './progress-queries.ts';
export {
  findGroup,
  type Group,
  type GroupCopilot,
  groupsOf,
  type LifeChange,
  listGroups,
  listLifeChanges,
} from './queries.ts';
export { reindexGroupsOf } from './search-entry.ts';
export { GroupCard, type Participation, ParticipationFacts, sideNames } from './views/group-card.tsx';
export { dormancyWords, GroupStateBadge, periodWords } from './views/labels.tsx';
export { kitStep } from './views/plan.tsx';
export { ProgressText, progressEntry } from './views/progress.tsx';
export { SpaceFrame, spaceMeta } from './views/space-frame.tsx';
