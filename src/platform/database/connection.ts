import type pg from 'pg';

const modes = ['disable', 'require', 'verify-ca', 'verify-full'];

/**
 * What is wrong with how a database address asks for encryption, in French words that end a sentence; null when
 * nothing is.
 */
export function wrongEncryption(url: string): string | null {
  const { searchParams } = new URL(url);
  const mode = searchParams.get('sslmode');
  if (mode !== null && !modes.includes(mode))
    return 'sslmode vaut disable, require, verify-ca ou verify-full';
  if (mode === 'verify-ca' && !searchParams.get('sslrootcert'))
    return 'sslmode=verify-ca demande sslrootcert, le certificat de l’autorité';
  return null;
}

/** How to reach the database of this address. `sslmode` means what it means to PostgreSQL's own tools. */
export function connectionTo(url: string): pg.ClientConfig {
  const address = new URL(url);
  // Otherwise pg takes `require` for `verify-full`, and warns in English that this will change.
  address.searchParams.set('uselibpqcompat', 'true');
  const connectionString = address.searchParams.has('sslmode') ? address.href : url;
  return { connectionString, connectionTimeoutMillis: 5_000 };
}
