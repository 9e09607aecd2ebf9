import type { ComponentChildren } from 'preact';
import { formatDate, formatNumber } from '../format.ts';
import { Chart } from './chart.tsx';

/** « 2,5 sur 4 » */
export const scoreWords = (score: number, most: number): string =>
  `${formatNumber(score)} sur ${formatNumber(most)}`;

const percent = (score: number, most: number): string => `${((100 * score) / most).toFixed(2)}%`;

export interface ScoreBar {
  label: string;
  /** Null where there is nothing to score. */
  score: number | null;
  /** What the score means, in a word. */
  meaning?: string;
  /** Another score to look at beside it. */
  mark?: number | null;
}

/** Scores on the same scale, a bar each, with a mark where others stand. */
export function ScoreChart({
  most,
  bars,
  markLabel,
  summary,
  table,
}: {
  /** The highest score. */
  most: number;
  bars: readonly ScoreBar[];
  /** What the marks are; without it there is none. */
  markLabel?: string;
  summary: string;
  table: ComponentChildren;
}) {
  const steps = Array.from({ length: most - 1 }, (_, index) => index + 1);
  return (
    <Chart summary={summary} table={table}>
      {bars.map(({ label, score, meaning, mark = null }) => (
        <div class="cd-bar">
          <span class="cd-bar__label">{label}</span>
          <span class="cd-bar__value">
            {score === null ? 'sans objet' : [scoreWords(score, most), meaning].filter(Boolean).join(', ')}
          </span>
          <svg class="cd-bar__drawing" width="100%" height="20" aria-hidden="true" focusable="false">
            <rect class="cd-bar__ground" y="3" width="100%" height="14" />
            {score !== null && <rect class="cd-bar__fill" y="3" width={percent(score, most)} height="14" />}
            {steps.map((step) => (
              <line class="cd-score__step" x1={percent(step, most)} x2={percent(step, most)} y1="3" y2="17" />
            ))}
            {mark !== null && <Mark at={percent(mark, most)} />}
          </svg>
        </div>
      ))}
      {markLabel && (
        <ul class="cd-legend">
          <li>
            <svg width="12" height="20" aria-hidden="true" focusable="false">
              <Mark at="50%" />
            </svg>
            {markLabel}
          </li>
        </ul>
      )}
    </Chart>
  );
}

function Mark({ at }: { at: string }) {
  return (
    <>
      <line class="cd-score__mark-edge" x1={at} x2={at} y1="0" y2="20" />
      <line class="cd-score__mark" x1={at} x2={at} y1="0" y2="20" />
    </>
  );
}

const box = { width: 240, height: 84, left: 22, right: 12, top: 12, bottom: 12 };

/** How scores moved, a small drawing each, all on the same scale. */
export function TrendChart({
  most,
  days,
  trends,
  summary,
  table,
}: {
  most: number;
  /** When each was scored, in order: moments as far apart as they were. */
  days: readonly Date[];
  trends: readonly { label: string; scores: readonly (number | null)[] }[];
  summary: string;
  table: ComponentChildren;
}) {
  const [first, last] = [days[0]?.getTime() ?? 0, days.at(-1)?.getTime() ?? 0];
  const inside = box.width - box.left - box.right;
  const floor = box.height - box.bottom;
  const high = (floor - box.top) / most;
  const placeOf = (at: number) =>
    box.left +
    (last === first ? inside / 2 : (inside * ((days[at]?.getTime() ?? 0) - first)) / (last - first));
  return (
    <Chart summary={summary} table={table}>
      <div class="cd-trends">
        {trends.map(({ label, scores }) => {
          const points = scores.flatMap((score, at) =>
            score === null
              ? []
              : [{ x: placeOf(at).toFixed(1), y: (floor - score * high).toFixed(1), score }],
          );
          const [from, to] = [points[0], points.at(-1)];
          return (
            <div class="cd-trend">
              <span class="cd-trend__label">{label}</span>
              <span class="cd-bar__value">
                {from && to
                  ? from === to
                    ? scoreWords(to.score, most)
                    : `de ${formatNumber(from.score)} à ${formatNumber(to.score)}`
                  : 'sans objet'}
              </span>
              <svg viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true" focusable="false">
                {[0, most].map((level) => (
                  <g>
                    <line
                      class="cd-days__grid"
                      x1={box.left}
                      x2={box.width - box.right}
                      y1={floor - level * high}
                      y2={floor - level * high}
                    />
                    <text
                      class="cd-days__label"
                      x={box.left - 8}
                      y={floor - level * high + 4}
                      text-anchor="end"
                    >
                      {level}
                    </text>
                  </g>
                ))}
                <polyline class="cd-trend__line" points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
                {points.map(({ x, y }) => (
                  <circle class="cd-trend__point" cx={x} cy={y} r="4" />
                ))}
              </svg>
            </div>
          );
        })}
      </div>
      <p class="cd-trends__days">
        {days[0] && formatDate(days[0])}
        {last > first && days.at(-1) && ` – ${formatDate(new Date(last))}`}
      </p>
    </Chart>
  );
}
