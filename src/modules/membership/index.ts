/** Who asks to come in, who takes part in which group, with what role. See README.md. */
export { fileDemonstrationRequest, removeDemonstrationPlaces } from './demonstration.ts';
export { directoryOf, qualitiesIn } from './directory/queries.ts';
export { sideTitles } from './directory/schemas.ts';
export {
  chooseFirstReadings,
  type FirstReading,
  firstReadingsOf,
  noteWelcomed,
} from './first-readings.ts';
export {
  addMember,
  visitAllGroups,
  visitGroup,
} from './membership-actions.ts';
export {
  decidersOf,
  followersOf,
  type Member,
  membershipOf,
  membersOf,
  participation,
} from './membership-queries.ts';
export { can } from './policy.ts';
export { countWaiting, type ReviewScope } from './registration-queries.ts';
export { observerWords } from './schemas.ts';
export { roleWords } from './views/members.tsx';
