import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anXlsx, aZip, workbookFiles } from '../../../test/xlsx.ts';
import { toCsv } from '../http/index.ts';
import { readDay, readSheet, SheetRefusal, toXlsx } from './index.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const windows = (text: string) => Buffer.from(text.replaceAll('’', '\x92').replaceAll('œ', '\x9c'), 'latin1');
const rowsOf = async (bytes: Uint8Array) => (await readSheet(bytes)).rows.map(({ cells }) => cells);

describe('a table in CSV', () => {
  test.each([
    ['semicolons', utf8('code;étape\n01001;Cadrer, puis préparer\n')],
    ['commas', utf8('code,étape\r\n01001,"Cadrer, puis préparer"\r\n')],
    ['tabs', utf8('code\tétape\n01001\tCadrer, puis préparer')],
    ['a byte-order mark', utf8('\ufeffcode;étape\n01001;Cadrer, puis préparer')],
    ['Windows-1252', windows('code;étape\r\n01001;Cadrer, puis préparer\r\n')],
    [
      'UTF-16, as « texte Unicode »',
      Buffer.from('\ufeffcode\tétape\r\n01001\tCadrer, puis préparer', 'utf16le'),
    ],
    ['the ends of lines of old Macs', utf8('code;étape\r01001;Cadrer, puis préparer\r')],
  ])('with %s is read', async (_, bytes) => {
    expect(await readSheet(bytes)).toEqual({
      header: ['code', 'étape'],
      rows: [{ line: 2, cells: ['01001', 'Cadrer, puis préparer'] }],
    });
  });

  test('keeps the signs of Windows-1252', async () => {
    expect(await rowsOf(windows('nom;note\nCœur;l’été'))).toEqual([['Cœur', 'l’été']]);
  });

  test('numbers its rows as the file does: blank lines and lines within cells count', async () => {
    const { rows } = await readSheet(utf8('\n a ;b;;\n\n1;"x\ny"\n;;\n2\n'));
    expect(rows).toEqual([
      { line: 4, cells: ['1', 'x\ny'] },
      { line: 7, cells: ['2', ''] },
    ]);
  });

  test('takes off what spreadsheets wrap codes in, and what exports put before a formula', async () => {
    expect(await rowsOf(utf8(`code;note\n="01001";'=1+1\n"=""2A004""";x`))).toEqual([
      ['01001', '=1+1'],
      ['2A004', 'x'],
    ]);
  });

  test('of our own exports says the same', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) =>
      text
        .replace(/[\p{Cc}\p{Cs}\ufeff]/gu, '')
        .replace(/^'+/, '')
        .trim(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (rows) => {
        const wanted = rows.map(([one, other]) => ['x', one, other]);
        expect(await rowsOf(utf8(toCsv(['a', 'b', 'c'], wanted)))).toEqual(wanted);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['an empty file', '', 'est vide', null],
    ['blank lines', '\n;;\n', 'est vide', null],
    ['a header alone', 'code;étape\n', 'n’a qu’une ligne', null],
    ['a quote that is never closed', 'code;étape\n01001;"Cadrer\n', 'n’est jamais fermé', 2],
    ['a stray quote', 'code;étape\n1;Cadrer "vite"\n', 'guillemet est mal placé', 2],
    ['more cells than titles', 'code;étape\n1;2\n1;2;3\n', 'plus de cellules', 3],
    ['a program', 'MZ\x00\x01', 'n’est pas un tableau', null],
    ['a PDF', '%PDF-1.7 code;nom\n1;2', 'n’est pas un tableau', null],
    ['a page', '<!DOCTYPE html>\n<p>', 'n’est pas un tableau', null],
    ['JSON', '[{"a":1},\n{"a":2}]', 'n’est pas un tableau', null],
    ['a long cell', `code;note\n1;${'x'.repeat(6_000)}\n`, 'plus de 5000 caractères', 2],
    ['too many columns', `${'a;'.repeat(101)}b\n1\n`, 'plus de 100 colonnes', 1],
  ])('is refused with %s', async (_, text, message, line) => {
    const refusal = await readSheet(utf8(text)).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SheetRefusal);
    expect(refusal).toMatchObject({ message: expect.stringContaining(message), line });
  });

  test('is refused when it is too large or too long', async () => {
    await expect(readSheet(Buffer.alloc(2_000_000, 'a'), { bytes: 1_000_000 })).rejects.toThrow(
      'dépasse 1 Mo',
    );
    await expect(readSheet(utf8('a\n1\n2\n3\n'), { rows: 2 })).rejects.toMatchObject({ line: 4 });
  });
});

describe('a table in XLSX', () => {
  const sheet = (rows: string, others: Record<string, string> = {}) => aZip(workbookFiles(rows, others));
  const head =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>';

  test('says the same as in CSV', async () => {
    const rows = [
      ['code', 'note'],
      ['01001', 'Cadrer & <préparer>'],
      ['2A004', ''],
    ];
    expect(await readSheet(anXlsx(rows))).toEqual(await readSheet(utf8(toCsv(rows[0] ?? [], rows.slice(1)))));
  });

  test.each([
    ['a day', '<c r="A2" s="1"><v>45382</v></c>', '2024-03-31'],
    ['a day with its hour', '<c r="A2" s="3"><v>45382.75</v></c>', '2024-03-31'],
    ['a code in a format of zeros', '<c r="A2" s="2"><v>1001</v></c>', '01001'],
    ['a plain number', '<c r="A2"><v>1001</v></c>', '1001'],
    ['a long number', '<c r="A2"><v>2.1740056900019E13</v></c>', '21740056900019'],
    ['a yes', '<c r="A2" t="b"><v>1</v></c>', 'oui'],
    ['a shared text in pieces', '<c r="A2" t="s"><v>1</v></c>', 'deux mots'],
    ['the result of a formula', '<c r="A2" t="str"><f>WEBSERVICE("http://x")</f><v>01001</v></c>', '01001'],
    ['a prefix', '<x:c r="A2" t="inlineStr"><x:is><x:t>ici</x:t></x:is></x:c>', 'ici'],
  ])('gives %s as a text', async (_, cell, text) => {
    const strings = {
      'xl/sharedStrings.xml':
        '<sst><si><t>un</t></si><si><r><t>deux </t></r><r><t>mots</t></r><rPh><t>non</t></rPh></si></sst>',
    };
    expect(await rowsOf(sheet(`${head}<row r="2">${cell}</row>`, strings))).toEqual([[text, '']]);
  });

  test('counts days from 1904 where the workbook does', async () => {
    const files = workbookFiles(`${head}<row r="2"><c r="B2" s="1"><v>43920</v></c></row>`);
    const book = files['xl/workbook.xml'].replace('<workbookPr/>', '<workbookPr date1904="1"/>');
    expect(await rowsOf(aZip({ ...files, 'xl/workbook.xml': book }))).toEqual([['', '2024-03-31']]);
  });

  test('numbers its rows as the sheet does', async () => {
    const { rows } = await readSheet(sheet(`${head}<row r="7"><c r="B7"><v>1</v></c></row><row r="9"/>`));
    expect(rows).toEqual([{ line: 7, cells: ['', '1'] }]);
  });

  const formula = `${head}<row r="2"><c r="A2"><f>A1</f></c></row>`;
  const encrypted = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(600),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ]);
  test.each([
    ['a formula without its result', sheet(formula), 'formule', 2],
    ['a password', encrypted, 'mot de passe', null],
    ['the shape of an old Excel', encrypted.subarray(0, 500), 'ancien Excel', null],
    ['another archive', aZip({ 'a.txt': 'x' }), 'n’est pas un classeur XLSX', null],
    ['half of itself', sheet(head).subarray(0, 700), 'ne se lit pas', null],
    ['XML that is none', sheet('<row><c></row>'), 'ne se lit pas', null],
    [
      'entities',
      sheet('', {
        'xl/worksheets/sheet1.xml':
          '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w><sheetData><row><c t="str"><v>&x;</v></c></row></sheetData></w>',
      }),
      'ne se lit pas',
      null,
    ],
    ['a cell far to the right', sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'), 'trop de colonnes', 1],
    ['no sheet to be seen', sheet('', { 'xl/workbook.xml': '<workbook/>' }), 'aucune feuille', null],
  ])('is refused with %s', async (_, bytes, message, line) => {
    const refusal = await readSheet(bytes).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SheetRefusal);
    expect(refusal).toMatchObject({ message: expect.stringContaining(message), line });
  });

  test('that swells is refused, whatever it says of its size', async () => {
    const bomb = workbookFiles(`${head}${' '.repeat(3_000_000)}`);
    for (const bytes of [aZip(bomb), aZip(bomb, 2_000)]) {
      expect(bytes.length).toBeLessThan(20_000);
      await expect(readSheet(bytes, { unzippedBytes: 1_000_000 })).rejects.toThrow(SheetRefusal);
    }
  });
});

test('a long table lets others work meanwhile', async () => {
  const rows = Array.from({ length: 30_000 }, (_, at) => [
    `${10_000 + at}`,
    'mettre-en-service',
    '31/03/2024',
    'x'.repeat(40),
  ]);
  const head = ['code', 'étape', 'date', 'note'];
  for (const bytes of [utf8(toCsv(head, rows)), anXlsx([head, ...rows])]) {
    let reading = true;
    let turns = 0;
    const others = (async () => {
      for (; reading; turns++) await setImmediate();
    })();
    expect((await readSheet(bytes)).rows).toHaveLength(30_000);
    reading = false;
    await others;
    expect(turns).toBeGreaterThan(20);
  }
});

describe('a day', () => {
  test.each([
    ['31/03/2024', '2024-03-31'],
    ['1/3/2024', '2024-03-01'],
    ['31-03-2024', '2024-03-31'],
    ['31.03.2024', '2024-03-31'],
    ['2024-03-31', '2024-03-31'],
    ['2024-03-31T10:20:30Z', '2024-03-31'],
    ['31/03/2024 00:00', '2024-03-31'],
    ['31 mars 2024', '2024-03-31'],
    ['1er janvier 2024', '2024-01-01'],
    ['Le 1ᵉʳ août 2024'.replace('ᵉʳ', 'er'), '2024-08-01'],
    ['jeudi 29 FÉVRIER\u00a02024', '2024-02-29'],
  ])('%s is read', (typed, day) => {
    expect(readDay(typed)).toBe(day);
  });

  test.each([
    '',
    '31/02/2024',
    '29/02/2023',
    '2024-13-01',
    '31 avril 2024',
    '31/03/24',
    'mars 2024',
    '2024',
    '45382',
    '1/2-2024',
    '0/1/2024',
    '3000-01-01',
  ])('« %s » is none', (typed) => {
    expect(readDay(typed)).toBeNull();
  });

  test('is read back from each way of writing it', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          const [y, m, d] = day.split('-');
          const words = new Intl.DateTimeFormat('fr', { dateStyle: 'full', timeZone: 'UTC' }).format(date);
          expect([readDay(day), readDay(`${d}/${m}/${y}`), readDay(words)]).toEqual([day, day, day]);
        },
      ),
    );
  });
});

describe('a workbook that we write', () => {
  const cell = fc.oneof(
    fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map((text) => text.replace(/[\p{Cc}\p{Cs}\ufeff\ufffe\uffff]/gu, '').trim()),
    fc.constantFrom('=1+1', '+33 1', '-2', '@x', '<b>&"', '1e308', '00123'),
  );

  test('says when it is read what was written, formulas as texts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (rows) => {
        const wanted = rows.map(([one, other]) => ['x', one, other]);
        const book = toXlsx([
          { name: 'Résultats / 1', columns: [{ title: 'a' }, { title: 'b' }, { title: 'c' }], rows: wanted },
        ]);
        const read = (await readSheet(book)).rows.map(({ cells }) => cells);
        // What reads takes off an apostrophe that an export of ours would have put there.
        expect(read).toEqual(wanted.map((row) => row.map((text) => text.replace(/^'(?=[=+\-@])/, ''))));
      }),
      { numRuns: 50 },
    );
  });

  test('keeps numbers as numbers, and what XML cannot write out', async () => {
    const book = toXlsx([
      {
        name: 'a'.repeat(40),
        columns: [{ title: 'n' }, { title: 't' }],
        rows: [
          [12.5, 'a\u0001b'],
          [null, 'x'],
        ],
      },
      { name: 'a'.repeat(40), columns: [{ title: 'y' }], rows: [] },
    ]);
    expect((await readSheet(book)).rows.map(({ cells }) => cells)).toEqual([
      ['12.5', 'ab'],
      ['', 'x'],
    ]);
  });
});
