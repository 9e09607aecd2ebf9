/** Why a table cannot be read, in French. */
export class SheetRefusal extends Error {
  /** In the file; null for the file as a whole. */
  readonly line: number | null;
  constructor(message: string, line: number | null = null, options?: ErrorOptions) {
    super(message, options);
    this.line = line;
  }

  /** With the line that it is about: « Ligne 12 : … » */
  get words(): string {
    return this.line === null ? this.message : `Ligne ${this.line} : ${this.message}`;
  }
}
