import { expect, test } from 'vitest';
import { phoneIn } from './phone.ts';

test.each([
  ['Relais. Téléphone indiqué par l’ANSSI : 04 72 40 56 56.', '04 72 40 56 56', '0472405656'],
  ["Téléphone indiqué par l'ANSSI : 505.300.", '505.300', '505300'],
  ['Téléphone : +33 1 23 45 67 89, tous les jours', '+33 1 23 45 67 89', '+33123456789'],
])('%s', (text, shown, dialled) => {
  expect(phoneIn(text)).toEqual({ shown, dialled });
});

test.each([
  'Sous 72 heures.',
  'Guide de 2020 : 42 mesures.',
  'Le 18 septembre 2025, 1 263 organisations',
  'Téléphone : demandez-le',
])('no number in « %s »', (text) => {
  expect(phoneIn(text)).toBeNull();
});
