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
