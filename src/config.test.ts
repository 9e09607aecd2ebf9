import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('settings', () => {
  test('none at all gives a local demonstration', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      demo: true,
      mailbox: true,
      checksLinks: true,
      brand: 'neutral',
    });
  });

  test.each([
    ['DATABASE_URL', 'postgres://u:p@db/cordee'],
    ['PUBLIC_URL', 'https://cordee.exemple.fr'],
    ['HOST', '0.0.0.0'],
    ['S3_URL', 's3://k:s@host/bucket'],
    ['TRUST_PROXY', '1'],
    ['REPLY_DOMAIN', 'reponses.exemple.fr'],
  ])('with %s it is no demonstration', (name, value) => {
    expect(readConfig({ [name]: value }).demo).toBe(false);
  });

  test('a demonstration can be turned off, and never forced beside a production setting', () => {
    expect(readConfig({ CORDEE_DEMO: 'off' }).demo).toBe(false);
    expect(() => readConfig({ CORDEE_DEMO: 'on', DATABASE_URL: 'postgres://u:p@db/cordee' })).toThrow(
      ConfigError,
    );
  });

  test('mails are shown on a page only where nobody else can read them', () => {
    expect(readConfig({ CORDEE_DEMO: 'off' }).mailbox).toBe(true);
    expect(readConfig({ HOST: '0.0.0.0' }).mailbox).toBe(false);
    expect(readConfig({ PUBLIC_URL: 'https://cordee.exemple.fr' }).mailbox).toBe(false);
    expect(readConfig({ TRUST_PROXY: '1' }).mailbox).toBe(false);
    expect(readConfig({ SMTP_URL: 'smtp://localhost', MAIL_FROM: 'a@b.fr' }).mailbox).toBe(false);
  });

  test.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['HOST', 'a b'],
    ['PUBLIC_URL', 'cordee.fr'],
    ['PUBLIC_URL', 'https://cordee.fr/chemin'],
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_URL', 'postgres://u:p@db/cordee?sslmode=requis'],
    ['DATABASE_URL', 'postgres://u:p@db/cordee?sslmode=verify-ca'],
    ['S3_URL', 'https://x'],
    ['S3_URL', 's3://x'],
    ['S3_URL', 's3://k:s@host'],
    ['S3_URL', 's3://host/seau'],
    ['S3_URL', 's3://k:s@host/seau/prefixe'],
    ['SMTP_URL', 'localhost:25'],
    ['MAIL_FROM', 'Cordée'],
    ['CORDEE_DEMO', 'oui'],
    ['CORDEE_BRAND', 'republique'],
    ['TRUST_PROXY', 'tous'],
    ['REPLY_DOMAIN', 'réponses'],
    ['REPLY_LISTEN', '127.0.0.1:2424'],
    ['REPLY_LISTEN', 'imap://127.0.0.1:2424'],
    ['REPLY_LISTEN', 'lmtp://127.0.0.1:99999'],
    ['REPLY_AUTHSERV', 'mx exemple'],
    ['TRUST_PROXY', 'abc'],
    ['TRUST_PROXY', '0'],
    ['TRUST_PROXY', '11'],
    ['TRUST_PROXY', '999'],
    ['TRUST_PROXY', '1.2.3'],
    ['TRUST_PROXY', '10.0.0.0/99'],
    ['TRUST_PROXY', '10.0.0.0/0'],
    ['TRUST_PROXY', '::1/129'],
    ['TRUST_PROXY', '10.0.0.0/8,'],
    ['LOG_LEVEL', 'bavard'],
  ])('%s=%s is refused in one line that names it', (name, value) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^Réglage ${name} incorrect : [^\n]+$`));
  });

  test.each([
    ['1', 1],
    ['10', 10],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
    ['fd00::/8,192.0.2.7', ['fd00::/8', '192.0.2.7']],
  ])('relays to trust: %s', (value, trustProxy) => {
    expect(readConfig({ TRUST_PROXY: value })).toMatchObject({ trustProxy });
  });

  test('an error never repeats a value, which may be a secret', () => {
    for (const given of [
      { DATABASE_URL: 'mysql://u:secret@h/b' },
      { DATABASE_URL: 'postgres://u:mot-cache@h/b?sslmode=requis' },
      { S3_URL: 's3://k:mot-cache@h/b/c' },
    ])
      expect(() => readConfig(given)).not.toThrow(/secret@h|mot-cache/);
  });

  test('mail needs an address to come from', () => {
    expect(() => readConfig({ SMTP_URL: 'smtp://localhost' })).toThrow('MAIL_FROM');
  });

  test('an empty setting is an absent one', () => {
    expect(readConfig({ PORT: ' ', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: null });
  });
});
