export class EmptyFile extends Error {}

export class FileTooLarge extends Error {}

/** Not of a type that we take; `broken` when its name promised one. */
export class UnacceptedFile extends Error {
  readonly broken: boolean;
  constructor(broken: boolean) {
    super(broken ? 'the content is not what the name says' : 'this type of file is not taken');
    this.broken = broken;
  }
}

/** The sender stopped half-way, or sent what cannot be read. */
export class BrokenUpload extends Error {}

/**
 * The place where files are kept does not answer, or refuses. The message, in French, tells the operator what to mend
 * and holds no secret; others are told to come back later.
 */
export class StoreFailure extends Error {
  readonly statusCode = 503;
  /** In seconds. */
  readonly retryAfter = 60;
}

/** The store answers, and has no such object. */
export class MissingObject extends Error {
  constructor(storageKey: string, options?: ErrorOptions) {
    super(`the store has no ${storageKey}`, options);
  }
}
