/** Where things stand on the timeline: numbers only, the same for the same input. */

const day = 86_400_000;
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / day;

export interface Scale {
  /** First and last year, both whole. */
  from: number;
  to: number;
  /** Where the first day and the end of the last one stand. */
  left: number;
  right: number;
}

/** Where a day begins; before the first year and after the last, at the edge. */
export function xOf({ from, to, left, right }: Scale, date: string): number {
  const [start, end] = [dayNumber(`${from}-01-01`), dayNumber(`${to + 1}-01-01`)];
  const share = (dayNumber(date) - start) / (end - start);
  return round(left + Math.min(1, Math.max(0, share)) * (right - left));
}

export interface Tick {
  x: number;
  /** Of a year at its start; null for the quarters between. */
  label: string | null;
}

/** Years, and their quarters where there is room for them. */
export function ticksOf(scale: Scale): Tick[] {
  const years = scale.to - scale.from + 1;
  const withQuarters = (scale.right - scale.left) / years >= 80;
  return Array.from({ length: years }, (_, index) => scale.from + index).flatMap((year) => [
    { x: xOf(scale, `${year}-01-01`), label: String(year) },
    ...(withQuarters
      ? ['04', '07', '10'].map((month) => ({ x: xOf(scale, `${year}-${month}-01`), label: null }))
      : []),
  ]);
}

export interface Span {
  start: number;
  end: number;
}

/** The first lane where each span meets no other, in their order; lanes count from 0. */
export function packLanes(spans: readonly Span[], gap = 0): number[] {
  const ends: number[] = [];
  return spans.map(({ start, end }) => {
    const free = ends.findIndex((last) => last + gap <= start);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = end;
    return lane;
  });
}

/** A text in lines of so many characters, cut with « … » when there are too many. */
export function wrapped(text: string, perLine: number, mostLines: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ').flatMap((one) => pieces(one, perLine))) {
    if (current !== '' && current.length + 1 + word.length > perLine) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  if (current !== '') lines.push(current);
  if (lines.length <= mostLines) return lines;
  const last = lines[mostLines - 1] ?? '';
  return [...lines.slice(0, mostLines - 1), `${last.slice(0, perLine - 1).trimEnd()}…`];
}

/** A word longer than a line is cut. */
function pieces(word: string, most: number): string[] {
  const cut: string[] = [];
  for (let at = 0; at < word.length; at += most) cut.push(word.slice(at, at + most));
  return cut;
}

/** About how wide a text is drawn, at this size; rather too wide than too narrow. */
export const textWidth = (text: string, size: number): number => round(text.length * size * 0.55);

const round = (value: number): number => Math.round(value * 10) / 10;

/** Years that the timeline shows, when none are asked for; more would be too dense to read. */
const usualYears = 6;
const mostYears = 12;

/** The years to draw: those asked for, as many as can be read; otherwise from last year on. */
export function yearsShown(asked: { de?: number; a?: number }, today: string): { from: number; to: number } {
  const now = Number(today.slice(0, 4));
  if (asked.de !== undefined) {
    return { from: asked.de, to: Math.min(asked.a ?? asked.de + usualYears - 1, asked.de + mostYears - 1) };
  }
  if (asked.a !== undefined) return { from: asked.a - usualYears + 1, to: asked.a };
  return { from: now - 1, to: now + usualYears - 2 };
}
