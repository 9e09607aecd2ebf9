import { formatDate, formatNumber, Table } from '../../../ui/index.ts';
import type { Segment } from '../rollout.ts';
import type { TrendPoint } from '../trend.ts';

const box = { width: 720, height: 240, left: 64, right: 12, top: 12, bottom: 34 };

/** Over time: one line a segment, each with its own dashes, and the same in a table. */
export function Trend({ points, segments }: { points: readonly TrendPoint[]; segments: readonly Segment[] }) {
  const told = segments.filter(({ slug }) => points.some(({ reached }) => reached.has(slug)));
  const most = Math.max(1, ...points.flatMap(({ reached }) => [...reached.values()]));
  const xOf = (index: number) =>
    box.left + (index * (box.width - box.left - box.right)) / Math.max(1, points.length - 1);
  const yOf = (count: number) =>
    box.height - box.bottom - (count * (box.height - box.top - box.bottom)) / most;
  const first = points[0];
  const last = points.at(-1);
  return (
    <>
      <svg
        class="cd-trend"
        viewBox={`0 0 ${box.width} ${box.height}`}
        role="img"
        aria-label={`Nombre de collectivités qui ont atteint leur cible, de ${formatDate(first?.day ?? '')} à ${formatDate(last?.day ?? '')} : le tableau qui suit dit la même chose.`}
      >
        {[0, 0.5, 1].map((share) => {
          const count = Math.round(most * share);
          return (
            <g>
              <line
                class="cd-trend__grid"
                x1={box.left}
                x2={box.width - box.right}
                y1={yOf(count)}
                y2={yOf(count)}
              />
              <text class="cd-trend__label" x={box.left - 8} y={yOf(count) + 4} text-anchor="end">
                {formatNumber(count)}
              </text>
            </g>
          );
        })}
        {first && (
          <text class="cd-trend__label" x={box.left} y={box.height - 8}>
            {formatDate(first.day)}
          </text>
        )}
        {last && points.length > 1 && (
          <text class="cd-trend__label" x={box.width - box.right} y={box.height - 8} text-anchor="end">
            {formatDate(last.day)}
          </text>
        )}
        {told.map(({ slug }, line) => (
          <g class={`cd-trend__line cd-trend__line--${line}`}>
            <polyline
              points={points
                .map(
                  ({ reached }, index) =>
                    `${xOf(index).toFixed(1)},${yOf(reached.get(slug) ?? 0).toFixed(1)}`,
                )
                .join(' ')}
            />
            {points.length === 1 && <circle cx={xOf(0)} cy={yOf(points[0]?.reached.get(slug) ?? 0)} r="4" />}
          </g>
        ))}
      </svg>
      <ul class="cd-rate-legend" aria-label="Légende de la courbe">
        {told.map(({ label }, line) => (
          <li>
            <svg width="34" height="14" aria-hidden="true" focusable="false">
              <g class={`cd-trend__line cd-trend__line--${line}`}>
                <polyline points="0,7 34,7" />
              </g>
            </svg>
            {label}
          </li>
        ))}
      </ul>
      <Table
        id="evolution"
        caption="Collectivités qui ont atteint la cible de leur segment, à la fin de chaque trimestre"
        columns={[{ label: 'Au' }, ...told.map(({ label }) => ({ label, numeric: true }))]}
        rows={[...points]
          .reverse()
          .slice(0, 20)
          .map(({ day, reached }) => [
            formatDate(day),
            ...told.map(({ slug }) => formatNumber(reached.get(slug) ?? 0)),
          ])}
      />
    </>
  );
}
