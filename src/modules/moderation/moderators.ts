import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';

/** Whom a case concerns: the copilots of its group, the programme team, or both. */
export interface Audience {
  /** Null outside the groups: nobody co-pilots there. */
  groupId: string | null;
  forCopilots: boolean;
  forTeam: boolean;
}

/** Those who may look at a case, save these people. */
export async function moderatorsOf(
  db: Db,
  { groupId, forCopilots, forTeam }: Audience,
  except: readonly (string | null)[],
): Promise<{ id: string; email: string }[]> {
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'email'])
    .where('state', '=', 'active')
    .where('id', '<>', sql<string>`all(${except.filter((id) => id !== null)}::uuid[])`)
    .where((eb) =>
      eb.or([
        eb.and([eb.lit(forTeam), eb('id', 'in', eb.selectFrom('account_roles').select('account_id'))]),
        eb.and([
          eb.lit(forCopilots),
          eb(
            'id',
            'in',
            eb
              .selectFrom('memberships')
              .select('account_id')
              .where('group_id', '=', sql<string>`${groupId}::uuid`)
              .where('role', '=', 'copilot'),
          ),
        ]),
      ]),
    )
    .orderBy('id')
    .execute();
  return rows.flatMap(({ id, email }) => (email ? [{ id, email }] : []));
}

/** Of a person in a group: whether they copilot it, and on which side. */
export async function copilotingOf(db: Db, groupId: string | null, accountId: string | null) {
  if (groupId === null || accountId === null) return undefined;
  return db
    .selectFrom('memberships')
    .select('side')
    .where('group_id', '=', groupId)
    .where('account_id', '=', accountId)
    .where('role', '=', 'copilot')
    .executeTakeFirst();
}

/** Whether a person reported the thing of a case, and whether nobody but those who did may look at it. */
export async function interestOf(
  db: Db,
  {
    id,
    authorId,
    decidedBy,
    ...audience
  }: Audience & { id: string; authorId: string | null; decidedBy: string | null },
  accountId: string,
): Promise<{ reported: boolean; alone: boolean }> {
  const rows = await db
    .selectFrom('moderation_reports')
    .select('reporter_id')
    .where('case_id', '=', id)
    .execute();
  const reporters = rows.map(({ reporter_id }) => reporter_id);
  if (!reporters.includes(accountId)) return { reported: false, alone: false };
  // The programme team may always be turned to.
  const others = await moderatorsOf(db, { ...audience, forTeam: true }, [...reporters, authorId, decidedBy]);
  return { reported: true, alone: others.length === 0 };
}
