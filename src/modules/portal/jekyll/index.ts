/** The converter of Jekyll content; the import command stores what it gives. */
export { convertJekyll } from './convert.ts';
export type { ConvertedPage, RefusedFile, Replacements, ReportLine } from './types.ts';
