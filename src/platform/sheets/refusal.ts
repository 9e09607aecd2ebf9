/** Why a table cannot be read, in French. */
export class SheetRefusal extends Error {
  /** In the file; null for the file as a whole. */
  readonly line: number | null;
  constructor(message: string, line: number | null = null, options?: ErrorOptions) {
    super(message, options);
    this.line = line;
  }
}
