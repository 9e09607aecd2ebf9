import { setImmediate } from 'node:timers/promises';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { SheetRefusal } from './refusal.ts';
import type { SheetLimits, Table } from './sheet.ts';

const parsed = z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) });
const csvFailure = z.object({ code: z.string().regex(/^(?:CSV|INVALID)_/), lines: z.int().optional() });

const misplaced = 'Un guillemet est mal placé : dans une cellule, il se double.';

/** Why a line cannot be read, by the code of the library. */
const failures: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'Un guillemet ouvert n’est jamais fermé.',
  CSV_INVALID_CLOSING_QUOTE: misplaced,
  INVALID_OPENING_QUOTE: misplaced,
  CSV_MAX_RECORD_SIZE: 'Cette ligne est trop longue.',
};

const piece = 64 * 1024;

/** Pours the rows of a CSV file into a table. */
export async function readCsv(bytes: Buffer, table: Table, limits: SheetLimits): Promise<void> {
  const text = decoded(bytes);
  const parser = parse({
    delimiter: delimiterOf(text),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: limits.columns * limits.characters,
  });
  const rows = parser[Symbol.asyncIterator]();
  const pouring = (async () => {
    for (let at = 0; at < text.length && !parser.destroyed; at += piece) {
      parser.write(text.slice(at, at + piece));
      await setImmediate();
    }
    parser.end();
  })();
  try {
    for (;;) {
      const { done, value } = await rows.next();
      if (done) break;
      const { record, info } = parsed.parse(value);
      // The library tells where a line of the table ends; cells may hold lines of their own.
      const inside = record.reduce((count, cell) => count + (cell.match(/\n/g)?.length ?? 0), 0);
      table.add(info.lines - inside, record.map(unwrapped));
    }
  } catch (error) {
    const failure = csvFailure.safeParse(error).data;
    if (!failure) throw error;
    throw new SheetRefusal(failures[failure.code] ?? 'Cette ligne ne se lit pas.', failure.lines ?? null, {
      cause: error,
    });
  } finally {
    parser.destroy();
    await pouring.catch(() => {});
  }
}

/** Formats whose bytes could pass for a table of Windows-1252. */
const signs = /^(?:%PDF|\{\\rtf|<(?:\?xml|!doctype|html)\b|\s*[[{]["\s{[])/i;

function decoded(bytes: Buffer): string {
  const text = decode(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no table holds them
  if (/[\x00-\x08\x0e-\x1f]/.test(text) || signs.test(text.slice(0, 100)))
    throw new SheetRefusal('Ce fichier n’est pas un tableau : envoyez un fichier CSV ou XLSX.');
  // Most tables have none, and passing over all that is quoted takes a while.
  if (!/="\w*"/.test(text)) return text;
  return text.replace(wrapped, (whole, before?: string, code?: string) =>
    before === undefined ? whole : `${before}${code}`,
  );
}

/**
 * A code kept from a spreadsheet's arithmetic by hand: the library wants quotes around the whole cell. What stands inside
 * quotes is passed over.
 */
const wrapped = /"[^"]*(?:""[^"]*)*"|(^|[;,\t\r\n])="(\w*)"(?=[;,\t\r\n]|$)/g;

/** Both decoders take off the mark of their encoding. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The separator that the first line holds most; French spreadsheets write semicolons. */
function delimiterOf(text: string): string {
  const head =
    text
      .slice(0, 20_000)
      .trimStart()
      .replace(/"[^"]*"/g, '')
      .split(/[\r\n]/, 1)[0] ?? '';
  const count = (sign: string) => head.split(sign).length;
  return [';', ',', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ';';
}

/**
 * `="01001"` keeps the zeros of a code in a spreadsheet; our exports put an apostrophe before what would be a formula, and
 * before those that would then be taken off.
 */
const unwrapped = (cell: string): string =>
  cell.replace(/^="([^"]*)"$/, '$1').replace(/^'(?='*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/, '');
