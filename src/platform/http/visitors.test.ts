import { expect, it } from 'vitest';
import { loggedUrl, networkOf } from './index.ts';

it.each([
  ['/connexion/lien/secret', '/connexion/lien/***'],
  ['/deploiements/lien/secret/demat-ads/oui', '/deploiements/lien/***/demat-ads/oui'],
  ['/connexion/lien/secret?x=secret', '/connexion/lien/***?…'],
  ['/espace/compte/adresse/lien/secret', '/espace/compte/adresse/lien/***'],
  ['/premier-administrateur/secret', '/premier-administrateur/***'],
  ['/connexion?retour=/espace/compte/adresse/lien/secret', '/connexion?…'],
])('logs %s without what opens it', (url, logged) => {
  expect(loggedUrl(url)).toBe(logged);
});

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0db8:0001:0002:ffff::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('counts %s as %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});
