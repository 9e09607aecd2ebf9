import pg from 'pg';
import { describe, expect, test, vi } from 'vitest';
import { connectionTo, wrongEncryption } from './connection.ts';

const address = 'postgres://u:p@bd.exemple.fr/cordee';

describe('encryption of the connection to PostgreSQL', () => {
  test.each([
    ['', false],
    ['?sslmode=disable', false],
    ['?sslmode=require', { rejectUnauthorized: false }],
    ['?sslmode=verify-full', {}],
  ])('%s', (query, ssl) => {
    const warned = vi.spyOn(process, 'emitWarning');
    const client = new pg.Client(connectionTo(`${address}${query}`));
    expect(client).toMatchObject({ ssl, host: 'bd.exemple.fr', database: 'cordee', user: 'u' });
    expect(warned).not.toHaveBeenCalled();
  });

  test('an address without a mode is left as it is', () => {
    const given = 'postgres:///cordee?host=/run/postgresql';
    expect(connectionTo(given)).toMatchObject({ connectionString: given });
  });

  test.each([
    ['?sslmode=verify-ca&sslrootcert=/etc/ca.pem', null],
    ['?sslmode=verify-ca', 'sslmode=verify-ca demande sslrootcert, le certificat de l’autorité'],
    ['?sslmode=prefer', 'sslmode vaut disable, require, verify-ca ou verify-full'],
  ])('%s: %s', (query, wrong) => {
    expect(wrongEncryption(`${address}${query}`)).toBe(wrong);
  });
});
