import type { ComponentChildren } from 'preact';
import { formatDate, formatNumber, formatPercent } from '../format.ts';
import { Details } from './messages.tsx';
import { Table } from './table.tsx';

export interface ChartBar {
  label: string;
  /** Null where the count is not told. */
  count: number | null;
  /** Of the bar, from 0 to 1. */
  share: number | null;
}

/** Said where a count is not told. */
export const untold = 'non montré';

export const countWords = (count: number | null): string => (count === null ? untold : formatNumber(count));

const shareWords = ({ count, share }: ChartBar): string =>
  count === null
    ? untold
    : share === null
      ? formatNumber(count)
      : `${formatNumber(count)} (${formatPercent(share)})`;

/** A drawing with its words: read as one picture, with the same as a table under it. */
export function Chart({
  summary,
  table,
  children,
}: {
  /** What it shows, in a sentence. */
  summary: string;
  table: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <div class="cd-chart">
      <div class="cd-chart__drawing" role="img" aria-label={summary}>
        {children}
      </div>
      <Details summary="Voir en tableau">{table}</Details>
    </div>
  );
}

export interface BarChartProps {
  /** Unique in the page. */
  id: string;
  /** What the bars share out: title of the table. */
  caption: string;
  summary: string;
  /** Title of the first column of the table. */
  of: string;
  bars: readonly ChartBar[];
  /** Title of the column of counts. */
  unit: string;
}

/** One bar a line, its words above it. */
export function BarChart({ id, caption, summary, of, bars, unit }: BarChartProps) {
  return (
    <Chart
      summary={summary}
      table={
        <Table
          id={id}
          caption={caption}
          columns={[{ label: of }, { label: unit, numeric: true }, { label: 'Part', numeric: true }]}
          rows={bars.map(({ label, count, share }) => [
            label,
            countWords(count),
            count === null || share === null ? '' : formatPercent(share),
          ])}
        />
      }
    >
      {bars.map((bar) => (
        <div class="cd-bar">
          <span class="cd-bar__label">{bar.label}</span>
          <span class="cd-bar__value">{shareWords(bar)}</span>
          <svg class="cd-bar__drawing" width="100%" height="14" aria-hidden="true" focusable="false">
            <rect class="cd-bar__ground" width="100%" height="14" />
            {bar.count === null ? (
              <rect class="cd-bar__untold" width="100%" height="14" />
            ) : (
              <rect class="cd-bar__fill" width={`${(100 * (bar.share ?? 0)).toFixed(2)}%`} height="14" />
            )}
          </svg>
        </div>
      ))}
    </Chart>
  );
}

export interface StackedBarsProps {
  id: string;
  caption: string;
  summary: string;
  of: string;
  /** The parts, in the order in which every bar has them; seven at most are told apart. */
  parts: readonly string[];
  rows: readonly { label: string; parts: readonly Omit<ChartBar, 'label'>[] }[];
}

/** One bar a line, cut into the same parts; each part has a lightness and a pattern of its own. */
export function StackedBars({ id, caption, summary, of, parts, rows }: StackedBarsProps) {
  return (
    <Chart
      summary={summary}
      table={
        <Table
          id={id}
          caption={caption}
          columns={[{ label: of, wide: true }, ...parts.map((label) => ({ label, numeric: true }))]}
          rows={rows.map((row) => [
            row.label,
            ...row.parts.map((part) => shareWords({ label: '', ...part })),
          ])}
        />
      }
    >
      <ul class="cd-legend">
        {parts.map((label, index) => (
          <li>
            <svg width="22" height="14" aria-hidden="true" focusable="false">
              <rect class={`cd-part cd-part--${index % 7}`} width="22" height="14" />
            </svg>
            {label}
          </li>
        ))}
      </ul>
      {rows.map((row) => {
        let left = 0;
        return (
          <div class="cd-bar">
            <span class="cd-bar__label">{row.label}</span>
            <svg class="cd-bar__drawing" width="100%" height="20" aria-hidden="true" focusable="false">
              {/* What is not told shows through. */}
              <rect
                class={row.parts.some(({ count }) => count === null) ? 'cd-bar__untold' : 'cd-bar__ground'}
                width="100%"
                height="20"
              />
              {row.parts.map(({ share }, index) => {
                const width = 100 * (share ?? 0);
                const x = left;
                left += width;
                return (
                  width > 0 && (
                    <rect
                      class={`cd-part cd-part--${index % 7}`}
                      x={`${x.toFixed(2)}%`}
                      width={`${width.toFixed(2)}%`}
                      height="20"
                    />
                  )
                );
              })}
            </svg>
          </div>
        );
      })}
    </Chart>
  );
}

/** Stretched to the place that there is: nothing is written inside. */
const box = { width: 480, height: 120 };

/** How many on each day: columns along the days, those without any left empty. */
export function DayChart({
  id,
  caption,
  summary,
  unit,
  days,
}: {
  id: string;
  caption: string;
  summary: string;
  unit: string;
  days: readonly { day: string; n: number }[];
}) {
  const first = days[0]?.day ?? '';
  const last = days.at(-1)?.day ?? '';
  const placeOf = (day: string) => (Date.parse(day) - Date.parse(first)) / 86_400_000;
  const span = placeOf(last) + 1;
  const most = Math.max(1, ...days.map(({ n }) => n));
  const wide = box.width / span;
  const high = (n: number) => (n * box.height) / most;
  return (
    <Chart
      summary={summary}
      table={
        <Table
          id={id}
          caption={caption}
          columns={[{ label: 'Jour' }, { label: unit, numeric: true }]}
          rows={days.toReversed().map(({ day, n }) => [formatDate(day), formatNumber(n)])}
        />
      }
    >
      <div class="cd-days" aria-hidden="true">
        <div class="cd-days__scale">
          <span>{formatNumber(most)}</span>
          <span>0</span>
        </div>
        <svg
          viewBox={`0 0 ${box.width} ${box.height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          focusable="false"
        >
          {[0, most].map((n) => (
            <line
              class="cd-days__grid"
              x1="0"
              x2={box.width}
              y1={box.height - high(n)}
              y2={box.height - high(n)}
            />
          ))}
          {days.map(({ day, n }) => (
            <rect
              class="cd-bar__fill"
              x={(placeOf(day) * wide).toFixed(1)}
              y={(box.height - high(n)).toFixed(1)}
              width={Math.max(1, Math.min(40, wide * 0.8)).toFixed(1)}
              height={high(n).toFixed(1)}
            />
          ))}
        </svg>
        <div class="cd-days__ends">
          <span>{formatDate(first)}</span>
          {span > 1 && <span>{formatDate(last)}</span>}
        </div>
      </div>
    </Chart>
  );
}

/** The pattern of what is not told, to which charts refer: once a page. */
export function ChartPatterns() {
  return (
    <svg class="cd-patterns" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        <pattern
          id="motif-tu"
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <rect class="cd-untold__ground" width="7" height="7" />
          <rect class="cd-untold__line" width="1.6" height="7" />
        </pattern>
        {[1, 3, 5].map((part) => (
          <pattern
            id={`motif-part-${part}`}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform={`rotate(${part * 45})`}
          >
            <rect class={`cd-part-ground--${part}`} width="6" height="6" />
            <rect class="cd-part-line" width="1.5" height="6" />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}
