import { type Asked, agendaHref } from './list-query.ts';
import { endOf, periodWords, startOf } from './period.ts';
import type { Selected } from './select.ts';
import type { Point } from './timeline-layout.ts';
import { milestoneKindLabels } from './vocabulary.ts';

/** The milestones of these measures, as the timeline shows them. */
export function pointsOf(items: readonly Selected[]): Point[] {
  return items.flatMap(({ measure, milestones }) =>
    milestones.map(({ of: milestone, verdict }): Point => {
      const { date, precision, kind, label, moves } = milestone;
      const cancelled = milestone.cancelledAt !== null;
      const state = cancelled ? 'annulé, ' : moves.length > 0 ? 'reporté, ' : '';
      const words = `${milestoneKindLabels[kind]}, ${state}${periodWords(milestone)}`;
      return {
        href: `/agenda/${measure.slug}`,
        date,
        precision,
        kind,
        title: measure.title,
        words: verdict === 'unknown' ? `À préciser : ${words.toLowerCase()}` : words,
        more: `${measure.title} : ${label}`,
        theme: measure.theme.label,
        cancelled,
      };
    }),
  );
}

/** Where to go for what lies before and after the years drawn, when the filters leave something there. */
export function aroundOf(
  points: readonly Point[],
  { from, to }: { from: number; to: number },
  asked: Asked,
): { label: string; href: string }[] {
  const size = to - from + 1;
  const before = points.filter((point) => (endOf(point) ?? '9') < `${from}-01-01`);
  const after = points.filter((point) => (startOf(point) ?? '0') > `${to}-12-31`);
  const firstAfter = Math.min(...after.map((point) => Number(startOf(point)?.slice(0, 4))));
  const lastBefore = Math.max(...before.map((point) => Number(endOf(point)?.slice(0, 4))));
  const href = (de: number, a: number) =>
    agendaHref({ ...asked, de: String(de), a: String(a) }, { view: 'frise' });
  return [
    ...(before.length > 0
      ? [
          {
            label: `Avant ${from} (${before.length})`,
            href: href(lastBefore - size + 1, lastBefore),
          },
        ]
      : []),
    ...(after.length > 0
      ? [{ label: `Après ${to} (${after.length})`, href: href(firstAfter, firstAfter + size - 1) }]
      : []),
  ];
}
