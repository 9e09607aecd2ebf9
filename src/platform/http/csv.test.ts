import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

const lines = (...rows: string[][]) => toCsv(['a', 'b'], rows).slice(1).split('\r\n');

test('opens in a spreadsheet: UTF-8 said, semicolons, accents', () => {
  const csv = toCsv(['titre', 'nombre'], [['Échéance « ici »', 3500]]);
  expect(csv).toBe('\ufefftitre;nombre\r\nÉchéance « ici »;3500\r\n');
});

test('what holds a separator, a quote or a line end stays one cell', () => {
  expect(lines(['a;b', 'dit "oui"'])).toContain('"a;b";"dit ""oui"""');
  expect(toCsv(['a'], [['une\r\ndeux']])).toContain('"une\r\ndeux"');
});

test('nothing is an empty cell', () => {
  expect(toCsv(['a', 'b'], [[null, '']])).toBe('\ufeffa;b\r\n;\r\n');
});

test.each(['=1+1', '+33', '-1', '@SUM(A1)', '\tcmd', '\rcmd', '=HYPERLINK("http://x";"y")'])(
  '%j cannot become a formula',
  (text) => {
    const [, row = ''] = toCsv(['a'], [[text]]).split(/\r\n(.*)/s);
    expect(row).toMatch(/^"?'/);
  },
);

test('numbers stay numbers, below zero too', () => {
  expect(toCsv(['a'], [[-3]])).toBe('\ufeffa\r\n-3\r\n');
});
