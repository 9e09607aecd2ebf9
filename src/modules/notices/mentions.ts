import type { Db } from '../../platform/database/index.ts';
import type { NewsKind } from './kinds/kind.ts';

/**
 * Whom a thing calls by name: they hear of it at once, whatever their rhythm, unless they silenced the thread or want no
 * mail of the group. Nothing can name anybody yet.
 */
export async function mentionedIn(_db: Db, _kind: NewsKind, _thingId: string): Promise<string[]> {
  return [];
}
