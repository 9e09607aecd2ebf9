import { sql } from 'kysely';
import { z } from 'zod';
import type { Db, MarkState } from '../../platform/database/index.ts';
import { Conflict } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import { deletedName } from '../identity/index.ts';

export type ActStates = ReadonlyMap<string, MarkState>;

/** Where an authority says it is with a measure. */
export interface Mark {
  state: MarkState;
  /** Where it is with each thing that the measure asks, by its words. */
  acts: ActStates;
  note: string;
  /** Who wrote it last. */
  by: string;
  version: number;
  at: Date;
}

export const markLabels: Record<MarkState, string> = {
  done: 'Fait',
  planned: 'Prévu',
  not_for_us: 'Pas pour nous',
};

export const markStates = ['done', 'planned', 'not_for_us'] as const satisfies MarkState[];

const keptActs = z.record(z.string(), z.enum(markStates));

/** « Désigner un délégué : fait », one a line. */
const actWords = (acts: ActStates): string =>
  [...acts].map(([act, state]) => `${act} : ${markLabels[state].toLowerCase()}`).join('\n');

/** The marks of an authority, by measure. Who may read them is for the caller to check. */
export async function marksOf(db: Db, authorityId: string): Promise<Map<string, Mark>> {
  const rows = await selectMarks(db).where('authority_marks.authority_id', '=', authorityId).execute();
  return new Map(rows.map(({ measure_id, ...row }) => [measure_id, markOf(row)]));
}

export async function findMark(db: Db, authorityId: string, measureId: string): Promise<Mark | undefined> {
  const row = await selectMarks(db)
    .where('authority_marks.authority_id', '=', authorityId)
    .where('authority_marks.measure_id', '=', measureId)
    .executeTakeFirst();
  return row && markOf(row);
}

const markOf = ({ acts, ...row }: Omit<Mark, 'acts'> & { acts: unknown }): Mark => ({
  state: row.state,
  note: row.note,
  by: row.by,
  version: row.version,
  at: row.at,
  acts: new Map(Object.entries(keptActs.parse(acts))),
});

function selectMarks(db: Db) {
  return db
    .selectFrom('authority_marks')
    .leftJoin('accounts', 'accounts.id', 'authority_marks.account_id')
    .select([
      'authority_marks.measure_id',
      'authority_marks.state',
      'authority_marks.acts',
      'authority_marks.note',
      'authority_marks.version',
      'authority_marks.at',
    ])
    .select(sql<string>`coalesce(accounts.name, ${deletedName})`.as('by'));
}

interface Marking {
  by: { id: string; name: string };
  now: Date;
  authority: { id: string; name: string };
  measure: { id: string; slug: string; consequences: readonly string[] };
}

/**
 * Writes where an authority is with a measure; `state` null takes the mark away.
 * @param version the one that the form was opened on, 0 where there was no mark
 */
export async function mark(
  tx: Db,
  { by, now, authority, measure }: Marking,
  { state, acts, note, version }: { state: MarkState | null; acts: ActStates; note: string; version: number },
): Promise<void> {
  // Two colleagues who mark the same measure for the first time have no row to wait at.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${authority.id} ${measure.id}`}, 0))`.execute(
    tx,
  );
  const current = await findMark(tx, authority.id, measure.id);
  if ((current?.version ?? 0) !== version) {
    throw new Conflict(
      'Un collègue a noté cette mesure pendant que vous écriviez.',
      {
        etat: current ? markLabels[current.state] : '',
        ...(current && current.acts.size > 0 && { actes: actWords(current.acts) }),
        note: current?.note ?? '',
      },
      current?.version ?? 0,
    );
  }
  if (state === null) {
    await tx
      .deleteFrom('authority_marks')
      .where('authority_id', '=', authority.id)
      .where('measure_id', '=', measure.id)
      .execute();
  } else {
    // What the measure does not ask, or no longer, is not kept.
    const asked = [...acts].filter(([act]) => measure.consequences.includes(act));
    const kept = JSON.stringify(Object.fromEntries(asked));
    const values = { state, acts: kept, note, account_id: by.id, version: version + 1, at: now };
    await tx
      .insertInto('authority_marks')
      .values({ ...values, authority_id: authority.id, measure_id: measure.id })
      .onConflict((conflict) => conflict.constraint('authority_marks_once').doUpdateSet(values))
      .execute();
  }
  await record(tx, {
    actor: by,
    verb: 'authority.mark',
    thing: { type: 'authority', id: authority.id, label: authority.name },
    // Not where it stands: that is for colleagues.
    detail: { measure: measure.slug },
  });
}
