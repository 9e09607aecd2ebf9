import { sql } from 'kysely';
import type { Db, PrerequisiteState } from '../../platform/database/index.ts';
import { Conflict } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import { deletedName } from '../identity/index.ts';

/** How far an authority is with a point of a checklist. */
export interface Mark {
  state: PrerequisiteState;
  note: string;
  /** Who wrote it last. */
  by: string;
  version: number;
  at: Date;
}

export const stateLabels: Record<PrerequisiteState, string> = {
  todo: 'À faire',
  done: 'Fait',
  not_for_us: 'Pas pour nous',
};

/** Which checklist of which authority. */
interface Whose {
  authorityId: string;
  rollout: string;
}

/** The marks of an authority, by point. Who may read them is for the caller to check. */
export async function marksOf(db: Db, whose: Whose): Promise<Map<string, Mark>> {
  const rows = await selectMarks(db, whose).execute();
  return new Map(rows.map(({ point, ...mark }) => [point, mark]));
}

export async function findMark(db: Db, whose: Whose, point: string): Promise<Mark | undefined> {
  return selectMarks(db, whose).where('prerequisite_marks.point', '=', point).executeTakeFirst();
}

function selectMarks(db: Db, { authorityId, rollout }: Whose) {
  return db
    .selectFrom('prerequisite_marks')
    .leftJoin('accounts', 'accounts.id', 'prerequisite_marks.account_id')
    .select([
      'prerequisite_marks.point',
      'prerequisite_marks.state',
      'prerequisite_marks.note',
      'prerequisite_marks.version',
      'prerequisite_marks.at',
    ])
    .select(sql<string>`coalesce(accounts.name, ${deletedName})`.as('by'))
    .where('prerequisite_marks.authority_id', '=', authorityId)
    .where('prerequisite_marks.rollout', '=', rollout);
}

interface Marking {
  by: { id: string; name: string };
  now: Date;
  authority: { id: string; name: string };
  rollout: string;
  point: string;
}

/**
 * Writes how far an authority is with a point; a note that is not given stays as it is.
 * @param version the one that the form was opened on, 0 where there was no mark
 */
export async function mark(
  tx: Db,
  { by, now, authority, rollout, point }: Marking,
  { state, note, version }: { state: PrerequisiteState; note?: string; version: number },
): Promise<void> {
  // Two colleagues who mark the same point for the first time have no row to wait at.
  const lock = `${authority.id} ${rollout} ${point}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(tx);
  const whose = { authorityId: authority.id, rollout };
  const current = await findMark(tx, whose, point);
  if ((current?.version ?? 0) !== version) {
    throw new Conflict(
      'Un collègue a noté ce point pendant que vous écriviez.',
      { etat: stateLabels[current?.state ?? 'todo'], note: current?.note ?? '' },
      current?.version ?? 0,
    );
  }
  const values = {
    state,
    note: note ?? current?.note ?? '',
    account_id: by.id,
    version: version + 1,
    at: now,
  };
  await tx
    .insertInto('prerequisite_marks')
    .values({ ...values, authority_id: authority.id, rollout, point })
    .onConflict((conflict) => conflict.constraint('prerequisite_marks_once').doUpdateSet(values))
    .execute();
  await record(tx, {
    actor: by,
    verb: 'prerequisite.mark',
    thing: { type: 'authority', id: authority.id, label: authority.name },
    // Not how far it is: that is for colleagues.
    detail: { rollout, point },
  });
}

/** When an account is deleted: its marks stay for colleagues, under no name. */
export async function forgetPerson(tx: Db, accountId: string): Promise<void> {
  await tx
    .updateTable('prerequisite_marks')
    .set({ account_id: null })
    .where('account_id', '=', accountId)
    .execute();
}
