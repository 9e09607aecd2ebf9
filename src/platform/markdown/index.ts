/** Markdown in, safe HTML out. The syntax that editors may use is described in README.md. */
export { isValidId } from './attributes.ts';
export { type Chip, isOwnImage, rankedLevels } from './finish.ts';
export { isAllowedAddress } from './parser.ts';
export { plainText } from './plain-text.ts';
export { excerpt, type MarkdownOptions, passageText, renderMarkdown } from './render.ts';
export type { SafeHtml } from './safe-html.ts';
export { sanitizeImportedHtml } from './sanitize.ts';
export { headingSlug } from './slug.ts';
