import type { SafeHtml } from '../safe-html.ts';

/** Rendered Markdown: the only place where HTML goes in as it is, and only sanitized HTML. */
export function Prose({ html, lead }: { html: SafeHtml; lead?: boolean }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the type says that it went through the sanitizer
  return (
    <div class={`cd-prose${lead ? ' cd-prose--lead' : ''}`} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
