import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness.ts';
import { type Bucket, openBucket } from '../../../test/s3.ts';
import { cleanFileName } from './file-name.ts';
import {
  type BucketAddress,
  EmptyFile,
  type FileFamily,
  type FileStore,
  FileTooLarge,
  forgetFiles,
  keepFile,
  MissingObject,
  openFileStore,
  readBucketAddress,
  StoreFailure,
  sweepFiles,
  UnacceptedFile,
} from './index.ts';

const all: FileFamily[] = ['document', 'image', 'archive', 'text', 'sound', 'video'];
const pdf = Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<<>>\nendobj\n');
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** An archive without compression, holding these entries. */
function zip(entries: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(Buffer.from(content)), 10);
    common.writeUInt32LE(Buffer.byteLength(content), 14);
    common.writeUInt32LE(Buffer.byteLength(content), 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), Buffer.from(content)]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

const docx = zip({
  '[Content_Types].xml':
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  'word/document.xml': '<w:document/>',
});
const odt = zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<x/>' });

/** A compound file whose directory holds one stream of this name. */
function compound(stream: string): Buffer {
  const file = Buffer.alloc(512 * 3);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(0, 48);
  file.write(stream, 512, 'utf16le');
  file.writeUInt16LE((stream.length + 1) * 2, 512 + 64);
  file[512 + 66] = 2;
  return file;
}

describe('names of files', () => {
  test.each([
    ['rapport.pdf', 'rapport.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\marie\\Bilan 2026.docx', 'Bilan 2026.docx'],
    ['a"b\'c<d>e|f:g*h?.pdf', 'ab’cdefgh.pdf'],
    ['Guide d’accueil %22final%22.pdf', 'Guide d’accueil final.pdf'],
    ['deux\r\nlignes\0.pdf', 'deux lignes.pdf'],
    ['facture\u202efdp.exe', 'facturefdp.exe'],
    ['.htaccess', 'htaccess'],
    ['con.txt', 'con_.txt'],
    ['  ...  ', 'fichier'],
    ['', 'fichier'],
    ['été 🧗.odt', 'été 🧗.odt'],
    ['seul \ud83e.pdf', 'seul \ufffd.pdf'],
  ])('%j is kept as %j', (given, kept) => {
    expect(cleanFileName(given)).toBe(kept);
  });

  test('a long one is cut, its extension and its characters whole', () => {
    const kept = cleanFileName(`${'🧗'.repeat(300)}.pdf`);
    expect(kept).toMatch(/^(🧗)+\.pdf$/u);
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(180);
  });
});

describe('what a file is', () => {
  let folder: string;
  let store: FileStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cordee-types-'));
    store = openFileStore({ folder, bucket: null });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const receive = (name: string, content: Buffer | string, accept: FileFamily[] = all) =>
    store.receive(Readable.from([Buffer.from(content)]), { name, maxBytes: 1_000_000, accept });

  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  test.each<[string, Buffer | string, string, string]>([
    ['guide.pdf', pdf, 'application/pdf', 'guide.pdf'],
    ['guide.docx', pdf, 'application/pdf', 'guide.pdf'],
    ['guide', pdf, 'application/pdf', 'guide.pdf'],
    ['guide.v2', pdf, 'application/pdf', 'guide.v2.pdf'],
    ['photo.JPEG', png, 'image/png', 'photo.png'],
    ['modele.docx', docx, word, 'modele.docx'],
    ['modele.zip', docx, word, 'modele.docx'],
    ['texte.odt', odt, 'application/vnd.oasis.opendocument.text', 'texte.odt'],
    ['lot.zip', zip({ 'a.txt': 'a' }), 'application/zip', 'lot.zip'],
    ['faux.docx', zip({ 'a.txt': 'a' }), 'application/zip', 'faux.zip'],
    ['lettre.doc', compound('WordDocument'), 'application/msword', 'lettre.doc'],
    ['table.doc', compound('Workbook'), 'application/vnd.ms-excel', 'table.xls'],
    ['liste.csv', 'commune;population\nAnnecy;131272\n', 'text/csv', 'liste.csv'],
    ['liste.csv', Buffer.from('commune;\xe9tat\n', 'latin1'), 'text/csv', 'liste.csv'],
    ['mesures.csv', 'BMO;MZ\n1;2\n', 'text/csv', 'mesures.csv'],
    ['notes.md', '# Notes', 'text/markdown', 'notes.md'],
    ['page.txt', '<script>alert(1)</script>', 'text/plain', 'page.txt'],
  ])('%s', async (name, content, mediaType, kept) => {
    expect(await receive(name, content)).toMatchObject({ mediaType, name: kept });
  });

  test.each<[string, Buffer | string, boolean]>([
    ['page.html', '<!doctype html><script>alert(1)</script>', false],
    ['dessin.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', false],
    ['programme.exe', Buffer.from('MZ\x90\0\x03\0\0\0'), false],
    ['programme.pdf', Buffer.from('MZ\x90\0\x03\0\0\0'), true],
    ['script.sh', '#!/bin/sh\nrm -rf /\n', false],
    ['installe.msi', compound('Installer'), false],
    ['installe.doc', compound('Installer'), true],
    ['lettre.pdf', 'Je ne suis pas un PDF', true],
    ['liste.csv', Buffer.from([0x61, 0x00, 0x62]), true],
    [
      'macros.docx',
      zip({
        '[Content_Types].xml':
          '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
        'word/vbaProject.bin': 'x',
      }),
      true,
    ],
  ])('%s is refused', async (name, content, broken) => {
    await expect(receive(name, content)).rejects.toThrow(UnacceptedFile);
    await expect(receive(name, content)).rejects.toMatchObject({ broken });
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  test('a field may take some families only', async () => {
    await expect(receive('guide.pdf', pdf, ['image'])).rejects.toThrow(UnacceptedFile);
    expect((await receive('photo.png', png, ['image'])).mediaType).toBe('image/png');
  });

  test('a file cut anywhere is received or refused, never an accident', async () => {
    for (let length = 1; length < docx.length; length += 7) {
      await receive('modele.docx', docx.subarray(0, length)).catch((error: unknown) => {
        expect(error).toBeInstanceOf(UnacceptedFile);
      });
    }
  });
});

interface Place {
  store: FileStore;
  close: () => Promise<void>;
}

async function onDisk(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'cordee-store-'));
  return {
    store: openFileStore({ folder, bucket: null }),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function inBucket(): Promise<Place> {
  const bucket = await openBucket();
  const folder = await mkdtemp(join(tmpdir(), 'cordee-bucket-'));
  return {
    store: openFileStore({ folder, bucket: bucket.address }),
    close: async () => {
      await bucket.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describe.each([
  ['a disk', onDisk],
  ['an S3 bucket', inBucket],
])('a store on %s', (_name, open) => {
  let place: Place;
  beforeEach(async () => {
    place = await open();
    return () => place.close();
  });
  const receive = (content: string | Buffer, maxBytes = 1000) =>
    place.store.receive(Readable.from([Buffer.from(content)]), { name: 'note.txt', maxBytes });
  const keys = async () => {
    const found: string[] = [];
    for await (const { storageKey } of place.store.list()) found.push(storageKey);
    return found;
  };

  test('gives back what it received, whole or in part', async () => {
    const file = await receive('bonjour à tous');
    expect(file).toMatchObject({ bytes: 15, mediaType: 'text/plain', name: 'note.txt' });
    expect(await text(await place.store.read(file.storageKey))).toBe('bonjour à tous');
    expect(await text(await place.store.read(file.storageKey, { start: 3, end: 6 }))).toBe('jour');
    expect(await place.store.exists(file.storageKey)).toBe(true);
  });

  test('keeps the same content once', async () => {
    const first = await receive('bonjour');
    const second = await receive('bonjour');
    expect(second.storageKey).toBe(first.storageKey);
    expect(await keys()).toEqual([first.storageKey]);
    expect(await text(await place.store.read(first.storageKey))).toBe('bonjour');
  });

  test('keeps nothing of an empty file, nor of one that is too large', async () => {
    await expect(receive('')).rejects.toThrow(EmptyFile);
    await expect(receive(Buffer.alloc(1001))).rejects.toThrow(FileTooLarge);
    await expect(receive(Buffer.alloc(1000, 'a'))).resolves.toMatchObject({ bytes: 1000 });
    expect(await keys()).toHaveLength(1);
  });

  test('says at once that it lacks an object', async () => {
    await expect(place.store.read('ab/absent')).rejects.toThrow(MissingObject);
    expect(await place.store.receivedAt('ab/absent')).toBeNull();
  });

  test('says that it can be used', async () => {
    await expect(place.store.check('write')).resolves.toBeUndefined();
  });

  test('deletes', async () => {
    const file = await receive('bonjour');
    await place.store.delete(file.storageKey);
    expect(await place.store.exists(file.storageKey)).toBe(false);
  });
});

test('a file that is too large stops being read', async () => {
  const { store, close } = await onDisk();
  let asked = 0;
  const endless = new Readable({
    highWaterMark: 1024,
    read() {
      asked += 1024;
      this.push(Buffer.alloc(1024));
    },
  });
  await expect(store.receive(endless, { name: 'x', maxBytes: 10_000 })).rejects.toThrow(FileTooLarge);
  expect(asked).toBeLessThan(200_000);
  expect(endless.destroyed).toBe(false);
  await close();
});

describe('files that no row speaks of', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    return () => database.close();
  });

  test('are deleted once old enough; the others stay', async () => {
    const { store, close } = await onDisk();
    const receive = (content: string) =>
      store.receive(Readable.from([content]), { name: 'a.txt', maxBytes: 100 });
    const kept = await receive('gardé');
    const id = await database.db.transaction().execute((tx) => keepFile(tx, kept));
    const orphan = await receive('orphelin');
    const past = new Date(Date.now() - 60_000);
    const soon = new Date(Date.now() + 60_000);

    expect(await sweepFiles(database.db, store, past)).toBe(0);
    expect(await sweepFiles(database.db, store, soon)).toBe(1);
    expect(await store.exists(orphan.storageKey)).toBe(false);
    expect(await store.exists(kept.storageKey)).toBe(true);

    await forgetFiles(database.db, [id]);
    expect(await sweepFiles(database.db, store, soon)).toBe(1);
    expect(await store.exists(kept.storageKey)).toBe(false);
    await close();
  });

  test('with them goes what a killed process had begun to receive', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cordee-unfinished-'));
    const store = openFileStore({ folder, bucket: null });
    await store.receive(Readable.from(['a']), { name: 'a.txt', maxBytes: 100 });
    const left = join(folder, 'incoming', 'reste');
    await writeFile(left, 'à moitié');
    await utimes(left, new Date(0), new Date(0));
    expect(await sweepFiles(database.db, store, new Date(1000))).toBe(1);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('what somebody else put beside them stays', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cordee-foreign-'));
    const store = openFileStore({ folder, bucket: null });
    await store.receive(Readable.from(['a']), { name: 'a.txt', maxBytes: 100 });
    await writeFile(join(folder, 'files', 'LISEZMOI.txt'), 'à garder');
    await writeFile(join(folder, 'files', 'Capture d’écran.png'), 'à garder');
    await writeFile(join(folder, 'files', 'ab'), 'à garder');
    await mkdir(join(folder, 'files', 'lost+found'), { mode: 0 });
    await mkdir(join(folder, 'incoming', 'vieux'));
    expect(await sweepFiles(database.db, store, new Date(Date.now() + 60_000))).toBe(1);
    expect(await readdir(join(folder, 'files'))).toEqual(
      expect.arrayContaining(['LISEZMOI.txt', 'Capture d’écran.png', 'ab', 'lost+found']),
    );
    await rm(folder, { recursive: true });
  });

  test('what somebody else put in the bucket stays', async () => {
    const bucket = await openBucket();
    const folder = await mkdtemp(join(tmpdir(), 'cordee-foreign-'));
    const store = openFileStore({ folder, bucket: bucket.address });
    const others = ['autre/étranger + x.txt', '../100 %zz.txt', '\u0001', 'lost+found/x', 'ab/petit'];
    for (const name of others) bucket.objects.set(name, Buffer.from('à garder'));
    await store.receive(Readable.from(['a']), { name: 'a.txt', maxBytes: 100 });
    expect(await sweepFiles(database.db, store, new Date(Date.now() + 60_000))).toBe(1);
    expect([...bucket.objects.keys()]).toEqual(others);
    await bucket.close();
    await rm(folder, { recursive: true });
  });

  test('wait for another day when the process stops', async () => {
    const bucket = await openBucket();
    const store = openFileStore({ folder: tmpdir(), bucket: bucket.address });
    bucket.behave('silent');
    const stopping = new AbortController();
    const swept = sweepFiles(database.db, store, new Date(), stopping.signal);
    await bucket.asked();
    stopping.abort();
    await expect(swept).rejects.toMatchObject({ name: 'AbortError' });
    await bucket.close();
  });

  test('a file deleted before its row was written is an error, not a dangling row', async () => {
    const { store, close } = await onDisk();
    const file = await store.receive(Readable.from(['bref']), { name: 'a.txt', maxBytes: 100 });
    await store.delete(file.storageKey);
    await expect(database.db.transaction().execute((tx) => keepFile(tx, file))).rejects.toThrow(/lost/);
    await close();
  });
});

describe('the address of a bucket', () => {
  test.each([
    ['s3://k:s@host/b', 'https://host', 'b', 'us-east-1'],
    ['s3://k:s@host/b/', 'https://host', 'b', 'us-east-1'],
    ['s3+http://k:s@host:9000/b?region=fr-par', 'http://host:9000', 'b', 'fr-par'],
  ])('%s', (text, endpoint, bucket, region) => {
    expect(readBucketAddress(text)).toMatchObject({ endpoint, bucket, region });
  });

  test('a key and a secret may hold anything, in percents', () => {
    expect(readBucketAddress('s3://k%2F1:a%2Fb%40%2B@host/b')).toMatchObject({
      accessKeyId: 'k/1',
      secretAccessKey: 'a/b@+',
    });
  });

  test.each([
    's3://x',
    's3://k:s@host',
    's3://k:s@host/',
    's3://k:s@host/b/prefixe',
    's3://k:s@host//b',
    's3://host/b',
    's3://k@host/b',
    's3://k:@host/b',
    's3://k:%zz@host/b',
    's3://k:a/b@host/b',
    's3://k:s@host/b#c',
    'https://k:s@host/b',
    'b',
  ])('%s is none', (text) => {
    expect(readBucketAddress(text)).toBeNull();
  });
});

describe('a bucket that cannot be used', () => {
  const patience = { connection: 100, silence: 100 };
  let bucket: Bucket;
  let folder: string;
  let store: FileStore;
  beforeEach(async () => {
    bucket = await openBucket();
    folder = await mkdtemp(join(tmpdir(), 'cordee-away-'));
    store = openFileStore({ folder, bucket: bucket.address, patience });
    return async () => {
      await bucket.close();
      await rm(folder, { recursive: true, force: true });
    };
  });
  const at = (change: Partial<BucketAddress>) =>
    openFileStore({ folder, bucket: { ...bucket.address, ...change }, patience });
  // A busy machine must not look like a silent store.
  const patient = () =>
    openFileStore({ folder, bucket: bucket.address, patience: { connection: 1_000, silence: 1_000 } });
  const receive = (from: FileStore, bytes: number) =>
    from.receive(Readable.from([Buffer.alloc(bytes, 'a')]), { name: 'note.txt', maxBytes: bytes });

  test.each<[number, string, RegExp]>([
    [403, 'SignatureDoesNotMatch', /: accès refusé, le secret/],
    [403, 'InvalidAccessKeyId', /: accès refusé, la clé/],
    [403, 'AccessDenied', /: accès refusé\.$/],
    [403, 'RequestTimeTooSkewed', /la même heure/],
    [404, 'NoSuchBucket', /: ce seau n’existe pas\.$/],
    [301, 'PermanentRedirect', /la région/],
    [400, 'AuthorizationHeaderMalformed', /la région/],
    [500, 'InternalError', /\(500 InternalError\)/],
    [404, '', /n’est pas un stockage S3/],
    [200, '', /n’est pas un stockage S3/],
  ])('answers %i %s', async (status, code, message) => {
    bucket.behave({ status, code });
    await expect(store.check('write')).rejects.toThrow(StoreFailure);
    await expect(store.check('write')).rejects.toThrow(message);
    await expect(store.check('write')).rejects.toThrow(
      /^Le stockage de S3_URL n’est pas utilisable : [^\n]+\.$/,
    );
  });

  test('is another one', async () => {
    await expect(at({ bucket: 'absent' }).check('write')).rejects.toThrow(/ce seau n’existe pas/);
  });

  test.each([
    ['PUT', 'y écrire'],
    ['HEAD', 'y lire'],
    ['DELETE', 'y effacer'],
  ])('whose key lacks the right of %s is enough to be read, not for us', async (method, act) => {
    bucket.behave({ denies: method });
    await store.check('read');
    await expect(store.check('write')).rejects.toThrow(
      `Le stockage de S3_URL n’est pas utilisable : cette clé n’a pas le droit d’${act}.`,
    );
  });

  test('that can be used keeps nothing of the check', async () => {
    await store.check('write');
    expect([...bucket.objects.keys()]).toEqual([]);
  });

  test('speaks no TLS', async () => {
    await expect(
      at({ endpoint: bucket.address.endpoint.replace('http:', 'https:') }).check('write'),
    ).rejects.toThrow(/ne parle pas TLS/);
  });

  test('is not there', async () => {
    await bucket.close();
    await expect(store.check('write')).rejects.toThrow(/rien ne répond/);
    await expect(at({ endpoint: 'https://inconnu.invalid' }).check('write')).rejects.toThrow(
      /nom de serveur est inconnu/,
    );
  });

  // The large one is announced, and waits to be asked for.
  test.each([10, 3_000_000])(
    'a silent one is not waited for: %i bytes',
    async (bytes) => {
      const { storageKey } = await receive(patient(), 10);
      bucket.behave('silent');
      await expect(receive(store, bytes)).rejects.toThrow(/ne répond pas/);
      await expect(store.read(storageKey)).rejects.toThrow(StoreFailure);
      await expect(store.exists(storageKey)).rejects.toThrow(StoreFailure);
      expect(await readdir(join(folder, 'incoming'))).toEqual([]);
      expect(bucket.objects.size).toBe(1);
    },
    20_000,
  );

  test('one that falls silent half-way breaks the download', async () => {
    const { storageKey } = await receive(patient(), 3_000_000);
    bucket.behave('half-silent');
    const body = await patient().read(storageKey);
    await expect(text(body)).rejects.toThrow(StoreFailure);
  });
});

test('a disk that refuses is a failure of the store, and leaves nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cordee-refused-'));
  const store = openFileStore({ folder, bucket: null });
  await writeFile(join(folder, 'files'), 'not a folder');
  const received = store.receive(Readable.from(['a']), { name: 'a.txt', maxBytes: 100 });
  await expect(received).rejects.toThrow(StoreFailure);
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  await rm(folder, { recursive: true });
});
