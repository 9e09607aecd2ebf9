/** A line that fills more than this was cut by the program rather than by its author. */
const width = 66;

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what no message may hold
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** The words of a mail as Markdown that reads as the mail did: its line ends are kept where they are its author's. */
export function asMarkdown(text: string): string {
  const lines = text
    .toWellFormed()
    .replace(controlCharacters, '')
    .split('\n')
    .map((line) => plainLine(line));
  return lines
    .map((line, index) => (endsByItself(line, lines[index + 1] ?? '') ? `${line}  ` : line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function plainLine(line: string): string {
  const trimmed = line.trimEnd();
  // Drawn under a line, it would make a title of it.
  if (/^\s*[-=_*~]{2,}$/.test(trimmed)) return '';
  // Drawn in, it would be code.
  return trimmed.replace(/^(?: {4,}|\s*\t\s*)/, '');
}

function endsByItself(line: string, next: string): boolean {
  if (line === '' || next === '') return false;
  const [word = ''] = next.split(' ');
  return line.length + 1 + word.length < width;
}
