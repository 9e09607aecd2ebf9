import type { FastifyBaseLogger } from 'fastify';
import { Logger } from 'graphile-worker';

/** What the queue says, in our logs. */
export function jobLogger(log: FastifyBaseLogger): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const details = {
      job: scope.jobId,
      task: scope.taskIdentifier,
      ...(meta?.error ? { err: meta.error } : {}),
    };
    if (level === 'error') log.error(details, message);
    else if (level === 'warning') log.warn(details, message);
    else log.debug(details, message);
  });
}
