import type pg from 'pg';

/** Every row of every table, as text, and the jobs that wait: what must be the same after a restoration. */
export async function contentsOf(pool: pg.Pool): Promise<Record<string, string[]>> {
  const contents: Record<string, string[]> = {};
  for (const name of await tablesOf(pool)) {
    // Big tables by their hash: a difference is told all the same.
    const { rows } = await pool.query<{ count: number; hash: string; rows: string[] }>(
      `select count(*)::int as count, md5(string_agg(t::text, e'\\n' order by t::text)) as hash,
        (array_agg(t::text order by t::text))[1:50] as rows from "${name}" t`,
    );
    contents[name] = [String(rows[0]?.count), rows[0]?.hash ?? '', ...(rows[0]?.rows ?? [])];
  }
  const jobs = await pool.query<{ job: string }>(
    `select row(t.identifier, j.payload, j.run_at, j.max_attempts, j.key)::text as job
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by 1`,
  );
  contents['waiting jobs'] = jobs.rows.map(({ job }) => job);
  return contents;
}

/** All but the list of migrations, whose dates are those of the restoration. */
export async function tablesOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_migrations' order by 1`,
  );
  return rows.map(({ name }) => name);
}

interface Column {
  name: string;
  type: string;
  label: string | null;
  parent: string | null;
  parent_column: string | null;
}

/** Gives a row to each empty table, as far as its rules let themselves be guessed. Returns the tables still empty. */
export async function fillEmptyTables(pool: pg.Pool): Promise<string[]> {
  let empty: string[] = [];
  // A table may wait for a row of another.
  for (let pass = 0; pass < 5; pass++) {
    empty = [];
    for (const name of await tablesOf(pool)) {
      const { rows } = await pool.query(`select from "${name}" limit 1`);
      if (rows.length === 0 && !(await addRow(pool, name))) empty.push(name);
    }
  }
  return empty;
}

async function addRow(pool: pg.Pool, table: string): Promise<boolean> {
  const { rows: columns } = await pool.query<Column>(
    `select a.attname as name, format_type(a.atttypid, null) as type,
      (select enumlabel from pg_enum where enumtypid = a.atttypid order by enumsortorder limit 1) as label,
      f.confrelid::regclass::text as parent,
      (select attname from pg_attribute where attrelid = f.confrelid and attnum = f.confkey[1]) as parent_column
    from pg_attribute a
    left join pg_constraint f on f.conrelid = a.attrelid and f.contype = 'f' and f.conkey = array[a.attnum]
    where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
      and a.attnotnull and not a.atthasdef and a.attidentity = ''`,
    [table],
  );
  const value = ({ type, label, parent, parent_column: key }: Column): string => {
    if (parent) return `(select "${key}" from ${parent} limit 1)`;
    if (label !== null) return `'${label}'`;
    if (type === 'uuid') return 'gen_random_uuid()';
    if (type === 'bytea') return "'\\x00ff'";
    if (type === 'jsonb') return `'{"a": "é\\\\"}'`;
    if (type.startsWith('timestamp') || type === 'date') return "'2026-11-23 10:00:00.123456+01'";
    if (type === 'boolean') return 'true';
    if (type.endsWith('[]')) return "'{}'";
    if (/int|numeric|real|double/.test(type)) return '1';
    return "'texte'";
  };
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  try {
    await pool.query(`insert into "${table}" (${names}) values (${columns.map(value).join(', ')})`);
    return true;
  } catch {
    return false;
  }
}
