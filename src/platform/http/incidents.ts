import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** Logs what went wrong on our side. Returns the number by which the person and the logs speak of the same thing. */
export function reportIncident(request: FastifyRequest, error: unknown): string {
  const incident = randomBytes(4).toString('hex').toUpperCase();
  request.log.error({ err: error, incident }, 'incident');
  return incident;
}
