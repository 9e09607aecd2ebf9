import { isUtf8 } from 'node:buffer';
import { Refused } from './types.ts';

const MAX_BYTES = 2 * 1024 * 1024;
const MAX_FRONT_MATTER = 64 * 1024;

/** The text of a file, cut in two. `bodyLine` is the line, from 1, on which the body begins. */
export interface Source {
  frontMatter: string;
  body: string;
  bodyLine: number;
}

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

/** The valid beginning of a text that isn't UTF-8: a replacement character that the bytes don't hold ends it. */
function validPrefix(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let offset = 0;
  for (let index = 0; index < text.length; ) {
    const code = text.codePointAt(index) ?? 0;
    if (
      code === 0xfffd &&
      !(bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd)
    ) {
      return text.slice(0, index);
    }
    offset += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    index += code < 0x10000 ? 1 : 2;
  }
  return text;
}

function decode(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) {
    const prefix = validPrefix(bytes);
    throw new Refused(
      lineAt(prefix, prefix.length),
      `Le fichier n’est pas en UTF-8 : l’octet ${Buffer.byteLength(prefix) + 1} n’est pas valide. Enregistrez-le en UTF-8, puis recommencez.`,
    );
  }
  const text = new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n');
  const nul = text.indexOf('\0');
  if (nul >= 0)
    throw new Refused(lineAt(text, nul), 'Le fichier contient un caractère nul : ce n’est pas un texte.');
  return text;
}

/** Reads the bytes: size, encoding, and the front matter between its two `---` lines. */
export function readSource(bytes: Uint8Array): Source {
  if (bytes.length > MAX_BYTES)
    throw new Refused(1, 'Le fichier dépasse la taille permise, qui est de 2 Mo.');
  const text = decode(bytes);
  const opening = /^---[ \t]*\n/.exec(text);
  if (!opening) {
    throw new Refused(1, 'Le fichier ne commence pas par un en-tête : la première ligne doit être « --- ».');
  }
  const start = opening[0].length;
  const closing = /^(?:---|\.\.\.)[ \t]*(?:\n|$)/gm;
  closing.lastIndex = start;
  const end = closing.exec(text);
  if (!end) throw new Refused(1, 'L’en-tête n’est pas fermé : il manque une seconde ligne « --- ».');
  if (end.index - start > MAX_FRONT_MATTER)
    throw new Refused(1, 'L’en-tête dépasse la taille permise, qui est de 64 Ko.');
  const bodyStart = end.index + end[0].length;
  return {
    frontMatter: text.slice(start, end.index),
    body: text.slice(bodyStart),
    bodyLine: lineAt(text, bodyStart),
  };
}
