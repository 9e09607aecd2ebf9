/** Who asks to come in, who takes part in which group, with what role. See README.md. */
export { fileDemonstrationRequest, removeDemonstrationPlaces } from './demonstration.ts';
export {
  addMember,
  changeRole,
  joinGroup,
  leaveGroup,
  setMail,
  visitAllGroups,
  visitGroup,
} from './membership-actions.ts';
export {
  findMember,
  followersOf,
  type GroupCount,
  groupCounts,
  type Member,
  membershipOf,
  membersOf,
} from './membership-queries.ts';
export { can, isJoinable, roleOnJoining } from './policy.ts';
export { countWaiting, type ReviewScope } from './registration-queries.ts';
export { roleLabels, sideWords } from './schemas.ts';
export { MemberCard, roleWords } from './views/members.tsx';
