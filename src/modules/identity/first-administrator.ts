import type { Db } from '../../platform/database/index.ts';

/** A one-time link that makes its bearer the first administrator; null once there is one. */
export async function firstAdministratorLink(
  _db: Db,
  _options: { publicUrl: string; now: Date },
): Promise<string | null> {
  return null;
}
