import type { PostgresPool } from 'kysely';
import type pg from 'pg';

/** A list of a varying length makes a text of its own: past this many, texts are no longer prepared. */
const mostStatements = 1_000;
const names = new Map<string, string>();

/**
 * The pool as Kysely sees it, its statements prepared once a connection: parsing and planning cost more than
 * running the queries of a page.
 */
export function preparingPool(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, pg.PoolClient>();
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const preparing = clients.get(client) ?? preparingClient(client);
      clients.set(client, preparing);
      return preparing;
    },
    end: () => pool.end(),
  };
}

function preparingClient(client: pg.PoolClient): pg.PoolClient {
  const query = (text: string, parameters: readonly unknown[]) =>
    client.query({ name: nameOf(text), text, values: [...parameters] });
  return new Proxy(client, {
    get(target, property) {
      if (property === 'query') return query;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostStatements) return known;
  const name = `cordee_${names.size}`;
  names.set(text, name);
  return name;
}
