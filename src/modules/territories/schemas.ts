import { z } from 'zod';
import type { AuthorityKind } from '../../platform/database/index.ts';
import { fields } from '../../platform/http/index.ts';
import { segments } from './labels.ts';

const kindBySegment = new Map<string, AuthorityKind>(
  (['commune', 'epci', 'ept', 'departement', 'region', 'com'] as const).map((kind) => [segments[kind], kind]),
);

/** The kind that a word of an address stands for, `communes` or `outre-mer`; undefined for any other word. */
export const kindAtSegment = (word: string): AuthorityKind | undefined => kindBySegment.get(word);

const segment = z.string().transform((value, context) => {
  const kind = kindAtSegment(value);
  if (kind) return kind;
  context.addIssue('inconnu');
  return z.NEVER;
});

/** Any code, as people copy them: spaces and dots do no harm. */
const code = z.string().regex(/^[\w .:\u00a0\u202f]{1,30}$/);

export const address = z.object({ segment, code });

export const anyCode = z.object({ code });

export const pageQuery = z.object({
  page: fields.pageNumber.default(1),
  type: segment.optional().catch(undefined),
});

export const searchQuery = pageQuery.extend({
  q: fields.searchText.default(''),
  /** What was chosen in the list, with JavaScript. */
  q_id: code.or(z.literal('')).default('').catch(''),
});
