import { expect, it } from 'vitest';
import { isSiret, siretWords } from './siret.ts';

it.each(['13002526500013', '35600000000048', '00000000000000'])('%s bears its key', (digits) => {
  expect(isSiret(digits)).toBe(true);
});

it('knows the key of La Poste', () => {
  // A sum of 25, without Luhn's key.
  expect(isSiret('35600000000119')).toBe(true);
  expect(isSiret('35600000000118')).toBe(false);
  expect(isSiret('35600100000119')).toBe(false);
});

it.each(['13002526500014', '1300252650001', '130025265000133', '1300252650001a', ''])(
  '%s is none',
  (digits) => {
    expect(isSiret(digits)).toBe(false);
  },
);

it('is read in groups', () => {
  expect(siretWords('13002526500013')).toBe('130 025 265 00013');
});
