import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../test/harness.ts';
import { type FilePart, largeMultipart, multipart } from '../../../test/multipart.ts';
import { type Bucket, openBucket } from '../../../test/s3.ts';
import type { Deps } from '../deps.ts';
import { type FileStore, keepFile, openFileStore, ReceivedFile } from '../files/index.ts';
import { type App, createServer, fields, formPage, LivePages, PageCache, sendDownload } from './index.ts';

const log = pino({ level: 'error' }, { write: note });
function note(line: string): void {
  if (line.includes('"msg":"incident"')) incidents.push(line);
}
const publicUrl = 'http://cordee.test';
const mebibyte = 1024 * 1024;
const answer = z.object({
  body: z.object({ values: z.record(z.string(), z.unknown()), errors: z.record(z.string(), z.string()) }),
});

let database: TestDatabase;
let folder: string;
let app: App;
let submitting: () => void;
let received: ReceivedFile | null;
let downloads: number;
/** What the product logs of them. */
let incidents: string[];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  received = null;
  downloads = 0;
  incidents = [];
  submitting = () => {};
  folder = await mkdtemp(join(tmpdir(), 'cordee-uploads-'));
  app = await serve(openFileStore({ folder, bucket: null }));
});

async function serve(files: FileStore): Promise<App> {
  const deps: Deps = {
    db: database.db,
    clock: { now: () => new Date(0) },
    settings: {
      publicUrl,
      demo: false,
      mailbox: false,
      checksLinks: false,
      brand: 'neutral',
      mailFrom: null,
      replies: null,
    },
    files,
    pageCache: new PageCache(false),
    livePages: new LivePages(),
    log,
  };
  const served = await createServer({ log, publicUrl, trustProxy: false, pageCache: deps.pageCache });
  served.decorateReply('page', async function (meta, body) {
    return this.type('application/json').send(JSON.stringify({ meta, body }));
  });
  const body = { title: fields.line({ max: 20, required: 'Indiquez un titre.' }) };
  const show = ({ form }: { form: { values: unknown; errors: unknown } }) => ({
    meta: { title: 'Envoi' },
    body: JSON.parse(JSON.stringify({ values: form.values, errors: form.errors })),
  });
  formPage(served, deps, {
    path: '/envoi',
    access: 'public',
    body: { ...body, fichier: z.instanceof(ReceivedFile, { error: 'Choisissez un fichier.' }) },
    files: { fichier: { maxBytes: 50 * mebibyte } },
    show,
    submit: async ({ tx, input }) => {
      submitting();
      await keepFile(tx, input.fichier);
      received = input.fichier;
      return '/fait';
    },
  });
  formPage(served, deps, {
    path: '/sans-fichier',
    access: 'public',
    body,
    show,
    submit: async () => '/fait',
  });
  served.get('/telecharger', { config: { access: 'public' } }, async (request, reply) => {
    if (!received) throw new Error('nothing received');
    return sendDownload(request, reply, deps.files, received, async () => {
      downloads += 1;
    });
  });
  return served;
}
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const send = (
  file: FilePart | null,
  values: Record<string, string | string[]> = { title: 'Guide' },
  url = '/envoi',
) => app.inject({ method: 'POST', url, ...multipart(values, file ? { fichier: file } : {}) });

/** Everything that the store has on the disk. */
async function onDisk(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

const pdf = '%PDF-1.7\n';

describe('a file sent', () => {
  test('arrives under its own name and type, whatever the browser says of them', async () => {
    const response = await send({ name: 'Été "2026"/guide.docx', content: pdf, type: 'text/html' });
    expect(response.statusCode).toBe(303);
    expect(received).toMatchObject({ name: 'guide.pdf', mediaType: 'application/pdf', bytes: 9 });
  });

  test.each([
    ['empty', { name: 'vide.pdf', content: '' }, 'Ce fichier est vide.'],
    [
      'of no accepted type',
      { name: 'page.html', content: '<html>' },
      /^Ce type de fichier n’est pas accepté/,
    ],
    ['not what its name says', { name: 'guide.pdf', content: 'non' }, /^Ce fichier est abîmé/],
    ['left blank', { name: '', content: '' }, 'Choisissez un fichier.'],
  ])('%s: said next to its field, with what was typed', async (_name, file, message) => {
    const response = await send(file);
    expect(response.statusCode).toBe(422);
    const { body } = answer.parse(response.json());
    expect(body.errors.fichier).toMatch(message);
    expect(body.values.title).toBe('Guide');
    await expect.poll(onDisk).toEqual([]);
  });

  test('of exactly 50 MiB is taken; one byte more is not', async () => {
    const values = { title: 'Guide' };
    const file = { field: 'fichier', name: 'a.txt', bytes: 50 * mebibyte };
    const { payload, headers } = largeMultipart(values, file);
    expect((await app.inject({ method: 'POST', url: '/envoi', payload, headers })).statusCode).toBe(303);
    expect(received?.bytes).toBe(50 * mebibyte);
    const more = largeMultipart(values, { ...file, bytes: file.bytes + 1 });
    const response = await app.inject({ method: 'POST', url: '/envoi', ...more });
    expect(response.statusCode).toBe(422);
    expect(answer.parse(response.json()).body.errors.fichier).toBe(
      'Ce fichier est trop lourd : 50 Mo au plus.',
    );
    expect(await onDisk()).toHaveLength(1);
  });

  test('two under one name are refused', async () => {
    const { payload, headers } = multipart({ title: 'Guide' }, { fichier: { name: 'a.pdf', content: pdf } });
    const boundary = headers['content-type'].split('boundary=')[1];
    const again = `--${boundary}\r\nContent-Disposition: form-data; name="fichier"; filename="b.pdf"\r\n\r\n${pdf}\r\n`;
    const response = await app.inject({
      method: 'POST',
      url: '/envoi',
      headers,
      payload: Buffer.concat([Buffer.from(again), payload]),
    });
    expect(response.statusCode).toBe(422);
    expect(answer.parse(response.json()).body.errors.fichier).toContain('un seul fichier');
  });

  test('under a name that the form does not have is ignored', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/envoi',
      ...multipart({ title: 'Guide' }, { autre: { name: 'a.pdf', content: pdf } }),
    });
    expect(answer.parse(response.json()).body.errors.fichier).toBe('Choisissez un fichier.');
    await expect.poll(onDisk).toEqual([]);
  });

  test.each([
    ['a boundary that never comes', 'multipart/form-data; boundary=x', '--y\r\nrien'],
    ['no boundary', 'multipart/form-data', 'rien'],
    [
      'a part cut short',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="fichier"; filename="a.pdf"\r\n\r\n%PDF-1.7',
    ],
    [
      'a field of every object',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n--x--\r\n',
    ],
  ])('%s is the sender’s mistake, and leaves nothing', async (_name, type, payload) => {
    const response = await app.inject({
      method: 'POST',
      url: '/envoi',
      headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
      payload,
    });
    expect(response.statusCode).toBe(400);
    await expect.poll(onDisk).toEqual([]);
  });

  test('a field longer than anything is said to be too long', async () => {
    const response = await send({ name: 'a.pdf', content: pdf }, { title: 'x'.repeat(2 * mebibyte) });
    expect(response.statusCode).toBe(422);
    expect(answer.parse(response.json()).body.errors.title).toMatch(/trop long/);
  });

  test('a hundred and one fields are refused', async () => {
    const response = await send({ name: 'a.pdf', content: pdf }, { title: Array(101).fill('x') });
    expect(response.statusCode).toBe(413);
  });

  test.each(['/sans-fichier', '/nulle-part'])(
    'goes nowhere but where files are expected: %s',
    async (url) => {
      const response = await send({ name: 'a.pdf', content: pdf }, { title: 'Guide' }, url);
      expect(response.statusCode).toBe(url === '/nulle-part' ? 404 : 415);
      await expect.poll(onDisk).toEqual([]);
    },
  );
});

/** Sends a form over a real connection. */
function post(
  port: number,
  agent: Agent,
  { payload, headers, length }: { payload: Readable; headers: Record<string, string>; length: number },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        port,
        agent,
        host: '127.0.0.1',
        method: 'POST',
        path: '/envoi',
        headers: { ...headers, 'content-length': length },
      },
      resolve,
    );
    sent.once('error', reject);
    sent.flushHeaders();
    payload.pipe(sent);
  });
}

describe('over a real connection', () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  afterAll(() => agent.destroy());
  const open = async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const [address] = app.addresses();
    return typeof address === 'object' ? address.port : 0;
  };

  test('51 MB are read to the end, so that the answer is seen and the connection serves again', async () => {
    const port = await open();
    const file = { field: 'fichier', name: 'a.txt', bytes: 51 * mebibyte };
    const refused = await post(port, agent, largeMultipart({ title: 'Guide' }, file));
    const { localPort } = refused.socket;
    expect(refused.statusCode).toBe(422);
    expect(await text(refused)).toContain('trop lourd');
    const taken = await post(port, agent, largeMultipart({ title: 'Guide' }, { ...file, bytes: 1000 }));
    expect(taken.statusCode).toBe(303);
    expect(taken.socket.localPort).toBe(localPort);
    taken.resume();
    expect(await onDisk()).toHaveLength(1);
  });

  test('what is announced as absurdly large is not read', async () => {
    const port = await open();
    const absurd = { ...largeMultipart({}, { field: 'fichier', name: 'a', bytes: 10 }), length: 10 ** 12 };
    const response = await post(port, agent, { ...absurd, payload: new Readable({ read() {} }) });
    expect(response.statusCode).toBe(413);
    expect(response.headers.connection).toBe('close');
    response.resume();
  });

  test('a sender who leaves half-way leaves nothing', async () => {
    const port = await open();
    const { headers } = multipart({});
    const boundary = headers['content-type'].split('boundary=')[1];
    const sent = httpRequest({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/envoi',
      headers: { ...headers, 'content-length': 100_000 },
    });
    sent.on('error', () => {});
    await new Promise((resolve) =>
      sent.write(
        `--${boundary}\r\nContent-Disposition: form-data; name="fichier"; filename="a.pdf"\r\n\r\n%PDF-1.7\n`,
        resolve,
      ),
    );
    await expect.poll(onDisk).toHaveLength(1);
    sent.destroy();
    await expect.poll(onDisk).toEqual([]);
  });
});

describe('a file received back', () => {
  const name = 'Été "à" 100 % 🧗.csv';
  const content = 'commune;population\n'.repeat(200);
  beforeEach(() => send({ name, content }));
  const get = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
    app.inject({ method, url: '/telecharger', headers: { 'user-agent': 'Mozilla/5.0', ...headers } });

  test('is saved, never run, under its own name', async () => {
    const { headers, body } = await get({ 'accept-encoding': 'gzip, br' });
    expect(body).toBe(content);
    expect(headers).toMatchObject({
      'content-type': 'text/csv',
      'content-length': String(content.length),
      'content-disposition': `attachment; filename="Ete a 100 _ __.csv"; filename*=UTF-8''%C3%89t%C3%A9%20%C3%A0%20100%20%25%20%F0%9F%A7%97.csv`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(headers['content-encoding']).toBeUndefined();
  });

  test.each([
    ['bytes=0-6', 206, 'commune', 'bytes 0-6/3800'],
    ['bytes=3790-', 206, content.slice(3790), 'bytes 3790-3799/3800'],
    ['bytes=-5', 206, content.slice(-5), 'bytes 3795-3799/3800'],
    ['bytes=3790-9999', 206, content.slice(3790), 'bytes 3790-3799/3800'],
    ['bytes=9999-', 416, '', 'bytes */3800'],
    ['bytes=0-1,3-4', 200, content, undefined],
    ['bytes=6-2', 200, content, undefined],
    ['lignes=1-2', 200, content, undefined],
  ])('in part: %s', async (range, status, expected, contentRange) => {
    const response = await get({ range });
    expect(response.statusCode).toBe(status);
    expect(response.body).toBe(expected);
    expect(response.headers['content-range']).toBe(contentRange);
  });

  test('is not sent again to whoever has it', async () => {
    const etag = String((await get()).headers.etag);
    expect((await get({ 'if-none-match': etag })).statusCode).toBe(304);
    expect((await get({ range: 'bytes=0-1', 'if-range': '"autre"' })).statusCode).toBe(200);
    expect((await get({ range: 'bytes=0-1', 'if-range': etag })).statusCode).toBe(206);
  });

  test('HEAD tells its size and sends nothing', async () => {
    const { headers, body } = await get({}, 'HEAD');
    expect(headers['content-length']).toBe(String(content.length));
    expect(body).toBe('');
  });

  test.each<[string, Record<string, string>, boolean]>([
    ['a person', {}, true],
    ['the beginning of a download in parts', { range: 'bytes=0-99' }, true],
    ['the rest of it', { range: 'bytes=100-' }, false],
    ['a robot', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' }, false],
    ['nobody in particular', { 'user-agent': '' }, false],
    ['a guess of the browser', { 'sec-purpose': 'prefetch' }, false],
  ])('%s is counted or not', async (_who, headers, counted) => {
    await get(headers);
    expect(downloads).toBe(counted ? 1 : 0);
  });
});

describe('while the store is away', () => {
  let bucket: Bucket;
  let typed: Record<string, string>;
  beforeEach(async () => {
    typed = { title: 'Guide', cle: randomUUID() };
    bucket = await openBucket();
    // A busy machine must not look like a silent store.
    const patience = { connection: 1_000, silence: 1_000 };
    await app.close();
    app = await serve(openFileStore({ folder, bucket: bucket.address, patience }));
    return () => bucket.close();
  });

  const expectComeBack = (response: Awaited<ReturnType<typeof send>>) => {
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('60');
    const { body } = answer.parse(response.json());
    expect(body.errors).toEqual({
      fichier: 'Le stockage des fichiers ne répond pas. Réessayez dans quelques minutes.',
    });
    expect(body.values.title).toBe('Guide');
    expect(incidents).toEqual([expect.stringMatching(/"incident":"[0-9A-F]{8}"/)]);
  };
  const rows = async () => (await database.pool.query('select from stored_files')).rowCount;

  test.each([['silent'], [{ status: 403, code: 'AccessDenied' }]] as const)(
    'a form says so next to its file, keeps what was typed, and works afterwards: %j',
    async (behaviour) => {
      const before = await rows();
      bucket.behave(behaviour);
      expectComeBack(await send({ name: 'a.pdf', content: pdf }, typed));
      expect(bucket.objects.size).toBe(0);
      expect(await onDisk()).toEqual([]);
      expect(await rows()).toBe(before);
      bucket.behave('well');
      const again = await send({ name: 'a.pdf', content: pdf }, typed);
      expect(again.statusCode).toBe(303);
      expect(await rows()).toBe(Number(before) + 1);
    },
  );

  test('so does one whose store goes away before its row is written', async () => {
    const before = await rows();
    submitting = () => bucket.behave('silent');
    expectComeBack(await send({ name: 'a.pdf', content: pdf }, typed));
    expect(await rows()).toBe(before);
  });

  test('a download is an error page, with nothing of the file', async () => {
    await send({ name: 'a.pdf', content: pdf }, { title: 'Guide' });
    bucket.behave('silent');
    const { statusCode, headers } = await app.inject({
      url: '/telecharger',
      headers: { 'user-agent': 'Firefox' },
    });
    expect(statusCode).toBe(503);
    expect(headers['content-type']).toMatch(/json/);
    expect(downloads).toBe(0);
    bucket.behave('well');
    expect((await app.inject({ url: '/telecharger', headers: { 'user-agent': 'Firefox' } })).body).toBe(pdf);
    expect(downloads).toBe(1);
    for (const name of ['content-disposition', 'etag', 'accept-ranges', 'content-range'])
      expect(headers[name]).toBeUndefined();
    expect(headers['content-security-policy']).not.toContain('sandbox');
  });
});
