import type { FastifyRequest } from 'fastify';

const loopbackAddress = /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/i;
const localNames = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** What relays add of their own accord. */
const relayHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * True for a request made on this machine, to this machine by name: a page of another site that had its own
 * name point here (DNS rebinding) comes with that name. A relay that was never told of us still calls us by our
 * local name, but shows itself by a header or by HTTP/1.0, which no browser speaks any more.
 */
export function isLocalRequest(request: FastifyRequest): boolean {
  const { remoteAddress } = request.socket;
  if (!remoteAddress || !loopbackAddress.test(remoteAddress) || !loopbackAddress.test(request.ip))
    return false;
  if (request.raw.httpVersion === '1.0' || relayHeaders.some((name) => request.headers[name] !== undefined))
    return false;
  const host = request.headers.host ?? '';
  return localNames.has(host.replace(/:\d+$/, '').toLowerCase());
}
