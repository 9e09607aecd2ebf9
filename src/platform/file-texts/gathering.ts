/** Nobody looks for what stands further in a file. */
export const longestText = 100_000;

/** As much as is kept was read. */
export class Enough extends Error {}

/** Puts the words of a file together as they come, up to what is kept. */
export class Gathering {
  #parts: string[] = [];
  #length = 0;

  /** Throws Enough once nothing more is taken. */
  add(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
    if (this.#length > longestText * 2) throw new Enough();
  }

  /** On one line: signs joined (ﬁ), nothing that a database refuses. */
  text(): string {
    return this.#parts
      .join('')
      .toWellFormed()
      .normalize('NFKC')
      .replace(/\u00ad/g, '')
      .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
      .trim()
      .slice(0, longestText)
      .toWellFormed();
  }
}
