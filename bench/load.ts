import autocannon from 'autocannon';

export interface Load {
  rate: number;
  p50: number;
  p95: number;
  p99: number;
  /** Answers that are no 2xx or 3xx, and requests without an answer. */
  errors: number;
}

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
export async function attack(
  url: string,
  { seconds, connections, rate, pipelining, headers, paths }: Attack,
): Promise<Load> {
  const run = (duration: number) =>
    autocannon({
      url,
      connections,
      duration,
      pipelining,
      headers,
      ...(rate ? { overallRate: rate } : {}),
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

async function transfer(url: string): Promise<{ bytes: number; text: string }> {
  const { request } = await import('node:http');
  const { brotliDecompressSync } = await import('node:zlib');
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': 'br' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        const headers = response.rawHeaders.join(': ').length;
        const text = response.headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body;
        resolve({ bytes: body.length + headers, text: text.toString() });
      });
    })
      .on('error', reject)
      .end();
  });
}
