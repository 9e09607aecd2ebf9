import type { StateBasis } from '../../../platform/database/index.ts';
import { basisWords } from '../precedence.ts';
import type { Part } from './bar.tsx';

/** How we know where an authority stands, in a word with its mark: the words and marks of the rates. */
export function BasisMark({ basis }: { basis: StateBasis | null }) {
  const part: Part = basis ?? 'unknown';
  return (
    <span class="cd-standing">
      <svg width="14" height="14" aria-hidden="true" focusable="false">
        <rect class={`cd-rate-part cd-rate-part--${part}`} width="14" height="14" />
      </svg>
      {basis === null ? 'Non renseigné' : basisWords[basis]}
    </span>
  );
}
