import { expect, it } from 'vitest';
import { localPath } from './local-path.ts';

it.each(['/espace', '/groupes/agenda?page=2#fin', '/collectivites/communes/74010', '/recherche?q=%C3%A9tat'])(
  'keeps %s, a page of ours',
  (path) => {
    expect(localPath(path)).toBe(path);
  },
);

it.each([
  '//evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/./\\evil.example',
  '/.//evil.example',
  '/..//evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  'espace',
  '',
  '/espace\u0000',
  '/connexion',
  '/connexion/lien/abc',
  '/deconnexion',
  `/${'a'.repeat(1000)}`,
  undefined,
  ['/espace'],
])('refuses %j as a page to come back to', (path) => {
  expect(localPath(path)).toBeNull();
});
