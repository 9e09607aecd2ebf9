import { expect, test } from 'vitest';
import { mostPromising } from './promise.ts';

test('titles that begin with the text come first, then those that hold it, then those that have its words', () => {
  const term = (plain: string) => ({ plain, starts: [plain], query: plain, whole: plain });
  const typed = { text: 'mot de passe', terms: [term('mot'), term('passe')] };
  const titles = [
    'autre chose',
    'passes et mots',
    'choisir un mot de passe',
    'mot de passe unique',
    'autres mots',
  ];
  expect(mostPromising(titles, typed, (title) => title)).toEqual([
    'mot de passe unique',
    'choisir un mot de passe',
    'passes et mots',
    'autre chose',
    'autres mots',
  ]);
});
