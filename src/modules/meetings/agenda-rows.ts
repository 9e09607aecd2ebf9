import { z } from 'zod';
import { fields, Refusal, type TypedValues, typedText } from '../../platform/http/index.ts';

/** A point of the agenda as it is typed. */
export interface AgendaRow {
  /** Of the point that it was; empty for a new one. */
  id: string;
  title: string;
  minutes: string;
  presenter: string;
}

/** A point of the agenda as it is kept. */
export interface AgendaPoint {
  /** Null for a new one. */
  id: string | null;
  title: string;
  minutes: number | null;
  presenter: string | null;
}

export const mostPoints = 30;
const spare = 3;

const names = { id: 'point_id', title: 'point', minutes: 'point_minutes', presenter: 'point_par' } as const;

/** The name of a field of the row at this place, from 1. */
export const rowField = (field: keyof typeof names, place: number): string => `${names[field]}_${place}`;

function typedRows(values: TypedValues): AgendaRow[] {
  const rows = Array.from({ length: mostPoints }, (_, index): AgendaRow => {
    const typed = (field: keyof typeof names) => typedText(values, rowField(field, index + 1)) ?? '';
    return {
      id: typed('id'),
      title: typed('title'),
      minutes: typed('minutes'),
      presenter: typed('presenter'),
    };
  });
  return rows;
}

const isBlank = ({ title, minutes, presenter }: AgendaRow): boolean =>
  [title, minutes, presenter].every((text) => text.trim() === '');

/** What a button of the form does to the rows before they are shown again: `monter-2`, `retirer-1`, `lignes`. */
const asked = /^(monter|descendre|retirer)-(\d{1,2})$/;

/** The rows to show: as typed, as the button that was pressed asks, with some to fill in. */
export function shownRows(values: TypedValues): AgendaRow[] {
  const rows = typedRows(values).filter((row) => !isBlank(row));
  const button = typedText(values, 'apercu') ?? '';
  const [, act, at = ''] = asked.exec(button) ?? [];
  // Rows are told by their place among those that hold something: the ones that were shown.
  const from = Number(at) - 1;
  const row = rows[from];
  if (row) {
    rows.splice(from, 1);
    if (act === 'monter') rows.splice(Math.max(0, from - 1), 0, row);
    else if (act === 'descendre') rows.splice(from + 1, 0, row);
  }
  const blank = { id: '', title: '', minutes: '', presenter: '' };
  const wanted = rows.length + (button === 'lignes' ? 2 * spare : spare);
  while (rows.length < Math.min(wanted, mostPoints)) rows.push(blank);
  return rows;
}

const oneRow = z.object({
  id: z.union([z.literal('').transform(() => null), fields.uuid]),
  title: fields.line({ max: 200, required: 'Donnez un titre à ce point.' }),
  minutes: fields
    .line({ max: 10 })
    .refine(
      (text) => text === '' || (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 600),
      'Indiquez une durée en minutes, de 1 à 600. Exemple : 20',
    )
    .transform((text) => (text === '' ? null : Number(text))),
  presenter: fields.line({ max: 150 }).transform((text) => text || null),
});

/** The agenda that was typed. Throws Refusal, by field. */
export function agendaOf(values: TypedValues): AgendaPoint[] {
  const errors: Record<string, string> = {};
  const points = typedRows(values)
    .filter((row) => !isBlank(row))
    .flatMap((row, index) => {
      const parsed = oneRow.safeParse(row);
      if (parsed.success) return [parsed.data];
      for (const { path, message } of parsed.error.issues) {
        const field = path[0];
        const known = field === 'minutes' || field === 'presenter' ? field : 'title';
        errors[rowField(known, index + 1)] ??= message;
      }
      return [];
    });
  if (points.length === 0 && Object.keys(errors).length === 0)
    errors[rowField('title', 1)] = 'Indiquez au moins un point à l’ordre du jour.';
  if (Object.keys(errors).length > 0) throw new Refusal(errors);
  return points;
}

/** The rows of these points, for the form opened on them. */
export function valuesOfPoints(points: readonly AgendaPoint[]): Record<string, string> {
  return Object.fromEntries(
    points.slice(0, mostPoints).flatMap(({ id, title, minutes, presenter }, index) => [
      [rowField('id', index + 1), id ?? ''],
      [rowField('title', index + 1), title],
      [rowField('minutes', index + 1), minutes === null ? '' : String(minutes)],
      [rowField('presenter', index + 1), presenter ?? ''],
    ]),
  );
}
