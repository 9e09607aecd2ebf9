import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('settings', () => {
  test('none at all gives a local demonstration', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      demo: true,
      mailbox: true,
      brand: 'neutral',
    });
  });

  test.each([
    ['DATABASE_URL', 'postgres://u:p@db/cordee'],
    ['PUBLIC_URL', 'https://cordee.exemple.fr'],
    ['HOST', '0.0.0.0'],
    ['S3_URL', 's3://k:s@host/bucket'],
    ['TRUST_PROXY', '1'],
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
    ['S3_URL', 'https://x'],
    ['SMTP_URL', 'localhost:25'],
    ['MAIL_FROM', 'Cordée'],
    ['CORDEE_DEMO', 'oui'],
    ['CORDEE_BRAND', 'republique'],
    ['TRUST_PROXY', 'tous'],
    ['LOG_LEVEL', 'bavard'],
  ])('%s=%s is refused in one line that names it', (name, value) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^Réglage ${name} incorrect : [^\n]+$`));
  });

  test('an error never repeats a value, which may be a secret', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://u:secret@h/b' })).not.toThrow(/secret@h/);
  });

  test('mail needs an address to come from', () => {
    expect(() => readConfig({ SMTP_URL: 'smtp://localhost' })).toThrow('MAIL_FROM');
  });

  test('an empty setting is an absent one', () => {
    expect(readConfig({ PORT: ' ', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: null });
  });
});
