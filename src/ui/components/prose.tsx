import type { SafeHtml } from '../safe-html.ts';

/** Rendered Markdown: the only place where HTML goes in as it is, and only sanitized HTML. */
export function Prose({ html, lead }: { html: SafeHtml; lead?: boolean }) {
  return (
    <div class={`cd-prose${lead ? ' cd-prose--lead' : ''}`} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
