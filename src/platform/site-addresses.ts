import { type RawBuilder, sql } from 'kysely';

/** A public page, for the maps of the site that search engines read. */
export interface SiteAddress {
  path: string;
  /** Null when nobody can tell. */
  changed?: Date | null;
}

/** A map of the site holds 50,000 addresses at most. */
export const perSitemap = 40_000;

/**
 * A moment, unless it is that at which the start-up content named `content` came in: when that was last changed, nobody
 * noted. Rows written in the transaction of the import bear its very time.
 */
export function knownChange(moment: RawBuilder<Date | null>, content: string): RawBuilder<Date | null> {
  return sql`nullif(${moment}, (select at from content_imports where name = ${content}))`;
}

/** The same of the column `updated_at`. */
export const knownUpdate = (content: string): RawBuilder<Date | null> =>
  knownChange(sql<Date>`updated_at`, content);
