import { describe, expect, test } from 'vitest';
import { fields } from './index.ts';

const read = (typed: string, rules?: Parameters<typeof fields.webAddress>[0]) =>
  fields.webAddress(rules).safeParse(typed);

describe('the address of a page on the web', () => {
  test.each([
    ['https://www.exemple.fr/guide', 'https://www.exemple.fr/guide'],
    ['http://www.exemple.fr/guide', 'http://www.exemple.fr/guide'],
    ['www.exemple.fr/guide', 'https://www.exemple.fr/guide'],
    ['  Exemple.FR ', 'https://exemple.fr/'],
    ['exemple.fr:8443/guide', 'https://exemple.fr:8443/guide'],
    ['https:exemple.fr\u200e', null],
    ['', ''],
    ['javascript:alert(1)', null],
    ['ftp://www.exemple.fr/', null],
    ['data:text/html,www.exemple.fr', null],
    ['//www.exemple.fr', null],
    ['/agenda', null],
    ['https://localhost/', null],
    ['https://marie:secret@www.exemple.fr/', null],
    ['https://marie@www.exemple.fr/', null],
    ['marie@exemple.fr', null],
    ['https://www.exemple.fr/deux mots', null],
    ['le site de la ville', null],
    ['guide.pdf', null],
    [`www.exemple.fr/${'x'.repeat(1990)}`, null],
    [`https://www.exemple.fr/${'é'.repeat(500)}`, null],
  ])('typed %j gives %j', (typed, expected) => {
    const { success, data } = read(typed);
    expect(success ? data : null).toBe(expected);
  });

  test('is asked for, encrypted, or a page of this site, as the form wants', () => {
    expect(read('', { required: 'Indiquez l’adresse.' }).error?.issues).toMatchObject([
      { message: 'Indiquez l’adresse.' },
    ]);
    expect(read('http://www.exemple.fr/', { encrypted: true }).success).toBe(false);
    expect(read('www.exemple.fr', { encrypted: true }).data).toBe('https://www.exemple.fr/');
    expect(read('/agenda/open-data', { orPath: true }).data).toBe('/agenda/open-data');
    for (const odd of ['//mal.example', '/\\mal.example', '/deux mots'])
      expect(read(odd, { orPath: true }).success).toBe(false);
  });
});
