import type { Db, Side } from '../../../platform/database/index.ts';

/** `le côté État`, as the words of keys name each side. */
export const sideNames: Readonly<Record<Side, string>> = {
  etat: 'côté État',
  collectivites: 'côté collectivités',
};

export const otherSide = (side: Side): Side => (side === 'etat' ? 'collectivites' : 'etat');

export const sides: readonly Side[] = ['etat', 'collectivites'];

/** The sides on which somebody co-pilots the group, in the order of their names: a key each. */
export async function sidesOf(db: Db, groupId: string): Promise<Side[]> {
  const rows = await selectCopilots(db, groupId).select('memberships.side').distinct().execute();
  const held = new Set(rows.map(({ side }) => side));
  return sides.filter((side) => held.has(side));
}

/** The same, held until the end of the transaction: nobody becomes or ceases to be a copilot meanwhile. */
export async function holdCopilots(tx: Db, groupId: string): Promise<Map<string, Side>> {
  const rows = await selectCopilots(tx, groupId)
    .select(['memberships.account_id', 'memberships.side'])
    .orderBy('memberships.account_id')
    .forShare('memberships')
    .execute();
  return new Map(rows.flatMap(({ account_id, side }) => (side ? [[account_id, side] as const] : [])));
}

/** Where to write to the copilots of one side. */
export async function copilotsOnSide(db: Db, groupId: string, side: Side) {
  return (await copilotsToWrite(db, groupId)).filter((copilot) => copilot.side === side);
}

/** Where to write to the copilots of a group. */
export async function copilotsToWrite(db: Db, groupId: string) {
  const rows = await selectCopilots(db, groupId)
    .select(['accounts.id', 'accounts.email', 'memberships.side'])
    .execute();
  return rows.flatMap(({ id, email, side }) => (email ? [{ id, email, side }] : []));
}

function selectCopilots(db: Db, groupId: string) {
  return db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .where('memberships.group_id', '=', groupId)
    .where('memberships.role', '=', 'copilot')
    .where('accounts.state', '=', 'active');
}
