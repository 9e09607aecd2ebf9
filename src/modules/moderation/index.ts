/** What members report, what moderators decide, what authors contest. See README.md. */
export { fileDemonstrationReport } from './demonstration.ts';
export { countToModerate } from './queries.ts';
export { removeModerationOf } from './retention.ts';
