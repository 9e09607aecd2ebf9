import type { Db } from '../../../platform/database/index.ts';
import { type FormState, Refusal } from '../../../platform/http/index.ts';
import type { Facet } from '../facets/taxonomy.ts';
import type { ResourceContent } from '../resources/content.ts';
import { meaningsFor, wordsOf } from '../resources/content-words.ts';
import { readFacets } from './facets.ts';
import { readTyped } from './fields.ts';
import { contentOfInput } from './input.ts';

/** A form that met somebody else's version, with what was typed in the words in which theirs is told. */
export async function withTypedWords(
  db: Db,
  form: FormState,
  facets: readonly Facet[],
  kept: Pick<ResourceContent, 'catalogue' | 'slug'>,
  now: Date,
): Promise<FormState> {
  const typed = form.conflict && readTyped(form.values);
  if (!typed?.success) return form;
  try {
    const content = await contentOfInput(db, typed.data, readFacets(form.values, facets, []), kept, now);
    return { ...form, values: { ...form.values, ...wordsOf(content, await meaningsFor(db, [content])) } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return form;
  }
}
