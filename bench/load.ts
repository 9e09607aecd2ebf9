import { once } from 'node:events';
import { Agent, get, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import autocannon from 'autocannon';

export interface Load {
  rate: number;
  p50: number;
  p95: number;
  p99: number;
  /** Answers that are no 2xx or 3xx, and requests without an answer. */
  errors: number;
}

/** Before times are taken, at the same rate. */
const warmingSeconds = 4;

interface Attack {
  seconds: number;
  connections: number;
  /** Requests a second; without it, as fast as it goes. */
  rate?: number;
  pipelining?: number;
  headers?: Record<string, string>;
  /** Addresses taken in turn. */
  paths?: string[];
}

/** Sends requests for a while from this machine, and says how they were answered. */
export async function attack(url: string, load: Attack): Promise<Load> {
  const { seconds, connections, rate, pipelining, headers, paths } = load;
  if (rate) return steady(url, { ...load, rate });
  const run = (duration: number) =>
    autocannon({
      url,
      connections,
      duration,
      pipelining,
      headers,
      ...(paths ? { requests: paths.map((path) => ({ path })) } : {}),
      workers: undefined,
    });
  await run(1);
  const result = await run(seconds);
  return {
    rate: result.requests.average,
    p50: result.latency.p50,
    // autocannon has no 95th; the next one up is stricter
    p95: result.latency.p97_5,
    p99: result.latency.p99,
    errors: result.non2xx + result.errors + result.timeouts,
  };
}

/**
 * Sends requests at even intervals, whether or not the earlier ones were answered, as visitors come; autocannon sends
 * those of a second in one burst, and measures the queue that this makes.
 */
async function steady(
  url: string,
  { seconds, connections, rate, headers, paths }: Attack & { rate: number },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const run = async (count: number) => {
    const answers = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        await setTimeout((index * 1000) / rate);
        const target = paths ? new URL(paths[index % paths.length] ?? '/', url) : new URL(url);
        const began = performance.now();
        const ok = await answered(target, agent, headers).catch(() => false);
        return { ok, ms: performance.now() - began };
      }),
    );
    return answers;
  };
  // Not counted: a process just started still compiles what it runs.
  await run(rate * warmingSeconds);
  const answers = await run(rate * seconds);
  agent.destroy();
  return {
    rate,
    ...percentiles(answers.map(({ ms }) => ms)),
    errors: answers.filter(({ ok }) => !ok).length,
  };
}

/**
 * Sends requests as fast as they are answered, several in a row on each connection, to a page whose answer always has
 * the same length: bytes are counted instead of being parsed, which costs autocannon more than the answer costs a
 * server that has it in memory. Times are those of a row.
 */
export async function flood(
  url: string,
  {
    seconds,
    connections,
    pipelining,
    headers,
  }: Required<Pick<Attack, 'seconds' | 'connections' | 'pipelining' | 'headers'>>,
): Promise<Load> {
  const { hostname, port, pathname, host } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const one = `GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`;
  const row = Buffer.from(one.repeat(pipelining));
  const open = async () => {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return socket;
  };
  const lengthOfAnswer = async () => {
    const socket = await open();
    socket.write(one);
    const [answer]: Buffer[] = await once(socket, 'data');
    socket.destroy();
    return answer?.length ?? 0;
  };
  // The first may be the one that is kept, compressed better, for those that follow.
  await lengthOfAnswer();
  const wanted = await lengthOfAnswer();
  const begins = Buffer.from('HTTP/1.1 200 OK\r\n');
  const sockets = await Promise.all(Array.from({ length: connections }, open));
  const times: number[] = [];
  const lastAnswered = new Map<Socket, number>();
  let errors = 0;
  let counting = false;
  for (const socket of sockets) {
    let began = performance.now();
    let received = 0;
    socket.on('data', (chunk) => {
      if (received === 0 && !chunk.subarray(0, begins.length).equals(begins)) errors += 1;
      received += chunk.length;
      if (received < wanted * pipelining) return;
      if (received > wanted * pipelining) errors += 1;
      const now = performance.now();
      if (counting) times.push(now - began);
      lastAnswered.set(socket, now);
      began = now;
      received = 0;
      socket.write(row);
    });
    socket.on('error', () => {
      errors += 1;
    });
    socket.write(row);
  }
  await setTimeout(1000);
  counting = true;
  await setTimeout(seconds * 1000);
  counting = false;
  for (const socket of sockets) {
    // An answer of another length, and this one waits for ever.
    if (performance.now() - (lastAnswered.get(socket) ?? 0) > 1000) errors += 1;
    socket.destroy();
  }
  return { rate: (times.length * pipelining) / seconds, ...percentiles(times), errors };
}

function percentiles(times: number[]): Pick<Load, 'p50' | 'p95' | 'p99'> {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Whether a request is answered well, to its last byte. */
function answered(url: URL, agent: Agent, headers?: Record<string, string>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve((response.statusCode ?? 500) < 400));
      response.on('error', reject);
    }).on('error', reject);
  });
}

/** What a first visit transfers: the page, then the style sheets, scripts and images that it asks for. */
export async function pageWeight(origin: string, path: string): Promise<{ bytes: number; requests: number }> {
  const page = await transfer(`${origin}${path}`);
  const addresses = new Set(
    [
      ...page.text.matchAll(
        /<(?:link[^>]+rel="(?:stylesheet|icon)"[^>]*href|script[^>]+src|img[^>]+src)="([^"]+)"/g,
      ),
    ].map((match) => match[1] ?? ''),
  );
  let bytes = page.bytes;
  for (const address of addresses) bytes += (await transfer(new URL(address, origin).href)).bytes;
  return { bytes, requests: 1 + addresses.size };
}

const decompress: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
};

async function transfer(url: string): Promise<{ bytes: number; text: string }> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': 'gzip, br' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        const headers = response.rawHeaders.join(': ').length;
        const text = decompress[response.headers['content-encoding'] ?? '']?.(body) ?? body;
        resolve({ bytes: body.length + headers, text: text.toString() });
      });
    })
      .on('error', reject)
      .end();
  });
}
