import type { Db, Side } from '../../platform/database/index.ts';
import { keepFile, type ReceivedFile } from '../../platform/files/index.ts';
import { fileDemonstrationKey } from '../groups/index.ts';
import type { Act } from './actions.ts';
import { keyedThing } from './keyed-acts.ts';
import { draftFromFile } from './place-actions.ts';
import type { DraftInput } from './schemas.ts';

/** A deliverable in preparation, which one side has given its key to publish. */
export async function addDemonstrationDraft(
  tx: Db,
  act: Act,
  groupId: string,
  { file, side, title, ...about }: DraftInput & { file: ReceivedFile; side: Side },
): Promise<void> {
  const { name, mediaType, bytes } = file;
  const id = await draftFromFile(tx, act, groupId, {
    title,
    about,
    file: { id: await keepFile(tx, file), name, mediaType, bytes },
  });
  await fileDemonstrationKey(tx, {
    groupId,
    name: 'deliverable.publish',
    thing: await keyedThing(tx, id),
    side,
    by: act.by.id,
    at: act.now,
  });
}
