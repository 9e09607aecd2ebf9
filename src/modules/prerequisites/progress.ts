import { type Checklist, type Point, pointsOf } from './content.ts';
import type { Mark } from './marks.ts';

/** How far an authority is with a checklist. */
export interface Progress {
  done: number;
  /** Points that it said are not for it: out of the count. */
  notForUs: number;
  /** Points that count. */
  total: number;
  /** The first that is still to do; null when there is none. */
  next: Point | null;
}

export function progressOf(checklist: Checklist, marks: ReadonlyMap<string, Mark>): Progress {
  const points = pointsOf(checklist);
  const stateOf = ({ slug }: Point) => marks.get(slug)?.state ?? 'todo';
  const count = (state: Mark['state']) => points.filter((point) => stateOf(point) === state).length;
  return {
    done: count('done'),
    notForUs: count('not_for_us'),
    total: points.length - count('not_for_us'),
    next: points.find((point) => stateOf(point) === 'todo') ?? null,
  };
}
