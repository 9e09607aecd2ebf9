import type { Context } from './context.ts';
import type { InlineWriter } from './inline.ts';
import { attribute, descendants, type Element, isElement, lineOf } from './tree.ts';

const MAX_COLUMNS = 50;

/** A table as Markdown: one line a row, cells reduced to one line of text. */
export function writeTable(table: Element, context: Context, inline: InlineWriter): string[] {
  const at = lineOf(table);
  // The rows of a table inside a cell belong to that cell's words.
  const rows = descendants(table).filter(
    ({ tagName, parentNode }) =>
      tagName === 'tr' &&
      (parentNode === table ||
        (parentNode !== null && isElement(parentNode) && parentNode.parentNode === table)),
  );
  const caption = table.childNodes.filter(isElement).find(({ tagName }) => tagName === 'caption');
  const cellsOf = (row: Element) =>
    row.childNodes.filter(isElement).filter(({ tagName }) => tagName === 'td' || tagName === 'th');
  const written = rows.map((row) =>
    cellsOf(row).flatMap((cell) => {
      const text = inline.write(cell.childNodes).replace(/\n/g, ' ').trim().replace(/\|/g, '\\|');
      const span = Number(attribute(cell, 'colspan') ?? 1);
      if (span > 1 || Number(attribute(cell, 'rowspan') ?? 1) > 1) {
        context.report.add(
          lineOf(cell),
          'changed',
          'Une cellule fusionnée est séparée : vérifiez le tableau.',
        );
      }
      return [text, ...Array<string>(Math.min(MAX_COLUMNS, Math.max(0, Math.trunc(span) - 1) || 0)).fill('')];
    }),
  );
  const width = written.reduce((most, row) => Math.min(MAX_COLUMNS, Math.max(most, row.length)), 0);
  if (width === 0) return [];
  const [first] = rows;
  const hasHeader =
    first?.parentNode?.nodeName === 'thead' ||
    (first !== undefined && cellsOf(first).every(({ tagName }) => tagName === 'th'));
  if (!hasHeader)
    context.report.add(
      at,
      'changed',
      'Un tableau n’a pas de ligne d’en-tête : ajoutez-en une si vous le pouvez.',
    );
  else context.report.add(at, 'kept', 'Un tableau est repris.');
  // A column of numbers stays aligned to the right.
  const lastRow = rows.at(-1);
  const isRight = (index: number) => {
    const cell = lastRow && cellsOf(lastRow)[index];
    return cell !== undefined && /text-align:\s*right/.test(attribute(cell, 'style') ?? '');
  };
  const line = (cells: string[]) =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`;
  const [header = [], ...body] = hasHeader ? written : [[], ...written];
  const lines = [
    line(header),
    line(Array.from({ length: width }, (_, index) => (isRight(index) ? '--:' : '---'))),
    ...body.map(line),
  ];
  const title = caption ? inline.write(caption.childNodes, { strong: true }).replace(/\n/g, ' ').trim() : '';
  return [...(title ? [`**${title}**`] : []), lines.join('\n')];
}
