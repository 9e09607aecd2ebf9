import { renderMarkdown, type SafeHtml } from '../markdown/index.ts';
import type { TypedValues } from './forms.ts';
import { typedText } from './typed-text.ts';

/**
 * The text typed in a field as it would look, when its preview was asked for (`apercu`). Cut at what the field takes
 * (`most` characters): a preview comes before the text is checked.
 */
export function typedPreview(
  values: TypedValues,
  name: string,
  { most, baseLevel }: { most: number; baseLevel?: 2 | 3 },
): SafeHtml | undefined {
  const typed = typedText(values, name);
  if (!('apercu' in values) || typed === '') return undefined;
  return renderMarkdown(typed.slice(0, most), { headingIds: false, baseLevel });
}
