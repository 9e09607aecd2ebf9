import { sql } from 'kysely';
import { z } from 'zod';
import type { Db, VendorFileLineKind, VendorFileScope } from '../../../platform/database/index.ts';
import { pageCount } from '../../../platform/http/index.ts';
import type { Counts, Line } from './change.ts';

export const countsSchema = z.object({
  lines: z.int(),
  added: z.int(),
  changed: z.int(),
  ended: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  errors: z.int(),
}) satisfies z.ZodType<Counts>;

/** A list of customers that a vendor sent, and what became of it. */
export interface Sending {
  id: string;
  file: { name: string; storageKey: string };
  scope: VendorFileScope;
  endedOn: string;
  sentAt: Date;
  sentBy: string | null;
  counts: Counts;
  checkedAt: Date;
  /** Null: it was only tried. */
  appliedAt: Date | null;
}

const sendings = (db: Db) =>
  db
    .selectFrom('vendor_files')
    .innerJoin('stored_files', 'stored_files.id', 'vendor_files.file_id')
    .leftJoin('accounts', 'accounts.id', 'vendor_files.sent_by')
    .select([
      'vendor_files.id',
      'stored_files.name',
      'stored_files.storage_key',
      'scope',
      'ended_on as endedOn',
      'sent_at as sentAt',
      'accounts.name as sentBy',
      'counts',
      'checked_at as checkedAt',
      'applied_at as appliedAt',
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof sendings>['executeTakeFirstOrThrow']>>;

const sendingOf = ({ name, storage_key, counts, ...row }: Row): Sending => ({
  ...row,
  file: { name, storageKey: storage_key },
  counts: countsSchema.parse(counts),
});

export async function findSending(db: Db, vendor: string, id: string): Promise<Sending | undefined> {
  const row = await sendings(db)
    .where('vendor_files.id', '=', id)
    .where('vendor', '=', vendor)
    .executeTakeFirst();
  return row && sendingOf(row);
}

export interface SendingPage {
  items: readonly Sending[];
  total: number;
  page: number;
  pages: number;
}

/** The lists of a vendor, the latest first. */
export async function listSendings(
  db: Db,
  vendor: string,
  { page, perPage }: { page: number; perPage: number },
): Promise<SendingPage> {
  const rows = await sendings(db)
    .select(sql<number>`count(*) over ()::integer`.as('total'))
    .where('vendor', '=', vendor)
    .orderBy('sent_at', 'desc')
    .orderBy('vendor_files.id')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  const total = rows[0]?.total ?? 0;
  return {
    items: rows.map(({ total: _, ...row }) => sendingOf(row)),
    total,
    page,
    pages: pageCount(total, perPage),
  };
}

export const lineKinds = [
  'error',
  'skipped',
  'added',
  'changed',
  'ended',
] as const satisfies readonly VendorFileLineKind[];

export interface LinePage {
  items: readonly Line[];
  total: number;
  page: number;
  pages: number;
}

/** What differs, as the lines come; or only what differs in one way. */
export async function linesOf(
  db: Db,
  sendingId: string,
  { kind, page, perPage }: { kind: VendorFileLineKind | null; page: number; perPage: number },
): Promise<LinePage> {
  const rows = await db
    .selectFrom('vendor_file_lines')
    .select(['kind', 'line', 'about', 'message'])
    .select(sql<number>`count(*) over ()::integer`.as('total'))
    .where('sending_id', '=', sendingId)
    .$if(kind !== null, (query) => query.where('kind', '=', kind ?? 'error'))
    .orderBy('kind')
    .orderBy('place')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  const total = rows[0]?.total ?? 0;
  return { items: rows.map(({ total: _, ...line }) => line), total, page, pages: pageCount(total, perPage) };
}
