import { request } from 'node:http';
import { bareHost, InternalAddress, type Network, publicAddressesOf } from './network.ts';

export interface Answer {
  status: number;
  location: string | null;
  /** As much of it as was asked for. */
  body: string;
}

/** Why there is no answer. `offline`: it could be our own network. */
export type Silence =
  | 'internal'
  | 'dns'
  | 'offline'
  | 'timeout'
  | 'unreachable'
  | 'certificate'
  | 'untrusted'
  | 'protocol';

export class Unanswered extends Error {
  readonly silence: Silence;
  constructor(silence: Silence) {
    super(silence);
    this.silence = silence;
  }
}

const patience = 15_000;

export interface Asking {
  network: Network;
  userAgent: string;
  signal?: AbortSignal;
  /** How long to wait, in milliseconds. */
  patience?: number;
}

/**
 * One request, to one of the public addresses that its host has at this very moment; nothing is followed. Of the body, `most`
 * bytes are read and the rest is cut off. Throws Unanswered.
 */
export async function ask(url: URL, method: 'HEAD' | 'GET', asking: Asking, most = 0): Promise<Answer> {
  const late = AbortSignal.timeout(asking.patience ?? patience);
  const signal = asking.signal ? AbortSignal.any([asking.signal, late]) : late;
  try {
    const addresses = await orAborted(publicAddressesOf(asking.network, url.hostname), signal);
    return await exchange(url, method, { ...asking, signal }, addresses, most);
  } catch (error) {
    // We are stopping: that says nothing of the link.
    asking.signal?.throwIfAborted();
    throw new Unanswered(late.aborted ? 'timeout' : silenceOf(error));
  }
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const give = () => reject(signal.reason);
  signal.addEventListener('abort', give, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', give);
    promise.catch(() => {});
  }
}

function exchange(
  url: URL,
  method: string,
  { network, userAgent, signal }: Asking,
  addresses: readonly string[],
  most: number,
): Promise<Answer> {
  const secure = url.protocol === 'https:';
  const port = Number(url.port) || (secure ? 443 : 80);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        method,
        path: url.pathname + url.search,
        headers: {
          host: url.host,
          'user-agent': userAgent,
          accept: '*/*',
          'accept-language': 'fr',
          'accept-encoding': 'identity',
          connection: 'close',
        },
        setHost: false,
        maxHeaderSize: 32_768,
        signal,
        createConnection: () => network.connect({ host: bareHost(url.hostname), port, secure, addresses }),
      },
      (response) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        const done = () => {
          sent.destroy();
          resolve({
            status: response.statusCode ?? 0,
            location: response.headers.location ?? null,
            body: Buffer.concat(parts).subarray(0, most).toString('utf8'),
          });
        };
        if (most === 0) return done();
        response.on('data', (part: Buffer) => {
          parts.push(part);
          bytes += part.length;
          if (bytes >= most) done();
        });
        response.on('end', done);
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

const silences: Readonly<Record<string, Silence>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'offline',
  EAI_FAIL: 'offline',
  ENETUNREACH: 'offline',
  ENETDOWN: 'offline',
  EADDRNOTAVAIL: 'offline',
  ETIMEDOUT: 'timeout',
  CERT_HAS_EXPIRED: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
  // Browsers complete a chain that its site sends incomplete; we cannot.
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
};

function silenceOf(error: unknown): Silence {
  if (error instanceof InternalAddress) return 'internal';
  // Several addresses were tried: the first failure speaks for all.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = first instanceof Error && 'code' in first ? String(first.code) : '';
  if (code.startsWith('HPE_')) return 'protocol';
  return silences[code] ?? 'unreachable';
}
