import { plainWords } from '../plain-letters.ts';

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

/**
 * The columns that these titles announce, each taken once: a title in the very words of a field comes first.
 * @param names how people name each column, the surest first, in the order in which the fields take theirs
 */
export function guessColumns<Field extends string>(
  header: readonly string[],
  names: readonly (readonly [Field, readonly RegExp[]])[],
): Columns<Field> {
  const titles = header.map(plainWords);
  const columns: Partial<Record<Field, number>> = {};
  const taken = new Set<number>();
  const take = (field: Field, fits: (title: string) => boolean) => {
    if (columns[field] !== undefined) return;
    const at = titles.findIndex((title, index) => !taken.has(index) && fits(title));
    if (at < 0) return;
    columns[field] = at;
    taken.add(at);
  };
  for (const [field] of names) take(field, (title) => title === field.replaceAll('_', ' '));
  for (const [field, ways] of names) for (const way of ways) take(field, (title) => way.test(title));
  return columns;
}
