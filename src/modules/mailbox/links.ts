/** A piece of a text: words, or an address that may be followed. */
export interface Piece {
  text: string;
  href?: string;
}

/** Cuts a plain text at its web addresses; the punctuation that ends a sentence is not part of them. */
export function cutAtLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"«»]+/g)) {
    const address = match[0].replace(/[.,;:!?)\]]+$/, '');
    if (!URL.canParse(address)) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: address, href: address });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
