/** HTML that went through the sanitizer or the Markdown renderer, which alone make it: the only HTML `Prose` accepts. */
export type { SafeHtml } from '../platform/markdown/index.ts';
