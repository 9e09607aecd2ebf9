import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkLink, type Finding } from './check-link.ts';
import { isPublicAddress, type Network, type Target } from './network.ts';
import { robotsOf } from './robots.ts';
import { type Link, standingAfter } from './standing.ts';

/** A public address, under which the server of the test answers. */
const outside = '93.184.215.14';

let server: Server;
let port = 0;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: string[] = [];
let reached: Target[] = [];
let names: Record<string, string[] | (() => string[])>;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers.host}${request.url}`);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  reached = [];
  names = { 'www.exemple.fr': [outside], 'autre.exemple.fr': [outside] };
  answer = site({});
});

const network: Network = {
  resolve: async (host) => {
    const known = names[host];
    if (!known) throw Object.assign(new Error(host), { code: 'ENOTFOUND' });
    return typeof known === 'function' ? known() : known;
  },
  connect: (target) => {
    reached.push(target);
    return connect(port, '127.0.0.1');
  },
};

/** A site that answers by path: a status, or where it leads. */
const site =
  (pages: Record<string, number | string | [number, string]>, robots = '') =>
  (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    if (path === '/robots.txt') return response.writeHead(robots === '' ? 404 : 200).end(robots);
    const page = pages[path] ?? 200;
    if (typeof page === 'number') return response.writeHead(page).end('x');
    const [status, location] = typeof page === 'string' ? [301, page] : page;
    return response.writeHead(status, { location }).end();
  };

function check(url: string, options: { patience?: number; signal?: AbortSignal } = {}): Promise<Finding> {
  const asking = { network, userAgent: 'CordeeLiens/1.0 (+https://cordee.exemple.fr/contact)', ...options };
  const pause = async () => {};
  return checkLink(url, { ...asking, pause, robots: robotsOf(asking, pause) });
}

describe('what a link meets', () => {
  test.each([
    [200, 'ok'],
    [204, 'ok'],
    [401, 'refused'],
    [403, 'refused'],
    [429, 'refused'],
    [404, 'failed'],
    [410, 'failed'],
    [500, 'failed'],
  ] as const)('status %d is %s', async (status, outcome) => {
    answer = site({ '/page': status });
    expect(await check('http://www.exemple.fr/page')).toMatchObject({ outcome, status });
  });

  test('what HEAD is refused, GET may get; nothing of it is read', async () => {
    answer = (request, response) => {
      if (request.url === '/robots.txt') return response.writeHead(404).end();
      if (request.method === 'HEAD') return response.writeHead(405).end();
      // Without end: who reads it all would wait for ever.
      return response.writeHead(200).write('x'.repeat(1000));
    };
    expect(await check('http://www.exemple.fr/')).toMatchObject({ outcome: 'ok' });
    expect(asked).toEqual(['GET www.exemple.fr/robots.txt', 'HEAD www.exemple.fr/', 'GET www.exemple.fr/']);
  });

  test('a page that moved for good says where; one that is elsewhere today did not move', async () => {
    answer = site({ '/a': '/b', '/b': [308, 'http://autre.exemple.fr/c'], '/d': [302, '/b'] });
    expect(await check('http://www.exemple.fr/a')).toMatchObject({
      outcome: 'moved',
      movedTo: 'http://autre.exemple.fr/c',
    });
    expect(await check('http://www.exemple.fr/d')).toMatchObject({ outcome: 'ok', movedTo: null });
  });

  test('a site that turns round, is silent, or is none', async () => {
    answer = site({ '/a': '/a' });
    expect(await check('http://www.exemple.fr/a')).toMatchObject({ outcome: 'refused', reason: 'redirects' });
    expect(await check('http://perdu.exemple.fr/')).toMatchObject({ outcome: 'failed', reason: 'dns' });
    answer = () => {};
    expect(await check('http://www.exemple.fr/', { patience: 50 })).toMatchObject({ reason: 'timeout' });
    answer = (request) => request.socket.destroy();
    expect(await check('http://www.exemple.fr/')).toMatchObject({ outcome: 'failed', reason: 'unreachable' });
    answer = (request) => request.socket.end('not HTTP at all\r\n\r\n');
    expect(await check('http://www.exemple.fr/')).toMatchObject({ outcome: 'failed', reason: 'protocol' });
  });

  test('being stopped says nothing of the link', async () => {
    answer = () => {};
    const stopping = new AbortController();
    const checked = check('http://www.exemple.fr/', { signal: stopping.signal });
    stopping.abort();
    await expect(checked).rejects.toThrow();
  });
});

describe('robots.txt', () => {
  test('keeps us out of what it forbids to all or to us', async () => {
    answer = site({}, 'User-agent: *\nDisallow: /prive\n\nUser-agent: CordeeLiens\nDisallow: /nous\n');
    expect(await check('http://www.exemple.fr/nous/x')).toMatchObject({
      outcome: 'refused',
      reason: 'robots',
    });
    expect(asked).toEqual(['GET www.exemple.fr/robots.txt']);
    // What is said to us by name replaces what is said to all (RFC 9309).
    expect(await check('http://www.exemple.fr/prive')).toMatchObject({ outcome: 'ok' });
    answer = site({}, 'User-agent: *\nDisallow: /prive\n');
    expect(await check('http://www.exemple.fr/prive')).toMatchObject({ outcome: 'refused' });
  });

  test('that its site fails to give forbids all; without end, it is cut off', async () => {
    answer = (request, response) => response.writeHead(request.url === '/robots.txt' ? 503 : 200).end();
    expect(await check('http://www.exemple.fr/')).toMatchObject({ outcome: 'refused', reason: 'robots' });
    answer = (request, response) => {
      response.writeHead(200);
      if (request.url !== '/robots.txt') return response.end();
      const flood = () => {
        while (!response.destroyed && response.write('# flood\n'.repeat(10_000)));
      };
      response.on('drain', flood);
      flood();
    };
    expect(await check('http://www.exemple.fr/')).toMatchObject({ outcome: 'ok' });
  });

  test('of a step of a redirection holds too, and never leads inside', async () => {
    answer = (request, response) => {
      if (request.url === '/robots.txt' && request.headers.host === 'autre.exemple.fr')
        return response.writeHead(200).end('User-agent: *\nDisallow: /');
      return site({ '/a': 'http://autre.exemple.fr/' })(request, response);
    };
    expect(await check('http://www.exemple.fr/a')).toMatchObject({ outcome: 'refused', reason: 'robots' });
    answer = (request, response) =>
      request.url === '/robots.txt'
        ? response.writeHead(302, { location: 'http://127.0.0.1/secret' }).end()
        : response.end();
    expect(await check('http://www.exemple.fr/')).toMatchObject({ outcome: 'ok' });
    expect(asked).not.toContainEqual(expect.stringContaining('secret'));
  });
});

describe('what is inside is never reached', () => {
  const forms = [
    'http://127.0.0.1/',
    'http://localhost/',
    'http://localhost./',
    'http://printer.local/',
    'http://intranet/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://0x7f.1/',
    'http://127.1/',
    'http://127.0.0.1./',
    'http://①②⑦.0.0.1/',
    'http://0/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.100.100.200/',
    'http://168.63.129.16/',
    'http://255.255.255.255/',
    'http://224.0.0.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::127.0.0.1]/',
    'http://[0:0:0:0:0:ffff:a00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
    'http://[fec0::1]/',
    'http://[2001:db8::1]/',
    'http://93.184.215.14:5432/',
    'http://www.exemple.fr:8080/',
    'https://www.exemple.fr:80/',
    'http://user:pass@www.exemple.fr/',
    'file:///etc/passwd',
    'ftp://www.exemple.fr/',
    'gopher://www.exemple.fr/',
    'data:text/html,x',
    'javascript:alert(1)',
    'not an address',
    '',
  ];

  test.each(forms)('%s', async (url) => {
    const { outcome, reason } = await check(url);
    expect(outcome).toBe('refused');
    expect(['internal', 'port', 'scheme']).toContain(reason);
    expect(reached).toEqual([]);
  });

  test.each(forms.filter((url) => url.includes(':')))('through a redirection: %s', async (location) => {
    const header = location.replace(/[^\p{ASCII}]/gu, encodeURIComponent);
    answer = site({ '/a': [302, header] });
    const { outcome } = await check('http://www.exemple.fr/a');
    expect(outcome).toBe('refused');
    expect(reached.every(({ addresses }) => addresses.join() === outside)).toBe(true);
    expect(asked).toEqual(['GET www.exemple.fr/robots.txt', 'HEAD www.exemple.fr/a']);
  });

  test.each([
    [['127.0.0.1']],
    [[outside, '10.0.0.1']],
    [['::ffff:169.254.169.254']],
    [['fd00::1', outside]],
    [['pas une adresse']],
    [[]],
  ])('by a name that leads to %j', async (addresses) => {
    names['www.exemple.fr'] = addresses;
    expect(await check('http://www.exemple.fr/')).toMatchObject({ outcome: 'refused', reason: 'internal' });
    expect(reached).toEqual([]);
  });

  test('by a name that changes where it leads between two looks', async () => {
    let looks = 0;
    names['www.exemple.fr'] = () => {
      looks += 1;
      return looks % 2 === 1 ? [outside] : ['127.0.0.1'];
    };
    await check('http://www.exemple.fr/');
    await check('http://www.exemple.fr/');
    // Each connection goes where the one look made for it said, and never looks again.
    expect(reached.length).toBeGreaterThan(0);
    expect(reached.every(({ addresses }) => addresses.join() === outside)).toBe(true);
    expect(looks).toBeGreaterThan(reached.length);
  });

  test('no private address passes, in whatever form', () => {
    const byte = fc.nat(255);
    const inside = fc.oneof(
      fc.tuple(fc.constant(10), byte, byte, byte),
      fc.tuple(fc.constant(127), byte, byte, byte),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
      fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
      fc.tuple(fc.constant(0), byte, byte, byte),
    );
    fc.assert(
      fc.property(inside, (bytes) => {
        const number = bytes.reduce((sum, one) => sum * 256 + one, 0);
        const [a = 0, b = 0, c = 0, d = 0] = bytes.map((one) => one.toString(16).padStart(2, '0'));
        const written = [
          bytes.join('.'),
          bytes.map((one) => `0${one.toString(8)}`).join('.'),
          bytes.map((one) => `0x${one.toString(16)}`).join('.'),
          String(number),
          `::ffff:${bytes.join('.')}`,
          `::ffff:${a}${b}:${c}${d}`,
          `64:ff9b::${a}${b}:${c}${d}`,
          `2002:${a}${b}:${c}${d}::1`,
        ];
        return written.every((one) => !isPublicAddress(one));
      }),
    );
  });

  test.each([outside, '8.8.8.8', '2a00:1450:4007:80e::200e', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])(
    'the Internet is: %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
});

describe('what is said of a link over days', () => {
  const fresh: Link = {
    url: 'http://www.exemple.fr/',
    state: 'unchecked',
    since: null,
    checkedAt: null,
    okAt: null,
    status: null,
    reason: null,
    movedTo: null,
    failures: 0,
    failedOn: null,
  };
  const on = (day: number, hour = 3) => new Date(Date.UTC(2027, 0, day, hour));
  const failed: Finding = { outcome: 'failed', status: 404, reason: null, movedTo: null };
  const ok: Finding = { outcome: 'ok', status: 200, reason: null, movedTo: null };

  test('it is dead on the third day in a row, however many tries a day', () => {
    let link = { ...standingAfter(fresh, ok, on(1)) };
    for (const hour of [3, 4, 5, 6]) link = standingAfter(link, failed, on(8, hour));
    expect(link).toMatchObject({ state: 'ok', failures: 1, okAt: on(1) });
    link = standingAfter(link, failed, on(9));
    expect(link.state).toBe('ok');
    expect(link.nextAt).toEqual(on(10));
    link = standingAfter(link, failed, on(10));
    expect(link).toMatchObject({ state: 'dead', since: on(10), failures: 3 });
    link = standingAfter(link, failed, on(17));
    expect(link).toMatchObject({ state: 'dead', since: on(10) });
    expect(standingAfter(link, ok, on(24))).toMatchObject({ state: 'ok', since: on(24), failures: 0 });
  });

  test('a day that is good, or on which nothing was learnt, begins the count anew', () => {
    let link = standingAfter(fresh, failed, on(1));
    link = standingAfter(link, failed, on(2));
    link = standingAfter(link, { outcome: 'refused', status: 403, reason: null, movedTo: null }, on(3));
    expect(link).toMatchObject({ state: 'refused', okAt: null, failures: 0 });
    expect(standingAfter(link, failed, on(4)).state).toBe('refused');
  });
});
