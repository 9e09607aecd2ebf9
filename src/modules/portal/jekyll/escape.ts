/** Text written so that our Markdown reads it back as the same text. */

const SPECIAL = /[\\`*[\]~]|<(?=[a-zA-Z/!?])|&(?=#?\w{1,32};)|\{(?=[#.])/g;
const OUTER_UNDERSCORE = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

export function escapeText(text: string): string {
  return text.replace(SPECIAL, '\\$&').replace(OUTER_UNDERSCORE, '\\_');
}

/** Marks that mean something at the beginning of a line only. */
export function escapeLineStart(line: string): string {
  return line
    .replace(/^(#{1,6})(?=\s|$)/, '\\$1')
    .replace(/^>/, '\\>')
    .replace(/^([-+])(?=\s|$)/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(?=(?:=+|-+|:{3,}.*|~{3,}.*|(?:[-_] ?){3,})$)/, '\\');
}

/** An address inside `(…)`: nothing in it can end the link. */
export function escapeAddress(address: string): string {
  return address
    .replace(
      /[\s()<>\\]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .replace(/&(?=#?\w{1,32};)/g, '&amp;');
}

export function escapeTitle(title: string): string {
  return title
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\"]/g, '\\$&')
    .replace(/&(?=#?\w{1,32};)/g, '&amp;');
}
