import type { Db } from '../../platform/database/index.ts';
import { Conflict } from '../../platform/http/index.ts';

/** Something that copilots have newcomers read first. */
export interface FirstReading {
  label: string;
  /** A path of this site, or the address of a page elsewhere. */
  address: string;
}

/** What the copilots of a group chose, in order, with its version; nothing chosen is version 0. */
export async function firstReadingsOf(
  db: Db,
  groupId: string,
): Promise<{ readings: FirstReading[]; version: number }> {
  const [readings, version] = await Promise.all([
    db
      .selectFrom('first_readings')
      .select(['label', 'address'])
      .where('group_id', '=', groupId)
      .orderBy('position')
      .execute(),
    db
      .selectFrom('first_reading_versions')
      .select('version')
      .where('group_id', '=', groupId)
      .executeTakeFirst(),
  ]);
  return { readings, version: version?.version ?? 0 };
}

/** Writes the whole list anew. Throws Conflict when somebody wrote it meanwhile. Who may is for the caller to check. */
export async function chooseFirstReadings(
  tx: Db,
  { groupId, readings, version }: { groupId: string; readings: readonly FirstReading[]; version: number },
): Promise<void> {
  await tx
    .insertInto('first_reading_versions')
    .values({ group_id: groupId, version: 0 })
    .onConflict((conflict) => conflict.column('group_id').doNothing())
    .execute();
  const held = await tx
    .updateTable('first_reading_versions')
    .set({ version: version + 1 })
    .where('group_id', '=', groupId)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  if (!held) {
    const current = await firstReadingsOf(tx, groupId);
    throw new Conflict(
      'Un autre copilote a changé cette liste entre-temps.',
      Object.fromEntries(
        current.readings.flatMap(({ label, address }, index) => [
          [`titre_${index + 1}`, label],
          [`adresse_${index + 1}`, address],
        ]),
      ),
      current.version,
    );
  }
  await tx.deleteFrom('first_readings').where('group_id', '=', groupId).execute();
  if (readings.length === 0) return;
  await tx
    .insertInto('first_readings')
    .values(readings.map((reading, index) => ({ ...reading, group_id: groupId, position: index + 1 })))
    .execute();
}

/** Notes that a person saw the welcome page of a group, which is proposed to them no more. */
export async function noteWelcomed(
  db: Db,
  { groupId, accountId, now }: { groupId: string; accountId: string; now: Date },
): Promise<void> {
  await db
    .updateTable('memberships')
    .set({ welcomed_at: now })
    .where('group_id', '=', groupId)
    .where('account_id', '=', accountId)
    .where('welcomed_at', 'is', null)
    .execute();
}
