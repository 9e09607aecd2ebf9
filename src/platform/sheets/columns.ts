/** Which column holds what, the first being 0; absent: none does. */
export type Columns<Field extends string> = Readonly<Partial<Record<Field, number>>>;

/** What a row says in the column of a field; nothing when no column holds it. */
export function cellOf<Field extends string>(
  cells: readonly string[],
  columns: Columns<Field>,
  field: Field,
): string {
  const at = columns[field];
  return at === undefined ? '' : (cells[at] ?? '');
}
