import type { Gathering } from './gathering.ts';

/** Reads a text in UTF-8 or UTF-16, or as old Windows programs write it. */
export function readPlain(bytes: Uint8Array, into: Gathering): void {
  const start = bytes.subarray(0, 4_000_000);
  const [first, second] = start;
  const utf16 =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  into.add(utf16 ? new TextDecoder(utf16).decode(start) : decoded(start));
}

function decoded(bytes: Uint8Array): string {
  try {
    // What is cut in the middle of a letter is still UTF-8.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
