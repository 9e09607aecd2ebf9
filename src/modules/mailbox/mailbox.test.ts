import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { cutAtLinks } from './links.ts';

describe('where mails have nowhere to go', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startTestApp({ mailbox: true });
  });
  afterAll(() => t.close());

  const idOf = async (key: string) =>
    (await t.db.selectFrom('outbox').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id;

  it('says what to do while there is no mail', async () => {
    const page = await t.get('/courriels');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Aucun courriel');
    expect(page.body).toContain('href="/connexion"');
  });

  it('lists mails and shows one, with its links and nothing of its own', async () => {
    await queueMail(t.db, {
      to: 'a@annecy.example',
      subject: 'Sujet <b>',
      text: 'Ouvrez http://cordee.test/connexion/lien/abc.\n<script>alert(1)</script>',
      html: '<img src="https://evil.example/pixel">',
      key: 'one',
      expiresAt: new Date('2020-01-01'),
    });
    const list = await t.get('/courriels');
    expect(list.body).toContain('Sujet &lt;b>');
    expect(list.body).toContain('<meta name="robots" content="noindex"');
    expect(list.headers['cache-control']).toBe('no-store');
    const page = await t.get(`/courriels/${await idOf('one')}`);
    expect(page.body).toContain('<a href="http://cordee.test/connexion/lien/abc">');
    expect(page.body).toContain('Périmé');
    expect(page.body).not.toContain('<script>alert');
    expect(page.body).not.toContain('evil.example');
  });

  it('turns pages, newest first', async () => {
    for (let n = 0; n < 31; n++) {
      await queueMail(t.db, {
        to: 'b@annecy.example',
        subject: `Courriel numéro ${n}.`,
        text: '',
        key: `page:${n}`,
      });
    }
    const first = await t.get('/courriels');
    expect(first.body).toContain('Courriel numéro 30.');
    expect(first.body).not.toContain('Courriel numéro 0.');
    expect((await t.get('/courriels?page=2')).body).toContain('Courriel numéro 0.');
    expect((await t.get('/courriels?page=zzz')).statusCode).toBe(200);
    expect((await t.get('/courriels?page=99')).body).toContain('revenir au début');
  });

  it('answers 404 for what is no mail', async () => {
    expect((await t.get(`/courriels/${crypto.randomUUID()}`)).statusCode).toBe(404);
    expect((await t.get('/courriels/%00')).statusCode).toBe(404);
  });

  it.each([
    ['another machine', { remoteAddress: '203.0.113.7' }],
    ['another machine, in IPv6', { remoteAddress: '2001:db8::1' }],
    ['a name that leads here', { headers: { host: 'evil.example' } }],
    ['a name that leads here, with a port', { headers: { host: 'localhost.evil.example:3000' } }],
    ['a proxy', { headers: { 'x-forwarded-for': '203.0.113.7' } }],
    ['a proxy that names itself', { headers: { via: '1.1 relais' } }],
    ['a proxy that tells the address', { headers: { 'x-real-ip': '203.0.113.7' } }],
  ])('is not there for %s', async (_from, options) => {
    for (const url of ['/courriels', `/courriels/${await idOf('one')}`]) {
      const answer = await t.app.inject({ method: 'GET', url, ...options });
      expect(answer.statusCode).toBe(404);
      expect(answer.body).not.toContain('annecy.example');
    }
  });

  it('is not there for a proxy that nobody told of us, and that speaks HTTP/1.0', async () => {
    const { port } = new URL(await t.app.listen({ port: 0, host: '127.0.0.1' }));
    const statusOver = async (version: string) => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(`GET /courriels HTTP/${version}\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
      return (await text(socket)).slice(9, 12);
    };
    expect(await statusOver('1.0')).toBe('404');
    expect(await statusOver('1.1')).toBe('200');
  });

  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000'])('is there at %s', async (host) => {
    const answer = await t.app.inject({ method: 'GET', url: '/courriels', headers: { host } });
    expect(answer.statusCode).toBe(200);
  });
});

it('does not exist where mails are sent', async () => {
  const t = await startTestApp({ mailbox: false });
  try {
    expect((await t.get('/courriels')).statusCode).toBe(404);
  } finally {
    await t.close();
  }
});

it('cuts a text at its links', () => {
  expect(cutAtLinks('Voir https://a.example/x?y=1. Puis « http://b.example » !')).toEqual([
    { text: 'Voir ' },
    { text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' },
    { text: '. Puis « ' },
    { text: 'http://b.example', href: 'http://b.example' },
    { text: ' » !' },
  ]);
  expect(cutAtLinks('javascript:alert(1) http://')).toEqual([{ text: 'javascript:alert(1) http://' }]);
});
