import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stands between the product and PostgreSQL, and can be cut: a database that goes away and comes back. */
export interface Relay {
  /** For `DATABASE_URL`, as the host of the socket. */
  host: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function openRelay(target: { host: string; port: number }): Promise<Relay> {
  const host = await mkdtemp(join(tmpdir(), 'cordee-relay-'));
  const name = `.s.PGSQL.${target.port}`;
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const relay: Relay = {
    host,
    async cut() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server?.close(resolve) ?? resolve(undefined));
    },
    async mend() {
      const next = createServer((near) => {
        const far = connect(join(target.host, name));
        for (const [one, other] of [
          [near, far],
          [far, near],
        ] as const) {
          sockets.add(one);
          one.pipe(other);
          one.on('error', () => other.destroy());
          one.on('close', () => {
            sockets.delete(one);
            other.destroy();
          });
        }
      });
      server = next;
      await new Promise<void>((resolve) => next.listen(join(host, name), resolve));
    },
    async close() {
      await relay.cut();
      await rm(host, { recursive: true, force: true });
    },
  };
  await relay.mend();
  return relay;
}
