import { expect, it } from 'vitest';
import { domainOf, isFreeMail, isPublicSuffix } from './mail-domains.ts';

it('takes the domain of an address', () => {
  expect(domainOf('"a@b"@Mairie-Annecy.FR')).toBe('mairie-annecy.fr');
});

it.each([
  'gmail.com',
  'orange.fr',
  'wanadoo.fr',
  'LAPOSTE.net',
  'neuf.fr',
  'bbox.fr',
  'pro.orange.fr',
  'yopmail.com',
])('knows %s as a mailbox for everybody', (domain) => {
  expect(isFreeMail(domain)).toBe(true);
});

it.each(['annecy.fr', 'haute-savoie.gouv.fr', 'orange-ville.fr', 'mairie-free.fr'])(
  'does not take %s for one',
  (domain) => {
    expect(isFreeMail(domain)).toBe(false);
    expect(isPublicSuffix(domain)).toBe(false);
  },
);

it.each(['fr', 'gouv.fr', 'asso.fr', 'github.io', 'co.uk', 'localhost', '127.0.0.1', '', 'a b.fr'])(
  'knows that nobody owns %j alone',
  (domain) => {
    expect(isPublicSuffix(domain)).toBe(true);
  },
);
