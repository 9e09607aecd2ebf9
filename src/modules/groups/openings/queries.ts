import type { Db } from '../../../platform/database/index.ts';

/** A time for which somebody of the programme team opened the space of a group. */
export interface OpeningLine {
  id: string;
  accountId: string;
  by: string;
  reason: string;
  openedAt: Date;
  /** When it ends, or ended, by itself. */
  until: Date;
  /** Null unless it was ended before. */
  closedAt: Date | null;
}

export const openingsPerPage = 30;

function selectOpenings(db: Db, groupId: string) {
  return db
    .selectFrom('group_openings')
    .innerJoin('accounts', 'accounts.id', 'group_openings.account_id')
    .where('group_openings.group_id', '=', groupId)
    .select([
      'group_openings.id',
      'accounts.id as accountId',
      'accounts.name as by',
      'group_openings.reason',
      'group_openings.opened_at as openedAt',
      'group_openings.until',
      'group_openings.closed_at as closedAt',
    ])
    .orderBy('group_openings.opened_at', 'desc')
    .orderBy('group_openings.id');
}

/** Who has the group open now, the last first. */
export async function openingsNow(db: Db, groupId: string, now: Date): Promise<OpeningLine[]> {
  return selectOpenings(db, groupId)
    .where('group_openings.closed_at', 'is', null)
    .where('group_openings.until', '>', now)
    .limit(20)
    .execute();
}

/** A page of the journal of a group, the last opened first. */
export async function listOpenings(
  db: Db,
  groupId: string,
  page: number,
): Promise<{ openings: OpeningLine[]; total: number }> {
  const [openings, { total }] = await Promise.all([
    selectOpenings(db, groupId)
      .limit(openingsPerPage)
      .offset((page - 1) * openingsPerPage)
      .execute(),
    db
      .selectFrom('group_openings')
      .where('group_id', '=', groupId)
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { openings, total };
}
