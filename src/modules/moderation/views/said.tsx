import { renderMarkdown } from '../../../platform/markdown/index.ts';
import { Prose } from '../../../ui/index.ts';
import type { ReportableKind } from '../reportable.ts';

/** What a thing says, as its own page shows it. */
export function Said({ kind, text }: { kind: ReportableKind; text: string }) {
  if (!kind.isMarkdown) return <p class="cd-verbatim">{text}</p>;
  return <Prose html={renderMarkdown(text, { headingIds: false, baseLevel: 3 })} />;
}

/** `, et les membres du groupe à la place du message` */
export const alsoReadBy = ({ words: { readers } }: ReportableKind): string =>
  readers === null ? '' : `, et ${readers}`;
