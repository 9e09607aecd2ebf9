import { sql } from 'kysely';
import { z } from 'zod';
import type { Db, RolloutImportState } from '../../../platform/database/index.ts';
import { pageCount } from '../../../platform/http/index.ts';
import { type Columns, importFields } from './columns.ts';
import type { Counts } from './statements.ts';
import type { Trouble, TroubleLevel } from './troubles.ts';

export const countsSchema = z.object({
  lines: z.int(),
  statements: z.int(),
  coverages: z.int(),
  unchanged: z.int(),
  errors: z.int(),
  warnings: z.int(),
}) satisfies z.ZodType<Counts>;

const columns = z.partialRecord(z.enum(importFields), z.int().min(0)) satisfies z.ZodType<Columns>;

/** A file of statements, and what became of it. */
export interface RolloutImport {
  id: string;
  rollout: string;
  state: RolloutImportState;
  file: { name: string; storageKey: string; mediaType: string; bytes: number; sha256: string };
  sentAt: Date;
  /** People by their names; null when nobody did, or a command. */
  sentBy: string | null;
  header: readonly string[];
  columns: Columns;
  since: string | null;
  counts: Counts;
  checkedAt: Date;
  /** Lines written or taken back, while a job is at it. */
  done: number;
  appliedAt: Date | null;
  appliedBy: string | null;
  undoneAt: Date | null;
  undoneBy: string | null;
  undoReason: string | null;
  failure: string | null;
}

const nameOf = (column: 'sent_by' | 'applied_by' | 'undone_by') =>
  sql<string | null>`(select name from accounts where accounts.id = ${sql.ref(`rollout_imports.${column}`)})`;

function imports(db: Db) {
  return db
    .selectFrom('rollout_imports')
    .innerJoin('stored_files', 'stored_files.id', 'rollout_imports.file_id')
    .select([
      'rollout_imports.id',
      'rollout',
      'state',
      'sent_at',
      'header',
      'columns',
      'since',
      'counts',
      'checked_at',
      'done',
      'applied_at',
      'undone_at',
      'undo_reason',
      'failure',
      'stored_files.name',
      'stored_files.storage_key',
      'stored_files.media_type',
      'stored_files.bytes',
      'stored_files.sha256',
    ])
    .select([
      nameOf('sent_by').as('sent_by'),
      nameOf('applied_by').as('applied_by'),
      nameOf('undone_by').as('undone_by'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof imports>['executeTakeFirstOrThrow']>>;

const importOf = (row: Row): RolloutImport => ({
  id: row.id,
  rollout: row.rollout,
  state: row.state,
  file: {
    name: row.name,
    storageKey: row.storage_key,
    mediaType: row.media_type,
    bytes: row.bytes,
    sha256: row.sha256,
  },
  sentAt: row.sent_at,
  sentBy: row.sent_by,
  header: row.header,
  columns: columns.parse(row.columns),
  since: row.since,
  counts: countsSchema.parse(row.counts),
  checkedAt: row.checked_at,
  done: row.done,
  appliedAt: row.applied_at,
  appliedBy: row.applied_by,
  undoneAt: row.undone_at,
  undoneBy: row.undone_by,
  undoReason: row.undo_reason,
  failure: row.failure,
});

/** The import of this id, of this rollout. */
export async function findImport(db: Db, rollout: string, id: string): Promise<RolloutImport | undefined> {
  const row = await imports(db)
    .where('rollout_imports.id', '=', id)
    .where('rollout', '=', rollout)
    .executeTakeFirst();
  return row && importOf(row);
}

export interface ImportPage {
  items: readonly RolloutImport[];
  total: number;
  page: number;
  pages: number;
}

/** The imports of a rollout, the latest first. */
export async function listImports(
  db: Db,
  rollout: string,
  { page, perPage }: { page: number; perPage: number },
): Promise<ImportPage> {
  const [rows, { total }] = await Promise.all([
    imports(db)
      .where('rollout', '=', rollout)
      .orderBy('sent_at', 'desc')
      .orderBy('rollout_imports.id')
      .limit(perPage)
      .offset((page - 1) * perPage)
      .execute(),
    db
      .selectFrom('rollout_imports')
      .select(sql<number>`count(*)::integer`.as('total'))
      .where('rollout', '=', rollout)
      .executeTakeFirstOrThrow(),
  ]);
  return { items: rows.map(importOf), total, page, pages: pageCount(total, perPage) };
}

/** What the last check said of the lines of a file, the worst first. */
export interface TroublePage {
  items: readonly Trouble[];
  /** Of this level. */
  total: number;
  page: number;
  pages: number;
  /** How many there are of each level. */
  byLevel: Readonly<Record<TroubleLevel, number>>;
}

export async function troublesOf(
  db: Db,
  importId: string,
  { level, page, perPage }: { level: TroubleLevel | null; page: number; perPage: number },
): Promise<TroublePage> {
  const [rows, tallies] = await Promise.all([
    db
      .selectFrom('rollout_import_troubles')
      .select(['line', 'level', 'field', 'value', 'message'])
      .where('import_id', '=', importId)
      .$if(level !== null, (query) => query.where('level', '=', level ?? 'error'))
      .orderBy('place')
      .limit(perPage)
      .offset((page - 1) * perPage)
      .execute(),
    db
      .selectFrom('rollout_import_troubles')
      .select(['level', sql<number>`count(*)::integer`.as('count')])
      .where('import_id', '=', importId)
      .groupBy('level')
      .execute(),
  ]);
  const count = (wanted: TroubleLevel) => tallies.find((one) => one.level === wanted)?.count ?? 0;
  const byLevel = { error: count('error'), warning: count('warning'), note: count('note') };
  const total = level === null ? byLevel.error + byLevel.warning + byLevel.note : byLevel[level];
  const fields = z.enum(importFields).nullable().catch(null);
  return {
    items: rows.map(({ field, ...row }) => ({ ...row, field: fields.parse(field) })),
    total,
    page,
    pages: pageCount(total, perPage),
    byLevel,
  };
}
