import type { Deps } from '../../platform/deps.ts';
import { type FormState, typedPreview, typedText } from '../../platform/http/index.ts';
import type { SafeHtml } from '../../platform/markdown/index.ts';
import { findMentionable, type Mentionable } from './mention-search.ts';
import { cursorTyped, inserted, insertion } from './mentions.ts';
import { longestMessage } from './schemas.ts';

/** A message being written: its text, and what its writer asked the form for. */
export interface Composing {
  text: string;
  /** The text as it would look, when its preview was asked for. */
  preview?: SafeHtml;
  /** What was looked for to be mentioned. */
  search: string;
  /** What was found; null when nothing was looked for. */
  found: Mentionable[] | null;
}

/**
 * What the buttons of a form of messages ask for without acting: a preview, a search of what to mention, something put in the
 * text where the writer was.
 */
export async function composing(
  deps: Deps,
  group: { id: string; slug: string },
  form: FormState,
): Promise<Composing> {
  const asked = typedText(form.values, 'apercu');
  const typed = typedText(form.values, 'body');
  if (asked.startsWith(insertion)) {
    const words = asked.slice(insertion.length);
    const cursor = cursorTyped(typedText(form.values, 'curseur'));
    return { text: inserted(typed, words, cursor), search: '', found: null };
  }
  const search = typedText(form.values, 'mention').slice(0, 100).replaceAll('\0', '');
  const isSearch = 'apercu' in form.values && (asked === 'chercher' || search !== '');
  return {
    text: typed,
    preview:
      asked === 'chercher'
        ? undefined
        : typedPreview(form.values, 'body', { most: longestMessage, baseLevel: 3 }),
    search,
    found: isSearch ? await findMentionable(deps.db, group, search) : null,
  };
}
