import pg from 'pg';

export interface Listener {
  stop(): Promise<void>;
}

/**
 * Listens to a channel of the database for as long as the process lives, on a connection of its own.
 * `ready` says that messages arrive from now on, `lost` that some may be missed until the next `ready`.
 */
export function listen(
  connection: pg.ClientConfig,
  channel: string,
  on: { message: (payload: string) => void; ready: () => void; lost: () => void },
): Listener {
  let stopped = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const connect = async () => {
    const attempt = new pg.Client({ application_name: 'cordee-listen', ...connection, keepAlive: true });
    client = attempt;
    let ended = false;
    const end = () => {
      if (ended) return;
      ended = true;
      if (stopped) return;
      on.lost();
      retry = setTimeout(connect, 1_000).unref();
    };
    attempt.on('error', end);
    attempt.on('end', end);
    attempt.on('notification', ({ payload }) => on.message(payload ?? ''));
    try {
      await attempt.connect();
      await attempt.query(`listen ${pg.escapeIdentifier(channel)}`);
      on.ready();
    } catch {
      end();
      await attempt.end().catch(() => {});
    }
  };
  void connect();

  return {
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
