import type { Db } from '../../platform/database/index.ts';
import { mentionedIn } from '../discussions/index.ts';
import type { NewsKind } from './kinds/kind.ts';
import { messages } from './kinds/messages.ts';

/**
 * Whom a thing calls by name: they hear of it at once, whatever their rhythm, unless they silenced the thread or want no
 * mail of the group.
 */
export async function calledByName(db: Db, kind: NewsKind, thingId: string): Promise<string[]> {
  return kind === messages ? mentionedIn(db, thingId) : [];
}
