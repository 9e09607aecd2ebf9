import { isDeepStrictEqual } from 'node:util';
import type { FacetValues, ResourceContent } from '../resources/content.ts';
import { type ContentField, contentFields, type Meanings, wordsOf } from '../resources/content-words.ts';

export interface Merged {
  /** The resource as it is now, with what was proposed in its place. */
  content: ResourceContent;
  /** What both the contributor and somebody else changed since: the proposal stands, and people decide. */
  conflicts: ContentField[];
}

type Three<T> = Record<'base' | 'proposed' | 'current', T>;

/**
 * Puts a proposal into the resource as it is now: only what its author changed of what was before their eyes, facet by
 * facet. Fields are compared by their words: the order of codes is nobody's proposal.
 */
export function mergeProposal(three: Three<ResourceContent>, meanings: Meanings): Merged {
  const { base, proposed, current } = three;
  const words = {
    base: wordsOf(base, meanings),
    proposed: wordsOf(proposed, meanings),
    current: wordsOf(current, meanings),
  };
  const changed = contentFields.filter(
    (field) => field !== 'facets' && words.proposed[field] !== words.base[field],
  );
  const conflicts = changed.filter(
    (field) => words.current[field] !== words.base[field] && words.current[field] !== words.proposed[field],
  );
  const facets = mergeFacets({ base: base.facets, proposed: proposed.facets, current: current.facets });
  return {
    content: {
      ...current,
      ...Object.fromEntries(changed.map((field) => [field, proposed[field]])),
      facets: facets.merged,
    },
    conflicts: facets.conflict ? [...conflicts, 'facets'] : conflicts,
  };
}

function mergeFacets({ base, proposed, current }: Three<FacetValues>): {
  merged: FacetValues;
  conflict: boolean;
} {
  const merged = { ...current };
  let conflict = false;
  const sorted = (values: FacetValues, code: string) => values[code]?.toSorted();
  for (const code of new Set([...Object.keys(base), ...Object.keys(proposed)])) {
    const [was, wanted, is] = [base, proposed, current].map((values) => sorted(values, code));
    if (isDeepStrictEqual(was, wanted)) continue;
    if (!isDeepStrictEqual(is, was) && !isDeepStrictEqual(is, wanted)) conflict = true;
    const values = proposed[code];
    if (values) merged[code] = values;
    else delete merged[code];
  }
  return { merged, conflict };
}
