import { type LevelWithSilent, type Logger, pino, stdSerializers } from 'pino';

const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi;

/**
 * The logs of the product: one JSON object per line. Whatever wrote the line, an e-mail address in it is hidden, and
 * so are the values that PostgreSQL repeats in its errors.
 */
export function createLog(level: LevelWithSilent, destination: 1 | 2 = 1): Logger {
  return pino(
    {
      level,
      redact: ['req.headers.cookie', 'req.headers.authorization'],
      serializers: { err: (error: unknown) => (error instanceof Error ? describe(error) : error) },
      hooks: { streamWrite: (line) => line.replace(address, '***') },
    },
    pino.destination(destination),
  );
}

function describe(error: Error) {
  const { detail, where, internalQuery, query, parameters, ...rest } = stdSerializers.err(error);
  return rest;
}
