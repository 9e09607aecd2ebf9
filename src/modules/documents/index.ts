/** Working files of the groups: folders, versions, a bin, previews; what becomes a deliverable. See README.md. */
export { onPlacedDocument } from './access.ts';
/** What lets moderation hide files and give them back. */
export { forgetHiddenDocuments, hideDocument, restoreHiddenDocument } from './hiding.ts';
export { deliverablesOf, findPlacedDocument, originOf, type PlacedDocument } from './queries.ts';
/** The room of a group, which the files of its messages take too. */
export { refuseOverflow } from './quota.ts';
export { addDemonstrationFolder, removeDocumentsOf } from './removal.ts';
export { indexAllDocuments, indexDocumentsWithFile } from './search-entry.ts';
