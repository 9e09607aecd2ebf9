/** Working files of the groups: folders, versions, a bin, previews; what becomes a deliverable. See README.md. */
export { originOf } from './queries.ts';
export { addDemonstrationFolders, removeDocumentsOf } from './removal.ts';
