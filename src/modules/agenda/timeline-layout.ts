import type { MilestoneKind } from '../../platform/database/index.ts';
import { endOf, type Period, startOf } from './period.ts';
import { packLanes, type Scale, textWidth, wrapped, xOf } from './timeline-scale.ts';

/** A milestone on the timeline. */
export interface Point extends Period {
  href: string;
  kind: MilestoneKind;
  title: string;
  /** Kind and period: « Échéance, mars 2027 ». */
  words: string;
  /** What happens, and its measure whole: the title may be cut. */
  more: string;
  theme: string;
  cancelled: boolean;
}

/** A point that lies within the years drawn: it has a date. */
interface Dated {
  point: Point;
  start: string;
  end: string;
}

/** Those within these years, in the order of time. */
export function within(points: readonly Point[], { from, to }: { from: number; to: number }): Dated[] {
  return points
    .flatMap((point) => {
      const [start, end] = [startOf(point), endOf(point)];
      const inside = start !== null && end !== null && end >= `${from}-01-01` && start <= `${to}-12-31`;
      return inside ? [{ point, start, end }] : [];
    })
    .sort((one, other) =>
      one.start === other.start
        ? one.point.title.localeCompare(other.point.title, 'fr')
        : one.start < other.start
          ? -1
          : 1,
    );
}

export const wide = {
  width: 1120,
  left: 178,
  right: 1096,
  head: 46,
  lane: 44,
  titleSize: 13,
  wordsSize: 12,
} as const;

const gap = 12;
const titleMost = 52;
const themeLine = 17;

export interface Mark {
  point: Point;
  x: number;
  y: number;
  /** Where the period ends, when it is longer than a day. */
  endX: number | null;
  title: string;
  anchor: 'start' | 'end';
}

export interface Row {
  theme: readonly string[];
  top: number;
  height: number;
  marks: readonly Mark[];
}

/** One row a theme, as many lanes as its labels need so that none lies over another. */
export function wideLayout(
  points: readonly Point[],
  years: { from: number; to: number },
): { scale: Scale; rows: readonly Row[]; height: number } {
  const scale = { ...years, left: wide.left, right: wide.right };
  const byTheme = Map.groupBy(within(points, years), ({ point }) => point.theme);
  const themes = [...byTheme].sort(([one], [other]) => one.localeCompare(other, 'fr'));
  let top: number = wide.head;
  const rows = themes.map(([theme, dated]) => {
    const placed = dated.map((one) => placedLabel(one, scale)).sort((a, b) => a.span.start - b.span.start);
    const lanes = packLanes(
      placed.map(({ span }) => span),
      gap,
    );
    const lines = wrapped(theme, 20, 3);
    const height = Math.max((Math.max(0, ...lanes) + 1) * wide.lane, lines.length * themeLine) + gap;
    const row: Row = {
      theme: lines,
      top,
      height,
      marks: placed.map(({ mark }, index) => ({
        ...mark,
        y: top + gap / 2 + (lanes[index] ?? 0) * wide.lane + wide.lane / 2,
      })),
    };
    top += height;
    return row;
  });
  return { scale, rows, height: top + 8 };
}

/** The label stands after its sign, or before it where it would leave the drawing. */
function placedLabel({ point, start, end }: Dated, scale: Scale) {
  const x = xOf(scale, start);
  const endX = end > start ? xOf(scale, end) : null;
  const title = wrapped(point.title, titleMost, 1)[0] ?? '';
  const width = Math.max(textWidth(title, wide.titleSize), textWidth(point.words, wide.wordsSize)) + 14;
  const before = x + width > wide.width;
  const span = before
    ? { start: x - width, end: Math.max(x + 8, endX ?? 0) }
    : { start: x - 8, end: Math.max(x + width, endX ?? 0) };
  const mark: Omit<Mark, 'y'> = { point, x, endX, title, anchor: before ? 'end' : 'start' };
  return { span, mark };
}

export const narrow = { width: 320, spine: 14, text: 36, line: 19, perLine: 33 } as const;

export type Step =
  | { kind: 'year'; label: string; y: number }
  | { kind: 'today'; y: number }
  | { kind: 'point'; point: Point; y: number; title: readonly string[] };

/** One below the other: years, today and milestones in the order of time. */
export function narrowLayout(
  points: readonly Point[],
  years: { from: number; to: number },
  today: string,
): { steps: readonly Step[]; height: number } {
  const steps: Step[] = [];
  let y = 8;
  let year = '';
  let said = Number(today.slice(0, 4)) < years.from || Number(today.slice(0, 4)) > years.to;
  const sayToday = () => {
    steps.push({ kind: 'today', y: y + 12 });
    y += 34;
    said = true;
  };
  for (const { point, start } of within(points, years)) {
    if (!said && start > today) sayToday();
    const shown = start < `${years.from}` ? `${years.from}` : start.slice(0, 4);
    if (shown !== year) {
      year = shown;
      steps.push({ kind: 'year', label: year, y: y + 20 });
      y += 36;
    }
    const title = wrapped(point.title, narrow.perLine, 3);
    steps.push({ kind: 'point', point, y: y + 14, title });
    y += (title.length + 1) * narrow.line + 16;
  }
  if (!said) sayToday();
  return { steps, height: y };
}
