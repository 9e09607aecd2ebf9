/** Meetings of a group: convocation, answers, attendance, minutes and what comes out of them. See README.md. */
export { addDemonstrationMeeting } from './demonstration.ts';
export { type MeetingLine, meetingsToCome, pastMeetings } from './listing.ts';
export { findApprovedMinutes, findCalledMeeting } from './news.ts';
export { meetingsHeld } from './progress-part.ts';
export { removeMeetingsOf } from './removal.ts';
export { indexAllMeetings } from './search-entry.ts';
export { MeetingList } from './views/meeting-list.tsx';
