/** The agenda: measures, their milestones, and what people live with them. See README.md. */
export { agendaPart, keeperSlug } from './access.ts';
export { periodAsData } from './as-data.ts';
export { type CalendarEntry, calendarOf } from './calendar.ts';
export { changesFeed, latestChanges } from './changes.ts';
export type { Entry } from './entries.ts';
/** What lets moderation hide what authorities tell: access, words put away and given back. */
export {
  forgetHiddenAnswers,
  forgetHiddenExperiences,
  hideAnswer,
  hideExperience,
  onAnswer,
  onExperience,
  restoreAnswer,
  restoreExperience,
} from './experience-hiding.ts';
export { type Answer, type Experience, findAnyAnswer, findAnyExperience } from './experience-queries.ts';
export { exportAgenda, type ImportReport, importAgenda } from './import/run.ts';
export { nextMilestones } from './listing.ts';
export { loadAgenda } from './load.ts';
export {
  type LegalBasis,
  type Measure,
  type MeasureLink,
  type Milestone,
  type MilestoneMove,
  publishedMeasures,
} from './measure.ts';
export { endOf, type Period, periodHeading, periodPhrase, startOf } from './period.ts';
export { removeAgendaWorkOf } from './removal.ts';
export { ruleWords } from './rule-words.ts';
export { sendCalendar } from './sending.ts';
export { EntryList } from './views/entry-item.tsx';
export { authorityWords } from './views/experiences.tsx';
export { milestoneKindLabels, natureLabels, statusLabels } from './vocabulary.ts';
