/** Tags that open a block of HTML in kramdown, with those that a modern page adds. */
const BLOCK_TAGS = new Set(
  (
    'address article aside audio blockquote body canvas caption center col colgroup dd details dialog div dl dt embed ' +
    'fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link ' +
    'main map math meta nav noscript object ol optgroup option p pre script section select style summary svg table tbody ' +
    'td template textarea tfoot th thead title tr ul video'
  ).split(' '),
);
const VOID_TAGS = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const OPTIONAL_END = new Set(
  'body caption colgroup dd dt head html li optgroup option p tbody td tfoot th thead tr'.split(' '),
);

export const isBlockTag = (name: string) => BLOCK_TAGS.has(name);
export const isVoidTag = (name: string) => VOID_TAGS.has(name);

export interface TagMatches {
  /** Where the element that opens at an offset ends, its closing tag included. */
  ends: Map<number, number>;
  /** Offsets of the opening tags that are never closed and should be. */
  unclosed: { offset: number; name: string }[];
}

/** Code is no HTML: blanked, with every offset unchanged. */
function maskCode(source: string): string {
  let fence = '';
  return source
    .split('\n')
    .map((line) => {
      const mark = /^ {0,3}(`{3,}(?!.*`)|~{3,})/.exec(line)?.[1];
      const inside = fence !== '';
      if (mark && (fence === '' || mark.startsWith(fence))) fence = inside ? '' : mark;
      return inside || mark
        ? ' '.repeat(line.length)
        : line.replace(/`[^`]+`/g, (code) => ' '.repeat(code.length));
    })
    .join('\n');
}

/** Where a tag ends: the first `>` out of quotes. A blank line means that it was no tag. */
function tagEnd(source: string, from: number): number {
  let quote = '';
  for (let index = from; index < source.length; index++) {
    const character = source.charAt(index);
    if (character === '\n' && source.charAt(index + 1) === '\n') return -index;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") {
      // A quote opens a value only after `=`: an apostrophe elsewhere is a letter like any other.
      if (source.charAt(index - 1) === '=') quote = character;
    } else if (character === '>') return index + 1;
  }
  return -source.length;
}

/** Pairs block tags over the whole text in one pass, as a browser would: a closing tag closes what is still open inside. */
export function matchTags(text: string): TagMatches {
  const source = maskCode(text);
  const ends = new Map<number, number>();
  const unclosed: TagMatches['unclosed'] = [];
  const stack: { offset: number; name: string }[] = [];
  const open = new Map<string, number>();
  const drop = (entry: { offset: number; name: string }) => {
    open.set(entry.name, (open.get(entry.name) ?? 1) - 1);
    if (!OPTIONAL_END.has(entry.name)) unclosed.push(entry);
  };
  const tag = /(?<!\\)<(?:!--|(\/?)([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>]))/g;
  for (let match = tag.exec(source); match; match = tag.exec(source)) {
    const [start, slash, rawName] = [match.index, match[1], match[2]];
    if (!rawName) {
      const end = source.indexOf('-->', start + 4);
      if (end < 0) break;
      ends.set(start, end + 3);
      tag.lastIndex = end + 3;
      continue;
    }
    const end = tagEnd(source, start + match[0].length);
    tag.lastIndex = Math.abs(end);
    const name = rawName.toLowerCase();
    if (end < 0 || !BLOCK_TAGS.has(name)) continue;
    if (VOID_TAGS.has(name)) ends.set(start, end);
    else if (!slash) {
      stack.push({ offset: start, name });
      open.set(name, (open.get(name) ?? 0) + 1);
    } else if ((open.get(name) ?? 0) > 0) {
      for (let entry = stack.pop(); entry; entry = stack.pop()) {
        if (entry.name === name) {
          ends.set(entry.offset, end);
          open.set(name, (open.get(name) ?? 1) - 1);
          break;
        }
        drop(entry);
      }
    }
  }
  for (const entry of stack) drop(entry);
  return { ends, unclosed };
}
