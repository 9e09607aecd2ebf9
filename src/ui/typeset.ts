const nbsp = '\u00a0';
const narrowNbsp = '\u202f';

const straight = / [:;?!»%]|« |(?<=\p{L})'(?=[\p{L}\d])/gu;
const tag = /<(?:"[^"]*"|[^">])*>/y;
/** What is typed and what is code stay as they are. */
const verbatim = /^<(?:textarea|pre|code|script|style)\b/;

/** Gives a French page its no-break spaces, `Où ?`, `« ainsi »`, `Objet : …`, and its apostrophes. Takes whole HTML, changes its text only. */
export function typeset(html: string): string {
  return html.replace(straight, (found, at: number) => {
    if (!isText(html, at)) return found;
    if (found === "'") return '’';
    if (found === '« ') return `«${nbsp}`;
    return found === ' :' || found === ' »' ? nbsp + found[1] : narrowNbsp + found[1];
  });
}

/** Spaces to change are few: looking back from each is faster than reading every tag. */
function isText(html: string, at: number): boolean {
  const start = html.lastIndexOf('<', at);
  if (start < 0) return true;
  tag.lastIndex = start;
  const before = tag.exec(html)?.[0];
  return before !== undefined && start + before.length <= at && !verbatim.test(before);
}
