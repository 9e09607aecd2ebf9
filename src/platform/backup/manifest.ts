import pg from 'pg';
import { z } from 'zod';

/** First entry of the archive: what it holds, and which migrations it needs. */
export const manifest = z.object({
  format: z.literal('cordee-backup-1'),
  takenAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number() })),
  files: z.number(),
  jobs: z.array(
    z.object({
      task: z.string(),
      payload: z.unknown(),
      runAt: z.string(),
      maxAttempts: z.number(),
      key: z.string().nullable(),
    }),
  ),
});

export type Manifest = z.output<typeof manifest>;

export const manifestName = 'manifest.json';
export const tableEntry = (name: string) => `tables/${name}.copy`;
export const fileEntry = (storageKey: string) => `files/${storageKey}`;

export function qualified(table: string): string {
  return `public.${pg.escapeIdentifier(table)}`;
}

export function columnList(columns: readonly string[]): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(', ');
}
