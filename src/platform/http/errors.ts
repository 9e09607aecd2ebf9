/** The address leads to nothing, or to something that this person may not see: the two look the same. */
export class NotFound extends Error {
  readonly statusCode = 404;
}

/** The thing may be seen, the act is not allowed. */
export class Forbidden extends Error {
  readonly statusCode = 403;
}

/** What is asked for is had by an act of theirs, on another page: a browser is sent there, and told where to come back. */
export class ElsewhereFirst extends Forbidden {
  readonly page: string;
  constructor(message: string, page: string) {
    super(message);
    this.page = page;
  }
}

/** Too many attempts; says in seconds when to come back. */
export class TooMany extends Error {
  readonly statusCode = 429;
  readonly retryAfter: number;
  constructor(message: string, retryAfter: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** Field name → what is wrong with it, in French. The empty name is the form as a whole. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Bad input that only the action could see; shown next to the field, nothing is written. */
export class Refusal extends Error {
  readonly statusCode = 422;
  readonly errors: FieldErrors;
  /** One message, about one field or the form as a whole; or several, by field. */
  constructor(said: string | FieldErrors, field = '') {
    const errors = typeof said === 'string' ? { [field]: said } : said;
    super(Object.values(errors)[0]);
    this.errors = errors;
  }
}

/** The thing changed since the form was opened; `current` is what others wrote, by field. */
export class Conflict extends Error {
  readonly statusCode = 409;
  readonly current: Readonly<Record<string, string>>;
  readonly version: number;
  constructor(message: string, current: Readonly<Record<string, string>>, version: number) {
    super(message);
    this.current = current;
    this.version = version;
  }
}

export function notFound(message = 'Cette page n’existe pas.'): never {
  throw new NotFound(message);
}

/** The thing that was looked for, or a 404. */
export function found<T>(thing: T | null | undefined, message?: string): T {
  return thing ?? notFound(message);
}
