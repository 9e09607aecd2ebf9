export { type Access, answeredElsewhere, authorise } from './access.ts';
export type { App, Body, EmbedMeta, NoticeKind, PageMeta } from './app.ts';
export { atomOf, atomType } from './atom.ts';
export { followConnections } from './closing.ts';
export { csvType, toCsv } from './csv.ts';
export { attachment, type Download, isShown, sendDownload, sendShown, shownImages } from './downloads.ts';
export {
  Conflict,
  ElsewhereFirst,
  type FieldErrors,
  Forbidden,
  found,
  notFound,
  Refusal,
  TooMany,
} from './errors.ts';
export * as fields from './fields.ts';
export {
  button,
  errorTitle,
  type FormState,
  formPage,
  type Outcome,
  ownAddress,
  purgeFormKeys,
  type TypedValues,
  typedValues,
} from './forms.ts';
export { reportIncident } from './incidents.ts';
export { limitAttempts, limitMailRequests, networkOf, purgeAttempts } from './limits.ts';
export { followChanges, LivePages, type StillAllowed, tellPages } from './live.ts';
export { keptWithContent, PageCache } from './page-cache.ts';
export { type Crumb, metaBelow } from './page-meta.ts';
export { type Paging, pageCount, pagingOf } from './paging.ts';
export { createServer, loggedUrl, openToAll, type ServerOptions } from './server.ts';
export { typedPreview } from './typed-preview.ts';
export { typedField, typedList, typedText } from './typed-text.ts';
export { receiveText } from './uploads.ts';
