import { type MeasureContent, measureContent } from '../content.ts';
import type { Problem } from './entry.ts';

/** The content, when it has the shape of one; what is wrong with it is added to the problems. */
export function checked(
  content: unknown,
  line: number,
  problems: Problem[],
  placeOf: (field: string) => string,
): MeasureContent | null {
  const read = measureContent.safeParse(content);
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) {
    const [field = '', ...inside] = path.map(String);
    problems.push({ line, place: [placeOf(field), ...inside].join('.'), message });
  }
  return null;
}
