import { type LevelWithSilent, type Logger, pino } from 'pino';

const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi;

/**
 * The logs of the product: one JSON object per line. Of an error, only what is listed here is written: libraries hang
 * connection settings on theirs, and PostgreSQL the values it refused. Whatever wrote the line, an e-mail address in
 * it is hidden.
 */
export function createLog(level: LevelWithSilent, destination: 1 | 2 = 1): Logger {
  return pino(
    {
      level,
      serializers: { err: (error: unknown) => (error instanceof Error ? describe(error) : String(error)) },
      hooks: { streamWrite: (line) => line.replace(address, '***') },
    },
    pino.destination(destination),
  );
}

function describe(error: Error): Record<string, unknown> {
  const known: Record<string, unknown> = {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack,
  };
  for (const name of ['code', 'constraint', 'table', 'statusCode', 'responseCode'] as const) {
    const value: unknown = Reflect.get(error, name);
    if (value !== undefined) known[name] = value;
  }
  if (error.cause instanceof Error) known.cause = describe(error.cause);
  return known;
}
