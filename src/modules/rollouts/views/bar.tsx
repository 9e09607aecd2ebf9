import { formatNumber, formatPercent, plural } from '../../../ui/index.ts';
import { rateOf, reachedOf, type Tally } from '../rates.ts';

/** The parts of every rate, each with one word, one colour and one pattern: never two of them for one thing. */
export const parts = [
  { code: 'observed', label: 'Observées' },
  { code: 'declared', label: 'Déclarées' },
  { code: 'covered', label: 'Couvertes' },
  { code: 'short', label: 'Pas encore' },
  { code: 'unknown', label: 'Non renseignées' },
] as const;

export type Part = (typeof parts)[number]['code'];

export const partOf = (tally: Tally, part: Part): number =>
  part === 'short' || part === 'unknown' ? tally[part] : tally.reached[part];

/** « 12 sur 34 969 (0 %), 34 950 non renseignées » : a rate is never said without its unknowns. */
export function rateWords(tally: Tally): string {
  const rate = rateOf(tally);
  if (rate === null) return 'aucune collectivité concernée';
  if (tally.unknown === tally.authorities)
    return `rien n’est renseigné, sur ${plural(tally.authorities, 'collectivité')}`;
  return `${formatNumber(reachedOf(tally))} sur ${formatNumber(tally.authorities)} (${formatPercent(rate)}), ${formatNumber(tally.unknown)} non renseignée${tally.unknown > 1 ? 's' : ''}`;
}

/** The patterns that bars, the legend and the map refer to: once a page. */
export function Patterns() {
  return (
    <svg class="cd-patterns" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        <pattern
          id="motif-couvert"
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect class="cd-part-ground--covered" width="8" height="8" />
          <rect class="cd-part-line--covered" width="4" height="8" />
        </pattern>
        <pattern
          id="motif-inconnu"
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <rect class="cd-part-ground--unknown" width="7" height="7" />
          <rect class="cd-part-line--unknown" width="1.6" height="7" />
        </pattern>
      </defs>
    </svg>
  );
}

export function RateLegend() {
  return (
    <ul class="cd-rate-legend" aria-label="Légende">
      {parts.map(({ code, label }) => (
        <li>
          <svg width="22" height="14" aria-hidden="true" focusable="false">
            <rect class={`cd-rate-part cd-rate-part--${code}`} width="22" height="14" />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

/** A rate drawn: what is said beside it in words. */
export function RateBar({ tally }: { tally: Tally }) {
  if (tally.authorities === 0) return null;
  let left = 0;
  return (
    <svg class="cd-rate-bar" width="100%" height="18" role="img" aria-label={rateWords(tally)}>
      {parts.map(({ code }) => {
        const share = (100 * partOf(tally, code)) / tally.authorities;
        if (share === 0) return null;
        const x = left;
        left += share;
        return (
          <rect
            class={`cd-rate-part cd-rate-part--${code}`}
            x={`${x.toFixed(3)}%`}
            width={`${share.toFixed(3)}%`}
            height="18"
          />
        );
      })}
    </svg>
  );
}
