/**
 * The anchor of a heading, exactly as kramdown's GFM parser makes it: lower case, everything but letters, marks,
 * decimal digits, connectors, spaces and dashes removed, spaces turned into dashes. Accents stay.
 */
export function headingSlug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{Nd}\p{Pc}\- \t]/gu, '')
    .replace(/[ \t]/g, '-');
}

/** Hands out ids that are unique in one document: `a`, then `a-1`, `a-2`… */
export class IdRegistry {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  claim(wanted: string): string {
    const base = wanted || 'section';
    let id = base;
    // The counter is kept, so that a thousand equal headings cost a thousand steps, not a million.
    let next = this.#next.get(base) ?? 1;
    while (this.#taken.has(id)) id = `${base}-${next++}`;
    this.#next.set(base, next);
    this.#taken.add(id);
    return id;
  }
}
