/** Meetings of a group: convocation, answers, attendance, minutes and what comes out of them. See README.md. */
export { addDemonstrationMeeting } from './demonstration.ts';
export { type MeetingLine, meetingsToCome } from './listing.ts';
export { findApprovedMinutes, findCalledMeeting } from './news.ts';
export { removeMeetingsOf } from './removal.ts';
export { indexAllMeetings } from './search-entry.ts';
export { MeetingList } from './views/meeting-list.tsx';
