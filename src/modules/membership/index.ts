/** Who asks to come in, who takes part in which group, with what role. See README.md. */
export { affiliationColumns, affiliationWords, sideOfBody } from './affiliation-words.ts';
export {
  fileDemonstrationInvitation,
  fileDemonstrationRequest,
  removeDemonstrationPlaces,
} from './demonstration.ts';
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
  setMails,
  silenceGroups,
  visitAllGroups,
  visitGroup,
} from './membership-actions.ts';
export {
  decidersOf,
  type Member,
  membershipOf,
  membersOf,
  participation,
} from './membership-queries.ts';
export { isWorkingDay, morningOf, nextMorning, tuesdayOf } from './mornings.ts';
export { can } from './policy.ts';
export { reachOf, reachWords } from './reach.ts';
export { countWaiting, type ReviewScope } from './registration-queries.ts';
export { observerWords, rhythmField, rhythmLabels } from './schemas.ts';
export { roleWords } from './views/members.tsx';
