import type { FastifyRequest } from 'fastify';

const loopbackAddress = /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/i;
const localNames = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/**
 * True for a request made on this machine, to this machine by name: a page of another site that had its own
 * name point here (DNS rebinding) comes with that name.
 */
export function isLocalRequest(request: FastifyRequest): boolean {
  const { remoteAddress } = request.socket;
  if (!remoteAddress || !loopbackAddress.test(remoteAddress) || !loopbackAddress.test(request.ip))
    return false;
  if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined)
    return false;
  const host = request.headers.host ?? '';
  return localNames.has(host.replace(/:\d+$/, '').toLowerCase());
}
