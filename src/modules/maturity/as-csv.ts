import type { Figures, Means } from './figures.ts';
import type { Model } from './model.ts';
import { bandWords } from './similar.ts';

interface CsvTable {
  columns: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}

/** Means by group, one a line, then of all. */
export function groupsTable({ axes }: Pick<Model, 'axes'>, { all, groups }: Figures): CsvTable {
  const means = ({ count, overall, axes: scores }: Means) => [
    count,
    overall,
    ...axes.map(({ code }) => scores[code] ?? null),
  ];
  return {
    columns: ['type', 'population', 'collectivites', 'ensemble', ...axes.map(({ code }) => code)],
    rows: [
      ...groups.map((group) => [group.kind, bandWords(group.band), ...means(group)]),
      ...(all ? [['toutes', '', ...means(all)]] : []),
    ],
  };
}

/** How many gave each answer, one a line. */
export function questionsTable({ all, questions }: Figures): CsvTable {
  return {
    columns: ['question', 'axe', 'intitule', 'niveau', 'reponse', 'nombre', 'collectivites'],
    rows: questions.flatMap(({ question: { id, axis, text }, cells }) =>
      cells.map(({ code, label, count }) => [
        id,
        axis,
        text,
        code,
        label,
        count ?? 'non montré',
        all?.count ?? null,
      ]),
    ),
  };
}
